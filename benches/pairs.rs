//! All pairs of similar articles.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::index::{all_pairs, slow};

mod corpus;

fn pairs(c: &mut Criterion) {
    let corpus = corpus::Corpus::load();
    let vectors = corpus.vectors();
    let mut group = c.benchmark_group("all pairs");
    group.sample_size(10).throughput(Throughput::Elements(vectors.len() as u64));
    for (threshold, expected) in [(0.3, 59), (0.5, 13)] {
        group.bench_function(format!("at least {threshold}"), |b| {
            b.iter(|| {
                let found = all_pairs(&vectors, threshold);
                corpus.expect("pairs", found.len(), expected);
                found
            });
        });
    }
    if vectors.len() <= 5_000 {
        group.bench_function("at least 0.3, plain", |b| b.iter(|| slow::all_pairs(&vectors, 0.3)));
    }
    group.finish();
}

criterion_group!(benches, pairs);
criterion_main!(benches);
