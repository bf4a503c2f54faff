//! The text of an article without what its page shows beside it: lists of other articles, teasers, lines of the page.

use std::borrow::Cow;

use super::boilerplate::{begins_in_any_case, is_boilerplate, longest};

/// Headings of lists of other articles. Case-folded.
const LISTS: &[&str] = &[
    "most read",
    "most popular",
    "most viewed",
    "most shared",
    "most commented",
    "most watched",
    "trending",
    "trending now",
    "popular now",
    "popular stories",
    "top stories",
    "latest news",
    "latest stories",
    "latest headlines",
    "more stories",
    "more news",
    "more from",
    "related stories",
    "related articles",
    "related content",
    "related news",
    "related topics",
    "read also",
    "also read",
    "read next",
    "what to read next",
    "recommended",
    "recommended for you",
    "recommended stories",
    "you may also like",
    "you might also like",
    "don't miss",
    "editors' picks",
    "editor's picks",
    "in other news",
    "more on this story",
    "more on this",
    "see also",
    "meistgelesen",
    "meist gelesen",
    "meistgelesene artikel",
    "meistkommentiert",
    "das könnte sie auch interessieren",
    "mehr zum thema",
    "lesen sie auch",
    "auch interessant",
    "neueste artikel",
    "aktuelle nachrichten",
    "weitere artikel",
    "les plus lus",
    "les plus consultés",
    "articles les plus lus",
    "les plus partagés",
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "dernières nouvelles",
    "à ne pas manquer",
    "lo más leído",
    "lo más visto",
    "las más leídas",
    "más leídas",
    "te puede interesar",
    "noticias relacionadas",
    "lee también",
    "lea también",
    "últimas noticias",
    "i più letti",
    "più letti",
    "leggi anche",
    "potrebbe interessarti",
    "ultime notizie",
    "mais lidas",
    "mais lidos",
    "leia também",
    "leia mais",
    "veja também",
    "últimas notícias",
    "meest gelezen",
    "lees ook",
    "mest läst",
    "läs också",
    "mest lest",
    "les også",
    "mest læste",
    "læs også",
    "luetuimmat",
    "najczęściej czytane",
    "czytaj też",
    "самое читаемое",
    "популярное",
    "читайте также",
    "новости по теме",
    "найпопулярніше",
    "читайте також",
    "zie ook",
    "läs mer",
    "lue myös",
    "czytaj również",
    "czytaj więcej",
    "zobacz też",
    "zobacz także",
    "przeczytaj także",
    "polecamy",
    "čtěte také",
    "nejčtenější",
    "citește și",
    "смотрите также",
    "последние новости",
    "ещё по теме",
    "дивіться також",
    "останні новини",
    "çok okunanlar",
    "en çok okunanlar",
    "ilgili haberler",
    "διαβάστε επίσης",
    "διαβάστε ακόμη",
    "δείτε επίσης",
    "σχετικά άρθρα",
    "δημοφιλή",
    "اقرأ أيضا",
    "اقرأ أيضًا",
    "الأكثر قراءة",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "baca juga",
    "terpopuler",
    "xem thêm",
    "相关阅读",
    "相关新闻",
    "相關新聞",
    "延伸阅读",
    "延伸閱讀",
    "推荐阅读",
    "热门新闻",
    "热门文章",
    "関連記事",
    "関連ニュース",
    "人気記事",
    "おすすめ記事",
    "あわせて読みたい",
    "アクセスランキング",
    "관련기사",
    "관련 기사",
    "많이 본 뉴스",
    "인기 기사",
];

/// Headings that are said to the reader, so that no sentence of an article begins with one. What follows on their line is the title
/// of another article.
const TO_THE_READER: &[&str] = &[
    "read also",
    "also read",
    "lesen sie auch",
    "à lire aussi",
    "lire aussi",
    "lea también",
    "lee también",
    "leia também",
    "veja também",
    "leggi anche",
    "lees ook",
    "läs också",
    "les også",
    "læs også",
    "lue myös",
    "czytaj też",
    "czytaj również",
    "čtěte také",
    "citește și",
    "читайте также",
    "читайте також",
    "διαβάστε επίσης",
    "baca juga",
];

/// What begins a line that names another article, besides the headings of lists. Case-folded.
const TEASERS: &[&str] =
    &["previously", "related", "read more", "more", "watch", "listen", "mehr", "video", "en savoir plus"];

/// How lines begin in which an outlet asks its readers for something. Case-folded.
const CALLS: &[&str] = &[
    "sign up for",
    "sign up to",
    "subscribe to our",
    "subscribe now",
    "subscribe today",
    "follow us on",
    "join our",
    "download our app",
    "download the app",
    "get the latest news",
    "click here to",
    "support our journalism",
    "jetzt abonnieren",
    "newsletter abonnieren",
    "abonnieren sie",
    "folgen sie uns",
    "folge uns",
    "abonnez-vous",
    "inscrivez-vous",
    "suivez-nous",
    "suscríbete",
    "suscríbase",
    "síguenos",
    "regístrate",
    "iscriviti",
    "seguici",
    "inscreva-se",
    "assine",
    "siga-nos",
    "abonneer je",
    "schrijf je in",
    "volg ons",
    "prenumerera på",
    "följ oss",
    "zapisz się",
    "подпишитесь",
    "подписывайтесь",
    "підпишіться",
    "підписуйтесь",
    "abone olun",
    "εγγραφείτε",
    "ακολουθήστε",
    "اشترك في",
    "تابعونا",
];

/// Such a line has so many words at most.
const LONGEST_CALL: usize = 16;

/// A teaser has so many words at most.
const LONGEST_TEASER: usize = 40;

/// An item of a list that is not marked as one has so many words at most.
const LONGEST_ITEM: usize = 14;

/// Where in a text a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Article,
    /// Below the heading of a list, before its first item or after a blank line.
    List {
        has_items: bool,
        is_apart: bool,
    },
}

/// The text of an article: without lists of other articles ("Most read") and their items, teasers ("Read also: …"), and lines that
/// [are boilerplate](is_boilerplate).
///
/// # Complexity
///
/// Linear.
pub fn article_text(text: &str) -> Cow<'_, str> {
    let mut place = Place::Article;
    let mut kept: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_left_out = leave_out(line.trim(), &mut place);
        match (&mut kept, is_left_out) {
            (None, true) => kept = Some(text[..at].to_owned()),
            (Some(kept), false) => kept.push_str(line),
            // what stood around it stays apart
            (Some(kept), true) => kept.push('\n'),
            (None, false) => {}
        }
        at += line.len();
    }
    kept.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a line is no part of the article.
fn leave_out(line: &str, place: &mut Place) -> bool {
    if line.is_empty() {
        if let Place::List { is_apart, .. } = place {
            *is_apart = true;
        }
        return false;
    }
    if is_heading(line) {
        *place = Place::List { has_items: false, is_apart: false };
        return true;
    }
    if let Place::List { has_items, is_apart } = *place {
        let is_item = is_marked(line)
            || !is_apart
            || !has_items
                && line.split_whitespace().count() <= LONGEST_ITEM
                && !line.ends_with(['.', '!', '?', '”', '"']);
        if is_item {
            *place = Place::List { has_items: true, is_apart };
            return true;
        }
        *place = Place::Article;
    }
    is_boilerplate(line) || is_teaser(line) || is_call(line)
}

/// "Sign up for our newsletter".
fn is_call(line: &str) -> bool {
    if line.split_whitespace().nth(LONGEST_CALL).is_some() {
        return false;
    }
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.is_ascii() && !CALLS.iter().any(|call| begins_in_any_case(line, call)) {
        return false;
    }
    let folded = folded(line);
    CALLS
        .iter()
        .any(|call| folded.strip_prefix(call).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// A line as headings and teasers are compared.
fn folded(line: &str) -> String {
    line.to_lowercase().replace('’', "'").replace('：', ":")
}

/// A longer line is no heading of a list, in bytes.
const LONGEST_HEADING: usize = longest(LISTS);

/// Whether a line is the heading of a list.
fn is_heading(line: &str) -> bool {
    let bare = |line: &str| line.trim_matches(|c: char| !c.is_alphanumeric()).len();
    // other letters may be of fewer bytes in small
    if line.is_ascii() && bare(line) > LONGEST_HEADING {
        return false;
    }
    LISTS.contains(&folded(line).trim_matches(|c: char| !c.is_alphanumeric()))
}

/// "1. Coffee price at record", "• Coffee price at record".
fn is_marked(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line[digits..].trim_start();
    (1..=2).contains(&digits) && after.starts_with(['.', ')', ':'])
        || line.starts_with(['•', '·', '▪', '►', '▶', '»', '*'])
        || line.starts_with("- ")
}

/// "Read also: Coffee price at record".
fn is_teaser(line: &str) -> bool {
    let has_colon = line.contains([':', '：']);
    if !has_colon && !line.chars().next().is_some_and(char::is_alphabetic) {
        return false;
    }
    if !has_colon && line.is_ascii() && !TO_THE_READER.iter().any(|heading| begins_in_any_case(line, heading))
    {
        return false;
    }
    let folded = folded(line);
    let said = TO_THE_READER.iter().find_map(|heading| folded.strip_prefix(heading)?.strip_prefix(' '));
    if said.is_some_and(|title| title.split_whitespace().count() <= LONGEST_TEASER) {
        return true;
    }
    let Some((heading, rest)) = folded.split_once(':') else { return false };
    let heading = heading.trim_matches(|c: char| !c.is_alphanumeric());
    let is_heading = LISTS.contains(&heading) || TEASERS.contains(&heading);
    is_heading && !rest.trim().is_empty() && rest.split_whitespace().count() <= LONGEST_TEASER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<String> {
        article_text(text).lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn what_the_page_shows_beside_the_article() {
        for noise in [
            "Most read\n1. Coffee price at record\n2. Five tips for a dry cough",
            "MOST READ\n\n1. Coffee price at record\n\n2. Mayor opens clinic",
            "Most popular:\nCoffee price at record\nMayor opens clinic",
            "Meistgelesen\n\n• Kaffeepreis auf Rekordhoch",
            "Lo más leído\n1. Sube el café",
            "À lire aussi : Le prix du café au plus haut",
            "Lesen Sie auch: Kaffeepreis auf Rekordhoch",
            "Previously: Boats on the lake are seldom inspected, Call for life jackets.",
            "© 2026 Lake Post. Page generated Mon, Feb 2, 2026 10:00 am.",
            "Page generated in 0.034 seconds",
            "Updated Feb 2, 2026 10:00 am",
            "Mon, Feb 2, 2026 10:00 am",
            "47 comments",
            "Comments (47)",
            "1.2K shares",
            "3 min read",
            "Lesezeit: 3 Minuten",
            "Temps de lecture : 4 min",
            "Ashford 12°C light rain",
            "DAX 18.234,50 +0,45 %",
            "1,204 people are reading this",
            "Читайте также: Цены на кофе",
            "À lire aussi Le prix du café au plus haut",
            "Διαβάστε επίσης: Στα ύψη η τιμή του καφέ",
            "相关阅读：咖啡价格创新高",
            "Sign up for our newsletter",
            "Subscribe now for $2 a week",
            "Abonnez-vous pour 1 € par mois",
            "Подписывайтесь на наш канал",
            "関連記事：コーヒー価格が最高値",
            "관련기사: 커피값 최고치",
            "اقرأ أيضا: سعر القهوة",
        ] {
            let text =
                format!("A ferry sank on Monday.\n\n{noise}\n\nThe boat had been licensed for 50 people.");
            assert_eq!(
                kept(&text),
                ["A ferry sank on Monday.", "The boat had been licensed for 50 people."],
                "{noise}"
            );
        }
    }

    #[test]
    fn headings_are_told_by_all_of_them() {
        let plainly = |line: &str| LISTS.contains(&folded(line).trim_matches(|c: char| !c.is_alphanumeric()));
        for heading in LISTS {
            for line in [
                heading.to_uppercase(),
                format!("-- {heading} --{}", "-".repeat(60)),
                format!("{heading} {heading}"),
                heading.replace('\'', "’"),
            ] {
                assert_eq!(is_heading(&line), plainly(&line), "{line}");
            }
        }
    }

    #[test]
    fn the_article_stays() {
        for text in [
            "Seventeen people died, most read about it in the papers.",
            "Temperatures of 12°C were measured at the pass, and rain fell all day on the hills.",
            "The DAX rose 0.45% on Monday.",
            "47 comments were deleted by the court.",
            "Sign up sheets for the ferry were full by noon, the harbour said.",
            "Subscribers of the paper were told on Monday.",
            "Shares of the bank fell by 4 percent.",
            "More: the mayor's first book, was out of print for years and is now to be read again by all of us, as the publisher said on \
             Monday when he showed the new edition to the press in the town hall, where many had come to see it.",
            "",
        ] {
            assert_eq!(article_text(text), text);
        }
    }
}
