//! BCubed precision and recall.

use super::{Contingency, PrecisionRecall};

/// BCubed precision, recall and F1.
///
/// With `G(i)` and `F(i)` the gold and the found story of article `i`:
///
/// ```text
/// precision = 1/n Σ_i |G(i) ∩ F(i)| / |F(i)|
/// recall    = 1/n Σ_i |G(i) ∩ F(i)| / |G(i)|
/// F1        = harmonic mean of the two averages
/// ```
///
/// The article itself is counted on both sides, so an article that is alone
/// has precision 1, and no value is 0 as long as there is an article. All
/// articles of a cell have the same terms, which is why the sum runs over
/// cells: `Σ count² / size`.
///
/// Range 0 (excluded) to 1; 1 if there are no articles. O(cells). Bagga and
/// Baldwin, *Entity-Based Cross-Document Coreferencing Using the Vector Space
/// Model*, COLING-ACL 1998; Amigó, Gonzalo, Artiles and Verdejo, *A comparison
/// of extrinsic clustering evaluation metrics based on formal constraints*,
/// Information Retrieval 12(4), 2009.
pub fn bcubed(table: &Contingency) -> PrecisionRecall {
    if table.articles() == 0 {
        return PrecisionRecall::new(1.0, 1.0);
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for cell in table.cells() {
        let squared = f64::from(cell.count) * f64::from(cell.count);
        precision += squared / f64::from(table.found_size(cell));
        recall += squared / f64::from(table.gold_size(cell));
    }
    let articles = table.articles() as f64;
    PrecisionRecall::new(precision / articles, recall / articles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contingency::table;

    fn of(gold: &str, found: &str) -> PrecisionRecall {
        bcubed(&table(gold, found))
    }

    #[test]
    fn by_hand() {
        // Gold A A A B B C, found x x y y y z.
        // precision of the articles: 2/2 2/2 1/3 2/3 2/3 1/1, sum 14/3, mean 7/9
        // recall of the articles:    2/3 2/3 1/3 2/2 2/2 1/1, sum 14/3, mean 7/9
        let score = of("AAABBC", "xxyyyz");
        assert!((score.precision - 7.0 / 9.0).abs() < 1e-15);
        assert!((score.recall - 7.0 / 9.0).abs() < 1e-15);
        assert!((score.f1 - 7.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn the_trivial_answers() {
        // Everything alone: precision 1, recall (1/3+1/3+1/3+1/2+1/2+1)/6 = 3/6.
        let alone = of("AAABBC", "abcdef");
        assert_eq!((alone.precision, alone.recall), (1.0, 0.5));
        // All together: recall 1, precision (3·3 + 2·2 + 1·1)/6/6 = 14/36.
        let all = of("AAABBC", "xxxxxx");
        assert!((all.precision - 14.0 / 36.0).abs() < 1e-15);
        assert!((all.recall - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_degenerate_cases() {
        assert_eq!(of("", ""), PrecisionRecall::new(1.0, 1.0));
        assert_eq!(of("A", "x"), PrecisionRecall::new(1.0, 1.0));
        assert_eq!(of("AAABBC", "xxxyyz"), PrecisionRecall::new(1.0, 1.0));
    }
}
