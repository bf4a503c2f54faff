//! Cluster statistics, and the closeness of two groups of articles.

use super::score::{ONE, Score, Sum};

/// The share of the similar articles in its own group that an article must have in another group, for the two groups to be one.
const AS_AT_HOME: f64 = 0.4;

/// The statistics of a group of articles: their number, the sum of their link limits and the sum of the scores among them. A link
/// limit is the maximum number of articles of another group that an article must be similar to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClusterStatistics {
    /// The number of articles.
    pub count: u32,
    /// Sum over all articles.
    link_limits: u64,
    /// Sum of the scores of all pairs, without corrections: these are no evidence of how alike articles at home are.
    within: Sum,
}

impl ClusterStatistics {
    /// The statistics of one article.
    pub fn one(link_limit: u32) -> Self {
        Self { count: 1, link_limits: link_limit.into(), within: 0 }
    }

    /// Adds the articles of another group; `between` is the sum of the scores of their cross pairs.
    pub fn join(&mut self, others: Self, between: Sum) {
        self.count += others.count;
        self.link_limits += others.link_limits;
        self.within += others.within + Score::without_corrections(between);
    }

    /// Removes articles: undoes [`join`](Self::join).
    pub fn part(&mut self, others: Self, between: Sum) {
        self.count -= others.count;
        self.link_limits -= others.link_limits;
        self.within -= others.within + Score::without_corrections(between);
    }

    /// The closeness of two groups, by the sum Σ of the scores of their cross pairs. It is the mean of the closeness from either
    /// side, Σ / min(|A|·|B|, K(A)) and Σ / min(|A|·|B|, K(B)).
    ///
    /// Without the limit K this is average linkage (UPGMA). A report of a story with a hundred members need not be similar to all of
    /// them. A headline cannot be: it is similar to those that tell of the same turn of events. So no more pairs of an article count
    /// than its link limit. If the articles of a group are similar to many more of their own group, then as many links as the limit
    /// to the other group are few, and the two are two stories. So K is the sum of the link limits, or [`AS_AT_HOME`] times the sum
    /// of all articles' scores within the group, if that is more.
    pub fn closeness(self, other: Self, sum: Sum) -> f64 {
        let pairs = f64::from(self.count) * f64::from(other.count);
        let counted = |group: Self| {
            let at_home = 2.0 * group.within as f64 / ONE;
            (group.link_limits as f64).max(AS_AT_HOME * at_home).min(pairs)
        };
        let (own, others) = (counted(self), counted(other));
        sum as f64 / ONE * (own + others) / (2.0 * own * others)
    }

    /// The sum of the scores of all pairs within the group.
    pub fn within(self) -> Sum {
        self.within
    }
}

/// The closeness of an article to a group: the mean of its scores with the group, of which no more than its link limit count.
pub fn closeness_of_one(link_limit: u32, others: u32, sum: Sum) -> f64 {
    sum as f64 / ONE / f64::from(others.min(link_limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(count: u32, link_limit: u32) -> ClusterStatistics {
        let mut statistics = ClusterStatistics::default();
        (0..count).for_each(|_| statistics.join(ClusterStatistics::one(link_limit), 0));
        statistics
    }

    #[test]
    fn pairs_beyond_the_link_limit_do_not_count() {
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
            let mut close = ClusterStatistics::default();
            (0..members).for_each(|at| close.join(ClusterStatistics::one(2), Sum::from(at) * one));
            close
        };
        // each of 20 has 19 links at home, and must have 7.6 with the 20 others
        let pairs = 20.0 * 19.0 * AS_AT_HOME;
        assert_eq!(close(20).closeness(close(20), 100 * one), 100.0 / pairs);
        // to be like few of a large story is enough for one that is alone
        assert_eq!(close(20).closeness(close(1), 2 * one), 2.0 * (1.0 / 20.0 + 1.0 / 2.0) / 2.0);
        let mut parted = close(20);
        parted.part(close(19), 19 * one);
        assert_eq!(parted, close(1));
    }
}
