//! The reference of the tokenizer. Tests and benchmarks compare [`UnicodeWords`](super::UnicodeWords) with it.

use unicode_segmentation::UnicodeSegmentation;

use super::tokenizer::Tokenizer;

/// As [`UnicodeWords`](super::UnicodeWords), by `unicode-segmentation` alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct UnicodeWords;

impl Tokenizer for UnicodeWords {
    fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str)) {
        for (at, word) in text.unicode_word_indices() {
            visit(at, word);
        }
    }
}
