//! What characters are to the rules of words: tables for the characters that news is written in.

/// What a character is to the rules: a set of the bits below.
pub(super) type Class = u8;

/// None of the others, known to extend nothing and not to be alphanumeric.
pub(super) const BREAK: Class = 0;
/// ALetter of the annex, and alphabetic.
const LETTER: Class = 1;
/// Numeric: 0 to 9.
const DIGIT: Class = 2;
/// ExtendNumLet: goes with letters and digits, is no word by itself.
const LOW_LINE: Class = 4;
/// What may begin a word.
pub(super) const CORE: Class = LETTER | DIGIT | LOW_LINE;
/// By how many bits what stands between two of a kind is above its kind.
const BETWEEN: u32 = 3;
/// MidLetter: in a word if between letters.
const MID_LETTER: Class = LETTER << BETWEEN;
/// MidNum: in a word if between digits.
const MID_NUM: Class = DIGIT << BETWEEN;
/// MidNumLet and, where no Hebrew is near, Single_Quote: both.
const MID_BOTH: Class = MID_LETTER | MID_NUM;
/// Anything that the tables do not tell.
pub(super) const UNKNOWN: Class = 128;

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
pub(super) fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
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
pub(super) fn class_before(bytes: &[u8], at: usize) -> Class {
    match bytes[at - 1] {
        byte @ ..0x80 => CLASSES[usize::from(byte)],
        _ => LETTER,
    }
}

/// Whether two letters or digits and a mark between them are of one word.
#[inline]
pub(super) fn joins(before: Class, mark: Class, after: Class) -> bool {
    (mark >> BETWEEN) & before & after != 0
}

/// Whether a mark is of one word with what stands beside it, all of ASCII.
pub(super) fn joins_ascii(before: u8, mark: u8, after: u8) -> bool {
    let [before, mark, after] = [before, mark, after].map(|byte| CLASSES[usize::from(byte)]);
    joins(before, mark, after)
}
