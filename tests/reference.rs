//! Every clever algorithm gives what the plain one gives, bit by bit.

use proptest::prelude::*;
use proptest::sample::Index;
use samestory::ArticleId;
use samestory::cluster::{self};
use samestory::index::{self, Neighbor, SearchScratch, SimilarPair, SimilarityIndex, all_pairs};
use samestory::terms::TermId;
use samestory::unstable::cluster::{Edge, average_linkage};
use samestory::weights::{SparseVector, VectorView};

use crate::support::{between, between_f32, property};

/// Terms of random vectors: few, so that vectors share them.
const TERMS: u32 = 48;

/// A weight from a coarse grid, where sums are exact and ties frequent, or any.
fn weight() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => (-16_i32..=64).prop_map(|n| n as f32 / 64.0),
        3 => between_f32(-1.0..=1.0),
        1 => prop_oneof![Just(1e-30_f32), Just(1e30_f32), Just(-1e30_f32), Just(f32::MIN_POSITIVE)],
    ]
}

/// A sparse vector: empty, short, or so long that products with a short one go by binary search.
fn vector() -> impl Strategy<Value = SparseVector> {
    let short = prop::collection::vec((0..TERMS, weight()), 0..8);
    let long = prop::collection::vec((0..TERMS * 3, weight()), 60..140);
    let pairs = prop_oneof![9 => short, 1 => long];
    pairs.prop_map(|pairs| SparseVector::new(pairs.into_iter().map(|(term, weight)| (TermId(term), weight))))
}

fn threshold() -> impl Strategy<Value = f32> {
    prop_oneof![
        Just(f32::NEG_INFINITY),
        Just(0.0_f32),
        (-8_i32..=32).prop_map(|n| n as f32 / 64.0),
        between_f32(-0.5..=1.0)
    ]
}

fn most() -> impl Strategy<Value = usize> {
    prop_oneof![Just(usize::MAX), 0_usize..6]
}

#[derive(Debug, Clone)]
enum Step {
    Insert(SparseVector, Option<i64>),
    Remove(Index),
    RemoveAbsent(u32),
    SetTime(Index, Option<i64>),
    Expire(i64),
    ExpireDownTo(i64, usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (vector(), prop::option::weighted(0.8, -5_i64..40)).prop_map(|(v, t)| Step::Insert(v, t)),
        3 => any::<Index>().prop_map(Step::Remove),
        1 => any::<u32>().prop_map(Step::RemoveAbsent),
        2 => (any::<Index>(), prop::option::of(-5_i64..40)).prop_map(|(at, time)| Step::SetTime(at, time)),
        1 => (-5_i64..40).prop_map(Step::Expire),
        1 => (-5_i64..40, 0_usize..12).prop_map(|(time, least)| Step::ExpireDownTo(time, least)),
    ]
}

/// The plain index: a list.
#[derive(Debug, Default)]
struct List {
    live: Vec<(ArticleId, SparseVector, Option<i64>)>,
    inserted: u32,
}

impl List {
    fn views(&self) -> Vec<(ArticleId, VectorView<'_>)> {
        self.live.iter().map(|(article, vector, _)| (*article, vector.view())).collect()
    }

    fn remove(&mut self, article: ArticleId) -> bool {
        let before = self.live.len();
        self.live.retain(|(live, _, _)| *live != article);
        self.live.len() < before
    }

    fn expire(&mut self, time: i64, least: usize) -> Vec<ArticleId> {
        let times = self.live.iter().filter_map(|(article, _, at)| at.map(|at| (at, *article)));
        let mut due: Vec<(i64, ArticleId)> = times.filter(|&(at, _)| at < time).collect();
        due.sort_unstable();
        due.truncate(self.live.len().saturating_sub(least));
        due.iter().for_each(|&(_, article)| assert!(self.remove(article)));
        due.into_iter().map(|(_, article)| article).collect()
    }
}

/// Scores as bits: a NaN or a negative zero would count as a difference.
fn bits(found: &[Neighbor]) -> Vec<(u32, u32)> {
    found.iter().map(|n| (n.article.0, n.score.to_bits())).collect()
}

fn pair_bits(found: &[SimilarPair]) -> Vec<(u32, u32, u32)> {
    found.iter().map(|p| (p.a.0, p.b.0, p.score.to_bits())).collect()
}

fn take(step: &Step, index: &mut SimilarityIndex, list: &mut List) -> Result<(), TestCaseError> {
    match step {
        Step::Insert(vector, time) => {
            let id = index.insert(vector.clone(), *time);
            prop_assert_eq!(id, ArticleId(list.inserted));
            list.live.push((id, vector.clone(), *time));
            list.inserted += 1;
        }
        Step::Remove(at) if !list.live.is_empty() => {
            let article = at.get(&list.live).0;
            prop_assert!(index.remove(article) && list.remove(article));
            prop_assert!(!index.remove(article), "removed twice");
        }
        Step::Remove(_) => {}
        Step::RemoveAbsent(article) => {
            let article = ArticleId(*article);
            prop_assert_eq!(index.remove(article), list.remove(article));
        }
        Step::SetTime(at, time) if !list.live.is_empty() => {
            let entry = at.get_mut(&mut list.live);
            entry.2 = *time;
            prop_assert!(index.set_time(entry.0, *time));
        }
        Step::SetTime(_, time) => prop_assert!(!index.set_time(ArticleId(list.inserted), *time)),
        Step::Expire(time) => prop_assert_eq!(index.expire(*time), list.expire(*time, 0)),
        Step::ExpireDownTo(time, least) => {
            prop_assert_eq!(index.expire_down_to(*time, *least), list.expire(*time, *least));
        }
    }
    Ok(())
}

/// Items of a graph at most.
const MAX_ITEMS: usize = 25;

/// With how many others each item is asked to be similar at most: all with as many, or not.
fn link_limits() -> impl Strategy<Value = Vec<u32>> {
    let limit = || prop_oneof![1_u32..6, Just(u32::MAX)];
    prop_oneof![limit().prop_map(|limit| vec![limit; MAX_ITEMS]), prop::collection::vec(limit(), MAX_ITEMS)]
}

/// A graph whose scores are from a grid (ties), or any.
fn graph() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    (0..=MAX_ITEMS).prop_flat_map(|items| {
        let score = prop_oneof![
            4 => (0_u32..=64).prop_map(|n| f64::from(n) / 64.0),
            1 => (1_u32..=4).prop_map(|n| f64::from(n) / 4.0),
            2 => between(0.0..=1.0),
        ];
        let below = items.max(2) as u32;
        let edges = prop::collection::btree_map((0..below, 0..below), score, 0..=items * 4);
        edges.prop_map(move |edges| {
            let kept = edges.into_iter().filter(|&((a, b), _)| a < b && (b as usize) < items);
            (items, kept.map(|((a, b), score)| Edge { a, b, score }).collect())
        })
    })
}

proptest! {
    #![proptest_config(property("reference", 1000))]

    #[test]
    fn the_index_searches_like_a_list(
        steps in prop::collection::vec(step(), 1..40),
        queries in prop::collection::vec((vector(), threshold(), most()), 1..4),
    ) {
        let (mut index, mut list) = (SimilarityIndex::new(), List::default());
        let mut scratch = SearchScratch::default();
        for step in &steps {
            take(step, &mut index, &mut list)?;
            prop_assert_eq!(index.validate(), Ok(()));
            prop_assert_eq!((index.len(), index.is_empty()), (list.live.len(), list.live.is_empty()));
            prop_assert!(index.articles().eq(list.live.iter().map(|(article, _, _)| *article)));
            prop_assert_eq!(index.next_id(), ArticleId(list.inserted));
            let views = list.views();
            for (query, threshold, k) in &queries {
                let query = query.view();
                let reference = |threshold, k| bits(&index::reference::search(&views, query, threshold, k));
                let found = index.search(query, *threshold, *k, &mut scratch);
                prop_assert_eq!(bits(&found), reference(*threshold, *k));
                prop_assert_eq!(bits(&index.top_k(query, *k)), reference(f32::NEG_INFINITY, *k));
                prop_assert_eq!(bits(&index.above(query, *threshold)), reference(*threshold, usize::MAX));
            }
            for (article, vector, _) in &list.live {
                prop_assert_eq!(index.vector(*article), Some(vector.view()));
                let found = index.search(vector.view(), 0.0, 3, &mut scratch);
                prop_assert_eq!(bits(&found), bits(&index::reference::search(&views, vector.view(), 0.0, 3)));
            }
        }
    }

    #[test]
    fn all_pairs_are_the_pairs_of_the_plain_way(
        vectors in prop::collection::vec(vector(), 0..40),
        threshold in threshold(),
    ) {
        let (fast, reference) = (all_pairs(&vectors, threshold), index::reference::all_pairs(&vectors, threshold));
        prop_assert_eq!(pair_bits(&fast), pair_bits(&reference));
    }

    #[test]
    fn products_do_not_depend_on_the_side(a in vector(), b in vector()) {
        prop_assert_eq!(a.view().dot(b.view()).to_bits(), b.view().dot(a.view()).to_bits());
    }

    #[test]
    fn average_linkage_merges_like_the_plain_way(
        (items, edges) in graph(),
        threshold in prop_oneof![(0_u32..=64).prop_map(|n| f64::from(n) / 64.0), between(0.0..=1.0)],
        link_limits in link_limits(),
    ) {
        let link_limits = &link_limits[..items];
        let fast = average_linkage(link_limits, &edges, threshold);
        prop_assert_eq!(&fast, &cluster::reference::average_linkage(link_limits, &edges, threshold));
        // labels are the smallest items of their groups
        for (item, &label) in fast.iter().enumerate() {
            prop_assert!(label as usize <= item);
            prop_assert_eq!(fast[label as usize], label);
        }
        // the order of the edges says nothing
        let backwards: Vec<Edge> = edges.iter().rev().copied().collect();
        prop_assert_eq!(average_linkage(link_limits, &backwards, threshold), fast);
    }
}

/// More vectors than one block of the parallel search holds, so that several threads take part.
#[test]
fn all_pairs_of_many_vectors() {
    let vectors: Vec<SparseVector> = (0..700_u32)
        .map(|at| {
            let terms =
                (0..6).map(|i| (TermId((at * 7 + i * i * 13) % 97), (1 + (at + i) % 16) as f32 / 16.0));
            SparseVector::new(terms)
        })
        .collect();
    let (fast, reference) = (all_pairs(&vectors, 0.75), index::reference::all_pairs(&vectors, 0.75));
    assert!(reference.len() > 1000 && reference.len() < 700 * 699 / 2, "{} pairs", reference.len());
    assert_eq!(pair_bits(&fast), pair_bits(&reference));
}
