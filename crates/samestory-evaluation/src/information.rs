//! Entropy, mutual information and its normalised forms.

use serde::{Deserialize, Serialize};

use super::Contingency;

/// What mutual information is divided by to make it NMI.
///
/// With `H` the entropy of a partition; listed from the smallest divisor (the
/// highest NMI) to the largest: `Min`, `Geometric`, `Arithmetic`, `Max`,
/// `Joint`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Normalizer {
    /// `sqrt(H(gold) · H(found))`, of Strehl and Ghosh (2002): the formula the
    /// short-text stream papers print (GSDMM 2014, MStream 2018). The default.
    #[default]
    Geometric,
    /// `(H(gold) + H(found)) / 2`: equal to the V-measure, and the default of
    /// scikit-learn since 0.22.
    Arithmetic,
    /// `min(H(gold), H(found))`.
    Min,
    /// `max(H(gold), H(found))`.
    Max,
    /// `H(gold, found) = H(gold) + H(found) - I(gold, found)`.
    Joint,
}

/// Entropy of a partition from the sizes of its stories, in nats.
///
/// ```text
/// H = Σ_s size/n · ln(n / size)
/// ```
///
/// Range 0 (one story, or none) to `ln n` (all alone). O(stories). Shannon,
/// *A Mathematical Theory of Communication*, 1948.
pub fn entropy(sizes: &[u32]) -> f64 {
    let articles: u64 = sizes.iter().copied().map(u64::from).sum();
    let articles = articles as f64;
    let mut total = 0.0;
    for &size in sizes.iter().filter(|&&size| size > 0) {
        let size = f64::from(size);
        total += size / articles * (articles / size).ln();
    }
    total
}

/// Mutual information of the two partitions, in nats.
///
/// ```text
/// I = Σ_cells count/n · ln(n · count / (gold size · found size))
/// ```
///
/// What knowing the found story of an article tells about its gold story.
/// Range 0 to the smaller of the two entropies; 0 if there are no articles.
/// O(cells). Not corrected for chance: it grows with the number of stories.
pub fn mutual_information(table: &Contingency) -> f64 {
    let articles = table.articles() as f64;
    let mut total = 0.0;
    for cell in table.cells() {
        let count = f64::from(cell.count);
        let chance = f64::from(table.gold_size(cell)) * f64::from(table.found_size(cell));
        total += count / articles * (articles * count / chance).ln();
    }
    // Rounding can leave a partition that tells nothing just under 0.
    total.max(0.0)
}

/// Normalised mutual information, `I / normalizer`.
///
/// Equal partitions have 1, also where the formula is 0/0 (no articles, or one
/// story in both). If the divisor is 0 otherwise, `I` is 0 and so is NMI.
///
/// Range 0 to 1. O(cells + stories). Not corrected for chance: leaving all
/// articles alone has `sqrt(H(gold) / ln n)` with the default normaliser,
/// which is high wherever stories are small. Strehl and Ghosh, *Cluster
/// Ensembles*, JMLR 3, 2002; Vinh, Epps and Bailey, JMLR 11, 2010, table 2,
/// for the normalisers.
pub fn normalized_mutual_information(table: &Contingency, normalizer: Normalizer) -> f64 {
    if table.is_identity() {
        return 1.0;
    }
    let gold = entropy(table.gold_sizes());
    let found = entropy(table.found_sizes());
    normalize(mutual_information(table), gold, found, normalizer)
}

/// NMI of two partitions that differ.
pub(super) fn normalize(shared: f64, gold: f64, found: f64, normalizer: Normalizer) -> f64 {
    let divisor = match normalizer {
        Normalizer::Geometric => (gold * found).sqrt(),
        Normalizer::Arithmetic => f64::midpoint(gold, found),
        Normalizer::Min => gold.min(found),
        Normalizer::Max => gold.max(found),
        Normalizer::Joint => gold + found - shared,
    };
    if divisor <= 0.0 { 0.0 } else { (shared / divisor).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contingency::table;

    const ALL: [Normalizer; 5] =
        [Normalizer::Min, Normalizer::Geometric, Normalizer::Arithmetic, Normalizer::Max, Normalizer::Joint];

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-15
    }

    #[test]
    fn entropy_by_hand() {
        // 2/4 · ln 2 + 1/4 · ln 4 + 1/4 · ln 4 = (1/2 + 1/2 + 1/2) ln 2
        assert!(close(entropy(&[2, 1, 1]), 1.5 * 2f64.ln()));
        assert!(close(entropy(&[1, 1, 1, 1]), 4f64.ln()));
        assert_eq!(entropy(&[4]), 0.0);
        assert_eq!(entropy(&[]), 0.0);
    }

    #[test]
    fn mutual_information_by_hand() {
        // Gold A A B B, found x x y z: found tells gold fully, I = H(gold) =
        // ln 2; H(found) = 3/2 ln 2 as above. In units of ln 2:
        // min 1/1, geometric 1/sqrt(3/2), arithmetic 1/(5/4), max 1/(3/2),
        // joint 1/(1 + 3/2 - 1).
        let table = table("AABB", "xxyz");
        assert!(close(mutual_information(&table), 2f64.ln()));
        let expected = [1.0, 1.5f64.sqrt().recip(), 4.0 / 5.0, 2.0 / 3.0, 2.0 / 3.0];
        for (normalizer, expected) in ALL.into_iter().zip(expected) {
            let nmi = normalized_mutual_information(&table, normalizer);
            assert!(close(nmi, expected), "{normalizer:?} {nmi} {expected}");
        }
    }

    #[test]
    fn independent_partitions_share_nothing() {
        // Every cell is 1 = 2·2/4: ln(4·1/(2·2)) = 0.
        let table = table("AABB", "xyxy");
        assert_eq!(mutual_information(&table), 0.0);
        for normalizer in ALL {
            assert_eq!(normalized_mutual_information(&table, normalizer), 0.0);
        }
    }

    #[test]
    fn the_degenerate_cases() {
        for normalizer in ALL {
            for (gold, found, expected) in [
                ("", "", 1.0),
                ("A", "x", 1.0),
                ("AAA", "xxx", 1.0),
                ("ABC", "xyz", 1.0),
                ("AABBC", "yyzzx", 1.0),
                ("AAA", "xyz", 0.0),
                ("AAB", "xxx", 0.0),
            ] {
                let nmi = normalized_mutual_information(&table(gold, found), normalizer);
                assert_eq!(nmi, expected, "{gold} {found} {normalizer:?}");
            }
        }
    }
}
