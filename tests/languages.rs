//! Articles in several languages.

use samestory::text::Language;
use samestory::unstable::cluster::candidate_pairs;
use samestory::unstable::text::{TextLanguage, WordNormalizer, detect};
use samestory::{Article, Clusterer, Config, cluster};

fn article(id: usize, language: Option<&str>, title: &str) -> Article {
    let mut article = Article::builder(id.to_string()).title(title).build().unwrap();
    article.language = language.map(str::to_owned);
    article
}

/// The same names and figures, which is most of each headline.
fn of_two_languages() -> Vec<Article> {
    let titles = [
        (Some("fr"), "Hillary Clinton, Abdelaziz Bouteflika : Alger, Mali, Kidal, 3 000 soldats"),
        (Some("es"), "Hillary Clinton, Abdelaziz Bouteflika: Argel, Mali, Kidal, 3 000 soldados"),
        (Some("fr"), "Hillary Clinton et Abdelaziz Bouteflika : Mali, Kidal, 3 000 soldats"),
        (Some("es"), "Hillary Clinton y Abdelaziz Bouteflika: Mali, Kidal, 3 000 soldados"),
    ];
    titles.into_iter().enumerate().map(|(id, (language, title))| article(id, language, title)).collect()
}

#[test]
fn two_languages_are_never_one_story() {
    let (articles, config) = (of_two_languages(), Config { granularity: -5.0, ..Config::default() });
    let stories = cluster(&articles, &config).unwrap();
    assert_eq!(stories.partition().labels(), [0, 1, 0, 1]);
    let mut clusterer = Clusterer::new(config.clone()).unwrap();
    let stories: Vec<_> = articles.iter().map(|article| clusterer.insert(article).story).collect();
    assert_eq!([stories[0], stories[1]], [stories[2], stories[3]]);
    assert_ne!(stories[0], stories[1]);
    let pairs = candidate_pairs(&articles, &config).unwrap();
    let pairs: Vec<(u32, u32)> = pairs.pairs().iter().map(|pair| (pair.a.0, pair.b.0)).collect();
    assert_eq!(pairs, [(0, 2), (1, 3)]);
}

#[test]
fn an_article_of_unknown_language_is_compared_with_all() {
    let mut articles = of_two_languages();
    articles[0].language = None;
    let pairs = candidate_pairs(&articles, &Config::default()).unwrap();
    assert!(pairs.pairs().iter().any(|pair| (pair.a.0, pair.b.0) == (0, 1)));
    assert!(pairs.pairs().iter().any(|pair| (pair.a.0, pair.b.0) == (0, 2)));
}

/// Two forms of a word.
type Forms = (&'static str, &'static str);

/// Of each language with rules: a text, and forms of words that are one term.
const OF_EACH: &[(Language, &str, &[Forms])] = &[
    (
        Language::Arabic,
        "قال الرئيس إن الحكومة لن ترفع الأسعار في هذا العام بعد أن وعدت به على مدى شهور",
        &[("المدينة", "مدينة"), ("الجَزَائِر", "الجزائر")],
    ),
    (
        Language::Danish,
        "Regeringen vil ikke hæve skatten i år, men den har endnu ikke sagt, hvad der skal ske efter valget",
        &[("broens", "broen"), ("valgets", "valget")],
    ),
    (
        Language::Dutch,
        "De regering zal de belasting dit jaar niet verhogen, maar zij heeft nog niet gezegd wat er na de verkiezingen komt",
        &[("regeringen", "regering"), ("verkiezingen", "verkiezing")],
    ),
    (
        Language::English,
        "The government will not raise taxes this year, but it has not yet said what it will do after the election",
        &[("bridges", "bridge"), ("negotiations", "negotiation")],
    ),
    (
        Language::Finnish,
        "Hallitus ei nosta veroja tänä vuonna, mutta se ei ole vielä kertonut, mitä vaalien jälkeen on luvassa ja kuinka",
        &[("sillat", "silta")],
    ),
    (
        Language::French,
        "Le gouvernement ne va pas augmenter les impôts cette année, mais il n'a pas dit ce qu'il fera après les élections",
        &[("ministres", "ministre"), ("négociations", "négociation")],
    ),
    (
        Language::German,
        "Die Regierung wird die Steuern in diesem Jahr nicht erhöhen, aber sie hat noch nicht gesagt, was nach der Wahl kommt",
        &[("Verhandlungen", "Verhandlung"), ("Brücken", "Brücke")],
    ),
    (
        Language::Greek,
        "Η κυβέρνηση δεν θα αυξήσει τους φόρους αυτή τη χρονιά, αλλά δεν έχει πει τι θα κάνει μετά τις εκλογές",
        &[("κυβέρνησης", "κυβέρνηση"), ("ΕΚΛΟΓΕΣ", "εκλογές")],
    ),
    (
        Language::Hungarian,
        "A kormány nem emeli az adókat ebben az évben, de még nem mondta meg, hogy mi lesz a választások után",
        &[("választások", "választás"), ("kormányok", "kormány")],
    ),
    (
        Language::Italian,
        "Il governo non aumenterà le tasse quest'anno, ma non ha ancora detto che cosa farà dopo le elezioni",
        &[("ministri", "ministro"), ("elezioni", "elezione")],
    ),
    (
        Language::Norwegian,
        "Regjeringen vil ikke øke skattene i år, men den har ennå ikke sagt hva som kommer etter valget",
        &[("broene", "broen")],
    ),
    (
        Language::Portuguese,
        "O governo não vai aumentar os impostos este ano, mas ainda não disse o que fará depois das eleições",
        &[("ministros", "ministro"), ("impostos", "imposto")],
    ),
    (
        Language::Romanian,
        "Guvernul nu va mări impozitele în acest an, dar încă nu a spus ce va face după alegeri și când",
        &[("miniștrii", "miniştri"), ("guvernului", "guvernul")],
    ),
    (
        Language::Russian,
        "Правительство не будет повышать налоги в этом году, но ещё не сказало, что оно сделает после выборов",
        &[("правительства", "правительство"), ("министры", "министров")],
    ),
    (
        Language::Spanish,
        "El gobierno no subirá los impuestos este año, pero todavía no ha dicho qué hará después de las elecciones",
        &[("ministros", "ministro"), ("elecciones", "elección")],
    ),
    (
        Language::Swedish,
        "Regeringen ska inte höja skatten i år, men den har ännu inte sagt vad som kommer efter valet",
        &[("ministern", "minister")],
    ),
    (
        Language::Tamil,
        "இந்த ஆண்டு வரி உயராது என்று அரசு கூறியது, ஆனால் அது என்ன செய்யும் என்பது பற்றி இன்னும் அவர்கள் கூறவில்லை",
        &[("அமைச்சர்கள்", "அமைச்சர்")],
    ),
    (
        Language::Turkish,
        "Hükümet bu yıl vergileri artırmayacak, ancak seçimden sonra ne olacak ve nasıl olacak henüz bir şey söylemedi",
        &[("köprüler", "köprü")],
    ),
];

#[test]
fn every_language_has_its_rules() {
    assert!(
        Language::ALL.iter().all(|language| {
            *language == Language::Other || OF_EACH.iter().any(|(of, _, _)| of == language)
        })
    );
    for (language, text, forms) in OF_EACH {
        assert_eq!(detect(text), Some(*language), "{text}");
        assert_eq!(TextLanguage::of(None, "", text).code().to_string(), language.code(), "{text}");
        let normalizer = WordNormalizer::new(*language);
        let stops = text.split(' ').filter(|word| normalizer.normalize(word).stop).count();
        assert!(stops >= 4, "{language}: {stops}");
        for (one, other) in *forms {
            let (one, other) = (normalizer.normalize(one), normalizer.normalize(other));
            assert_eq!(one.term, other.term, "{language}");
            assert!(!one.stop && !other.stop, "{language}");
        }
    }
}

/// Headlines of two events in scripts without spaces, three of each.
const UNSPACED: &[(&str, [&str; 6])] = &[
    (
        "zh",
        [
            "南部水库大坝凌晨决堤 两百多名居民乘船撤离",
            "大坝决堤淹没下游城区 居民乘船撤离家园",
            "南部水库决堤 消防队称两百名居民撤离",
            "中央银行宣布上调利率 理由是物价上涨",
            "物价上涨 中央银行上调利率半个百分点",
            "中央银行上调利率 分析师称在意料之中",
        ],
    ),
    (
        "ja",
        [
            "南部のダムが決壊、住民二百人がボートで避難",
            "ダム決壊で下流の街が浸水 住民がボートで避難",
            "南部ダム決壊、消防は住民二百人の避難を確認",
            "中央銀行が利上げを決定、物価上昇が理由",
            "物価上昇受け中央銀行が利上げ 半ポイント",
            "中央銀行の利上げ決定、市場は織り込み済み",
        ],
    ),
    (
        "th",
        [
            "เขื่อนภาคใต้แตก ชาวบ้านสองร้อยคนอพยพทางเรือ",
            "เขื่อนแตกน้ำท่วมเมืองท้ายน้ำ ชาวบ้านอพยพทางเรือ",
            "เขื่อนภาคใต้แตก ดับเพลิงยืนยันชาวบ้านอพยพแล้ว",
            "ธนาคารกลางขึ้นดอกเบี้ย อ้างราคาสินค้าสูงขึ้น",
            "ราคาสินค้าสูงขึ้น ธนาคารกลางขึ้นดอกเบี้ยครึ่งจุด",
            "ธนาคารกลางขึ้นดอกเบี้ย นักวิเคราะห์คาดไว้แล้ว",
        ],
    ),
    (
        "km",
        [
            "ទំនប់ភាគខាងត្បូងបាក់ ប្រជាពលរដ្ឋជម្លៀសតាមទូក",
            "ទំនប់បាក់លិចទីក្រុង ប្រជាពលរដ្ឋជម្លៀសតាមទូក",
            "ទំនប់ភាគខាងត្បូងបាក់ អគ្គិភ័យថាប្រជាពលរដ្ឋជម្លៀស",
            "ធនាគារកណ្តាលដំឡើងអត្រាការប្រាក់ ព្រោះតម្លៃទំនិញឡើង",
            "តម្លៃទំនិញឡើង ធនាគារកណ្តាលដំឡើងអត្រាការប្រាក់",
            "ធនាគារកណ្តាលដំឡើងអត្រាការប្រាក់ អ្នកវិភាគរំពឹងទុក",
        ],
    ),
];

#[test]
fn headlines_without_spaces_are_told_apart() {
    told_apart(&Config::default());
}

#[test]
fn a_segmenter_tells_headlines_without_spaces_apart() {
    let mut config = Config::default();
    config.analysis.segmenter = true;
    told_apart(&config);
}

fn told_apart(config: &Config) {
    for (language, headlines) in UNSPACED {
        let articles: Vec<Article> = headlines
            .iter()
            .enumerate()
            .map(|(id, headline)| article(id, Some(language), headline))
            .collect();
        assert_eq!(
            cluster(&articles, config).unwrap().partition().labels(),
            [0, 0, 0, 1, 1, 1],
            "{language}"
        );
        let mut clusterer = Clusterer::new(config.clone()).unwrap();
        let stories: Vec<_> = articles.iter().map(|article| clusterer.insert(article).story).collect();
        assert!(
            stories[..3].iter().all(|story| stories[3..].iter().all(|other| story != other)),
            "{language}"
        );
    }
}
