//! What else is like an article, by how near in time it is.

use super::features::{Feature, PairFeatures};
use crate::article::ArticleId;

/// So many steps of time are told apart: step k begins where ln(1 + days) is `STEP` · k, after 0, 12, 29, 56 and 95 hours, 6, 10 and
/// 15 days, and so on.
const STEPS: usize = 16;
const STEP: f32 = 0.4;

/// Similarities are rounded to so many parts of 1.
const PARTS: f32 = 255.0;

/// By step of time, how similar the most similar article is that was published so far from the one at hand.
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
    /// What the articles of a pair are to each other; nothing if a date is missing.
    pub(super) fn of(pair: &PairFeatures) -> Option<Self> {
        let gap = pair.get(Feature::LogGap);
        let is_dated = gap > 0.0 || pair.get(Feature::Fresh) > 0.0;
        is_dated.then(|| Self {
            step: ((gap / STEP) as usize).min(STEPS - 1) as u8,
            similarity: (pair.get(Feature::RootAll) * PARTS + 0.5) as u8,
        })
    }

    /// [`Feature::Nearer`] of the pair, with all companions of both articles.
    pub(super) fn nearer(self, [a, b]: [&Companions; 2]) -> f32 {
        f32::from(a.nearer_than(self.step).min(b.nearer_than(self.step))) / PARTS
    }
}

impl Companions {
    /// Adds one.
    pub(super) fn add(&mut self, companion: Companion) {
        let known = &mut self.0[usize::from(companion.step)];
        *known = (*known).max(companion.similarity);
    }

    /// The greatest similarity at an earlier step.
    fn nearer_than(&self, step: u8) -> u8 {
        self.0[..usize::from(step)].iter().copied().max().unwrap_or(0)
    }
}

/// Makes two articles known to each other as companions.
pub(super) fn introduce(
    companions: &mut [Companions],
    (a, b): (ArticleId, ArticleId),
    companion: Option<Companion>,
) {
    if let Some(companion) = companion {
        [a, b].into_iter().for_each(|article| companions[article.index()].add(companion));
    }
}

/// [`Feature::Nearer`] of a pair, once all companions are known; 0 if a date is missing.
pub(super) fn nearer(
    companions: &[Companions],
    (a, b): (ArticleId, ArticleId),
    companion: Option<Companion>,
) -> f32 {
    let of_both = [a, b].map(|article| &companions[article.index()]);
    companion.map_or(0.0, |companion| companion.nearer(of_both))
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
        let step = |days: f32| {
            let gap = (Feature::LogGap, days.ln_1p().min(6.0));
            let pair =
                PairFeatures::new([gap, (Feature::Fresh, (-days / 3.0).exp()), (Feature::RootAll, 1.0)]);
            Companion::of(&pair).map(|companion| (companion.step, companion.similarity))
        };
        assert_eq!([0.0, 0.4, 0.6, 1.3, 3.0].map(step), [0, 0, 1, 2, 3].map(|step| Some((step, 255))));
        assert_eq!(step(9999.0), Some((15, 255)));
        assert_eq!(Companion::of(&PairFeatures::new([(Feature::RootAll, 1.0)])), None);
    }
}
