//! The articles similar to an article, by their distance in time.

use serde::{Deserialize, Serialize};

use crate::published::Published;

/// Number of steps of time. Step k begins where ln(1 + days) is 0.4 · k: after 0, 12, 29, 56 and 95 hours, 6, 10 and 15 days, and so
/// on.
const STEPS: usize = 16;

/// The beginnings of all steps but the first, in seconds.
const BEGINNINGS: [u64; STEPS - 1] = [
    42_494, 105_887, 200_459, 341_543, 552_015, 866_003, 1_334_418, 2_033_211, 3_075_688, 4_630_881,
    6_950_956, 10_412_101, 15_575_522, 23_278_442, 34_769_848,
];

/// Similarities are rounded to multiples of 1 / `PARTS`.
const PARTS: f32 = 255.0;

/// The temporal context of an article: by step of time, the largest similarity of an article at that distance in time or nearer.
///
/// A gap of a few days between two similar reports says little if nobody wrote in between. It says much if others did: a saga that is
/// reported day by day has an event each day. So the gap alone does not count; what counts is whether each article has a nearer
/// neighbor. The order in which neighbors are added does not matter.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct TemporalContext([u8; STEPS]);

/// The distance in time and the similarity of one article to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TemporalNeighbor {
    step: u8,
    /// In [`PARTS`].
    similarity: u8,
}

impl TemporalNeighbor {
    /// The neighbor that each article of a pair is to the other. `similarity` is the square root of their cosine. None if a date is
    /// missing.
    pub(crate) fn of(pair: [Option<Published>; 2], similarity: f32) -> Option<Self> {
        let [a, b] = pair;
        let gap = a?.doubted_seconds_to(b?);
        let step = BEGINNINGS.iter().take_while(|&&beginning| beginning <= gap).count() as u8;
        Some(Self { step, similarity: (similarity * PARTS + 0.5) as u8 })
    }

    /// The similarity of the most similar nearer neighbor of each of both articles, the smaller of the two.
    pub(crate) fn nearer_neighbor(self, [a, b]: [&TemporalContext; 2]) -> f32 {
        f32::from(a.nearer_than(self.step).min(b.nearer_than(self.step))) / PARTS
    }
}

impl TemporalContext {
    /// Adds a neighbor.
    pub(crate) fn add(&mut self, neighbor: TemporalNeighbor) {
        let from_there_on = self.0[usize::from(neighbor.step)..].iter_mut();
        let less = from_there_on.take_while(|known| **known < neighbor.similarity);
        less.for_each(|known| *known = neighbor.similarity);
    }

    /// The greatest similarity at an earlier step.
    fn nearer_than(&self, step: u8) -> u8 {
        step.checked_sub(1).map_or(0, |before| self.0[usize::from(before)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(known: &[(u8, u8)]) -> TemporalContext {
        let mut context = TemporalContext::default();
        known.iter().for_each(|&(step, similarity)| context.add(TemporalNeighbor { step, similarity }));
        context
    }

    #[test]
    fn a_neighbor_nearer_to_both_counts() {
        let nearer =
            |step, pair| (TemporalNeighbor { step, similarity: 99 }.nearer_neighbor(pair) * PARTS) as u8;
        let (a, b) = (context(&[(0, 60), (0, 40), (3, 80)]), context(&[(2, 20)]));
        let none = context(&[]);
        assert_eq!((nearer(4, [&a, &b]), nearer(4, [&b, &a]), nearer(4, [&a, &a])), (20, 20, 80));
        assert_eq!((nearer(2, [&a, &b]), nearer(4, [&a, &none])), (0, 0));
        // the same step is not nearer
        assert_eq!((nearer(3, [&a, &a]), nearer(0, [&a, &a])), (60, 0));
    }

    #[test]
    fn steps_are_of_days() {
        let at = |days: f64| Published::at_second(((9.0 + days) * 86_400.0) as i64).ok();
        let step = |days: f64| {
            TemporalNeighbor::of([at(0.0), at(days)], 1.0).map(|known| (known.step, known.similarity))
        };
        assert_eq!([0.0, 0.4, 0.6, 1.3, 3.0].map(step), [0, 0, 1, 2, 3].map(|step| Some((step, 255))));
        assert_eq!(step(9999.0), Some((15, 255)));
        for (k, beginning) in (1..).zip(BEGINNINGS) {
            let logarithm = |seconds: u64| (seconds as f64 / 86_400.0).ln_1p() / 0.4;
            assert!(logarithm(beginning - 1) < f64::from(k) && logarithm(beginning) >= f64::from(k));
        }
        assert_eq!(TemporalNeighbor::of([at(0.0), None], 1.0), None);
    }
}
