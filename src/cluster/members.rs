//! Groups of articles, and how closely they belong together.

use super::score::{ONE, Sum};

/// How many of the partners that an article has among its own it must find in another group, for the two groups to be one.
const AS_AT_HOME: f64 = 0.4;

/// A group of articles: how many they are, with how many partners each at most they are asked to be similar, and how similar they
/// are among themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Members {
    pub(crate) count: u32,
    /// Over all articles.
    partners: u64,
    /// Over all pairs.
    within: Sum,
}

impl Members {
    /// One article.
    pub(crate) fn one(partners: u32) -> Self {
        Self { count: 1, partners: partners.into(), within: 0 }
    }

    /// Takes in others; `between` is the sum of the scores of their cross pairs.
    pub(crate) fn join(&mut self, others: Self, between: Sum) {
        self.count += others.count;
        self.partners += others.partners;
        self.within += others.within + between;
    }

    /// Lets some go: undoes [`join`](Self::join).
    pub(crate) fn part(&mut self, others: Self, between: Sum) {
        self.count -= others.count;
        self.partners -= others.partners;
        self.within -= others.within + between;
    }

    /// How closely two groups of articles belong together, by the sum of the scores of their cross pairs: the mean of how closely
    /// each belongs to the other, which is that sum by the number of pairs that count, Σ / min(|A|·|B|, K(A)).
    ///
    /// With no limit K this is average linkage (UPGMA). The report of a story with a hundred members need not be like all of
    /// them, and on headlines it cannot be: it is like those that tell of the same turn of events. So of each article's pairs no
    /// more count than it has partners. But where articles are like many more of their own group than that, as many as they are
    /// asked to be in the other are few, and the two are two stories: K is the sum of the partners, or [`AS_AT_HOME`] times the sum
    /// of all articles' scores within the group, if that is more.
    pub(crate) fn closeness(self, other: Self, sum: Sum) -> f64 {
        let pairs = f64::from(self.count) * f64::from(other.count);
        let counted = |group: Self| {
            let at_home = 2.0 * group.within as f64 / ONE;
            (group.partners as f64).max(AS_AT_HOME * at_home).min(pairs)
        };
        let (own, others) = (counted(self), counted(other));
        sum as f64 / ONE * (own + others) / (2.0 * own * others)
    }

    /// The sum of the scores of all pairs within the group.
    pub(crate) fn within(self) -> Sum {
        self.within
    }
}

/// How closely an article belongs to a group: the mean of its scores with them, of which no more than its partners count.
pub(crate) fn closeness_of_one(partners: u32, others: u32, sum: Sum) -> f64 {
    sum as f64 / ONE / f64::from(others.min(partners))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::score::Score;

    fn group(count: u32, partners: u32) -> Members {
        let mut members = Members::default();
        (0..count).for_each(|_| members.join(Members::one(partners), 0));
        members
    }

    #[test]
    fn only_some_partners_count() {
        let half = Score::new(0.5).units();
        // 3 × 4 pairs, all 0.5
        assert_eq!(group(3, 100).closeness(group(4, u32::MAX), 12 * half), 0.5);
        // of one side 3·2 pairs count, of the other 4·2: the mean of 24 / 6 and 24 / 8 halves
        assert_eq!(group(3, 2).closeness(group(4, 2), 24 * half), 1.75);
        let mut mixed = group(3, 1);
        mixed.join(group(1, 9), 0);
        // min(36, 3·1 + 9) and min(36, 9·4)
        assert_eq!(mixed.closeness(group(9, 4), 36 * half), 1.0);
        mixed.part(group(1, 9), 0);
        assert_eq!(mixed, group(3, 1));
        assert_eq!(closeness_of_one(2, 40, 2 * half), 0.5);
    }

    #[test]
    fn those_who_are_like_many_of_their_own_are_asked_to_be_like_many_others() {
        let one = Score::new(1.0).units();
        let close = |members: u32| {
            let mut close = Members::default();
            (0..members).for_each(|at| close.join(Members::one(2), u64::from(at) * one));
            close
        };
        // each of 20 has 19 partners at home, and is asked to have 7.6 of the 20 others
        let pairs = 20.0 * 19.0 * AS_AT_HOME;
        assert_eq!(close(20).closeness(close(20), 100 * one), 100.0 / pairs);
        // to be like few of a large story is enough for one that is alone
        assert_eq!(close(20).closeness(close(1), 2 * one), 2.0 * (1.0 / 20.0 + 1.0 / 2.0) / 2.0);
        let mut parted = close(20);
        parted.part(close(19), 19 * one);
        assert_eq!(parted, close(1));
    }
}
