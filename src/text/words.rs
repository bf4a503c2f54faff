//! Finds the words of [UAX #29](https://www.unicode.org/reports/tr29/#Word_Boundaries), by a table for the characters
//! that news is written in.
//!
//! `unicode-segmentation` looks every character up by binary search and runs a machine of a dozen states over it. Here a
//! character of [`CLASSES`] or [`PUNCTUATION`] is one access, [words of ASCII](super::letters) are found 64 bytes at a time, with the
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

/// What a character is to the rules: a set of the bits below.
type Class = u8;

/// None of the others, known to extend nothing and not to be alphanumeric.
const BREAK: Class = 0;
/// ALetter of the annex, and alphabetic.
const LETTER: Class = 1;
/// Numeric: 0 to 9.
const DIGIT: Class = 2;
/// ExtendNumLet: goes with letters and digits, is no word by itself.
const LOW_LINE: Class = 4;
/// What may begin a word.
const CORE: Class = LETTER | DIGIT | LOW_LINE;
/// By how many bits what stands between two of a kind is above its kind.
const BETWEEN: u32 = 3;
/// MidLetter: in a word if between letters.
const MID_LETTER: Class = LETTER << BETWEEN;
/// MidNum: in a word if between digits.
const MID_NUM: Class = DIGIT << BETWEEN;
/// MidNumLet and, where no Hebrew is near, Single_Quote: both.
const MID_BOTH: Class = MID_LETTER | MID_NUM;
/// Anything that the tables do not tell.
const UNKNOWN: Class = 128;

/// The classes of what UTF-8 writes with one or two bytes.
static CLASSES: [Class; 0x800] = {
    let mut classes = [UNKNOWN; 0x800];
    let mut code = 0;
    while code < classes.len() {
        classes[code] = class_of(code as u32);
        code += 1;
    }
    classes
};

/// The classes of U+2000 to U+203F, which UTF-8 writes as E2, 80 and one more byte: quotes and dashes.
static PUNCTUATION: [Class; 0x40] = {
    let mut classes = [UNKNOWN; 0x40];
    let mut code = 0;
    while code < classes.len() {
        classes[code] = class_of(0x2000 + code as u32);
        code += 1;
    }
    classes
};

/// The class of a character. Multi-byte ones with a bit of `CORE` must be letters: [`class_before`] relies on it.
const fn class_of(code: u32) -> Class {
    match code {
        // ' . : , ;
        0x27 | 0x2e => MID_BOTH,
        0x3a => MID_LETTER,
        0x2c | 0x3b => MID_NUM,
        0x30..=0x39 => DIGIT,
        0x41..=0x5a | 0x61..=0x7a => LETTER,
        0x5f => LOW_LINE,
        0x00..=0x7f => BREAK,
        // · and Latin-1 without the soft hyphen, which extends, ² ³ ¹ ¼ ½ ¾, which are words, and ¸, an ALetter and none
        0xb7 => MID_LETTER,
        0xaa | 0xb5 | 0xba => LETTER,
        0xd7 | 0xf7 => BREAK,
        0xa0..=0xac | 0xae..=0xb1 | 0xb4 | 0xb6 | 0xbb | 0xbf => BREAK,
        // Latin, Greek, Cyrillic, Arabic with its comma, semicolon and question mark
        0xc0..=0x24f | 0x388..=0x38a | 0x38e..=0x3a1 | 0x3a3..=0x3f5 | 0x400..=0x481 | 0x48a..=0x52f => {
            LETTER
        }
        0x60c => MID_NUM,
        0x61b | 0x61f => BREAK,
        0x620..=0x64a | 0x671..=0x6d3 => LETTER,
        // ‘ ’ and one dot leader, hyphenation point; then zero-width space, dashes, quotes, …, line ends, ‰ ′ ‹ › and the like
        0x2018 | 0x2019 | 0x2024 => MID_BOTH,
        0x2027 => MID_LETTER,
        0x200b | 0x2010..=0x2029 | 0x2030..=0x203e => BREAK,
        _ => UNKNOWN,
    }
}

/// The class of the character at a place, and its bytes if it is known. The end of the text is a break.
#[inline(always)]
fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
    match bytes.get(at) {
        Some(&byte @ ..0x80) => (CLASSES[usize::from(byte)], 1),
        Some(_) => class_of_longer(&bytes[at..]),
        None => (BREAK, 1),
    }
}

/// The same for a character of more than one byte.
#[inline]
fn class_of_longer(bytes: &[u8]) -> (Class, usize) {
    let six_bits = |byte: u8| usize::from(byte & 0x3f);
    match *bytes {
        [first @ 0xc2..0xe0, second, ..] => (CLASSES[usize::from(first & 0x1f) << 6 | six_bits(second)], 2),
        [0xe2, 0x80, third, ..] => (PUNCTUATION[six_bits(third)], 3),
        _ => (UNKNOWN, 1),
    }
}

/// The class of the letter, digit or low line that ends at a place.
#[inline]
fn class_before(bytes: &[u8], at: usize) -> Class {
    match bytes[at - 1] {
        byte @ ..0x80 => CLASSES[usize::from(byte)],
        _ => LETTER,
    }
}

/// Whether two letters or digits and a mark between them are of one word.
#[inline]
fn joins(before: Class, mark: Class, after: Class) -> bool {
    (mark >> BETWEEN) & before & after != 0
}

/// Whether a mark is of one word with what stands beside it, all of ASCII.
pub(super) fn joins_ascii(before: u8, mark: u8, after: u8) -> bool {
    let [before, mark, after] = [before, mark, after].map(|byte| CLASSES[usize::from(byte)]);
    joins(before, mark, after)
}

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
