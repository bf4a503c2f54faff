//! What else is like an article, by how near in time it is.

use crate::published::Published;

/// So many steps of time are told apart: step k begins where ln(1 + days) is 0.4 · k, after 0, 12, 29, 56 and 95 hours, 6, 10 and
/// 15 days, and so on.
const STEPS: usize = 16;

/// The beginnings of the steps but the first, in seconds.
const BEGINNINGS: [u64; STEPS - 1] = [
    42_494, 105_887, 200_459, 341_543, 552_015, 866_003, 1_334_418, 2_033_211, 3_075_688, 4_630_881,
    6_950_956, 10_412_101, 15_575_522, 23_278_442, 34_769_848,
];

/// Similarities are rounded to so many parts of 1.
const PARTS: f32 = 255.0;

/// By step of time, how similar the most similar article is that was published so far from the one at hand, or nearer.
///
/// A few days between two similar reports say little where nobody wrote in between, and much where others did: a saga that is told
/// day by day has an event each day. So what counts is not the time between two articles alone, but whether each has something like
/// it that is nearer. Nothing depends on the order in which companions are added.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Companions([u8; STEPS]);

/// How near and how similar one article is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Companion {
    step: u8,
    /// In [`PARTS`].
    similarity: u8,
}

impl Companion {
    /// What the articles of a pair are to each other, by the square root of their cosine; nothing if a date is missing.
    pub(super) fn of(pair: [Option<Published>; 2], similarity: f32) -> Option<Self> {
        let [a, b] = pair;
        let gap = a?.seconds_to(b?);
        let step = BEGINNINGS.iter().take_while(|&&beginning| beginning <= gap).count() as u8;
        Some(Self { step, similarity: (similarity * PARTS + 0.5) as u8 })
    }

    /// How similar something nearer in time is to each of both, the smaller of the two, by all companions of both articles.
    pub(super) fn nearer(self, [a, b]: [&Companions; 2]) -> f32 {
        f32::from(a.nearer_than(self.step).min(b.nearer_than(self.step))) / PARTS
    }
}

impl Companions {
    /// Adds one.
    pub(super) fn add(&mut self, companion: Companion) {
        let from_there_on = self.0[usize::from(companion.step)..].iter_mut();
        let less = from_there_on.take_while(|known| **known < companion.similarity);
        less.for_each(|known| *known = companion.similarity);
    }

    /// The greatest similarity at an earlier step.
    fn nearer_than(&self, step: u8) -> u8 {
        step.checked_sub(1).map_or(0, |before| self.0[usize::from(before)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn companions(known: &[(u8, u8)]) -> Companions {
        let mut companions = Companions::default();
        known.iter().for_each(|&(step, similarity)| companions.add(Companion { step, similarity }));
        companions
    }

    #[test]
    fn what_is_nearer_for_both_counts() {
        let nearer = |step, pair| (Companion { step, similarity: 99 }.nearer(pair) * PARTS) as u8;
        let (a, b) = (companions(&[(0, 60), (0, 40), (3, 80)]), companions(&[(2, 20)]));
        let none = companions(&[]);
        assert_eq!((nearer(4, [&a, &b]), nearer(4, [&b, &a]), nearer(4, [&a, &a])), (20, 20, 80));
        assert_eq!((nearer(2, [&a, &b]), nearer(4, [&a, &none])), (0, 0));
        // the same step is not nearer
        assert_eq!((nearer(3, [&a, &a]), nearer(0, [&a, &a])), (60, 0));
    }

    #[test]
    fn steps_are_of_days() {
        let at = |days: f64| Published::at_second(((9.0 + days) * 86_400.0) as i64).ok();
        let step =
            |days: f64| Companion::of([at(0.0), at(days)], 1.0).map(|known| (known.step, known.similarity));
        assert_eq!([0.0, 0.4, 0.6, 1.3, 3.0].map(step), [0, 0, 1, 2, 3].map(|step| Some((step, 255))));
        assert_eq!(step(9999.0), Some((15, 255)));
        for (k, beginning) in (1..).zip(BEGINNINGS) {
            let logarithm = |seconds: u64| (seconds as f64 / 86_400.0).ln_1p() / 0.4;
            assert!(logarithm(beginning - 1) < f64::from(k) && logarithm(beginning) >= f64::from(k));
        }
        assert_eq!(Companion::of([at(0.0), None], 1.0), None);
    }
}
