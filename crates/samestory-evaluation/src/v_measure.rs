//! Homogeneity, completeness and V-measure.

use serde::{Deserialize, Serialize};

use super::precision_recall::harmonic_mean;
use super::{Contingency, entropy};

/// Homogeneity, completeness and their balance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct VMeasure {
    /// 1 if every found story is of one gold story, 0 to 1.
    pub homogeneity: f64,
    /// 1 if every gold story is in one found story, 0 to 1.
    pub completeness: f64,
    /// Harmonic mean of the two (0 if both are 0).
    pub v_measure: f64,
}

impl VMeasure {
    /// Makes the three numbers of two.
    pub fn new(homogeneity: f64, completeness: f64) -> Self {
        let v_measure = harmonic_mean(homogeneity, completeness);
        Self { homogeneity, completeness, v_measure }
    }
}

/// Homogeneity, completeness and V-measure (with β = 1).
///
/// ```text
/// homogeneity  = 1 - H(gold | found) / H(gold)      (1 if H(gold) = 0)
/// completeness = 1 - H(found | gold) / H(found)     (1 if H(found) = 0)
/// V            = harmonic mean of the two
/// ```
///
/// with `H(gold | found) = Σ_cells count/n · ln(found size / count)`. The
/// information-theoretic counterparts of precision and recall; V equals NMI
/// with `Normalizer::Arithmetic` except that
/// the two conventions for 0/0 are stated separately.
///
/// Range 0 to 1. O(cells + stories). Not corrected for chance. Rosenberg and
/// Hirschberg, *V-Measure: A Conditional Entropy-Based External Cluster
/// Evaluation Measure*, EMNLP-CoNLL 2007.
pub fn v_measure(table: &Contingency) -> VMeasure {
    let articles = table.articles() as f64;
    let (mut gold_given_found, mut found_given_gold) = (0.0, 0.0);
    for cell in table.cells() {
        let count = f64::from(cell.count);
        let share = count / articles;
        gold_given_found += share * (f64::from(table.found_size(cell)) / count).ln();
        found_given_gold += share * (f64::from(table.gold_size(cell)) / count).ln();
    }
    VMeasure::new(
        explained(gold_given_found, entropy(table.gold_sizes())),
        explained(found_given_gold, entropy(table.found_sizes())),
    )
}

/// The share of an entropy that is no longer left.
pub(super) fn explained(left: f64, entropy: f64) -> f64 {
    if entropy == 0.0 { 1.0 } else { (1.0 - left / entropy).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Normalizer;
    use crate::contingency::table;
    use crate::information::normalized_mutual_information;

    #[test]
    fn by_hand() {
        // Gold A A B B, found x x y z, in units of ln 2:
        // every found story is pure: homogeneity 1.
        // H(found | gold): A is certain, B is split evenly, 2/4 · 1 = 1/2;
        // H(found) = 3/2; completeness 1 - (1/2)/(3/2) = 2/3.
        // V = 2 · 1 · 2/3 / (5/3) = 4/5.
        let table = table("AABB", "xxyz");
        let score = v_measure(&table);
        assert_eq!(score.homogeneity, 1.0);
        assert!((score.completeness - 2.0 / 3.0).abs() < 1e-15);
        assert!((score.v_measure - 4.0 / 5.0).abs() < 1e-15);
        let nmi = normalized_mutual_information(&table, Normalizer::Arithmetic);
        assert!((score.v_measure - nmi).abs() < 1e-15);
    }

    #[test]
    fn the_degenerate_cases() {
        for (gold, found, homogeneity, completeness, v) in [
            ("", "", 1.0, 1.0, 1.0),
            ("A", "x", 1.0, 1.0, 1.0),
            ("AAA", "xxx", 1.0, 1.0, 1.0),
            ("AABBC", "yyzzx", 1.0, 1.0, 1.0),
            ("AAA", "xyz", 1.0, 0.0, 0.0),
            ("ABC", "xxx", 0.0, 1.0, 0.0),
            ("AABB", "xyxy", 0.0, 0.0, 0.0),
        ] {
            let score = v_measure(&table(gold, found));
            let expected = VMeasure { homogeneity, completeness, v_measure: v };
            assert_eq!(score, expected, "{gold} {found}");
        }
    }
}
