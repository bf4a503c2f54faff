//! Finds the words of [UAX #29](https://www.unicode.org/reports/tr29/#Word_Boundaries), by a table for the characters
//! that news is written in.
//!
//! `unicode-segmentation` looks every character up by binary search and runs a machine of a dozen states over it. Here a
//! character of [the tables](super::word_classes) is one access, [words of ASCII](super::letters) are found 64 bytes at a time, with the
//! marks that are in them, and of the rules remain those that such characters can meet. Where any other character stands, `unicode-segmentation` is asked.
//! Words and places are the same on every text, for these reasons.
//!
//! **A boundary forgets what is before it.** The rules, as `unicode-segmentation` applies them, decide on the end of a segment by
//! the text from its beginning on. Hence segments can be found one after the other, each by either way, as
//! long as both begin at a boundary: [`scan`] does.
//!
//! **A segment of known characters** that begins with a letter, digit or low line goes on
//! - with every further one of these: WB5, WB8, WB9, WB10, WB13a, WB13b;
//! - with a mark and what follows it if both sides of the mark are letters and it may be between letters (WB6, WB7), or both
//!   are digits and it may be between digits (WB11, WB12): see [`joins`];
//! - with nothing else, WB999. The other rules speak of line ends, spaces and emoji (WB3), of characters that extend the one
//!   before (WB4), of Hebrew (WB7a to WB7c), Katakana (WB13) and flags (WB15, WB16), and none of those is a letter, digit or
//!   low line of the tables. Extending characters and joiners are unknown all of them, so WB4 has nothing to pass over.
//!
//! It is a word if it has a letter or digit: all letters of the tables are alphabetic.
//!
//! **All other known characters** make a segment each, which is no word, but for spaces, which stay together (WB3d), and a line
//! end of two characters (WB3): no word either. Nothing has to be known of them but where they end.
//!
//! **An unknown character** may belong to the segment that it is found in, or after, or ask for more of the text. So the segment
//! from whose beginning on nothing is decided yet is given to `unicode-segmentation` with all that follows, and
//! the first word that comes back is taken, and more while unknown characters are near. In a word, that segment begins where the
//! word does. Otherwise it is the break before, all of the spaces before (" \u{345}", a space and an alphabetic mark, is a
//! word!), or nothing if the break would be in a word already taken: see [`beginning_of_last`].
//!
//! What the tables say of a character, and all of this, `tests/words.rs` holds against `unicode-segmentation`.

use unicode_segmentation::UnicodeSegmentation;

use super::letters::Letters;
use super::word_classes::{BREAK, CORE, UNKNOWN, class_at, class_before, joins};

/// Where a segment ends that begins with a letter, digit or low line; none if an unknown character has a say in it.
#[inline(always)]
fn end_of_segment(bytes: &[u8], letters: &mut Letters<'_>, start: usize) -> Option<usize> {
    let (end, is_doubtful) = letters.end_of_word(start);
    if is_doubtful { end_beyond_ascii(bytes, letters, end) } else { Some(end) }
}

/// As [`end_of_segment`], from a place on that a word of ASCII goes up to.
#[inline]
fn end_beyond_ascii(bytes: &[u8], letters: &mut Letters<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let (class, len) = class_at(bytes, at);
        if class & CORE != 0 {
            let (end, is_doubtful) = letters.end_of_word(at + len);
            if !is_doubtful && end > at + len {
                return Some(end);
            }
            at = end;
        } else if class == BREAK {
            return Some(at);
        } else if class == UNKNOWN {
            return None;
        } else {
            let after = class_at(bytes, at + len).0;
            if after == UNKNOWN {
                return None;
            }
            if !joins(class_before(bytes, at), class, after) {
                return Some(at);
            }
            at += len;
        }
    }
}

/// Where the last segment begins of a gap between words that is all of breaks and marks; its end if it is empty.
fn beginning_of_last(gap: &str) -> usize {
    let without_spaces = gap.trim_end_matches(' ').len();
    if without_spaces < gap.len() {
        return without_spaces;
    }
    gap.char_indices().next_back().map_or(0, |(last, _)| last)
}

/// Calls `visit` with the byte offset and the text of every word: what `unicode_word_indices` gives.
///
/// # Complexity
///
/// Linear: no byte is read more than a few times, whatever the text.
pub fn scan<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str)) {
    scan_while(text, |start, word| {
        visit(start, word);
        true
    });
}

/// As [`scan`], until `visit` says that it has seen enough.
#[inline(always)]
pub(crate) fn scan_while<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str) -> bool) {
    let bytes = text.as_bytes();
    let mut letters = Letters::new(bytes);
    // up to `decided` all is done, and from there to `at` are only breaks and marks
    let (mut decided, mut at) = (0, 0);
    loop {
        at = letters.next(at);
        if at == bytes.len() {
            return;
        }
        let (class, len) = class_at(bytes, at);
        if class & (CORE | UNKNOWN) == 0 {
            at += len;
            continue;
        }
        let known_end = if class == UNKNOWN { None } else { end_of_segment(bytes, &mut letters, at) };
        if let Some(end) = known_end {
            let is_word = bytes[at] != b'_' || bytes[at..end].iter().any(|&byte| byte != b'_');
            if is_word && !visit(at, &text[at..end]) {
                return;
            }
            (decided, at) = (end, end);
            continue;
        }
        let start = if class == UNKNOWN { decided + beginning_of_last(&text[decided..at]) } else { at };
        at = bytes.len();
        for (offset, word) in text[start..].unicode_word_indices() {
            if !visit(start + offset, word) {
                return;
            }
            decided = start + offset + word.len();
            // usually a space, and what comes after it
            let (class, len) = class_at(bytes, decided);
            if class != UNKNOWN && class_at(bytes, decided + len).0 != UNKNOWN {
                at = decided;
                break;
            }
        }
    }
}
