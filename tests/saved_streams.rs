//! A stream that is written and read goes on as if it had never been.

use std::sync::LazyLock;

use proptest::prelude::*;
use samestory::credits::Newsrooms;
use samestory::terms::Analyzer;
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::weights::{Background, Backgrounds};
use samestory::{Article, Assignment, Clusterer, Config, StoryHistory};

use crate::support::{between, property, sample, without_background};
use crate::traced_stories::{Incoming, incoming, written};

/// The formats that streams are written in.
#[derive(Debug, Clone, Copy)]
enum Format {
    /// Text, which names its fields.
    Json,
    /// Bytes in the order of the fields.
    Postcard,
    /// A tree in memory, which has the fields in the order of their names.
    Tree,
}

const FORMATS: [Format; 3] = [Format::Json, Format::Postcard, Format::Tree];

/// Writes a stream and reads it, twice: what is read is written to the same bytes.
fn again(clusterer: &Clusterer, format: Format, tables: &Config) -> Clusterer {
    let read = match format {
        Format::Json => {
            let text = serde_json::to_string(clusterer).unwrap();
            let read = Clusterer::load_with(
                &mut serde_json::Deserializer::from_str(&text),
                tables,
                Analyzer::default(),
            )
            .unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            read
        }
        Format::Postcard => {
            let bytes = postcard::to_stdvec(clusterer).unwrap();
            let mut deserializer = postcard::Deserializer::from_bytes(&bytes);
            let read = Clusterer::load_with(&mut deserializer, tables, Analyzer::default()).unwrap();
            assert_eq!(deserializer.finalize().unwrap(), b"");
            assert_eq!(postcard::to_stdvec(&read).unwrap(), bytes);
            read
        }
        Format::Tree => {
            let tree = serde_json::to_value(clusterer).unwrap();
            Clusterer::load_with(tree, tables, Analyzer::default()).unwrap()
        }
    };
    assert_eq!(read.validate(), Ok(()));
    assert_eq!(read.config(), clusterer.config());
    read
}

/// What is done to a stream.
#[derive(Debug, Clone)]
enum Step {
    Insert(Incoming),
    /// An article in another language, or with a title that the source repeats.
    InsertOdd(Incoming, usize),
    /// Takes out the article so many before the last one.
    Remove(usize),
    Cut(Format),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => incoming().prop_map(Step::Insert),
        3 => (incoming(), 0..6_usize).prop_map(|(incoming, kind)| Step::InsertOdd(incoming, kind)),
        1 => (0..8_usize).prop_map(Step::Remove),
        2 => prop::sample::select(FORMATS.to_vec()).prop_map(Step::Cut),
    ]
}

fn odd(mut article: Article, kind: usize) -> Article {
    match kind {
        0 => article.language = Some("de".to_owned()),
        1 => article.title = "Letter of the week | The Gazette".to_owned(),
        2 => article.title = "Ferry Heron runs again - BBC".to_owned(),
        3 => article.body = "For subscribers only.\nLog in to go on.".to_owned(),
        4 => article.id = "again".to_owned(),
        _ => {
            article.body =
                format!("{}\nThe Gazette, 12 Quay Street. “Call us with a tip,” it says.", article.body)
        }
    }
    article
}

/// All that can be seen of a stream, to the bit.
fn seen(clusterer: &Clusterer) -> String {
    let stories: Vec<_> = clusterer.stories().collect();
    let terms: Vec<_> = clusterer.lexicon().vocabulary().iter().collect();
    format!("{stories:?} {terms:?} {}", clusterer.live_articles())
}

proptest! {
    #![proptest_config(property("saved streams", 80))]

    #[test]
    fn a_stream_that_is_saved_at_any_article_goes_on_to_the_same_bytes(
        steps in prop::collection::vec(step(), 1..90),
        find_copies in any::<bool>(),
        (least, more, days) in (1_usize..6, 1_usize..25, between(0.2..=6.0)),
        granularity in between(-1.0..=1.0),
        max_candidates in 2..9_usize,
    ) {
        let mut config = Config { find_copies, granularity, max_candidates, ..without_background() };
        (config.window_days, config.min_live, config.max_live) = (days, least, least + more);
        config.copies.window_days = f64::INFINITY;
        config.copies.max_per_shingle = 3;
        config.max_versions = 3;
        let (mut whole_history, mut cut_history) = (StoryHistory::default(), StoryHistory::default());
        let mut whole = Clusterer::new(config.clone()).unwrap();
        let mut cut = Clusterer::new(config.clone()).unwrap();
        let (mut hour, mut ids) = (0, Vec::new());
        for (at, step) in steps.iter().enumerate() {
            let article = match step {
                Step::Insert(incoming) => written(at, incoming, &mut hour),
                Step::InsertOdd(incoming, kind) => odd(written(at, incoming, &mut hour), *kind),
                Step::Remove(before) => {
                    let id = ids.iter().rev().nth(*before).map_or("none", String::as_str);
                    prop_assert_eq!(whole.remove(id), cut.remove(id));
                    continue;
                }
                Step::Cut(format) => {
                    cut = again(&cut, *format, &config);
                    let text = serde_json::to_string(&cut_history).unwrap();
                    cut_history = serde_json::from_str(&text).unwrap();
                    continue;
                }
            };
            let (expected, found) = (whole.insert(&article), cut.insert(&article));
            // numbers that are equal are shown in the same digits
            prop_assert_eq!(format!("{expected:?}"), format!("{found:?}"));
            prop_assert_eq!(&expected, &found);
            whole_history.record(expected);
            cut_history.record(found);
            ids.push(article.id);
        }
        prop_assert_eq!(seen(&whole), seen(&cut));
        prop_assert_eq!(whole_history.into_stories(), cut_history.into_stories());
        prop_assert_eq!(postcard::to_stdvec(&whole).unwrap(), postcard::to_stdvec(&cut).unwrap());
    }
}

/// The sample corpus under the default configuration, cut at every so many articles.
fn sample_in_pieces(config: &Config, piece: usize) {
    let articles = sample();
    let mut whole = Clusterer::new(config.clone()).unwrap();
    let expected: Vec<Assignment> = articles.iter().map(|article| whole.insert(article)).collect();
    for format in FORMATS {
        let (mut cut, mut found) = (Clusterer::new(config.clone()).unwrap(), Vec::new());
        for articles in articles.chunks(piece) {
            let mut blocks = [articles.to_vec()].into_iter();
            let next = || Ok::<_, std::convert::Infallible>(blocks.next().unwrap_or_default());
            cut.insert_blocks(next, |assignment| found.push(assignment)).unwrap();
            cut = again(&cut, format, config);
        }
        assert_eq!(found, expected);
        assert_eq!(seen(&cut), seen(&whole));
        assert_eq!(postcard::to_stdvec(&cut).unwrap(), postcard::to_stdvec(&whole).unwrap());
    }
}

#[test]
fn the_sample_goes_on_after_every_cut() {
    let short = Config { window_days: 1.0, min_live: 20, find_copies: false, ..Config::default() };
    sample_in_pieces(&short, 17);
    sample_in_pieces(&Config { find_copies: true, ..short }, 31);
}

fn small(config: Config) -> Clusterer {
    let mut clusterer = Clusterer::new(config).unwrap();
    sample().iter().take(25).for_each(|article| _ = clusterer.insert(article));
    clusterer
}

fn with_copies() -> Config {
    Config { find_copies: true, ..without_background() }
}

#[test]
fn a_state_of_another_version_is_refused_by_name() {
    let text = serde_json::to_string(&Clusterer::new(Config::default()).unwrap()).unwrap();
    let (version, _) =
        text.strip_prefix("{\"state_version\":").and_then(|rest| rest.split_once(',')).unwrap();
    // a state that is read is too long to be printed
    let error = |text: &str| {
        let read = serde_json::from_str::<Clusterer>(text);
        read.err().map(|error| error.to_string()).unwrap_or_default()
    };
    let other = error(&text.replacen(&format!(":{version},"), ":0,", 1));
    let expected = format!("state: its layout has version 0, this version of samestory reads {version}");
    assert!(other.starts_with(&expected), "{other}");
    assert!(error("{}").starts_with("missing field `state_version`"));
    assert!(error("[]").starts_with("invalid length 0"));
    assert!(postcard::from_bytes::<Clusterer>(b"no state at all").is_err());
}

#[test]
fn what_comes_from_the_program_is_asked_for() {
    struct Own;
    impl Tokenizer for Own {
        fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str)) {
            UnicodeWords.tokenize(text, visit);
        }
    }
    let refused = |clusterer: &Clusterer| {
        serde_json::from_str::<Clusterer>(&serde_json::to_string(clusterer).unwrap()).unwrap_err().to_string()
    };
    let plain = Config::default();

    let own = || Analyzer::default().with_tokenizer(Own);
    let clusterer = Clusterer::with_analyzer(plain.clone(), own()).unwrap();
    assert!(refused(&clusterer).contains("a program's own tokenizer"), "{}", refused(&clusterer));
    let tree = serde_json::to_value(&clusterer).unwrap();
    assert!(Clusterer::load_with(tree.clone(), &plain, own()).is_ok());
    assert!(Clusterer::load_with(tree, &plain, Analyzer::default()).is_err());

    let mut backgrounds = Backgrounds::built_in();
    backgrounds.set("sw", Background::parse("serikali\t90000\n").unwrap());
    let mut newsrooms = Newsrooms::builtin();
    newsrooms.extend_tsv("The Ashford Gazette\tus\tnewspaper\tashfordgazette.com\tGazette").unwrap();
    for config in
        [Config { backgrounds, ..plain.clone() }, Config { newsrooms: newsrooms.into(), ..plain.clone() }]
    {
        let clusterer = Clusterer::new(config.clone()).unwrap();
        assert!(refused(&clusterer).contains("other backgrounds or newsrooms"), "{}", refused(&clusterer));
        let tree = serde_json::to_value(&clusterer).unwrap();
        assert!(Clusterer::load_with(tree.clone(), &config, Analyzer::default()).is_ok());
        assert!(Clusterer::load_with(tree, &plain, Analyzer::default()).is_err());
    }
}

/// Damage to a tree: one number, list or field of it.
fn damage(tree: &mut serde_json::Value, choose: &mut impl FnMut(usize) -> usize) {
    use serde_json::Value;
    match tree {
        Value::Object(fields) if !fields.is_empty() => {
            let at = choose(fields.len());
            if let Some(field) = fields.values_mut().nth(at) {
                damage(field, choose);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = choose(items.len());
            match choose(12) {
                0 => _ = items.remove(at),
                1 => items.push(items[at].clone()),
                2 => items.swap(at, 0),
                3 => items[at] = Value::Null,
                _ => damage(&mut items[at], choose),
            }
        }
        Value::Number(number) => {
            let known = number.as_u64().unwrap_or_default();
            let others = [
                0,
                1,
                known.wrapping_add(1),
                known.wrapping_sub(1),
                known / 2,
                7,
                1 << 20,
                u64::from(u32::MAX),
                u64::MAX,
            ];
            *tree = others[choose(others.len())].into();
        }
        Value::Bool(holds) => *holds = !*holds,
        Value::Null => *tree = 3.into(),
        other => *other = Value::from("2012-10-29"),
    }
}

/// States of streams without and with copies.
static TREES: LazyLock<[serde_json::Value; 2]> = LazyLock::new(|| {
    [false, true].map(|find_copies| {
        serde_json::to_value(small(Config { find_copies, ..without_background() })).unwrap()
    })
});

proptest! {
    #![proptest_config(property("damaged states", 300))]

    #[test]
    fn a_damaged_state_is_refused_or_harmless(
        choices in prop::collection::vec(any::<u32>(), 60),
        find_copies in any::<bool>(),
        times in 1..3_usize,
    ) {
        let config = Config { find_copies, ..without_background() };
        let mut tree = TREES[usize::from(find_copies)].clone();
        let mut choices = choices.into_iter().cycle();
        let mut choose = |n: usize| choices.next().unwrap_or_default() as usize % n;
        (0..times).for_each(|_| damage(&mut tree, &mut choose));
        if let Ok(mut read) = Clusterer::load_with(tree, &config, Analyzer::default()) {
            prop_assert_eq!(read.validate(), Ok(()));
            sample().iter().skip(15).take(40).for_each(|article| _ = read.insert(article));
            prop_assert_eq!(read.validate(), Ok(()));
            let ids: Vec<String> = read.stories().flat_map(|story| story.members).map(|member| member.id).collect();
            ids.iter().for_each(|id| _ = read.remove(id));
        }
    }
}

#[test]
fn states_that_end_early_are_refused() {
    let clusterer = small(with_copies());
    let bytes = postcard::to_stdvec(&clusterer).unwrap();
    let read = |bytes: &[u8]| {
        Clusterer::load_with(
            &mut postcard::Deserializer::from_bytes(bytes),
            &with_copies(),
            Analyzer::default(),
        )
    };
    assert!(read(&bytes).is_ok());
    for end in (0..bytes.len()).step_by(bytes.len() / 97) {
        assert!(read(&bytes[..end]).is_err(), "{end} of {}", bytes.len());
    }
}
