//! Characters that pages and feeds may hold.

use std::borrow::Cow;

/// A text without control characters: those that XML 1.0 does not allow in any form, escaped or not, those of terminals, and
/// those that turn the direction of what follows.
pub(crate) fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => false,
        // embeddings, overrides and isolates
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        _ => true,
    };
    match text.chars().all(is_allowed) {
        true => text.into(),
        false => text.chars().filter(|&c| is_allowed(c)).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_allow_goes() {
        assert_eq!(allowed("a\0\u{1b}[2J\u{fffe}\tb\r\n\u{c}"), "a[2J\tb\r\n");
        assert_eq!(allowed("<Šest>"), "<Šest>");
        assert_eq!(allowed("a\u{9b}31m\u{202e}b\u{2066}c\u{2069}\u{200f}"), "a31mbc\u{200f}");
    }
}
