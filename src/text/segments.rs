//! Words of scripts that write no spaces between them: those of a segmenter.
//!
//! [`scan_pairs`](super::scan_pairs) needs no dictionary and takes every two neighbours for a word. `icu_segmenter` knows the words: those of
//! Chinese and Japanese from a dictionary, those of Thai, Lao, Burmese and Khmer from a recurrent network
//! ([UAX #29](https://www.unicode.org/reports/tr29/) leaves such scripts to the implementation).

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::{is_hiragana, is_unspaced, scan};

/// Calls `visit` with every word of a text as [`scan`] does, but with the words of a segmenter in place of characters of scripts without
/// spaces: where it begins, the word, and where it ends. One of a single character, or of two Hiragana, is mostly an ending or a
/// particle, and is left out.
///
/// # Complexity
///
/// Linear.
pub(crate) fn scan_segments<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str, usize)) {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let visit_run = |run: Range<usize>, visit: &mut dyn FnMut(usize, &'t str, usize)| {
        let mut start = run.start;
        for end in segmenter.segment_str(&text[run.clone()]).map(|at| run.start + at) {
            let word = &text[start..end];
            if !word.is_empty() && !is_particle(word) {
                visit(start, word, end);
            }
            start = end;
        }
    };
    let mut run = 0..0;
    scan(text, |start, word| {
        let end = start + word.len();
        let is_of_run = word.starts_with(is_unspaced);
        if is_of_run && run.end == start {
            run.end = end;
            return;
        }
        visit_run(std::mem::replace(&mut run, end..end), &mut visit);
        if is_of_run {
            run = start..end;
        } else {
            visit(start, word, end);
        }
    });
    visit_run(run, &mut visit);
}

fn is_particle(word: &str) -> bool {
    match word.chars().count() {
        1 => true,
        2 => word.chars().all(is_hiragana),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let (mut words, mut last) = (Vec::new(), 0);
        scan_segments(text, |start, word, end| {
            assert_eq!(&text[start..end], word);
            assert!(last <= start && start < end, "{word}");
            last = end;
            words.push(word);
        });
        words
    }

    #[test]
    fn words_are_those_of_the_languages() {
        assert_eq!(words("总统抵达阿尔及尔"), ["总统", "抵达", "阿尔及尔"]);
        assert_eq!(words("中 iPhone 发布, 2024年"), ["iPhone", "发布", "2024"]);
        assert_eq!(words("首相がアルジェに到着した"), ["首相", "アルジェ", "到着"]);
        assert_eq!(words("นายกรัฐมนตรีเดินทางถึงกรุงเทพ"), ["นายก", "รัฐมนตรี", "เดินทาง", "ถึง", "กรุง", "เทพ"]);
        assert_eq!(words("The dam — ダム"), ["The", "dam", "ダム"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }
}
