//! Places in a text: boundaries of characters, and lines.

use crate::text::beginning;

/// The last boundary of characters up to a place.
pub(super) fn floor(text: &str, at: usize) -> usize {
    beginning(text, at).len()
}

/// The first boundary of characters from a place on.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Where the line of a piece begins and ends.
pub(super) fn line_around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    (line_start, text[end..].find('\n').map_or(text.len(), |at| end + at))
}
