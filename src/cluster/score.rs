//! Scores as whole numbers, so that sums of them are exact.

use serde::{Deserialize, Serialize};

/// How many units a score of 1 has.
pub(super) const ONE: f64 = (1_u32 << 30) as f64;

/// A score from 0 to 1, in units of 2⁻³⁰.
///
/// Sums of scores are whole numbers too ([`Sum`]): adding them in another order gives the same sum, and what was added
/// can be taken away again without a trace. Half a billionth is lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Score(u32);

/// A sum of [`Score`]s: room for 2³³ of them.
pub(crate) type Sum = u64;

impl Score {
    pub(crate) fn new(score: f64) -> Self {
        Self((score.clamp(0.0, 1.0) * ONE).round() as u32)
    }

    /// As a number from 0 to 1.
    pub(crate) fn value(self) -> f64 {
        f64::from(self.0) / ONE
    }

    /// Whether it is at most 1.
    pub(crate) fn is_possible(self) -> bool {
        f64::from(self.0) <= ONE
    }

    /// A sum as a number.
    pub(crate) fn sum_value(sum: Sum) -> f64 {
        sum as f64 / ONE
    }

    /// In the units of a [`Sum`].
    pub(crate) fn units(self) -> Sum {
        u64::from(self.0)
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
    }
}
