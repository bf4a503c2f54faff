//! All metrics of one comparison.

use std::fmt;

use samestory::Partition;
use serde::{Deserialize, Serialize};

use super::information::normalize;
use super::pairwise::Pairs;
use super::{
    Contingency, EvaluationError, Normalizer, PrecisionRecall, VMeasure, adjusted_mutual_information, bcubed,
    entropy, exact_stories, mutual_information, v_measure,
};

/// Everything this crate can say about a found partition.
///
/// Prints as an aligned text table; serialises as a record of its fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scores {
    /// Number of articles.
    pub articles: usize,
    /// Number of gold stories.
    pub gold_stories: usize,
    /// Number of found stories.
    pub found_stories: usize,
    /// Articles of the largest gold story (0 if there is none).
    pub largest_gold: u32,
    /// Articles of the largest found story (0 if there is none).
    pub largest_found: u32,
    /// Pairs of articles together in gold.
    pub gold_pairs: u64,
    /// Pairs of articles together in found.
    pub found_pairs: u64,
    /// Pairs of articles together in both.
    pub shared_pairs: u64,
    /// BCubed: of the articles shown with an article, the share that belongs there, and the share shown of those that belong; averaged.
    pub bcubed: PrecisionRecall,
    /// Of the pairs of articles together in found, the share together in gold; and the other way round.
    pub pairwise: PrecisionRecall,
    /// Of the found stories, the share that are gold stories without any error; and the other way round.
    pub exact: PrecisionRecall,
    /// Pairwise agreement beyond chance (Hubert and Arabie 1985).
    pub adjusted_rand_index: f64,
    /// Entropy of gold, in nats.
    pub gold_entropy: f64,
    /// Entropy of found, in nats.
    pub found_entropy: f64,
    /// What each tells of the other, in nats.
    pub mutual_information: f64,
    /// Mutual information divided by the geometric mean of both entropies; by the arithmetic mean it is the V-measure.
    pub normalized_mutual_information: f64,
    /// Homogeneity, completeness, and their harmonic mean.
    pub v_measure: VMeasure,
    /// Mutual information beyond chance (Vinh, Epps and Bailey 2010).
    pub adjusted_mutual_information: f64,
}

impl Scores {
    /// Compares a found partition with gold.
    ///
    /// O(n), and O(n^1.5) at the very worst for what chance gives, in practice little more than O(stories).
    ///
    /// # Errors
    ///
    /// If the partitions have different lengths.
    pub fn new(gold: &Partition, found: &Partition) -> Result<Self, EvaluationError> {
        Ok(Self::from_table(&Contingency::new(gold, found)?))
    }

    /// The scores of a table made before.
    pub fn from_table(table: &Contingency) -> Self {
        let largest = |sizes: &[u32]| sizes.iter().copied().max().unwrap_or(0);
        let pairs = Pairs::count(table);
        let gold_entropy = entropy(table.gold_sizes());
        let found_entropy = entropy(table.found_sizes());
        let mutual_information = mutual_information(table);
        let normalized_mutual_information = if table.is_identity() {
            1.0
        } else {
            normalize(mutual_information, gold_entropy, found_entropy, Normalizer::Geometric)
        };
        Self {
            articles: table.articles(),
            gold_stories: table.gold_sizes().len(),
            found_stories: table.found_sizes().len(),
            largest_gold: largest(table.gold_sizes()),
            largest_found: largest(table.found_sizes()),
            gold_pairs: pairs.gold,
            found_pairs: pairs.found,
            shared_pairs: pairs.shared,
            bcubed: bcubed(table),
            pairwise: pairs.precision_recall(),
            exact: exact_stories(table),
            adjusted_rand_index: pairs.adjusted_rand_index(),
            gold_entropy,
            found_entropy,
            mutual_information,
            normalized_mutual_information,
            v_measure: v_measure(table),
            adjusted_mutual_information: adjusted_mutual_information(table),
        }
    }

    /// The one number of each metric, in the order they are printed.
    pub(super) fn summary(&self) -> [(&'static str, f64); 7] {
        [
            ("BCubed F1", self.bcubed.f1),
            ("pairwise F1", self.pairwise.f1),
            ("exact stories F1", self.exact.f1),
            ("V-measure", self.v_measure.v_measure),
            ("NMI (geometric)", self.normalized_mutual_information),
            ("adjusted Rand", self.adjusted_rand_index),
            ("adjusted MI", self.adjusted_mutual_information),
        ]
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |f: &mut fmt::Formatter<'_>, name: &str, cells: [&dyn fmt::Display; 3]| {
            writeln!(f, "{name:<16}{:>14}{:>14}{:>14}", cells[0], cells[1], cells[2])
        };
        writeln!(f, "{:<16}{:>14}", "articles", self.articles)?;
        row(f, "", [&"gold", &"found", &"shared"])?;
        row(f, "stories", [&self.gold_stories, &self.found_stories, &"-"])?;
        row(f, "largest story", [&self.largest_gold, &self.largest_found, &"-"])?;
        row(f, "pairs", [&self.gold_pairs, &self.found_pairs, &self.shared_pairs])?;
        let nats = [self.gold_entropy, self.found_entropy, self.mutual_information];
        let nats = nats.map(|value| format!("{value:.4}"));
        row(f, "entropy (nats)", [&nats[0], &nats[1], &nats[2]])?;
        row(f, "", [&"precision", &"recall", &"F1"])?;
        for (name, score) in [
            ("BCubed", self.bcubed),
            ("pairwise", self.pairwise),
            ("exact stories", self.exact),
            (
                // Homogeneity and completeness stand where their likes do.
                "homog., compl., V",
                PrecisionRecall {
                    precision: self.v_measure.homogeneity,
                    recall: self.v_measure.completeness,
                    f1: self.v_measure.v_measure,
                },
            ),
        ] {
            let PrecisionRecall { precision, recall, f1 } = score;
            writeln!(f, "{name:<18}{precision:>12.4}{recall:>14.4}{f1:>14.4}")?;
        }
        for (name, value) in &self.summary()[4..] {
            writeln!(f, "{name:<16}{value:>42.4}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::information::normalized_mutual_information;
    use crate::pairwise::{adjusted_rand_index, pairwise};

    #[test]
    fn the_fields_are_those_of_the_functions() {
        let gold = Partition::from_labels("AAAABBC".chars());
        let found = Partition::from_labels("xxxyyyz".chars());
        let table = Contingency::new(&gold, &found).unwrap();
        let scores = Scores::new(&gold, &found).unwrap();
        assert_eq!((scores.articles, scores.gold_stories, scores.found_stories), (7, 3, 3));
        assert_eq!((scores.largest_gold, scores.largest_found), (4, 3));
        assert_eq!((scores.gold_pairs, scores.found_pairs, scores.shared_pairs), (7, 6, 4));
        assert_eq!(scores.pairwise, pairwise(&table));
        assert_eq!(scores.adjusted_rand_index, adjusted_rand_index(&table));
        let nmi = normalized_mutual_information(&table, Normalizer::default());
        assert_eq!(scores.normalized_mutual_information, nmi);
    }

    #[test]
    fn equal_partitions_score_one() {
        for gold in [Partition::from_labels("ABAAC".chars()), Partition::singletons(0)] {
            let scores = Scores::new(&gold, &gold).unwrap();
            for (name, value) in scores.summary() {
                assert_eq!(value, 1.0, "{name}");
            }
        }
    }

    #[test]
    fn the_table_is_aligned() {
        let gold = Partition::from_labels("AAABBC".chars());
        let found = Partition::from_labels("xxyyyz".chars());
        let text = Scores::new(&gold, &found).unwrap().to_string();
        let widths: Vec<usize> = text.lines().skip(1).map(|l| l.chars().count()).collect();
        assert_eq!(widths, [58; 13], "\n{text}");
        assert!(text.contains("BCubed                  0.7778        0.7778        0.7778"));
    }
}
