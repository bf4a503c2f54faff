//! Words of scripts that write no spaces between them: pairs of characters.
//!
//! [UAX #29](https://www.unicode.org/reports/tr29/) leaves each character of such a script a word of its own. One character says next
//! to nothing: two headlines of a day share a dozen. Pairs that overlap are nearly as good as a segmenter for
//! retrieval ([Nie et al. 2000](https://doi.org/10.1145/355214.355235)), and need no dictionary.

use super::scan;

/// Whether a character is of such a script: Thai, Lao, Burmese, Khmer, Hiragana, Chinese characters. Katakana is not: names in it are
/// words already. Nor are digits.
pub(crate) fn is_unspaced(character: char) -> bool {
    let is_of_script = matches!(
        character,
        '\u{0e01}'..='\u{0edf}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    ) || is_hiragana(character);
    is_of_script && !character.is_numeric()
}

/// Whether a character is a syllable of Hiragana: two in a row are endings and particles, hardly ever a name.
pub(super) fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309f}')
}

/// Whether no character of a text is of such a script, as their first bytes tell; false also for some texts of which that is so.
pub(crate) fn is_surely_spaced(text: &str) -> bool {
    // the first of three or four bytes, but for those of quotation marks, dashes and other punctuation
    !text.bytes().fold(false, |any, byte| any | ((byte >= 0xe0) & (byte != 0xe2)))
}

/// A character that may begin a pair.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    end: usize,
    is_hiragana: bool,
    is_paired: bool,
}

/// Calls `visit` with every word of a text as [`scan`] does, but with pairs of neighbours in place of characters of scripts without
/// spaces: where it begins, the word, and where its place ends. Pairs overlap, their places do not: that of a pair is its first character
/// if another pair follows. A character without neighbours of its kind stays a word, and a pair of Hiragana is none.
///
/// # Complexity
///
/// Linear.
pub(crate) fn scan_pairs<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str, usize)) {
    let mut open: Option<Open> = None;
    // the last pair, until it is known what follows
    let mut pair: Option<(usize, usize)> = None;
    let end_run = |open: Option<Open>, pair: Option<(usize, usize)>| match (pair, open) {
        (Some(pair), _) => Some(pair),
        (None, Some(Open { start, end, is_hiragana: false, is_paired: false })) => Some((start, end)),
        _ => None,
    };
    scan(text, |start, word| {
        let end = start + word.len();
        let first = word.chars().next().filter(|first| is_unspaced(*first));
        let neighbour = open.filter(|open| first.is_some() && open.end == start);
        match neighbour {
            Some(open) => {
                if let Some((from, to)) = pair.take() {
                    visit(from, &text[from..to], open.start);
                }
            }
            None => {
                if let Some((from, to)) = end_run(open.take(), pair.take()) {
                    visit(from, &text[from..to], to);
                }
            }
        }
        let Some(first) = first else {
            visit(start, word, end);
            return;
        };
        let is_hiragana = is_hiragana(first);
        pair = neighbour.filter(|open| !(open.is_hiragana && is_hiragana)).map(|open| (open.start, end));
        open = Some(Open { start, end, is_hiragana, is_paired: neighbour.is_some() });
    });
    if let Some((from, to)) = end_run(open, pair) {
        visit(from, &text[from..to], to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let (mut words, mut last) = (Vec::new(), 0);
        scan_pairs(text, |start, word, end| {
            assert_eq!(&text[start..start + word.len()], word);
            assert!(last <= start && start < end && end <= start + word.len(), "{word}");
            last = end;
            words.push(word);
        });
        words
    }

    #[test]
    fn a_text_with_such_a_character_is_not_surely_spaced() {
        for code in (0..=0x10ffff).filter_map(char::from_u32) {
            let text = format!("a “b”, é{code}");
            assert!(!is_surely_spaced(&text) || !is_unspaced(code), "{text}");
        }
        assert!(is_surely_spaced("Über „Größe“ — 2024 Путин العربية"));
    }

    #[test]
    fn neighbours_are_pairs() {
        assert_eq!(words("总统抵达阿尔及尔"), ["总统", "统抵", "抵达", "达阿", "阿尔", "尔及", "及尔"]);
        assert_eq!(words("中 iPhone 发布, 2024年"), ["中", "iPhone", "发布", "2024", "年"]);
        assert_eq!(words("首相がアルジェに到着した"), ["首相", "相が", "アルジェ", "に到", "到着", "着し"]);
        assert_eq!(words("ไทย"), ["ไท", "ทย"]);
        assert_eq!(words("二〇二四 ๒๐๒๔"), ["二", "〇", "二四", "๒๐๒๔"]);
        assert_eq!(words("The dam — ダム"), ["The", "dam", "ダム"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }
}
