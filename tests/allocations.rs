//! How often memory is allocated: a count that a busy machine does not change.
//!
//! Each bound has its reason; a stage that goes over it has got slower, whatever the clock says. Only allocations of the
//! calling thread are counted, and all of this runs on it.

#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

use std::collections::HashSet;
use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;

use allocation_counter::measure;
use samestory::index::{SearchScratch, SimilarityIndex};
use samestory::terms::{Analyzer, Lexicon};
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::unstable::terms::{Analysis, Field, FieldCounter, FieldCounts, analyze_into, count_terms};
use samestory::unstable::weights::{DocumentFrequencies, FieldVectors};
use samestory::weights::Weighting;
use samestory::{Article, Clusterer, Config};
use samestory_formats::JsonLines;

/// The sample corpus, its language declared.
fn sample() -> Vec<Article> {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl")).unwrap();
    let declared = |record: samestory_formats::Record| {
        let mut article = record.article;
        article.language = Some("en".to_owned());
        article
    };
    JsonLines::new(BufReader::new(file)).map(|record| declared(record.unwrap())).collect()
}

/// How often some work allocates.
fn allocations(work: impl FnOnce()) -> u64 {
    measure(work).count_total
}

/// An analyzer at work: it has read the sample before.
struct Warm {
    articles: Vec<Article>,
    analyzer: Analyzer,
    lexicon: Lexicon,
    analysis: Analysis,
}

impl Warm {
    fn new() -> Self {
        let (articles, analyzer, lexicon) = (sample(), Analyzer::default(), Lexicon::new());
        let mut warm = Self { articles, analyzer, lexicon, analysis: Analysis::new() };
        warm.read();
        warm
    }

    fn read(&mut self) {
        for article in &self.articles {
            analyze_into(&self.analyzer, article, &mut self.lexicon, &mut self.analysis);
        }
    }

    fn counts(&mut self) -> Vec<FieldCounts> {
        count_terms(&self.analyzer, &self.articles, &mut self.lexicon)
    }
}

#[test]
fn finding_words_allocates_nothing() {
    let articles = sample();
    let mut words = 0;
    let allocated = allocations(|| {
        for article in &articles {
            UnicodeWords.tokenize(&article.body, &mut |_, word| words += black_box(word).len().min(1));
        }
    });
    assert!(words > 10_000);
    assert_eq!(allocated, 0);
}

/// The lists in which names are put together are new for title and body, and grow.
const FOR_NAMES: u64 = 16;

#[test]
fn analysing_known_words_allocates_nothing_per_word() {
    let mut warm = Warm::new();
    for repeated in [1, 10] {
        let mut articles = warm.articles.clone();
        articles.iter_mut().for_each(|article| article.body = article.body.repeat(repeated));
        for round in 0..2 {
            for article in &articles {
                let allocated = allocations(|| {
                    analyze_into(&warm.analyzer, article, &mut warm.lexicon, &mut warm.analysis);
                });
                // the first round may find names where texts were joined, and makes room for longer analyses
                assert!(round == 0 || allocated <= FOR_NAMES, "{}: {allocated} allocations", article.id);
            }
        }
    }
}

#[test]
fn a_new_word_allocates_less_than_once() {
    let articles = sample();
    let mut words: HashSet<&str> = HashSet::new();
    for article in &articles {
        for text in [&article.title, &article.body] {
            UnicodeWords.tokenize(text, &mut |start, word| {
                words.insert(&text[start..start + word.len()]);
            });
        }
    }
    let (analyzer, mut lexicon, mut analysis) = (Analyzer::default(), Lexicon::new(), Analysis::new());
    let allocated = allocations(|| {
        articles.iter().for_each(|article| analyze_into(&analyzer, article, &mut lexicon, &mut analysis));
    });
    // none for most: one buffer serves all. Clitics and diacritics take a few strings, and what grows is moved now and then
    let most = words.len() as u64;
    assert!(allocated <= most, "{allocated} allocations for {} different words", words.len());
}

#[test]
fn guessing_the_language_looks_at_the_beginning_only() {
    let mut warm = Warm::new();
    for article in &mut warm.articles {
        article.language = None;
        article.body = article.body.repeat(3);
    }
    warm.read();
    // each of the first 120 words is folded, in a step or two
    let most = 2 * 120 + FOR_NAMES;
    for article in &warm.articles {
        let allocated = allocations(|| {
            analyze_into(&warm.analyzer, article, &mut warm.lexicon, &mut warm.analysis);
        });
        assert!(allocated <= most, "{}: {allocated} allocations", article.id);
    }
}

#[test]
fn counting_an_article_is_one_allocation_and_its_vectors_are_a_few() {
    let mut warm = Warm::new();
    let counts = warm.counts();
    let mut counter = FieldCounter::default();
    for round in 0..2 {
        for article in &warm.articles {
            analyze_into(&warm.analyzer, article, &mut warm.lexicon, &mut warm.analysis);
            let allocated = allocations(|| drop(counter.count(&warm.analysis)));
            // in the first round its memory grows
            assert!(round == 0 || allocated <= 1, "{}: {allocated} allocations", article.id);
        }
    }
    let df = DocumentFrequencies::of_all(&counts);
    for counts in &counts {
        let vectors = || FieldVectors::new(counts, &Field::ALL, &Weighting::default(), &df);
        // terms and weights of all fields, and lists that may grow from field to field
        assert!(allocations(|| drop(vectors())) <= 2 + Field::COUNT as u64);
    }
}

#[test]
fn a_search_allocates_for_what_it_finds_only() {
    let mut warm = Warm::new();
    let counts = warm.counts();
    let df = DocumentFrequencies::of_all(&counts);
    let weigh = |counts: &FieldCounts| Weighting::default().weigh(counts.field(Field::All), &df);
    let vectors: Vec<_> = counts.iter().map(weigh).collect();
    let mut index = SimilarityIndex::new();
    vectors.iter().for_each(|vector| {
        index.insert(vector.clone(), None);
    });
    let mut scratch = SearchScratch::default();
    index.search(vectors[0].view(), 0.0, 10, &mut scratch);
    for vector in &vectors {
        // where the posting lists are, and what is found
        let allocated = allocations(|| drop(index.search(vector.view(), 0.0, 10, &mut scratch)));
        assert!(allocated <= 2, "{allocated} allocations");
    }
}

#[test]
fn a_stream_allocates_for_what_it_keeps() {
    let articles = sample();
    let config = Config { find_copies: false, min_live: 100, max_live: 100, ..Config::default() };
    let mut clusterer = Clusterer::new(config).unwrap();
    for round in 0..5 {
        let allocated = allocations(|| {
            for article in &articles {
                clusterer.insert(article);
            }
        });
        // the article's vectors and story, the scores of the stories near it, and posting lists that grow or shrink, of which
        // each of its 24 or more rare words has one
        let mean = allocated as f64 / articles.len() as f64;
        assert!(round == 0 || mean <= 50.0, "round {round}: {mean:.1} allocations an article");
    }
}

#[test]
fn what_a_stream_says_of_its_memory_is_what_it_has_allocated() {
    let (articles, config) = (sample(), Config::default());
    // what all streams share is made by the first
    drop(Clusterer::new(config.clone()).unwrap());
    for find_copies in [false, true] {
        let config = Config { find_copies, min_live: 200, max_live: 400, ..config.clone() };
        let mut clusterer = None;
        let allocated = measure(|| {
            let mut stream = Clusterer::new(config).unwrap();
            for round in 0..4 {
                for article in &articles {
                    let mut article = article.clone();
                    article.id = format!("{}-{round}", article.id);
                    article.source = article.source.map(|source| format!("{source} {round}"));
                    stream.insert(&article);
                }
            }
            clusterer = Some(stream);
        });
        let (allocated, usage) = (allocated.bytes_current as f64, clusterer.unwrap().memory_usage());
        let share = usage.total() as f64 / allocated;
        assert!((0.85..=1.15).contains(&share), "{share:.3} of {allocated} bytes: {usage:?}");
    }
}
