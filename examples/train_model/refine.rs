//! From the likeliest weights to those with the best stories.
//!
//! The likelihood of pairs is not the quality of stories: linkage asks for the mean of many pairs, so that rare but strong
//! evidence (a quotation in both) must carry others with it, and most pairs are so clear that they decide nothing. BCubed F1 has
//! no gradient, so the weights are searched for: an evolution strategy with a step of its own for each weight (sep-CMA-ES,
//! [Ros & Hansen 2008](https://doi.org/10.1007/978-3-540-87700-4_30), with the constants of [Hansen
//! 2016](https://arxiv.org/abs/1604.00772)) draws models around the best so far, and moves towards those whose stories are
//! better. How far it goes from the likeliest weights costs something, so that what decides little stays where the many pairs
//! put it. Deterministic: the draws are those of a counter, and the results do not depend on the threads.

use rayon::prelude::*;
use samestory::cluster::Feature;
use samestory::{Config, PairModel};

use crate::fit::Fitted;
use crate::judge::f1;
use crate::seen::Seen;
use crate::variants::{Input, mix};

/// The weights and the bias.
const SIZE: usize = Feature::COUNT + 1;

/// Models drawn a generation, and how many of them, the best ones, are moved towards.
const DRAWN: usize = 40;
const KEPT: usize = 20;

/// How far the first draws spread, by how far they move the log-odds of a pair one standard deviation of a feature away.
const STEP: f64 = 0.15;

/// What a squared distance of 1 from the likeliest weights costs, in F1.
const PULL: f64 = 0.01;

/// Features that spread less than this do not differ.
const STILL: f64 = 1e-6;

/// Inputs of fewer articles say little, those of more take long: they are left out.
const ARTICLES: std::ops::RangeInclusive<usize> = 50..=9_000;

type Point = [f64; SIZE];

/// Moves the model to where the stories of what is seen are best.
pub(crate) fn refine(fitted: &Fitted, seen: &Seen<'_>, generations: u32) -> PairModel {
    // what never differs, or is to be left out, stays as it is
    let free: Point = std::array::from_fn(|at| {
        f64::from(u8::from(fitted.spread.get(at).is_none_or(|&spread| spread > STILL)))
    });
    let model = |point: &Point| {
        let mut model = fitted.model.clone();
        model.bias += point[Feature::COUNT];
        for &feature in Feature::ALL {
            *model.weight_mut(feature) += point[feature.index()] / fitted.spread[feature.index()];
        }
        model
    };
    let worth = |point: &Point| {
        quality(&model(point), seen) - PULL * point.iter().map(|distance| distance.powi(2)).sum::<f64>()
    };
    let (mut search, mut path) = (Search::new(), [0.0; SIZE]);
    // the mean of the second half of the path: a single generation owes much to chance
    let averaged = generations.div_ceil(2);
    for generation in 0..generations {
        search.step(generation, &free, &worth);
        if generation >= generations - averaged {
            path.iter_mut().zip(search.mean).for_each(|(path, at)| *path += at / f64::from(averaged));
        }
    }
    model(&path)
}

/// Mean BCubed F1 over the groups, each the mean over its inputs.
fn quality(model: &PairModel, seen: &Seen<'_>) -> f64 {
    let config = Config { model: model.clone(), ..Config::default() };
    let grouped = |input: &&Input| input.weight > 0.0 && ARTICLES.contains(&input.gold.articles());
    let score = |input: &Input| {
        let found = input.pairs.group(&config).expect("finite weights");
        (f1(input.gold.bcubed(&found, |fold| seen.has_fold(fold))), input.weight)
    };
    let groups = seen.groups().filter_map(|group| mean(group.inputs.iter().filter(grouped).map(score)));
    mean(groups.map(|score| (score, 1.0))).unwrap_or_default()
}

/// Of values with their weights; none of nothing.
fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weights) =
        values.fold((0.0, 0.0), |(sum, weights), (value, weight)| (sum + value * weight, weights + weight));
    (weights > 0.0).then(|| sum / weights)
}

/// Where models are drawn.
struct Search {
    mean: Point,
    /// How far, over all and by weight.
    step: f64,
    variances: Point,
    /// Where the mean has gone of late, for both.
    step_path: Point,
    variance_path: Point,
}

impl Search {
    fn new() -> Self {
        Self {
            mean: [0.0; SIZE],
            step: STEP,
            variances: [1.0; SIZE],
            step_path: [0.0; SIZE],
            variance_path: [0.0; SIZE],
        }
    }

    /// Draws a generation and moves.
    fn step(&mut self, generation: u32, free: &Point, worth: &(impl Fn(&Point) -> f64 + Sync)) {
        let size = SIZE as f64;
        let mut ranks: [f64; KEPT] =
            std::array::from_fn(|rank| (KEPT as f64 + 0.5).ln() - (rank as f64 + 1.0).ln());
        let sum: f64 = ranks.iter().sum();
        ranks.iter_mut().for_each(|rank| *rank /= sum);
        let mass = 1.0 / ranks.iter().map(|rank| rank * rank).sum::<f64>();
        let step_rate = (mass + 2.0) / (size + mass + 5.0);
        let damping = 1.0 + step_rate + 2.0 * (((mass - 1.0) / (size + 1.0)).sqrt() - 1.0).max(0.0);
        let path_rate = (4.0 + mass / size) / (size + 4.0 + 2.0 * mass / size);
        // a diagonal has fewer numbers to learn than a matrix
        let faster = (size + 2.0) / 3.0;
        let one_rate = (faster * 2.0 / ((size + 1.3).powi(2) + mass)).min(0.5);
        let many_rate = (faster * 2.0 * (mass - 2.0 + 1.0 / mass) / ((size + 2.0).powi(2) + mass)).min(0.5);
        let expected = size.sqrt() * (1.0 - 1.0 / (4.0 * size) + 1.0 / (21.0 * size * size));

        let draws: Vec<Point> = (0..DRAWN as u64)
            .map(|draw| {
                let number =
                    |at: usize| (u64::from(generation) * DRAWN as u64 + draw) * SIZE as u64 + at as u64;
                std::array::from_fn(|at| self.variances[at].sqrt() * normal(number(at)) * free[at])
            })
            .collect();
        let worths: Vec<f64> = draws
            .par_iter()
            .map(|draw| worth(&std::array::from_fn(|at| self.mean[at] + self.step * draw[at])))
            .collect();
        let mut order: Vec<usize> = (0..DRAWN).collect();
        order.sort_by(|&a, &b| worths[b].total_cmp(&worths[a]));
        let best: Vec<&Point> = order.iter().take(KEPT).map(|&draw| &draws[draw]).collect();

        let mut length = 0.0;
        for at in 0..SIZE {
            let moved: f64 = ranks.iter().zip(&best).map(|(rank, draw)| rank * draw[at]).sum();
            let spread: f64 = ranks.iter().zip(&best).map(|(rank, draw)| rank * draw[at].powi(2)).sum();
            self.mean[at] += self.step * moved;
            let straight = (step_rate * (2.0 - step_rate) * mass).sqrt() * moved / self.variances[at].sqrt();
            self.step_path[at] = (1.0 - step_rate) * self.step_path[at] + straight;
            length += self.step_path[at].powi(2);
            let moved = (path_rate * (2.0 - path_rate) * mass).sqrt() * moved;
            self.variance_path[at] = (1.0 - path_rate) * self.variance_path[at] + moved;
            let kept = (1.0 - one_rate - many_rate) * self.variances[at];
            self.variances[at] = kept + one_rate * self.variance_path[at].powi(2) + many_rate * spread;
        }
        self.step *= (step_rate / damping * (length.sqrt() / expected - 1.0)).exp();
    }
}

/// A draw from the normal distribution, the same for the same number.
fn normal(number: u64) -> f64 {
    let uniform =
        |number: u64| (mix(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 11) as f64 / (1_u64 << 53) as f64;
    (-2.0 * (1.0 - uniform(2 * number + 1)).ln()).sqrt()
        * (std::f64::consts::TAU * uniform(2 * number + 2)).cos()
}
