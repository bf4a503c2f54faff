//! Scores as whole numbers, so that sums of them are exact.

/// How many units a score of 1 has.
const ONE: f64 = (1_u32 << 30) as f64;

/// A score from 0 to 1, in units of 2⁻³⁰.
///
/// Sums of scores are whole numbers too ([`Sum`]): adding them in another order gives the same sum, and what was added
/// can be taken away again without a trace. Half a billionth is lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Score(u32);

/// A sum of [`Score`]s: room for 2³³ of them.
pub(crate) type Sum = u64;

impl Score {
    pub(crate) fn new(score: f64) -> Self {
        Self((score.clamp(0.0, 1.0) * ONE).round() as u32)
    }

    /// In the units of a [`Sum`].
    pub(crate) fn units(self) -> Sum {
        u64::from(self.0)
    }
}

/// How closely two groups of articles belong together: the mean score of their cross pairs, where every article counts
/// at most `partners` of the other side.
///
/// With no limit this is average linkage (UPGMA). The report of a story with a hundred members need not be like all of
/// them, and on headlines it cannot be: it is like those that tell of the same turn of events. So each article's share of
/// the denominator is limited, half from either side: Σ / ((|A|·min(|B|, K) + |B|·min(|A|, K)) / 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Partners(pub(crate) usize);

impl Partners {
    /// Between two groups, by the sum of their cross pairs' scores.
    pub(crate) fn mean(self, sum: Sum, a: usize, b: usize) -> f64 {
        let pairs = (a * b.min(self.0) + b * a.min(self.0)) as f64 / 2.0;
        sum as f64 / ONE / pairs
    }

    /// Between one article and the others of a group: Σ / min(|group|, K).
    pub(crate) fn mean_of_one(self, sum: Sum, others: usize) -> f64 {
        sum as f64 / ONE / others.min(self.0) as f64
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

    #[test]
    fn only_some_partners_count() {
        let half = Score::new(0.5).units();
        // 3 × 4 pairs, all 0.5
        assert_eq!(Partners(100).mean(12 * half, 3, 4), 0.5);
        // (3·2 + 4·2) / 2 = 7 count
        assert_eq!(Partners(2).mean(7 * half, 3, 4), 0.5);
        assert_eq!(Partners(2).mean_of_one(2 * half, 40), 0.5);
    }
}
