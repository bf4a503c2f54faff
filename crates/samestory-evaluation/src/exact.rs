//! Stories found without any error.

use super::{Contingency, PrecisionRecall};

/// Stories that are exactly the same set of articles in gold and found.
///
/// ```text
/// recall    = stories in both / gold stories     (the exact-cluster rate)
/// precision = stories in both / found stories
/// ```
///
/// Every story counts once, whatever its size. An article that is alone in
/// both is a story found exactly, so where such articles abound, so do exact
/// stories; compare with the floor of leaving all alone. One wrong article
/// spoils a story.
///
/// Range 0 to 1; 1 if there are no articles. O(cells). Known as *exact match*
/// or *perfect clusters*; there is no single paper to cite.
pub fn exact_stories(table: &Contingency) -> PrecisionRecall {
    let exact = table
        .cells()
        .iter()
        .filter(|cell| cell.count == table.gold_size(cell) && cell.count == table.found_size(cell))
        .count();
    let share = |stories: usize| {
        if stories == 0 { 1.0 } else { exact as f64 / stories as f64 }
    };
    PrecisionRecall::new(share(table.found_sizes().len()), share(table.gold_sizes().len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contingency::table;

    fn of(gold: &str, found: &str) -> PrecisionRecall {
        exact_stories(&table(gold, found))
    }

    #[test]
    fn by_hand() {
        // Gold {0 1 2} {3 4} {5}, found {0 1} {2} {3 4} {5}: {3 4} and {5}
        // are exact; {0 1} is only part of a gold story.
        // recall 2/3, precision 2/4, F1 2·2/(3 + 4) = 4/7.
        let score = of("AAABBC", "wwxyyz");
        assert!((score.recall - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(score.precision, 0.5);
        assert!((score.f1 - 4.0 / 7.0).abs() < 1e-15);
    }

    #[test]
    fn the_degenerate_cases() {
        assert_eq!(of("", ""), PrecisionRecall::new(1.0, 1.0));
        assert_eq!(of("AAB", "xxy"), PrecisionRecall::new(1.0, 1.0));
        assert_eq!(of("AAA", "xyz"), PrecisionRecall::new(0.0, 0.0));
        // A lone article inside a larger found story is not exact.
        assert_eq!(of("AAB", "xxx"), PrecisionRecall::new(0.0, 0.0));
    }
}
