//! Articles to stories, in batch and as a stream, and the linkage alone.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::cluster::reference;
use samestory::unstable::cluster::{Edge, average_linkage, candidate_pairs};
use samestory::{Clusterer, Config, cluster};

mod corpus;

use corpus::expected;

fn clustering(c: &mut Criterion) {
    let corpus = corpus::Corpus::load();
    let articles = &corpus.articles;
    let with_copies = Config::default();
    let config = Config { find_copies: false, ..with_copies.clone() };
    let mut group = c.benchmark_group("clustering");
    group.sample_size(10).throughput(Throughput::Elements(articles.len() as u64));
    group.bench_function("batch", |b| {
        b.iter(|| {
            let stories = cluster(articles, &config).map_or(0, |stories| stories.len());
            corpus.expect("stories", stories, expected::BATCH_STORIES);
            stories
        });
    });
    group.bench_function("stream", |b| {
        b.iter(|| {
            let mut clusterer = Clusterer::new(config.clone()).expect("the default is valid");
            articles.iter().for_each(|article| {
                clusterer.insert(article);
            });
            corpus.expect("stories", clusterer.live_stories(), expected::STREAM_STORIES);
            clusterer
        });
    });
    group.bench_function("batch, with copies", |b| {
        b.iter(|| cluster(articles, &with_copies).map_or(0, |stories| stories.len()));
    });
    group.bench_function("stream, with copies", |b| {
        b.iter(|| {
            let mut clusterer = Clusterer::new(with_copies.clone()).expect("the default is valid");
            articles.iter().for_each(|article| {
                clusterer.insert(article);
            });
            clusterer
        });
    });
    let candidates = candidate_pairs(articles, &config).expect("the default is valid");
    let edges: Vec<Edge> =
        candidates.pairs().iter().map(|p| Edge { a: p.a.0, b: p.b.0, score: p.score() }).collect();
    let link_limits = vec![config.link_limit; articles.len()];
    group.bench_function("average linkage", |b| {
        b.iter(|| average_linkage(&link_limits, &edges, config.batch_threshold));
    });
    if articles.len() <= 500 {
        group.bench_function("average linkage, plain", |b| {
            b.iter(|| reference::average_linkage(&link_limits, &edges, config.batch_threshold));
        });
    }
    group.finish();
}

criterion_group!(benches, clustering);
criterion_main!(benches);
