//! Text to terms: words alone, the whole analysis, and the plain way beside it.

use std::collections::HashMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::terms::{Analyzer, Lexicon};
use samestory::text::{Language, Tokenizer, UnicodeWords};
use samestory::unstable::terms::count_terms;
use samestory::unstable::text::WordNormalizer;
use unicode_segmentation::UnicodeSegmentation;

mod corpus;

use corpus::expected;

fn analysis(c: &mut Criterion) {
    let corpus = corpus::Corpus::load();
    let mut group = c.benchmark_group("analysis");
    group.sample_size(10).throughput(Throughput::Bytes(corpus.bytes));
    group.bench_function("words", |b| {
        b.iter(|| {
            let mut words = 0;
            for article in &corpus.articles {
                UnicodeWords.tokenize(&article.title, &mut |_, _| words += 1);
                UnicodeWords.tokenize(&article.body, &mut |_, _| words += 1);
            }
            corpus.expect("words", words, expected::WORDS);
            words
        });
    });
    group.bench_function("words, by unicode-segmentation", |b| {
        b.iter(|| {
            let words_of = |text: &str| text.unicode_words().map(black_box).count();
            let words = corpus.articles.iter().map(|a| words_of(&a.title) + words_of(&a.body)).sum();
            corpus.expect("words", words, expected::WORDS);
            words
        });
    });
    group.bench_function("plain: a String per word, normalised every time, counted in a HashMap", |b| {
        let english = WordNormalizer::new(Language::English);
        b.iter(|| {
            for article in &corpus.articles {
                let mut counts: HashMap<String, u32> = HashMap::new();
                for text in [&article.title, &article.body] {
                    UnicodeWords.tokenize(text, &mut |_, word| {
                        let normalized = english.normalize(word);
                        if !normalized.stop {
                            *counts.entry(normalized.term).or_default() += 1;
                        }
                    });
                }
                black_box(&counts);
            }
        });
    });
    group.bench_function("articles to counted terms", |b| {
        b.iter(|| {
            let counts = count_terms(&Analyzer::default(), &corpus.articles, &mut Lexicon::new());
            let terms: usize = counts.iter().map(|c| c.distinct_terms().count()).sum();
            corpus.expect("distinct terms", terms, expected::DISTINCT_TERMS);
            terms
        });
    });
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
