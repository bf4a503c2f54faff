//! Counts to TF-IDF vectors.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::unstable::terms::Field;
use samestory::unstable::weights::DocumentFrequencies;
use samestory::weights::Weighting;

mod corpus;

use corpus::expected;

fn weights(c: &mut Criterion) {
    let corpus = corpus::Corpus::load();
    let counts = corpus.counts();
    let mut group = c.benchmark_group("weights");
    group.sample_size(10).throughput(Throughput::Elements(counts.len() as u64));
    group.bench_function("document frequencies", |b| {
        b.iter(|| {
            let df = DocumentFrequencies::of_all(&counts);
            assert_eq!(df.documents(), counts.len() as f64);
            df
        });
    });
    let df = DocumentFrequencies::of_all(&counts);
    group.bench_function("TF-IDF vectors", |b| {
        b.iter(|| {
            let vectors = counts.iter().map(|c| Weighting::default().weigh(c.field(Field::All), &df));
            let weights: usize = vectors.map(|v| v.view().len()).sum();
            corpus.expect("weights", weights, expected::WEIGHTS);
            weights
        });
    });
    group.finish();
}

criterion_group!(benches, weights);
criterion_main!(benches);
