//! What several test modules share: seeds, the sample corpus, shorthands.

use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::BufReader;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use samestory::weights::Backgrounds;
use samestory::{Article, Change, Clusterer, Config, Partition, StoryHistory, StoryId, cluster};
use samestory_formats::{JsonLines, Record};

/// Set to repeat a run of the random tests; every one of them prints the value it used.
const SEED: &str = "SAMESTORY_TEST_SEED";
const EFFORT: &str = "SAMESTORY_TEST_EFFORT";

/// The seed of a random test: that of the environment, else a new one. Printed, so that a failure can be repeated.
pub(crate) fn seed(test: &str) -> u64 {
    let seed = match std::env::var(SEED) {
        Ok(given) => given.parse().unwrap_or_else(|_| panic!("{SEED} is \"{given}\": a number is needed")),
        Err(_) => RandomState::new().build_hasher().finish(),
    };
    println!("{test}: to repeat, set {SEED}={seed}");
    seed
}

/// How many times as many cases as usual the random tests try: for a search over night.
pub(crate) fn effort() -> u32 {
    match std::env::var(EFFORT) {
        Ok(given) => given.parse().unwrap_or_else(|_| panic!("{EFFORT} is \"{given}\": a number is needed")),
        Err(_) => 1,
    }
}

/// The configuration of a property test: its seed is printed, nothing is written to disk.
pub(crate) fn property(test: &str, cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: cases * effort(),
        max_shrink_iters: 4096,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed(test)),
        ..ProptestConfig::default()
    }
}

/// Any number of a range, evenly, both ends with it. Proptest's own ranges of floating-point numbers now and then fail an assertion of theirs
/// (1.12, `float_samplers.rs`).
pub(crate) fn between(range: RangeInclusive<f64>) -> impl Strategy<Value = f64> + Clone {
    const STEPS: u32 = 1 << 24;
    let (first, last) = range.into_inner();
    (0..=STEPS).prop_map(move |step| first + (last - first) * f64::from(step) / f64::from(STEPS))
}

/// As [`between`], rounded to single precision.
pub(crate) fn between_f32(range: RangeInclusive<f64>) -> impl Strategy<Value = f32> + Clone {
    between(range).prop_map(|number| number as f32)
}

/// A path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The records of a labelled file; every line must be one.
pub(crate) fn records(path: &Path) -> Vec<Record> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let read = JsonLines::new(BufReader::new(file)).collect::<Result<Vec<_>, _>>();
    read.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The articles of the sample corpus.
pub(crate) fn sample() -> Vec<Article> {
    records(&repository("data/sample.jsonl")).into_iter().map(|record| record.article).collect()
}

/// The partition that batch clustering finds.
pub(crate) fn batch(articles: &[Article], config: &Config) -> Partition {
    cluster(articles, config).unwrap().partition()
}

/// The story that each article of a stream ends up in.
pub(crate) fn stream(articles: &[Article], config: &Config) -> Vec<StoryId> {
    let (mut clusterer, mut history) = (Clusterer::new(config.clone()).unwrap(), StoryHistory::default());
    articles.iter().for_each(|article| history.record(clusterer.insert(article)));
    history.stories().labels().to_vec()
}

/// Follows what an assignment changed for earlier articles.
pub(crate) fn follow(changes: &[Change], story_of: &mut BTreeMap<String, StoryId>) {
    for change in changes {
        match change {
            Change::Merged { from, into } => {
                story_of.values_mut().filter(|story| *story == from).for_each(|story| *story = *into);
            }
            Change::Moved { article, from, to } => {
                assert_eq!(story_of.insert(article.clone(), *to), Some(*from), "{article}");
            }
            _ => {}
        }
    }
}

/// A configuration that finds no copies and knows nothing before the first article: what takes the time of a clusterer that lives briefly
/// is the background.
pub(crate) fn without_background() -> Config {
    Config {
        background_articles: 0.0,
        backgrounds: Backgrounds::none(),
        find_copies: false,
        ..Config::default()
    }
}
