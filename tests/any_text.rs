//! The text of an article can never cause an error or a panic.

use proptest::prelude::*;
use samestory::terms::{AnalysisConfig, Analyzer, Kind, Lexicon};
use samestory::text::{Language, Tokenizer, UnicodeWords};
use samestory::unstable::terms::{Analysis, FieldCounts, Occurrence, Section, analyze};
use samestory::unstable::text::{
    Stemmer, WordNormalizer, detect, fold_case, fold_diacritics, is_stop_word, name_key,
};
use samestory::{Article, Clusterer, cluster};

use crate::odd_pieces::odd_pieces;
use crate::support::{property, without_background};

/// Any text: odd pieces, any characters of all planes, runs that repeat, words that do not end.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(odd_pieces()).prop_map(str::to_owned),
        3 => any::<char>().prop_map(String::from),
        2 => "[a-zA-Z]{1,9}",
        2 => Just(" ".to_owned()),
        1 => (prop::sample::select(odd_pieces()), 2_usize..40).prop_map(|(piece, times)| piece.repeat(times)),
        1 => prop::collection::vec(any::<char>(), 1..9).prop_map(String::from_iter),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL)
}

fn config() -> impl Strategy<Value = AnalysisConfig> {
    let longest_text = prop_oneof![3 => Just(1_000_000_usize), 1 => 0_usize..40];
    (language(), 0_usize..12, 1_usize..=5, longest_text, any::<bool>()).prop_map(
        |(fallback_language, lead_words, longest_n_gram, longest_text, segmenter)| AnalysisConfig {
            fallback_language,
            lead_words,
            longest_n_gram,
            longest_text,
            segmenter,
        },
    )
}

/// An article of any text, even of none.
fn article(tag: Option<&str>, title: &str, body: &str) -> Article {
    let mut article = Article::builder("any").title("-").build().unwrap();
    article.language = tag.map(str::to_owned);
    article.title = title.to_owned();
    article.body = body.to_owned();
    article
}

/// Checks what is promised of the places of terms.
fn check(article: &Article, analysis: &Analysis, lexicon: &Lexicon, config: &AnalysisConfig) {
    let mut last_word = (Section::Title, 0);
    for o in &analysis.occurrences {
        let text = if o.section == Section::Title { &article.title } else { &article.body };
        let (start, end) = (o.start as usize, o.end as usize);
        assert!(start < end && end <= text.len().min(config.longest_text), "{o:?} of {text:?}");
        assert!(
            text.is_char_boundary(start) && text.is_char_boundary(end),
            "{o:?} cuts a character of {text:?}"
        );
        let term = lexicon.term(o.term).expect("terms are in the vocabulary");
        assert!(!term.is_empty(), "{o:?} has no term");
        assert!(o.kind != Kind::Name || term.starts_with('@'), "{o:?}, {term:?} of {text:?}");
        if matches!(o.kind, Kind::Word | Kind::Number) {
            assert_eq!(
                o.kind == Kind::Number,
                text[start..end].chars().any(char::is_numeric),
                "{o:?} of {text:?}"
            );
            assert!(last_word <= (o.section, start), "{o:?} comes after {last_word:?}");
            last_word = (o.section, end);
        }
    }
    assert!(analysis.occurrences.is_sorted_by_key(|o| o.section), "sections are out of order");
    let lead = |o: &&_| matches!(o, (Section::Lead, Kind::Word | Kind::Number));
    let kinds: Vec<_> = analysis.occurrences.iter().map(|o| (o.section, o.kind)).collect();
    assert!(kinds.iter().filter(lead).count() <= config.lead_words, "the lead is too long");
    lexicon.vocabulary().validate().unwrap();
}

proptest! {
    #![proptest_config(property("any text", 1500))]

    #[test]
    fn words_of_every_language(text in text(), language in language()) {
        let (normalizer, stemmer) = (WordNormalizer::new(language), Stemmer::new(language));
        let mut end = 0;
        UnicodeWords.tokenize(&text, &mut |at, word| {
            assert!(at >= end && text[at..].starts_with(word) && !word.is_empty());
            end = at + word.len();
            let folded = fold_case(word);
            assert_eq!(fold_diacritics(&fold_diacritics(&folded)), fold_diacritics(&folded), "{word:?}");
            stemmer.stem(&folded);
            name_key(&folded);
            is_stop_word(&folded, language);
            assert_eq!(normalizer.normalize(word), normalizer.normalize(word));
            normalizer.name(word);
        });
        // what is no word at all, too
        normalizer.normalize(&text);
        normalizer.name(&text);
        stemmer.stem(&text);
        detect(&text);
        Language::from_tag(&text);
    }

    #[test]
    fn analysis_points_into_the_text(title in text(), body in text(), language in language(), config in config()) {
        let analyzer = Analyzer::new(config.clone()).unwrap();
        let mut lexicon = Lexicon::new();
        for tag in [None, Some(language.code())] {
            let article = article(tag, &title, &body);
            let analysis = analyze(&analyzer, &article, &mut lexicon);
            check(&article, &analysis, &lexicon, &config);
            let counts = FieldCounts::new(&analysis);
            prop_assert!(counts.distinct_terms().count() <= analysis.occurrences.len());
        }
    }

    #[test]
    fn everything_can_be_clustered(texts in prop::collection::vec((text(), text()), 1..8), language in language()) {
        let tag = |at: usize| at.is_multiple_of(2).then(|| language.code());
        let articles: Vec<Article> =
            texts.iter().enumerate().map(|(at, (title, body))| article(tag(at), title, body)).collect();
        let mut config = without_background();
        let stories = cluster(&articles, &config).unwrap();
        prop_assert_eq!(stories.partition().len(), articles.len());
        config.min_live = 0;
        config.max_live = 5;
        let mut clusterer = Clusterer::new(config).unwrap();
        for article in &articles {
            clusterer.insert(article);
            prop_assert_eq!(clusterer.validate(), Ok(()));
        }
    }

}

/// Texts of half a megabyte without a break, or of nothing but breaks, in less than a moment.
#[test]
fn monsters_are_read() {
    let mut lexicon = Lexicon::new();
    let analyzer = Analyzer::new(AnalysisConfig { longest_n_gram: 3, ..AnalysisConfig::default() }).unwrap();
    for piece in [
        "a",
        "A",
        "é",
        "e\u{301}",
        "\u{301}",
        "'",
        "a'",
        "a.",
        "1,",
        "1,000",
        "中",
        "\u{1f468}\u{200d}",
        "-",
        "al-",
        " ",
        "Al ",
        "A b ",
        "Of ",
        "\n",
        "\0",
    ] {
        let monster = piece.repeat(500_000 / piece.len());
        let started = std::time::Instant::now();
        let article = article(None, &monster, &monster);
        let analysis = analyze(&analyzer, &article, &mut lexicon);
        check(&article, &analysis, &lexicon, analyzer.config());
        FieldCounts::new(&analysis);
        let seconds = started.elapsed().as_secs_f64();
        assert!(seconds < 10.0, "{piece:?} repeated takes {seconds:.1} s: more than linear?");
    }
}

/// A source and a title of which each looks like an abbreviation of the other, in very many ways.
#[test]
fn names_that_abbreviate_each_other_are_read() {
    let config = without_background();
    for words in [28, 31, 40, 400] {
        let (apart, joined) = ("a ".repeat(words), "a".repeat(words));
        for (source, title) in [
            (apart.clone(), format!("{joined}b")),
            (format!("{joined}b"), apart.clone()),
            (apart.clone(), format!("{joined}b | {joined}b")),
            (format!("aaaaaaaa {apart}"), format!("{joined}b")),
        ] {
            let started = std::time::Instant::now();
            let mut article = article(None, &title, "The dam broke on Monday.");
            article.source = Some(source);
            cluster(std::slice::from_ref(&article), &config).unwrap();
            Clusterer::new(config.clone()).unwrap().insert(&article);
            let seconds = started.elapsed().as_secs_f64();
            assert!(seconds < 10.0, "{words} words, {title:?}: {seconds:.1} s");
        }
    }
}

/// Words parted by blanks and nothing else, as for short messages.
struct Blanks;

impl Tokenizer for Blanks {
    fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str)) {
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        text.split_whitespace().for_each(|word| visit(start(word), word));
    }
}

/// Says that words stand where it likes.
struct Careless(Vec<(usize, usize)>);

impl Tokenizer for Careless {
    fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str)) {
        for &(at, len) in &self.0 {
            let word = text.char_indices().map(|(i, _)| i).nth(at).map_or("elsewhere", |i| &text[i..]);
            visit(at, word.char_indices().map(|(i, _)| i).nth(len).map_or(word, |end| &word[..end]));
        }
        visit(usize::MAX, "far");
        visit(text.len(), "");
    }
}

proptest! {
    #![proptest_config(property("own tokenizers", 500))]

    /// Words that overlap, are out of order or do not stand in the text are left out.
    #[test]
    fn tokenizers_may_say_anything(text in text(), words in prop::collection::vec((0_usize..60, 0_usize..20), 0..300)) {
        let config = AnalysisConfig { longest_n_gram: 2, ..AnalysisConfig::default() };
        let analyzer = Analyzer::new(config.clone()).unwrap().with_tokenizer(Careless(words));
        let mut lexicon = Lexicon::new();
        let article = article(Some("en"), "Clinton in Algiers", &text);
        check(&article, &analyze(&analyzer, &article, &mut lexicon), &lexicon, &config);
    }
}

/// Terms of names begin with "@"; what is printed with one is no name.
#[test]
fn words_and_names_never_share_a_term() {
    let article = article(Some("en"), "", "we met Angela Merkel and @merkel and @\u{345} there");
    let analyzer = Analyzer::default().with_tokenizer(Blanks);
    let analysis = analyze(&analyzer, &article, &mut Lexicon::new());
    let (words, names): (Vec<Occurrence>, Vec<Occurrence>) =
        analysis.occurrences.iter().copied().partition(|o| o.kind != Kind::Name);
    let shared = names.iter().find(|name| words.iter().any(|word| word.term == name.term));
    assert_eq!(shared, None, "a name that is a word, too");
    let mut distinct: Vec<_> = FieldCounts::new(&analysis).distinct_terms().collect();
    distinct.sort_unstable();
    assert!(distinct.windows(2).all(|pair| pair[0] != pair[1]), "a term is counted twice");
    let mut clusterer = Clusterer::with_analyzer(without_background(), analyzer).unwrap();
    clusterer.insert(&article);
    assert_eq!(clusterer.validate(), Ok(()));
}
