//! Changes that put a slip right.

use samestory::text::{Language, Tokenizer, UnicodeWords};
use samestory::unstable::text::{WordNormalizer, fold_case, fold_diacritics, is_stop_word};

use super::{WordEdit, WordKind};

/// In shorter words another letter makes another word.
const LONG: usize = 5;

/// Whether all changes of a wording are slips put right: words that differ in a letter or two, in case, accents or spelling of a
/// name, or only punctuation. A change of number is none, nor one of name ("Iran", "Iraq") or of a short word ("not", "now").
pub(super) fn is_typo(words: &[WordEdit]) -> bool {
    let has_changed = words.iter().any(|run| run.kind != WordKind::Kept);
    let mut rest = words;
    while let Some(at) = rest.iter().position(|run| run.kind != WordKind::Kept) {
        let (gone, come) = match &rest[at..] {
            [gone, come, ..] if gone.kind == WordKind::Deleted && come.kind == WordKind::Added => {
                rest = &rest[at + 2..];
                (gone.old.as_str(), come.new.as_str())
            }
            [run, ..] => {
                rest = &rest[at + 1..];
                (run.old.as_str(), run.new.as_str())
            }
            [] => break,
        };
        if !is_slip(gone, come) {
            return false;
        }
    }
    has_changed
}

fn is_slip(old: &str, new: &str) -> bool {
    let (old, new) = (words_of(old), words_of(new));
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old == new || is_misspelling(old, new))
}

fn words_of(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    UnicodeWords.tokenize(text, &mut |_, word| words.push(word));
    words
}

/// Whether two words are spellings of one.
fn is_misspelling(old: &str, new: &str) -> bool {
    let digits = |word: &str| word.contains(|c: char| c.is_numeric());
    if digits(old) || digits(new) {
        return false;
    }
    let english = WordNormalizer::new(Language::English);
    if english.name(old) == english.name(new) {
        return true;
    }
    let letters = |word: &str| fold_diacritics(&fold_case(word)).chars().collect::<Vec<char>>();
    let (a, b) = (letters(old), letters(new));
    let known = |word: &[char]| is_stop_word(&word.iter().collect::<String>(), Language::English);
    if known(&a) && known(&b) {
        return false;
    }
    let slip = slip(&a, &b);
    let is_name = new.starts_with(char::is_uppercase);
    match slip {
        Some(Slip::Swapped) => true,
        Some(Slip::Doubled) => true,
        Some(Slip::Missing) => a.len().min(b.len()) >= LONG,
        Some(Slip::Other) => !is_name && a.len() >= LONG,
        None => false,
    }
}

/// How two words differ that differ in one place.
#[derive(Debug, PartialEq, Eq)]
enum Slip {
    /// Two letters changed places.
    Swapped,
    /// A letter is there twice.
    Doubled,
    /// One letter more or less.
    Missing,
    /// Another letter.
    Other,
}

fn slip(a: &[char], b: &[char]) -> Option<Slip> {
    let same_start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a_rest, b_rest) = (&a[same_start..], &b[same_start..]);
    match (a_rest, b_rest) {
        ([], []) => None,
        ([x, y, a_end @ ..], [u, v, b_end @ ..]) if x == v && y == u && a_end == b_end => Some(Slip::Swapped),
        ([_, a_end @ ..], [_, b_end @ ..]) if a_end == b_end => Some(Slip::Other),
        ([_, longer @ ..], shorter) | (shorter, [_, longer @ ..]) if longer == shorter => {
            let letter = if a_rest.len() > b_rest.len() { a_rest[0] } else { b_rest[0] };
            let doubled = same_start > 0 && a[same_start - 1] == letter;
            Some(if doubled { Slip::Doubled } else { Slip::Missing })
        }
        ([], [..]) | ([..], []) | ([..], [..]) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff_words;

    #[test]
    fn slips_and_others() {
        for (old, new) in [
            ("the goverment said", "the government said"),
            ("teh army left", "the army left"),
            ("Francois spoke", "François spoke"),
            ("al-Qaeda fighters", "al-Qaida fighters"),
            ("it rained , he said", "it rained, he said"),
            ("the President", "the president"),
            ("ALGEIRS", "ALGIERS"),
        ] {
            assert!(is_typo(&diff_words(old, new)), "{old} / {new}");
        }
        for (old, new) in [
            ("10 dead", "12 dead"),
            ("troops in Iran", "troops in Iraq"),
            ("he is not here", "he is now here"),
            ("it could rain", "it would rain"),
            ("he arrived", "he has arrived"),
            ("same", "same"),
        ] {
            assert!(!is_typo(&diff_words(old, new)), "{old} / {new}");
        }
    }
}
