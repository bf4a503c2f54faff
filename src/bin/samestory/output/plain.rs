//! What every output for people has in common.

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};
use samestory::Published;

/// How things look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    /// What is read first.
    pub(crate) headline: Style,
    /// What is there to be looked up.
    pub(crate) quiet: Style,
    /// What says where from.
    pub(crate) label: Style,
}

impl Palette {
    /// With colours or without.
    pub(crate) fn new(colored: bool) -> Self {
        match colored {
            true => Self {
                headline: Style::new().bold(),
                quiet: Style::new().dimmed(),
                label: Style::new().fg_color(Some(AnsiColor::Cyan.into())),
            },
            false => Self { headline: Style::new(), quiet: Style::new(), label: Style::new() },
        }
    }
}

/// How wide a time is to the minute.
const MINUTES: usize = 16;

/// A text on one line that cannot do anything to a terminal.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return text.into();
    }
    let blank = |c: char| c.is_control() || c.is_whitespace();
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into()
}

/// Whether a text is of printed ASCII with one blank between words, as most are.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && !ends.contains(&Some(&b' '))
        && !bytes.windows(2).any(|two| two == b"  ")
}

/// A text cut to so many characters.
pub(crate) fn shorten<'t>(text: impl Into<Cow<'t, str>>, most: usize) -> Cow<'t, str> {
    let text = text.into();
    // no character is shorter than a byte
    if text.len() <= most || text.char_indices().nth(most).is_none() {
        return text;
    }
    let end = text.char_indices().nth(most.saturating_sub(1)).map_or(0, |(end, _)| end);
    format!("{}…", text[..end].trim_end()).into()
}

/// A time to the minute, in UTC, or the day; always as wide.
pub(crate) fn minutes(published: Option<Published>) -> String {
    let mut text = published.map(|p| p.to_string()).unwrap_or_default();
    text.truncate(MINUTES);
    if let Some(at) = text.find('T') {
        text.replace_range(at..=at, " ");
    }
    text.extend(std::iter::repeat_n(' ', MINUTES - text.len()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_clean_and_short() {
        for (text, expected) in [
            ("", ""),
            ("as it is", "as it is"),
            (" two  blanks ", "two blanks"),
            ("a\u{1b}[31m line\nand more", "a [31m line and more"),
            ("não\u{a0}é", "não é"),
        ] {
            assert_eq!(clean(text), expected);
        }
        assert_eq!(shorten("šest!", 5), "šest!");
        assert_eq!(shorten("six lives", 5), "six…");
        assert_eq!(shorten("sixty", 4), "six…");
    }

    #[test]
    fn times_are_always_as_wide() {
        for (published, expected) in
            [("2012-10-29T17:40:05Z", "2012-10-29 17:40"), ("2012-10-29", "2012-10-29      ")]
        {
            assert_eq!(minutes(published.parse().ok()), expected);
        }
        assert_eq!(minutes(None), " ".repeat(16));
    }
}
