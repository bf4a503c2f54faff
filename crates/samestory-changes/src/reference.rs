//! The reference of [`TextDiff`]: every sentence compared with every other.

use super::TextDiff;
use super::align::align_by_all_pairs;

/// What [`TextDiff::new`] finds wherever no word is in very many changed sentences.
///
/// # Complexity
///
/// Quadratic in the number of changed sentences.
pub fn text_diff(old: &str, new: &str) -> TextDiff {
    TextDiff::by(align_by_all_pairs, old, new)
}
