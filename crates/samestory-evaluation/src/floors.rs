//! The scores of doing nothing.

use std::fmt;

use samestory::Partition;
use serde::{Deserialize, Serialize};

use super::{Contingency, Scores};

/// The scores of the two methods that look at no article.
///
/// A method has to be measured by its distance above the higher of them; see
/// the [crate documentation](crate). Prints as an aligned text table of the
/// one number of each metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Floors {
    /// Every article alone.
    pub singletons: Scores,
    /// All articles in one story.
    pub one_cluster: Scores,
}

impl Floors {
    /// The floors of a gold partition. O(n).
    pub fn new(gold: &Partition) -> Self {
        let scores = |found: Partition| {
            // The floors are made as long as gold.
            let table = Contingency::new(gold, &found).expect("equal lengths");
            Scores::from_table(&table)
        };
        Self {
            singletons: scores(Partition::singletons(gold.len())),
            one_cluster: scores(Partition::one_cluster(gold.len())),
        }
    }
}

impl fmt::Display for Floors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<16}{:>14}{:>14}", "floor", "singletons", "one cluster")?;
        let rows = self.singletons.summary().into_iter().zip(self.one_cluster.summary());
        for ((name, alone), (_, all)) in rows {
            writeln!(f, "{name:<16}{alone:>14.4}{all:>14.4}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // Gold A A A B B C.
        // All alone: BCubed P 1, R 3/6, F1 2·(1/2)/(3/2) = 2/3; exact {C}:
        // recall 1/3, precision 1/6.
        // All together: BCubed R 1, P 14/36.
        let floors = Floors::new(&Partition::from_labels("AAABBC".chars()));
        assert!((floors.singletons.bcubed.f1 - 2.0 / 3.0).abs() < 1e-15);
        assert!((floors.singletons.exact.recall - 1.0 / 3.0).abs() < 1e-15);
        assert!((floors.singletons.exact.precision - 1.0 / 6.0).abs() < 1e-15);
        assert!((floors.one_cluster.bcubed.precision - 14.0 / 36.0).abs() < 1e-15);
        for scores in [&floors.singletons, &floors.one_cluster] {
            assert_eq!(scores.adjusted_rand_index, 0.0);
            assert_eq!(scores.adjusted_mutual_information, 0.0);
        }
        let text = floors.to_string();
        assert!(text.lines().all(|line| line.chars().count() == 44), "\n{text}");
    }

    #[test]
    fn gold_can_be_a_floor() {
        let floors = Floors::new(&Partition::singletons(4));
        assert_eq!(floors.singletons.adjusted_mutual_information, 1.0);
        assert_eq!(Floors::new(&Partition::singletons(0)).one_cluster.bcubed.f1, 1.0);
    }
}
