//! Characters that pages and feeds may hold.

use std::borrow::Cow;

/// A text without the control characters that XML 1.0 does not allow in any form, escaped or not.
pub(crate) fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}');
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
    }
}
