//! Words of scripts that write no spaces between them: pairs of characters.
//!
//! [UAX #29](https://www.unicode.org/reports/tr29/) leaves each character of such a script a word of its own. One character says next
//! to nothing: two headlines of a day share a dozen. Pairs that overlap are nearly as good as a segmenter for
//! retrieval ([Nie et al. 2000](https://doi.org/10.1145/355214.355235)), and need no dictionary.

use super::scan;

/// Whether a character is of such a script: Thai, Lao, Burmese, Khmer, Hiragana, Chinese characters. Katakana is not: names in it are
/// words already.
fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{0e01}'..='\u{0edf}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    ) || is_hiragana(character)
}

/// Whether a character is a syllable of Hiragana: two in a row are endings and particles, hardly ever a name.
fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309f}')
}

/// Calls `visit` with every word of a text as [`scan`] does, but with pairs of neighbours in place of characters of scripts without
/// spaces. Pairs overlap; a character without neighbours of its kind stays a word, and a pair of Hiragana is none.
///
/// # Complexity
///
/// Linear.
pub(crate) fn scan_pairs<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str)) {
    // the last character that may begin a pair: where it begins and ends, whether it is of Hiragana, whether it is in a pair already
    let mut open: Option<(usize, usize, bool, bool)> = None;
    let single = |open: Option<(usize, usize, bool, bool)>, visit: &mut dyn FnMut(usize, &'t str)| {
        if let Some((start, end, false, false)) = open {
            visit(start, &text[start..end]);
        }
    };
    scan(text, |start, word| {
        let Some(first) = word.chars().next().filter(|first| is_unspaced(*first)) else {
            single(open.take(), &mut visit);
            visit(start, word);
            return;
        };
        let (end, hiragana) = (start + word.len(), is_hiragana(first));
        match open {
            Some((before, free, both, _)) if free == start => {
                if !(both && hiragana) {
                    visit(before, &text[before..end]);
                }
                open = Some((start, end, hiragana, true));
            }
            _ => {
                single(open, &mut visit);
                open = Some((start, end, hiragana, false));
            }
        }
    });
    single(open, &mut visit);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        scan_pairs(text, |start, word| {
            assert_eq!(&text[start..start + word.len()], word);
            words.push(word);
        });
        words
    }

    #[test]
    fn neighbours_are_pairs() {
        assert_eq!(words("总统抵达阿尔及尔"), ["总统", "统抵", "抵达", "达阿", "阿尔", "尔及", "及尔"]);
        assert_eq!(words("中 iPhone 发布, 2024年"), ["中", "iPhone", "发布", "2024", "年"]);
        assert_eq!(words("首相がアルジェに到着した"), ["首相", "相が", "アルジェ", "に到", "到着", "着し"]);
        assert_eq!(words("ไทย"), ["ไท", "ทย"]);
        assert_eq!(words("The dam — ダム"), ["The", "dam", "ダム"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }
}
