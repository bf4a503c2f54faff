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

    /// As a number from 0 to 1.
    pub(crate) fn value(self) -> f64 {
        f64::from(self.0) / ONE
    }

    /// In the units of a [`Sum`].
    pub(crate) fn units(self) -> Sum {
        u64::from(self.0)
    }
}

/// A group of articles: how many they are, and with how many partners each at most they are asked to be similar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Members {
    pub(crate) count: u32,
    /// Over all articles.
    partners: u64,
}

impl Members {
    /// One article.
    pub(crate) fn one(partners: u32) -> Self {
        Self { count: 1, partners: partners.into() }
    }

    pub(crate) fn add(&mut self, others: Self) {
        self.count += others.count;
        self.partners += others.partners;
    }

    pub(crate) fn remove(&mut self, others: Self) {
        self.count -= others.count;
        self.partners -= others.partners;
    }

    /// How closely two groups of articles belong together: the mean score of their cross pairs, where of each article's pairs no
    /// more count than it has partners. `sum` is that of the scores of the cross pairs.
    ///
    /// With no limit this is average linkage (UPGMA). The report of a story with a hundred members need not be like all of
    /// them, and on headlines it cannot be: it is like those that tell of the same turn of events. So each group's share of
    /// the denominator is limited by its partners, half from either side: Σ / ((min(|A|·|B|, K(A)) + min(|A|·|B|, K(B))) / 2).
    pub(crate) fn closeness(self, other: Self, sum: Sum) -> f64 {
        let pairs = u64::from(self.count) * u64::from(other.count);
        let counted = (pairs.min(self.partners) + pairs.min(other.partners)) as f64 / 2.0;
        sum as f64 / ONE / counted
    }
}

/// How closely an article belongs to a group: the mean of its scores with them, of which no more than its partners count.
pub(crate) fn closeness_of_one(partners: u32, others: u32, sum: Sum) -> f64 {
    sum as f64 / ONE / f64::from(others.min(partners))
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
        let group = |count: u32, partners: u32| {
            let mut members = Members::default();
            (0..count).for_each(|_| members.add(Members::one(partners)));
            members
        };
        // 3 × 4 pairs, all 0.5
        assert_eq!(group(3, 100).closeness(group(4, u32::MAX), 12 * half), 0.5);
        // (3·2 + 4·2) / 2 = 7 count
        assert_eq!(group(3, 2).closeness(group(4, 2), 7 * half), 0.5);
        // (3·2 + 12) / 2 = 9 count
        assert_eq!(group(4, 3).closeness(group(3, 2), 9 * half), 0.5);
        let mut mixed = group(3, 1);
        mixed.add(group(1, 9));
        // min(36, 3·1 + 9) = 12 and min(36, 9·4) = 36
        assert_eq!(mixed.closeness(group(9, 4), 24 * half), 0.5);
        mixed.remove(group(1, 9));
        assert_eq!(mixed, group(3, 1));
        assert_eq!(closeness_of_one(2, 40, 2 * half), 0.5);
    }
}
