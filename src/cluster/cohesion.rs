//! How well the likely pairs of an input hold together: calibration without labels.

use std::collections::VecDeque;
use std::hint::black_box;

use super::candidates::LEAST_SCORE;
use super::logistic::logit;

/// From this transitivity on nothing is shifted, and how steeply below it. Both chosen by BCubed F1 over the variants of the
/// development sets, seen and unseen by the pair model; what lies around them is as good.
const NEUTRAL: f64 = 0.48;
const SLOPE: f64 = 2.4;

/// What an unknown input is taken to look like: so transitive, by so many paths.
const PRIOR_TRANSITIVITY: f64 = 0.55;
const PRIOR_PATHS: f64 = 20.0;

/// Probabilities are counted in units of 2⁻¹⁶: sums of their products are exact, and the same in any order.
const ONE: f64 = 65_536.0;

/// Sums of probabilities of one article's pairs in units of 2⁻¹⁶, and of products of two in units of 2⁻³².
type Units = u64;
type Squares = u64;

/// Sums over all articles, of products of two or three.
type Sum = u128;

/// The likely pairs of the articles so far, and how well they hold together.
///
/// If a report is of the event of two others, these two are of one event: likely pairs close to triangles. Where they do not (a
/// saga of years, in which everything is like something, and that like something else), the model sees stories where there are
/// none, and the bar has to be higher. So the log-odds of all pairs are lowered by how far the **transitivity** of the graph of
/// pairs falls short, weighted by their probabilities: three times the triangles by the paths of two pairs,
/// Σ p(ij) p(jk) p(ik) / Σ p(ij) p(jk) ([Newman, Strogatz & Watts 2001](https://doi.org/10.1103/PhysRevE.64.026118),
/// [Barrat et al. 2004](https://doi.org/10.1073/pnas.0400087101)). No label is needed to see it.
#[derive(Debug, Default)]
pub(crate) struct Cohesion {
    /// By article from `base` on.
    neighborhoods: VecDeque<Neighborhood>,
    base: u32,
    paths: Sum,
    triangles: Sum,
    /// Memory to reuse: the pairs of the article at hand, in a row and by place; 0 between articles.
    likely: Vec<(u32, u32)>,
    marks: Vec<u32>,
}

#[derive(Debug, Default)]
struct Neighborhood {
    /// The likely pairs with earlier articles.
    earlier: Box<[(u32, u32)]>,
    /// The sum over all likely pairs.
    company: Units,
}

impl Cohesion {
    /// Adds the next article with the probabilities of its pairs with earlier ones.
    pub(crate) fn insert(&mut self, pairs: impl Iterator<Item = (u32, f64)>) {
        let likely = pairs.filter(|&(article, p)| article >= self.base && p >= LEAST_SCORE);
        self.likely.clear();
        self.likely.extend(likely.map(|(article, p)| (article, (p * ONE + 0.5) as u32)));
        let place = |article: u32| (article - self.base) as usize;
        // one is read of each, so that all come from memory together
        let first = |&(article, _): &(u32, u32)| self.neighborhoods[place(article)].earlier.first();
        black_box(self.likely.iter().filter_map(first).fold(0, |all, &(third, _)| all ^ third));
        self.marks.resize(self.neighborhoods.len(), 0);
        self.likely.iter().for_each(|&(article, p)| self.marks[place(article)] = p);
        let mut own: Units = 0;
        for &(article, p) in &self.likely {
            let other = &mut self.neighborhoods[place(article)];
            // the forgotten have no place
            let common = other.earlier.iter().filter(|&&(third, _)| third >= self.base);
            let common: Squares =
                common.map(|&(third, q)| Squares::from(q) * Squares::from(self.marks[place(third)])).sum();
            let p = Units::from(p);
            self.triangles += Sum::from(p) * Sum::from(common);
            self.paths += Sum::from(p * (own + other.company));
            other.company += p;
            own += p;
        }
        self.likely.iter().for_each(|&(article, _)| self.marks[place(article)] = 0);
        self.neighborhoods.push_back(Neighborhood { earlier: self.likely.as_slice().into(), company: own });
    }

    /// Forgets which pairs the articles before this one have.
    pub(crate) fn forget_before(&mut self, article: u32) {
        while self.base < article && self.neighborhoods.pop_front().is_some() {
            self.base += 1;
        }
    }

    /// What to add to the log-odds of each pair; `strength` 0 leaves them as they are.
    pub(crate) fn shift(&self, strength: f64) -> f64 {
        let triangles = 3.0 * self.triangles as f64 / ONE.powi(3);
        let paths = self.paths as f64 / ONE.powi(2);
        let transitivity = (triangles + PRIOR_PATHS * PRIOR_TRANSITIVITY) / (paths + PRIOR_PATHS);
        strength * (SLOPE * (logit(transitivity) - logit(NEUTRAL))).min(0.0)
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let pairs: usize = self.neighborhoods.iter().map(|neighborhood| neighborhood.earlier.len()).sum();
        pairs * size_of::<(u32, u32)>() + self.neighborhoods.capacity() * size_of::<Neighborhood>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cohesion(articles: &[&[(u32, f64)]]) -> Cohesion {
        let mut cohesion = Cohesion::default();
        articles.iter().for_each(|pairs| cohesion.insert(pairs.iter().copied()));
        cohesion
    }

    /// Paths and triangles by looking at all threes.
    fn plainly(articles: usize, p: impl Fn(usize, usize) -> f64) -> (f64, f64) {
        let (mut paths, mut triangles) = (0.0, 0.0);
        for i in 0..articles {
            for k in 0..i {
                for j in (0..articles).filter(|&j| j != i && j != k) {
                    paths += p(i, j) * p(j, k);
                    triangles += p(i, j) * p(j, k) * p(i, k) / 3.0;
                }
            }
        }
        (paths, triangles)
    }

    #[test]
    fn chains_raise_the_bar_and_triangles_do_not() {
        let [pair, none]: [&[(u32, f64)]; 2] = [&[(0, 0.9)], &[]];
        let triangle = cohesion(&[none, pair, &[(0, 0.9), (1, 0.9)]]);
        let chain = cohesion(&[none, pair, &[(1, 0.9)]]);
        assert_eq!((triangle.paths, triangle.triangles > 0), (3 * chain.paths, true));
        let chains: Vec<Vec<(u32, f64)>> =
            (0..200).map(|b| (b.max(1) - 1..b).map(|a| (a, 0.8)).collect()).collect();
        let chains = cohesion(&chains.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert!(chains.shift(1.0) < -1.0 && chains.shift(0.5) == chains.shift(1.0) / 2.0);
        // in a clique of likely pairs, paths close as often as the third pair is likely
        let clique: Vec<Vec<(u32, f64)>> = (0..60).map(|b| (0..b).map(|a| (a, 0.8)).collect()).collect();
        let clique = cohesion(&clique.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let transitivity = 3.0 * clique.triangles as f64 / ONE / clique.paths as f64;
        assert!((transitivity - 0.8).abs() < 1e-3, "{transitivity}");
        assert_eq!(clique.shift(1.0), 0.0);
    }

    #[test]
    fn of_nothing_known_nothing_is_concluded() {
        assert_eq!(Cohesion::default().shift(1.0), 0.0);
    }

    proptest! {
        #[test]
        fn as_by_looking_at_all_threes_in_any_order(
            scores in prop::collection::vec((0_u32..10_000).prop_map(|n| f64::from(n) / 10_000.0), 45),
            order in Just((0..10_usize).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            // whole units, so that the plain sums are exact too
            let p = |i: usize, j: usize| {
                let (i, j) = (i.max(j), i.min(j));
                let p = (scores[i * (i - 1) / 2 + j] * ONE).round() / ONE;
                if p >= LEAST_SCORE { p } else { 0.0 }
            };
            let insert_all = |order: &[usize]| {
                let mut cohesion = Cohesion::default();
                for (b, &article) in order.iter().enumerate() {
                    cohesion.insert(order[..b].iter().enumerate().map(|(a, &other)| (a as u32, p(article, other))));
                }
                cohesion
            };
            let cohesion = insert_all(&(0..10).collect::<Vec<_>>());
            let (paths, triangles) = plainly(10, p);
            prop_assert!((cohesion.paths as f64 / ONE.powi(2) - paths).abs() < 1e-6);
            prop_assert!((cohesion.triangles as f64 / ONE.powi(3) - triangles).abs() < 1e-6);
            let shuffled = insert_all(&order);
            prop_assert_eq!((shuffled.paths, shuffled.triangles), (cohesion.paths, cohesion.triangles));
        }
    }
}
