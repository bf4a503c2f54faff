//! All pairs and nearest neighbors at once, against the plain way, bit by bit: any weights, any lengths, any threads.

use proptest::prelude::*;
use samestory::ArticleId;
use samestory::index::{self, Neighbor, SimilarPair, all_pairs, nearest};
use samestory::terms::TermId;
use samestory::weights::{SparseVector, VectorView};

use crate::support::{between_f32, property};

fn vector(pairs: impl IntoIterator<Item = (u32, f32)>) -> SparseVector {
    SparseVector::new(pairs.into_iter().map(|(term, weight)| (TermId(term), weight)))
}

/// Weights of one kind for a whole set: what the filter is made for, ties, negative ones, and such as make products
/// overflow or vanish.
fn weights() -> impl Strategy<Value = BoxedStrategy<f32>> {
    prop_oneof![
        4 => Just(between_f32(0.01..=1.0).boxed()),
        2 => Just((1_i32..=4).prop_map(|n| n as f32 / 4.0).boxed()),
        2 => Just(between_f32(-1.0..=1.0).boxed()),
        1 => Just(prop_oneof![8 => between_f32(0.01..=1.0), 1 => between_f32(1.0..=1000.0)].boxed()),
        1 => Just(between_f32(1e-18..=1e-14).boxed()),
        1 => Just(prop_oneof![Just(1e-30_f32), Just(-1e-30_f32), Just(0.5_f32)].boxed()),
        1 => Just(prop_oneof![Just(1e30_f32), Just(-1e30_f32), between_f32(0.01..=1.0)].boxed()),
    ]
}

/// Terms with a few frequent and many rare ones, so that prefixes are worth while; numbered densely or with wide gaps.
fn sets() -> impl Strategy<Value = Vec<SparseVector>> {
    let gap = prop_oneof![3 => Just(1_u32), 1 => Just(90_000_000_u32 / 6)];
    (weights(), gap, any::<bool>()).prop_flat_map(|(weight, gap, unit)| {
        let term = prop_oneof![3 => 0_u32..5, 2 => 5_u32..40, 2 => 40_u32..280];
        let row = prop::collection::vec((term, weight), 0..14);
        prop::collection::vec(row, 0..70).prop_map(move |rows| {
            let rows = rows.into_iter().map(|row| {
                let row = vector(row.into_iter().map(|(term, weight)| (term * gap, weight)));
                if unit { to_unit_length(&row) } else { row }
            });
            rows.collect()
        })
    })
}

fn to_unit_length(row: &SparseVector) -> SparseVector {
    let length = row.view().length();
    vector(row.view().iter().map(|(term, weight)| (term.0, (f64::from(weight) / length) as f32)))
}

fn threshold() -> impl Strategy<Value = f32> {
    prop_oneof![
        6 => between_f32(0.05..=1.1),
        1 => Just(f32::NEG_INFINITY),
        1 => Just(f32::INFINITY),
        1 => Just(f32::NAN),
        1 => Just(0.0_f32),
        1 => Just(-0.0_f32),
        1 => between_f32(-1.0..=0.0),
        1 => between_f32(1e-40..=1e-25),
    ]
}

fn pair_bits(found: &[SimilarPair]) -> Vec<(u32, u32, u32)> {
    found.iter().map(|p| (p.a.0, p.b.0, p.score.to_bits())).collect()
}

fn bits(found: &[Neighbor]) -> Vec<(u32, u32)> {
    found.iter().map(|n| (n.article.0, n.score.to_bits())).collect()
}

/// The nearest of each, one search after the other.
fn reference_nearest(vectors: &[SparseVector], k: usize) -> Vec<Vec<(u32, u32)>> {
    let views = vectors.iter().enumerate().map(|(at, v)| (ArticleId(at as u32), v.view()));
    let views: Vec<(ArticleId, VectorView<'_>)> = views.collect();
    let search = |&(article, query): &(ArticleId, VectorView<'_>)| {
        let others: Vec<_> = views.iter().filter(|(other, _)| *other != article).copied().collect();
        bits(&index::reference::search(&others, query, f32::NEG_INFINITY, k))
    };
    views.iter().map(search).collect()
}

fn check_pairs(vectors: &[SparseVector], threshold: f32) -> Result<usize, TestCaseError> {
    let (fast, reference) = (all_pairs(vectors, threshold), index::reference::all_pairs(vectors, threshold));
    prop_assert_eq!(pair_bits(&fast), pair_bits(&reference));
    Ok(reference.len())
}

proptest! {
    #![proptest_config(property("all_pairs", 1500))]

    #[test]
    fn pairs_of_any_weights(vectors in sets(), threshold in threshold()) {
        check_pairs(&vectors, threshold)?;
    }

    /// Thresholds that a pair just reaches, and just misses: the filter may not lose it to rounding.
    #[test]
    fn pairs_at_the_threshold(vectors in sets(), at in any::<prop::sample::Index>()) {
        let all = index::reference::all_pairs(&vectors, f32::MIN_POSITIVE);
        prop_assume!(!all.is_empty());
        let score = at.get(&all).score;
        check_pairs(&vectors, score)?;
        check_pairs(&vectors, score.next_up())?;
    }

    #[test]
    fn nearest_of_any_weights(vectors in sets(), k in prop_oneof![0_usize..8, Just(usize::MAX)]) {
        let fast: Vec<_> = nearest(&vectors, k).iter().map(|found| bits(found)).collect();
        prop_assert_eq!(fast, reference_nearest(&vectors, k));
    }
}

/// A set like articles, of unit length: terms by Zipf's law from a multiplicative generator, every seventh vector much
/// like the one before.
fn articles(count: usize, terms: usize, vocabulary: f64) -> Vec<SparseVector> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut vectors: Vec<SparseVector> = Vec::with_capacity(count);
    for at in 0..count {
        let copied = if at % 7 == 6 { vectors[at - 1].view().iter().skip(2).collect() } else { Vec::new() };
        let mut row: Vec<(u32, f32)> = copied.into_iter().map(|(term, weight)| (term.0, weight)).collect();
        while row.len() < terms {
            let term = vocabulary.powf(next()) as u32;
            row.push((term, (0.2 + 0.8 * next()) as f32 * f32::from(term as u16 + 2).ln() / 8.0));
        }
        vectors.push(to_unit_length(&vector(row)));
    }
    vectors
}

fn with_threads<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> R {
    #[cfg(feature = "parallel")]
    return rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(f);
    #[cfg(not(feature = "parallel"))]
    {
        let _ = threads;
        f()
    }
}

/// Several chunks for each thread, rows that are looked through and rows that are gathered.
#[test]
fn many_vectors_on_any_number_of_threads() {
    let vectors = articles(1500, 14, 3000.0);
    for threshold in [0.05, 0.3, 0.6, -1.0] {
        let reference = pair_bits(&index::reference::all_pairs(&vectors, threshold));
        assert!(reference.len() > 150, "{} pairs at {threshold}", reference.len());
        for threads in [1, 2, 3] {
            let fast = with_threads(threads, || all_pairs(&vectors, threshold));
            assert_eq!(pair_bits(&fast), reference, "{threads} threads, at least {threshold}");
        }
    }
    let reference = reference_nearest(&vectors, 10);
    for threads in [1, 2, 3] {
        let fast = with_threads(threads, || nearest(&vectors, 10));
        let fast: Vec<_> = fast.iter().map(|found| bits(found)).collect();
        assert_eq!(fast, reference, "{threads} threads");
    }
}

/// More vectors than 16 bits number. Terms are rare, so that the plain way can go by the lists of a term's articles.
#[test]
fn more_vectors_than_one_block() {
    let count = (1 << 16) + 3000_u32;
    let row = |at: u32| {
        let other = if at.is_multiple_of(1000) { 7 } else { 1_000_000 + at };
        vector([(100 + at % 33_000, 0.6 + (at % 5) as f32 / 10.0), (other, 0.5), (200_000 + at / 2, 0.3)])
    };
    let vectors: Vec<SparseVector> = (0..count).map(row).collect();
    let mut expected = Vec::new();
    for a in 0..count {
        let later = (a + 1..count.min(a + 2)).chain((1..3).map(|times| a + times * 33_000));
        let far = (a / 1000 + 1..=count / 1000).map(|b| b * 1000).filter(|_| a.is_multiple_of(1000));
        let mut candidates: Vec<u32> = later.chain(far).filter(|&b| b < count).collect();
        candidates.sort_unstable();
        candidates.dedup();
        for b in candidates {
            let score = vectors[a as usize].view().dot(vectors[b as usize].view());
            if score != 0.0 {
                expected.push(SimilarPair { a: ArticleId(a), b: ArticleId(b), score });
            }
        }
    }
    for threshold in [0.5, 0.2, 0.0] {
        let reached: Vec<SimilarPair> =
            expected.iter().filter(|pair| pair.score >= threshold).copied().collect();
        assert!(reached.len() > 20_000, "{} pairs", reached.len());
        assert_eq!(pair_bits(&all_pairs(&vectors, threshold)), pair_bits(&reached), "at least {threshold}");
    }
    let mut best = vec![Vec::new(); count as usize];
    for &SimilarPair { a, b, score } in &expected {
        best[a.index()].push(Neighbor { article: b, score });
        best[b.index()].push(Neighbor { article: a, score });
    }
    for (found, mut best) in nearest(&vectors, 3).into_iter().zip(best) {
        best.sort_by(Neighbor::rank);
        best.truncate(3);
        assert_eq!(bits(&found), bits(&best));
    }
}
