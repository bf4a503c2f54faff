//! How well the likely pairs around an article hold together: calibration without labels.

use std::hint::black_box;

use serde::{Deserialize, Serialize};

use crate::cluster::pairs::candidates::MIN_SCORE;
use crate::cluster::pairs::logistic::logit;
use crate::parallel;
use crate::saved::{self, ensure};
use crate::window::Window;

/// Articles whose neighbourhoods one thread lists or adds up at a time.
const BLOCK: usize = 512;

/// Below this transitivity the log-odds of a pair are lowered.
const NEUTRAL: f64 = 0.3;

/// What an unknown neighbourhood is taken to look like: neutral, by so many paths.
const PRIOR_PATHS: f64 = 1.0;

/// The most that is taken away.
const LOWEST: f64 = -5.0;

/// Probabilities are counted in units of 2⁻¹⁶: sums of their products are exact, and the same in any order.
const ONE: f64 = 65_536.0;

/// Sums of probabilities, and of products of two, with one article: in units of 2⁻¹⁶ and 2⁻³², room for 2³² pairs of it.
type Units = u64;

/// Sums of products of two and of three, over all paths of an article: in units of 2⁻³² and 2⁻⁴⁸, room for 2⁸⁰ paths, more than
/// any number of candidates makes.
type SumOfPaths = u128;

/// The likely pairs of the articles so far, and how well those of each article hold together.
///
/// If a report is of the event of two others, these two are of one event: likely pairs close to triangles. Where they do not (a
/// saga of years, in which everything is like something, and that like something else; a template; words that the background does
/// not know), the model sees stories where there are none. So the log-odds of a pair are lowered by how far the **transitivity**
/// around its two articles falls short: Σ p(ij) p(ik) p(jk) / Σ p(ij) p(ik), over the pairs of each with the articles before it
/// ([Newman, Strogatz & Watts 2001](https://doi.org/10.1103/PhysRevE.64.026118), [Barrat et al.
/// 2004](https://doi.org/10.1073/pnas.0400087101), [Watts & Strogatz 1998](https://doi.org/10.1038/30918) for one corner).
///
/// What an article counts is settled when it arrives, by those it was compared with. So no story, of any size, moves the pairs of
/// another, nothing is forgotten late, and batch and stream say the same. An article is compared with a limited number of others:
/// of two that were not compared for lack of room, nobody knows whether they close a triangle, and their path does not count.
///
/// # Complexity
///
/// O(c²) per article for c candidates.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Transitivity {
    /// By article.
    neighborhoods: Window<Neighborhood>,
    /// Memory to reuse: the pairs of the article at hand, in a row and by place; 0 between articles.
    #[serde(skip)]
    pairs: Vec<(u32, u32)>,
    #[serde(skip)]
    marks: Vec<u32>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Neighborhood {
    /// The pairs with earlier articles, ascending: the likely ones, and all that were compared if there was room for no more.
    earlier: Box<[(u32, u32)]>,
    is_full: bool,
    #[serde(with = "saved::exact")]
    closed: f64,
    #[serde(with = "saved::exact")]
    paths: f64,
}

impl Transitivity {
    /// Adds the next article with the probabilities of its pairs with earlier ones. `is_full` says whether more might have been
    /// compared, had there been room.
    pub(crate) fn insert(&mut self, pairs: impl Iterator<Item = (u32, f64)>, is_full: bool) {
        let known = pairs.filter(|&(article, _)| article >= self.neighborhoods.first());
        let earlier = list(known, is_full, &mut self.pairs);
        // one is read of each, so that all come from memory together
        let first = |&(article, _): &(u32, u32)| self.neighborhoods[article].earlier.first();
        black_box(likely(&earlier).filter_map(first).fold(0, |all, &(third, _)| all ^ third));
        self.marks.resize(self.neighborhoods.items().len(), 0);
        let (closed, paths) = add_up(&earlier, &self.neighborhoods, &mut self.marks);
        self.neighborhoods.push(Neighborhood { earlier, is_full, closed, paths });
    }

    /// As by [`insert`](Self::insert) of articles in turn, on all cores. `pairs_of` gives the pairs of one with earlier ones.
    pub(crate) fn of_all<P: Iterator<Item = (u32, f64)>>(
        is_full: &[bool],
        pairs_of: impl Fn(usize) -> P + Sync + Send,
    ) -> Self {
        let blocks: Vec<usize> = (0..is_full.len()).step_by(BLOCK).collect();
        let block = |start: usize| start..(start + BLOCK).min(is_full.len());
        let listed = parallel::map_with(&blocks, Vec::new, |pairs, &start| {
            let list_of = |article| list(pairs_of(article), is_full[article], pairs);
            block(start).map(list_of).collect::<Vec<_>>()
        });
        let unsummed = listed.into_iter().flatten().zip(is_full);
        let unsummed =
            unsummed.map(|(earlier, &is_full)| Neighborhood { earlier, is_full, closed: 0.0, paths: 0.0 });
        let mut neighborhoods = Window::of(0, unsummed.collect());
        let sums = parallel::map_with(
            &blocks,
            || vec![0; is_full.len()],
            |marks, &start| {
                let own = |article: usize| &neighborhoods[article as u32].earlier;
                block(start).map(|article| add_up(own(article), &neighborhoods, marks)).collect::<Vec<_>>()
            },
        );
        for (article, (closed, paths)) in (0..).zip(sums.into_iter().flatten()) {
            let around = &mut neighborhoods[article];
            (around.closed, around.paths) = (closed, paths);
        }
        Self { neighborhoods, ..Self::default() }
    }

    /// Forgets the articles before this one.
    pub(crate) fn forget_before(&mut self, article: u32) {
        self.neighborhoods.forget_before(article);
    }

    /// What to add to the log-odds of a pair; `strength` 0 leaves them as they are.
    pub(crate) fn shift(&self, (a, b): (u32, u32), strength: f64) -> f64 {
        let of = |article: u32| self.neighborhoods.get(article);
        let sum = |part: fn(&Neighborhood) -> f64| [a, b].into_iter().filter_map(of).map(part).sum::<f64>();
        let (closed, paths) = (sum(|around| around.closed), sum(|around| around.paths));
        let transitivity = (closed + PRIOR_PATHS * NEUTRAL) / (paths + PRIOR_PATHS);
        strength * (logit(transitivity) - logit(NEUTRAL)).clamp(LOWEST, 0.0)
    }

    /// Checks what is known of the articles from one at or before `first` up to `next`, each of which was compared with at most
    /// `most` others.
    ///
    /// # Errors
    ///
    /// Says what is wrong.
    pub(crate) fn check(&self, first: u32, next: u32, most: usize) -> Result<(), String> {
        let (begin, len) = (self.neighborhoods.first(), self.neighborhoods.items().len());
        ensure(begin <= first && begin.checked_add(len as u32) == Some(next), || {
            format!("{len} neighborhoods from {begin} on, for {first} to {next}")
        })?;
        for (article, around) in self.neighborhoods.iter() {
            let is_pair = |&(other, p): &(u32, u32)| other < article && f64::from(p) <= ONE;
            let is_list = around.earlier.is_sorted_by(|a, b| a.0 < b.0) && around.earlier.len() <= most;
            let is_sum = |sum: f64| sum.is_finite() && sum >= 0.0;
            let holds = is_list
                && around.earlier.iter().all(is_pair)
                && is_sum(around.closed)
                && is_sum(around.paths);
            ensure(holds, || format!("the neighborhood of a{article} is none"))?;
        }
        Ok(())
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let pairs: usize =
            self.neighborhoods.items().iter().map(|neighborhood| neighborhood.earlier.len()).sum();
        pairs * size_of::<(u32, u32)>() + self.neighborhoods.memory_usage()
    }
}

/// The pairs of an article with earlier ones that are kept, ascending.
fn list(
    pairs: impl Iterator<Item = (u32, f64)>,
    is_full: bool,
    memory: &mut Vec<(u32, u32)>,
) -> Box<[(u32, u32)]> {
    let units = |p: f64| if p >= MIN_SCORE { (p * ONE + 0.5) as u32 } else { 0 };
    memory.clear();
    memory.extend(pairs.map(|(article, p)| (article, units(p))).filter(|&(_, p)| is_full || p > 0));
    memory.sort_unstable();
    memory.as_slice().into()
}

fn likely(pairs: &[(u32, u32)]) -> impl Iterator<Item = &(u32, u32)> {
    pairs.iter().filter(|&&(_, p)| p > 0)
}

/// What closes to triangles among the pairs of an article with earlier ones, and the paths over it. `marks` are 0, before and
/// afterwards.
fn add_up(pairs: &[(u32, u32)], earlier: &Window<Neighborhood>, marks: &mut [u32]) -> (f64, f64) {
    let begin = earlier.first();
    let place = |article: u32| (article - begin) as usize;
    likely(pairs).for_each(|&(article, p)| marks[place(article)] = p);
    let (mut closed, mut paths): (SumOfPaths, SumOfPaths) = (0, 0);
    let mut before: Units = 0;
    for &(article, p) in likely(pairs) {
        let other = &earlier[article];
        let (mut compared, mut triangles): (Units, Units) = (0, 0);
        // the forgotten have no place
        for &(third, q) in other.earlier.iter().filter(|&&(third, _)| third >= begin) {
            let mark = Units::from(marks[place(third)]);
            compared += mark;
            triangles += mark * Units::from(q);
        }
        closed += SumOfPaths::from(p) * SumOfPaths::from(triangles);
        paths += SumOfPaths::from(p) * SumOfPaths::from(if other.is_full { compared } else { before });
        before += Units::from(p);
    }
    likely(pairs).for_each(|&(article, _)| marks[place(article)] = 0);
    (closed as f64 / ONE.powi(3), paths as f64 / ONE.powi(2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn transitivity(articles: &[&[(u32, f64)]]) -> Transitivity {
        let mut transitivity = Transitivity::default();
        articles.iter().for_each(|pairs| transitivity.insert(pairs.iter().copied(), false));
        transitivity
    }

    #[test]
    fn a_star_is_lowered_and_a_triangle_is_not() {
        let [none, pair]: [&[(u32, f64)]; 2] = [&[], &[(0, 0.9)]];
        let triangle = transitivity(&[none, pair, &[(0, 0.9), (1, 0.9)]]);
        assert_eq!(triangle.shift((0, 2), 1.0), 0.0);
        let star = transitivity(&[none, none, none, none, &[(0, 0.9), (1, 0.9), (2, 0.9), (3, 0.9)]]);
        assert!(star.shift((0, 4), 1.0) < -1.5);
        assert_eq!(star.shift((0, 4), 0.5), star.shift((0, 4), 1.0) / 2.0);
        assert_eq!(star.shift((0, 1), 1.0), 0.0, "of nothing known nothing is concluded");
    }

    #[test]
    fn what_could_not_be_compared_counts_neither_way() {
        // 2 and 3 were compared with one other each, for lack of room
        let mut full = Transitivity::default();
        for pairs in
            [&[][..], &[(0, 0.9)], &[(1, 0.9)], &[(2, 0.9)], &[(0, 0.9), (1, 0.9), (2, 0.9), (3, 0.9)]]
        {
            full.insert(pairs.iter().copied(), !pairs.is_empty());
        }
        assert!((full.neighborhoods[4].paths - 3.0 * 0.81).abs() < 1e-3);
        assert_eq!(full.shift((3, 4), 1.0), 0.0);
    }

    #[test]
    fn another_story_moves_nothing() {
        let chain: Vec<Vec<(u32, f64)>> =
            (0..9_u32).map(|b| (b.max(1) - 1..b).map(|a| (a, 0.8)).collect()).collect();
        let mut alone = transitivity(&chain.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let before = alone.shift((7, 8), 1.0);
        for copy in 9..2000_u32 {
            alone.insert((9..copy).rev().take(40).map(|other| (other, 1.0)), copy > 49);
        }
        assert_eq!(alone.shift((7, 8), 1.0), before);
        assert_eq!(alone.shift((1990, 1999), 1.0), 0.0);
    }

    #[test]
    fn there_is_room_for_every_path_of_many_candidates() {
        // each is certain to be like all before it: the last has 400·399/2 paths, more than 2¹⁶
        let pairs_of = |article: usize| (0..article as u32).map(|earlier| (earlier, 1.0));
        let all = Transitivity::of_all(&[false; 401], pairs_of);
        let last = &all.neighborhoods[400];
        assert_eq!((last.closed, last.paths), (79_800.0, 79_800.0));
        assert_eq!(all.shift((399, 400), 1.0), 0.0);
    }

    proptest! {
        #[test]
        fn as_by_looking_at_all_threes(
            scores in prop::collection::vec((0_u32..10_000).prop_map(|n| f64::from(n) / 10_000.0), 45),
            full in prop::collection::vec(any::<bool>(), 10),
        ) {
            // whole units, so that the plain sums are exact too; a pair below the least score is as good as none
            let p = |b: usize, a: usize| {
                let p = (scores[b * (b - 1) / 2 + a] * ONE).round() / ONE;
                if p >= MIN_SCORE { p } else { 0.0 }
            };
            // of the full, every third pair was not compared
            let compared = |b: usize, a: usize| !full[b] || !(a + b).is_multiple_of(3);
            let known = |b: usize, a: usize| if compared(b, a) { p(b, a) } else { 0.0 };
            let pairs_of =
                |b: usize| (0..b).filter(move |&a| compared(b, a)).map(move |a| (a as u32, p(b, a)));
            let at_once = Transitivity::of_all(&full, pairs_of);
            let mut transitivity = Transitivity::default();
            for (b, &is_full) in full.iter().enumerate() {
                transitivity.insert(pairs_of(b), is_full);
                let (mut closed, mut paths) = (0.0, 0.0);
                for later in 0..b {
                    for earlier in (0..later).filter(|&earlier| compared(later, earlier)) {
                        let path = known(b, later) * known(b, earlier);
                        paths += path;
                        closed += path * p(later, earlier);
                    }
                }
                let found = &transitivity.neighborhoods[b as u32];
                prop_assert!((found.closed - closed).abs() < 1e-6 && (found.paths - paths).abs() < 1e-6);
            }
            prop_assert_eq!(at_once.neighborhoods.items(), transitivity.neighborhoods.items());
        }
    }
}
