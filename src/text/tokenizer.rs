//! From text to words.

use super::words::scan;

/// Cuts a text into words.
///
/// Implement it to plug in your own segmentation (for scripts without blanks, say); see `examples/own_tokenizer.rs`.
/// A tokenizer says only where words are; folding, stop words and stemming follow in the
/// [`Analyzer`](crate::terms::Analyzer).
pub trait Tokenizer: Send + Sync {
    /// Calls `visit` with the byte offset and the text of every word, in order; words must not overlap.
    /// The [`Analyzer`](crate::terms::Analyzer) leaves out what breaks this.
    fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str));
}

/// The words of Unicode Standard Annex #29, as `unicode-segmentation` gives them: the default.
///
/// "Algeria's" and "3,000" are one word each; a hyphen parts words. The characters of news in Latin, Greek, Cyrillic and
/// Arabic letters are told by a table; `reference::UnicodeWords` finds the same words without it.
///
/// # Complexity
///
/// Linear in the text.
///
/// # Examples
///
/// ```
/// use samestory::text::{Tokenizer, UnicodeWords};
///
/// let mut words = Vec::new();
/// UnicodeWords.tokenize("Algeria's 3,000 al-Qaeda-linked", &mut |at, word| words.push((at, word)));
/// assert_eq!(words, [(0, "Algeria's"), (10, "3,000"), (16, "al"), (19, "Qaeda"), (25, "linked")]);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct UnicodeWords;

impl Tokenizer for UnicodeWords {
    fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str)) {
        scan(text, visit);
    }
}
