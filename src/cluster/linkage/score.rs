//! Scores as whole numbers, so that sums of them are exact.

use serde::{Deserialize, Serialize};

/// How many units a score of 1 has.
pub(crate) const ONE: f64 = (1_u32 << 30) as f64;

/// What a [correction](Score::SAME) counts as: 2²⁰ times a score of 1.
const CORRECTION: Sum = 1 << 50;

/// A score from 0 to 1, in units of 2⁻³⁰; or what a correction says of a pair.
///
/// Sums of scores are whole numbers too ([`Sum`]): adding them in another order gives the same sum, and what was added
/// can be taken away again without a trace. Half a billionth is lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Score(i32);

/// A sum of [`Score`]s: room for 2¹⁹ of two groups of articles, and for 2¹³ corrections.
pub type Sum = i64;

impl Score {
    pub(crate) fn new(score: f64) -> Self {
        Self((score.clamp(0.0, 1.0) * ONE).round() as i32)
    }

    /// Of two articles that are of one story, whatever their score is.
    pub(crate) const SAME: Self = Self(i32::MAX);

    /// Of two that are not.
    pub(crate) const NOT_SAME: Self = Self(i32::MIN);

    /// Whether it is what a correction says.
    pub(crate) fn is_correction(self) -> bool {
        self == Self::SAME || self == Self::NOT_SAME
    }

    /// As a score from 0 to 1: what a correction says is the highest or the lowest.
    pub(crate) fn bounded(self) -> Self {
        match self {
            Self::SAME => Self::new(1.0),
            Self::NOT_SAME => Self::new(0.0),
            score => score,
        }
    }

    /// As a number from 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.bounded().0) / ONE
    }

    /// Whether it is from 0 to 1, or what a correction says.
    pub(crate) fn is_possible(self) -> bool {
        self.is_correction() || (0.0..=ONE).contains(&f64::from(self.0))
    }

    /// A sum as a number.
    pub fn sum_value(sum: Sum) -> f64 {
        sum as f64 / ONE
    }

    /// In the units of a [`Sum`].
    pub fn units(self) -> Sum {
        match self {
            Self::SAME => CORRECTION,
            Self::NOT_SAME => -CORRECTION,
            Self(units) => units.into(),
        }
    }

    /// A sum without the corrections in it.
    pub(crate) fn without_corrections(sum: Sum) -> Sum {
        sum - (sum + CORRECTION / 2).div_euclid(CORRECTION) * CORRECTION
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact() {
        let scores = [0.1, 0.7, 1e-9, 1.0, 0.333].map(Score::new);
        let forwards: Sum = scores.iter().map(|s| s.units()).sum();
        let backwards: Sum = scores.iter().rev().map(|s| s.units()).sum();
        assert_eq!(forwards, backwards);
        assert_eq!(Score::new(f64::NAN).units(), 0);
        for corrections in
            [&[][..], &[Score::SAME; 3], &[Score::NOT_SAME; 2], &[Score::SAME, Score::NOT_SAME]]
        {
            let corrected = forwards + corrections.iter().map(|s| s.units()).sum::<Sum>();
            assert_eq!(Score::without_corrections(corrected), forwards);
        }
        assert!(Score::NOT_SAME < Score::new(0.0) && Score::new(1.0) < Score::SAME);
    }
}
