//! The articles that every bench runs on: the sample corpus, or the JSON lines file that `SAMESTORY_CORPUS` names.

#![allow(dead_code, reason = "each bench uses its part")]

use std::fs::File;
use std::io::BufReader;

use samestory::Article;
use samestory::terms::{Analyzer, Lexicon};
use samestory::unstable::terms::{Field, FieldCounts, count_terms};
use samestory::unstable::weights::DocumentFrequencies;
use samestory::weights::{SparseVector, Weighting};
use samestory_formats::JsonLines;

/// What the benches find in the sample corpus. A change of the analysis, the weighting or the model may change these
/// numbers; a faster way to the same must not.
pub(crate) mod expected {
    pub(crate) const WORDS: usize = 33_684;
    pub(crate) const DISTINCT_TERMS: usize = 21_705;
    pub(crate) const WEIGHTS: usize = 16_758;
    pub(crate) const PAIRS_OF_30_HUNDREDTHS: usize = 59;
    pub(crate) const PAIRS_OF_50_HUNDREDTHS: usize = 13;
    pub(crate) const BATCH_STORIES: usize = 77;
    pub(crate) const STREAM_STORIES: usize = 82;
}

pub(crate) struct Corpus {
    pub(crate) articles: Vec<Article>,
    /// Bytes of title and body.
    pub(crate) bytes: u64,
    /// Whether it is the sample corpus, for which the benches know the right answers.
    pub(crate) is_sample: bool,
}

impl Corpus {
    pub(crate) fn load() -> Self {
        let named = std::env::var("SAMESTORY_CORPUS").ok();
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");
        let path = named.as_deref().unwrap_or(sample);
        let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let articles: Vec<Article> =
            JsonLines::new(BufReader::new(file)).flatten().map(|r| r.article).collect();
        let bytes = articles.iter().map(|a| (a.title.len() + a.body.len()) as u64).sum();
        Self { articles, bytes, is_sample: named.is_none() }
    }

    /// Asserts what is known of the sample corpus.
    pub(crate) fn expect(&self, what: &str, found: usize, expected: usize) {
        assert!(!self.is_sample || found == expected, "{what}: {found} found, {expected} expected");
    }

    pub(crate) fn counts(&self) -> Vec<FieldCounts> {
        count_terms(&Analyzer::default(), &self.articles, &mut Lexicon::new())
    }

    pub(crate) fn vectors(&self) -> Vec<SparseVector> {
        let counts = self.counts();
        let df = DocumentFrequencies::of_all(&counts);
        counts.iter().map(|c| Weighting::default().weigh(c.field(Field::All), &df)).collect()
    }
}
