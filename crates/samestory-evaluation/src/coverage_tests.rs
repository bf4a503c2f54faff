//! How often do the intervals hold the true value? The simulation behind the
//! numbers in their documentation.
//!
//! `cargo test --release -p samestory-evaluation coverage -- --ignored --nocapture`

use samestory::Partition;

use super::bcubed_interval::bcubed_interval;
use super::metric_interval::metric_interval;
use super::pairwise::adjusted_rand_index;
use super::rng::SplitMix64;
use super::*;

const TRIALS: u64 = 400;

/// 100 stories and a method that splits, and lumps `lumped` % of the stories
/// into `slots` found stories.
fn draw(seed: u64, lumped: u64, slots: u64) -> (Partition, Partition) {
    let mut rng = SplitMix64::new(seed);
    let (mut gold, mut found) = (Vec::new(), Vec::new());
    for story in 0..100 {
        let size = 1 + rng.below(4) * rng.below(6);
        let lump = rng.below(100) < lumped;
        let slot = rng.below(slots);
        let split = rng.below(30);
        for _ in 0..size {
            gold.push(story);
            found.push(if rng.below(100) < split {
                (1, story)
            } else if lump {
                (2, slot)
            } else {
                (0, story)
            });
        }
    }
    (Partition::from_labels(gold), Partition::from_labels(found))
}

/// Shares of trials in which the intervals of F1 by [`bcubed_interval`], of F1
/// by `metric_interval`, and of ARI hold the mean of many other draws.
fn coverage(lumped: u64, slots: u64) -> [f64; 3] {
    let (mut f1, mut ari) = (0.0, 0.0);
    for seed in 1_000_000..1_003_000 {
        let (gold, found) = draw(seed, lumped, slots);
        let table = Contingency::new(&gold, &found).unwrap();
        f1 += bcubed(&table).f1 / 3000.0;
        ari += adjusted_rand_index(&table) / 3000.0;
    }
    let mut held = [0.0; 3];
    for seed in 0..TRIALS {
        let (gold, found) = draw(seed, lumped, slots);
        let fast = bcubed_interval(&gold, &found, 500, 0.95, 7).unwrap().f1;
        let metric = |table: &Contingency| bcubed(table).f1;
        let general = metric_interval(&gold, &found, 200, 0.95, 7, metric).unwrap();
        let rand = metric_interval(&gold, &found, 200, 0.95, 7, adjusted_rand_index).unwrap();
        for (held, (interval, truth)) in held.iter_mut().zip([(fast, f1), (general, f1), (rand, ari)]) {
            if interval.low <= truth && truth <= interval.high {
                *held += 1.0 / TRIALS as f64;
            }
        }
    }
    held
}

#[test]
#[ignore = "takes about a minute; for the numbers in the documentation"]
fn coverage_is_as_documented() {
    for (lumped, slots, expected) in [(0, 1, [0.93, 0.93, 0.925]), (60, 8, [0.87, 0.80, 0.91])] {
        let held = coverage(lumped, slots);
        println!("{lumped} % lumped: {held:.3?}");
        for (held, expected) in held.into_iter().zip(expected) {
            assert!((held - expected).abs() < 0.01, "{lumped} % lumped: {held:.3?}");
        }
    }
}
