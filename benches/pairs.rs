//! All pairs of similar articles.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::index::{all_pairs, reference};

mod corpus;

use corpus::expected;

fn pairs(c: &mut Criterion) {
    let corpus = corpus::Corpus::load();
    let vectors = corpus.vectors();
    let mut group = c.benchmark_group("all pairs");
    group.sample_size(10).throughput(Throughput::Elements(vectors.len() as u64));
    for (threshold, pairs) in
        [(0.3, expected::PAIRS_OF_30_HUNDREDTHS), (0.5, expected::PAIRS_OF_50_HUNDREDTHS)]
    {
        group.bench_function(format!("at least {threshold}"), |b| {
            b.iter(|| {
                let found = all_pairs(&vectors, threshold);
                corpus.expect("pairs", found.len(), pairs);
                found
            });
        });
    }
    if vectors.len() <= 5_000 {
        group.bench_function("at least 0.3, plain", |b| b.iter(|| reference::all_pairs(&vectors, 0.3)));
    }
    group.finish();
}

criterion_group!(benches, pairs);
criterion_main!(benches);
