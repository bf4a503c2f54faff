//! Agreement on pairs of articles.

use super::{Contingency, PrecisionRecall};

/// How many pairs of articles are together where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Together in gold.
    pub gold: u64,
    /// Together in found.
    pub found: u64,
    /// Together in both.
    pub shared: u64,
    /// All pairs.
    pub all: u64,
}

impl Pairs {
    pub(super) fn count(table: &Contingency) -> Self {
        Self {
            gold: table.gold_sizes().iter().map(|&size| pairs_of(size)).sum(),
            found: table.found_sizes().iter().map(|&size| pairs_of(size)).sum(),
            shared: table.cells().iter().map(|cell| pairs_of(cell.count)).sum(),
            // A table never has more than u32::MAX articles.
            all: pairs_of(table.articles() as u32),
        }
    }

    pub(super) fn precision_recall(self) -> PrecisionRecall {
        let share = |of: u64| {
            if of == 0 { 1.0 } else { self.shared as f64 / of as f64 }
        };
        PrecisionRecall::new(share(self.found), share(self.gold))
    }

    pub(super) fn adjusted_rand_index(self) -> f64 {
        let Self { gold, found, shared, all } = self;
        if shared == gold && shared == found {
            return 1.0;
        }
        // Whole numbers until the last division: no cancellation.
        let product = |a: u64, b: u64| i128::from(a) * i128::from(b);
        let above_chance = product(shared, all) - product(gold, found);
        // (gold + found)/2 · all - gold · found, twice, as a sum of two terms
        // that are not negative.
        let room = product(gold, all - found) + product(found, all - gold);
        2.0 * above_chance as f64 / room as f64
    }
}

/// `size · (size - 1) / 2`.
fn pairs_of(size: u32) -> u64 {
    let size = u64::from(size);
    size * size.saturating_sub(1) / 2
}

/// Precision, recall and F1 over pairs of articles.
///
/// ```text
/// precision = pairs together in both / pairs together in found
/// recall    = pairs together in both / pairs together in gold
/// ```
///
/// If no pair is together in found, nothing was claimed and nothing claimed
/// is wrong: precision is 1. If no pair is together in gold, nothing could be
/// missed: recall is 1. So leaving every article alone has precision 1 and,
/// if gold has any pair, recall 0 and F1 0.
///
/// Range 0 to 1. O(cells + stories). Pairs are counted in whole numbers.
/// See Manning, Raghavan and Schütze, *Introduction to Information Retrieval*,
/// 2008, section 16.3.
pub fn pairwise(table: &Contingency) -> PrecisionRecall {
    Pairs::count(table).precision_recall()
}

/// The adjusted Rand index: agreement on pairs, 0 for chance.
///
/// With `S` pairs together in both, `G` in gold, `F` in found, and `T` pairs:
///
/// ```text
/// ARI = (S - G·F/T) / ((G + F)/2 - G·F/T)
/// ```
///
/// where `G·F/T` is the expectation of `S` if the articles were dealt at
/// random into stories of the same sizes. Equal partitions have 1, also where
/// the formula is 0/0 (no article, one article, all alone in both, all
/// together in both). If only one of them is all alone or all together, it
/// is 0.
///
/// Range -1/2 to 1. O(cells + stories), exact in whole numbers until the last
/// division. Hubert and Arabie, *Comparing partitions*, Journal of
/// Classification 2, 1985.
pub fn adjusted_rand_index(table: &Contingency) -> f64 {
    Pairs::count(table).adjusted_rand_index()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contingency::table;

    #[test]
    fn by_hand() {
        // Gold A A A A B B C, found x x x y y y z.
        // gold: 4·3/2 + 1 = 7; found: 3 + 3 = 6; cells Ax 3, Ay 1, By 2, Cz 1:
        // both 3 + 0 + 1 = 4; all 7·6/2 = 21.
        let table = table("AAAABBC", "xxxyyyz");
        assert_eq!(Pairs::count(&table), Pairs { gold: 7, found: 6, shared: 4, all: 21 });
        // precision 4/6, recall 4/7, F1 2·4/(6 + 7) = 8/13.
        let score = pairwise(&table);
        assert!((score.precision - 4.0 / 6.0).abs() < 1e-15);
        assert!((score.recall - 4.0 / 7.0).abs() < 1e-15);
        assert!((score.f1 - 8.0 / 13.0).abs() < 1e-15);
        // chance 7·6/21 = 2; ARI (4 - 2) / (6.5 - 2) = 2/4.5 = 4/9.
        assert!((adjusted_rand_index(&table) - 4.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn no_pairs() {
        // found, gold, precision, recall, F1, ARI
        for (gold, found, precision, recall, f1, ari) in [
            ("", "", 1.0, 1.0, 1.0, 1.0),
            ("A", "x", 1.0, 1.0, 1.0, 1.0),
            ("ABC", "xyz", 1.0, 1.0, 1.0, 1.0),
            ("AAA", "xxx", 1.0, 1.0, 1.0, 1.0),
            ("AAB", "xyz", 1.0, 0.0, 0.0, 0.0),
            ("ABC", "xxy", 0.0, 1.0, 0.0, 0.0),
            ("ABC", "xxx", 0.0, 1.0, 0.0, 0.0),
            ("AAA", "xyz", 1.0, 0.0, 0.0, 0.0),
        ] {
            let table = table(gold, found);
            let score = PrecisionRecall { precision, recall, f1 };
            assert_eq!(pairwise(&table), score, "{gold} {found}");
            assert_eq!(adjusted_rand_index(&table), ari, "{gold} {found}");
        }
    }

    #[test]
    fn worse_than_chance_is_negative() {
        // Gold A A B B, found x y x y: both 0, gold 2, found 2, all 6.
        // chance 4/6; ARI (0 - 2/3) / (2 - 2/3) = -1/2, the lowest there is.
        assert_eq!(adjusted_rand_index(&table("AABB", "xyxy")), -0.5);
    }

    #[test]
    fn the_largest_table_does_not_overflow() {
        let all = pairs_of(u32::MAX);
        let pairs = Pairs { gold: all, found: all - 1, shared: all - 1, all };
        assert!(pairs.adjusted_rand_index().is_finite());
    }
}
