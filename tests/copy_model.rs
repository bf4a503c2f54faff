//! Copies among made-up articles: the index against all pairs, the stream against the batch, random operations.

use proptest::prelude::*;
use samestory::copies::{CopyConfig, reference};
use samestory::credits::Newsrooms;
use samestory::unstable::copies::{CopyFinder, Found, find_copies};
use samestory::unstable::credits::find_credits;
use samestory::{Article, ArticleId};

use crate::any_text::text;
use crate::support::{between, property};

/// How an article is made: sentences of a small pool, edits, a source, a day.
#[derive(Debug, Clone)]
struct Recipe {
    sentences: Vec<(u8, bool)>,
    changed_word: Option<u8>,
    source: u8,
    day: Option<u8>,
    titled: bool,
}

const SYLLABLES: &[&str] = &["ba", "dor", "ke", "lim", "nu", "pra", "sto", "ve", "zi", "gru"];

/// A sentence of made-up words; the same number, the same sentence.
fn sentence(number: u8) -> String {
    let mut state = u32::from(number).wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        SYLLABLES[(state >> 24) as usize % SYLLABLES.len()]
    };
    let words: Vec<String> = (0..5 + number % 9).map(|_| [next(), next(), next()].concat()).collect();
    let mut text = words.join(" ");
    text[..1].make_ascii_uppercase();
    text + "."
}

fn article(at: usize, recipe: &Recipe) -> Article {
    let mut body = Vec::new();
    for &(number, quoted) in &recipe.sentences {
        body.push(if quoted { format!("“{}”", sentence(number)) } else { sentence(number) });
    }
    let mut body = body.join(" ");
    if let Some(word) = recipe.changed_word {
        let words: Vec<&str> = body.split(' ').collect();
        let changed = usize::from(word) % words.len().max(1);
        body = words
            .iter()
            .enumerate()
            .map(|(i, w)| if i == changed { "Xerxes" } else { *w })
            .collect::<Vec<_>>()
            .join(" ");
    }
    let mut builder = Article::builder(format!("{at}")).body(format!("{body} ."));
    if recipe.source > 0 {
        builder = builder.source(format!("Source {}", recipe.source));
    }
    if let Some(day) = recipe.day {
        builder = builder.published(format!("2012-{:02}-{:02}", 1 + day / 28, 1 + day % 28).parse().unwrap());
    }
    if recipe.titled {
        builder = builder.title(sentence(recipe.sentences.first().map_or(0, |s| s.0)));
    }
    builder.build().unwrap()
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let sentences = prop::collection::vec((0_u8..24, prop::bool::weighted(0.15)), 0..12);
    let changed = prop::option::of(any::<u8>());
    (sentences, changed, 0_u8..4, prop::option::of(0_u8..120), any::<bool>()).prop_map(
        |(sentences, changed_word, source, day, titled)| Recipe {
            sentences,
            changed_word,
            source,
            day,
            titled,
        },
    )
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let recipes = prop::collection::vec(recipe(), 0..40);
    recipes.prop_map(|recipes| recipes.iter().enumerate().map(|(at, recipe)| article(at, recipe)).collect())
}

fn config(window_days: f64, max_articles: usize) -> CopyConfig {
    let mut config = CopyConfig::default();
    config.window_days = window_days;
    config.max_articles = max_articles;
    config
}

#[test]
fn index_and_all_pairs_find_the_same() {
    let found_any = std::cell::Cell::new(0);
    proptest!(property("index_and_all_pairs_find_the_same", 200), |(articles in articles(), window in between(1.0..=200.0), most in 1_usize..60)| {
        let config = config(window, most);
        let fast = find_copies(&articles, &config).unwrap();
        found_any.set(found_any.get() + fast.copies.len());
        prop_assert_eq!(fast, reference::find_copies(&articles, &config).unwrap());
    });
    let found_any = found_any.get();
    assert!(found_any > 200, "only {found_any} copies in all cases: the test says little");
}

#[test]
fn stream_and_batch_find_the_same_and_links_are_sound() {
    proptest!(property("stream_and_batch_find_the_same", 60), |(articles in articles())| {
        let config = CopyConfig::default();
        let mut finder = CopyFinder::new(config.clone()).unwrap();
        let mut stream = Found::default();
        for (at, article) in articles.iter().enumerate() {
            let found = finder.insert(ArticleId(at as u32), article);
            for link in &found.copies {
                prop_assert!(link.first < link.second && link.second.index() == at);
                prop_assert!((0.0..=1.0).contains(&link.confidence) && (0.5..=1.0).contains(&link.direction.confidence));
                for (side, id) in [(0, link.first), (1, link.second)] {
                    prop_assert!(link.overlap.shared[side] <= link.overlap.words[side]);
                    let body = &articles[id.index()].body;
                    for sentence in &link.overlap.sentences {
                        let span = if side == 0 { sentence.first } else { sentence.second };
                        prop_assert!(!span.of(body).is_empty());
                    }
                }
            }
            stream.copies.extend(found.copies);
            stream.quotes.extend(found.quotes);
        }
        prop_assert_eq!(stream, find_copies(&articles, &config).unwrap());
    });
}

#[test]
fn any_operations_leave_a_sound_finder() {
    let operation = prop_oneof![4 => recipe().prop_map(Ok), 1 => (0_i64..120).prop_map(Err)];
    proptest!(property("any_operations_leave_a_sound_finder", 60), |(operations in prop::collection::vec(operation, 0..80), most in 1_usize..30)| {
        let mut finder = CopyFinder::new(config(30.0, most)).unwrap();
        for (at, operation) in operations.iter().enumerate() {
            match operation {
                Ok(recipe) => {
                    finder.insert(ArticleId(at as u32), &article(at, recipe));
                }
                Err(day) => {
                    let before = finder.len();
                    let expired = finder.expire_before(1_325_376_000 + day * 86_400);
                    prop_assert_eq!(before - expired, finder.len());
                }
            }
            prop_assert_eq!(finder.validate(), Ok(()));
        }
        finder.expire_before(i64::MAX);
        prop_assert!(finder.validate().is_ok() && finder.memory_usage() < 10_000_000);
    });
}

#[test]
fn any_text_can_be_searched_for_copies_and_credits() {
    let newsrooms = Newsrooms::builtin();
    let piece = prop_oneof![
        3 => text(),
        2 => prop::sample::select(vec!["(AP)", " – AP", "AP", "\n", "“", "”", "\"", "©", "By ", "/", "Reuters", ". ", "é", "'", "’", "("]).prop_map(str::to_owned),
    ];
    let body = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
    proptest!(property("any_text_can_be_searched", 300), |(bodies in prop::collection::vec((body, text()), 1..6))| {
        let mut finder = CopyFinder::new(CopyConfig::default()).unwrap();
        for (at, (body, title)) in bodies.iter().enumerate() {
            for credit in find_credits(body, &newsrooms) {
                prop_assert!(!credit.text(body).is_empty());
            }
            // twice, so that it is compared with itself
            for again in 0..2 {
                let id = 2 * at + again;
                let Ok(article) = Article::builder(format!("{id}")).title(title).body(body).source(title).build() else { continue };
                for link in finder.insert(ArticleId(id as u32), &article).copies {
                    prop_assert!(link.overlap.sentences.iter().all(|s| !s.second.of(body).is_empty()));
                }
            }
        }
        prop_assert_eq!(finder.validate(), Ok(()));
    });
}
