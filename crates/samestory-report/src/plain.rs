//! What every output for people has in common.

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};
use samestory::Published;

/// How things look.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// What is read first.
    pub headline: Style,
    /// What is there to be looked up.
    pub quiet: Style,
    /// What says where from.
    pub label: Style,
}

impl Palette {
    /// With colours or without.
    pub fn new(colored: bool) -> Self {
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

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How wide a time is to the minute.
const MINUTES: usize = 16;

/// A text cut to so many characters.
pub fn shorten<'t>(text: impl Into<Cow<'t, str>>, most: usize) -> Cow<'t, str> {
    let text = text.into();
    // no character is shorter than a byte
    if text.len() <= most || text.char_indices().nth(most).is_none() {
        return text;
    }
    let end = text.char_indices().nth(most.saturating_sub(1)).map_or(0, |(end, _)| end);
    format!("{}…", text[..end].trim_end()).into()
}

/// A time to the minute, in UTC, or the day; always as wide.
pub fn minutes(published: Option<Published>) -> String {
    let mut text = published.map(|p| p.to_string()).unwrap_or_default();
    text.truncate(MINUTES);
    if let Some(at) = text.find('T') {
        text.replace_range(at..=at, " ");
    }
    text.extend(std::iter::repeat_n(' ', MINUTES - text.len()));
    text
}

/// A time between two articles: "5 min", "7 h", "3 days".
pub(crate) fn duration(seconds: i64) -> String {
    match seconds {
        ..MINUTE => "0 min".to_owned(),
        MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..172_800 => format!("{} h", (seconds + HOUR / 2) / HOUR),
        _ => format!("{} days", (seconds + DAY / 2) / DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        let shown: Vec<String> = [0, 300, 7_000, 100_000, 600_000].into_iter().map(duration).collect();
        assert_eq!(shown, ["0 min", "5 min", "2 h", "28 h", "7 days"]);
    }

    #[test]
    fn texts_are_made_short() {
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
