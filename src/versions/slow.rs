//! The plain way: every sentence compared with every other.

use super::TextDiff;
use super::align::align_slowly;

/// What [`TextDiff::new`] finds wherever no word is in very many changed sentences.
///
/// # Complexity
///
/// Quadratic in the number of changed sentences.
pub fn text_diff(old: &str, new: &str) -> TextDiff {
    TextDiff::by(align_slowly, old, new)
}
