//! What every output for people has in common.

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

/// A text on one line that cannot do anything to a terminal.
pub(crate) fn clean(text: &str) -> String {
    let blank = |c: char| c.is_control() || c.is_whitespace();
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text cut to so many characters.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => {
            let end = text.char_indices().nth(most.saturating_sub(1)).map_or(0, |(end, _)| end);
            format!("{}…", text[..end].trim_end())
        }
        None => text.to_owned(),
    }
}

/// A time to the minute, in UTC, or the day; always as wide.
pub(crate) fn minutes(published: Option<Published>) -> String {
    let text = published.map(|p| p.to_string().replace('T', " ")).unwrap_or_default();
    format!("{:<16.16}", text)
}
