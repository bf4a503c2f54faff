//! Searching the live articles: the inverted index and the plain comparison with every one.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::ArticleId;
use samestory::index::{SearchScratch, SimilarityIndex, reference};

mod corpus;

/// Articles that are searched for, spread over the corpus.
const QUERIES: usize = 100;

fn index(c: &mut Criterion) {
    let corpus = corpus::Corpus::load();
    let vectors = corpus.vectors();
    let queries: Vec<_> = vectors.iter().step_by((vectors.len() / QUERIES).max(1)).collect();
    let mut group = c.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Elements(vectors.len() as u64));
    group.bench_function("insert and remove every article", |b| {
        b.iter(|| {
            let mut index = SimilarityIndex::new();
            let ids: Vec<ArticleId> = vectors.iter().map(|v| index.insert(v.clone(), None)).collect();
            ids.into_iter().for_each(|id| assert!(index.remove(id)));
            assert!(index.is_empty());
        });
    });
    let mut index = SimilarityIndex::new();
    vectors.iter().for_each(|v| {
        index.insert(v.clone(), None);
    });
    group.throughput(Throughput::Elements(queries.len() as u64));
    group.bench_function("top 10", |b| {
        let mut scratch = SearchScratch::default();
        b.iter(|| {
            let search =
                |q: &&_| index.search(samestory::weights::SparseVector::view(q), 0.0, 10, &mut scratch).len();
            let found: usize = queries.iter().map(search).sum();
            corpus.expect("neighbours", found, 10 * queries.len());
            found
        });
    });
    let views: Vec<_> = vectors.iter().enumerate().map(|(i, v)| (ArticleId(i as u32), v.view())).collect();
    group.bench_function("top 10, plain", |b| {
        b.iter(|| {
            let found: usize =
                queries.iter().map(|q| reference::search(&views, q.view(), 0.0, 10).len()).sum();
            corpus.expect("neighbours", found, 10 * queries.len());
            found
        });
    });
    group.finish();
}

criterion_group!(benches, index);
criterion_main!(benches);
