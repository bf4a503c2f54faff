//! The words of a text as copies are compared by: one number for all spellings of a word, none for words that say little.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::{HashSet, HashTable};

use crate::text::{Language, PackedWord, fold_case, fold_diacritics, name_key, stop_words};

/// Distinct printed words remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 18;

/// What is known about a printed word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word {
    /// The same number for all spellings; 0 for a light word.
    pub(crate) key: u32,
    /// It names a day of the week ("Monday").
    pub(crate) weekday: bool,
    /// It says when relative to the day of printing ("yesterday").
    pub(crate) relative_day: bool,
    /// A dot after it does not end a sentence.
    pub(crate) abbreviation: bool,
}

impl Word {
    /// Whether it is left out of shingles: editors add, drop and change such words without changing a text.
    pub(crate) fn is_light(self) -> bool {
        self.key == 0
    }
}

/// Looks words up, each spelling once.
#[derive(Debug, Default)]
pub(crate) struct WordKeys {
    short: HashTable<(PackedWord, Word)>,
}

impl WordKeys {
    /// The word for one that is printed at a place of a text.
    pub(crate) fn get(&mut self, text: &str, at: usize, printed: &str) -> Word {
        let packed = PackedWord::at(text.as_bytes(), at, printed.len());
        if packed == PackedWord::LONG {
            return read(printed);
        }
        let hash = packed.hash();
        if let Some((_, word)) = self.short.find(hash, |(known, _)| *known == packed) {
            return *word;
        }
        let word = read(printed);
        if self.short.len() == MOST_REMEMBERED {
            self.short.clear();
        }
        self.short.insert_unique(hash, (packed, word), |(known, _)| known.hash());
        word
    }
}

/// Says all about a printed word.
fn read(printed: &str) -> Word {
    let folded = fold_case(printed);
    let bare = without(without_clitics(&folded), '\'');
    let letters = without(&bare, '.');
    let weekday = is_in(WEEKDAYS, &bare);
    let relative_day = is_in(RELATIVE_DAYS, &bare);
    let initial = letters.chars().count() <= 1 && !letters.bytes().all(|b| b.is_ascii_digit());
    let honorific = is_in(HONORIFICS, &bare);
    let abbreviation = initial || honorific || bare.contains('.') || is_in(ABBREVIATIONS, &bare);
    // "US" and "U.S." are names, "us" is not
    let acronym =
        bare.contains('.') || (letters.len() > 1 && printed.bytes().all(|b| b.is_ascii_uppercase()));
    let stop = !acronym && is_light_somewhere(&bare, &folded);
    let light = letters.is_empty() || weekday || relative_day || initial || honorific || stop;
    let key = if light { 0 } else { number(&spelling(&letters)) };
    Word { key, weekday, relative_day, abbreviation }
}

/// A word without a mark.
fn without(word: &str, mark: char) -> Cow<'_, str> {
    if word.contains(mark) { word.replace(mark, "").into() } else { word.into() }
}

/// Possessive endings and elided articles go: "algeria's" → "algeria", "l'algérie" → "algérie".
fn without_clitics(folded: &str) -> &str {
    let bare = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(folded);
    match bare.split_once('\'') {
        Some((article, rest)) if article.len() <= 4 && rest.len() > 1 => rest,
        _ => bare,
    }
}

/// The stop words of all languages.
static LIGHT: LazyLock<HashSet<&str, FixedState>> =
    LazyLock::new(|| Language::ALL.iter().flat_map(|&language| stop_words(language)).copied().collect());

/// Stop words of any language are light in all: what language a text is in need not be known, and two texts
/// compare the same whatever is declared about them.
fn is_light_somewhere(bare: &str, folded: &str) -> bool {
    LIGHT.contains(bare) || LIGHT.contains(&*without(folded, '\'')) || matches!(bare, "al" | "el")
}

/// One spelling for many: transliterations and doubled letters as in `name_key`, z as s, final "re" as "er" ("centre", "metres"),
/// numbers without separators.
fn spelling(letters: &str) -> String {
    let digits = letters.bytes().all(|b| b.is_ascii_digit() || b == b',');
    if digits {
        return letters.replace(',', "");
    }
    let mut key = name_key(&fold_diacritics(letters)).replace('z', "s");
    for (british, american) in [("re", "er"), ("res", "ers")] {
        if key.len() > 4 && key.ends_with(british) {
            key.truncate(key.len() - british.len());
            key.push_str(american);
        }
    }
    key
}

/// FNV-1a over the bytes, mixed, never 0.
fn number(key: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    ((hash ^ (hash >> 32)) as u32).max(1)
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

include!("words/lists.rs");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [WEEKDAYS, RELATIVE_DAYS, HONORIFICS, ABBREVIATIONS] {
            assert!(list.windows(2).all(|w| w[0] < w[1]), "{:?}", list.windows(2).find(|w| w[0] >= w[1]));
        }
    }

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("Qaeda", "Qaida"),
            ("François", "Francois"),
            ("centre", "center"),
            ("metres", "meters"),
            ("colour", "Color"),
            ("organise", "organize"),
            ("travelled", "traveled"),
            ("3,000", "3000"),
            ("Algeria’s", "ALGERIA"),
            ("l’Algérie", "Algerie"),
            ("U.S", "US"),
        ] {
            assert_eq!(read(a), Word { abbreviation: read(a).abbreviation, ..read(b) }, "{a} {b}");
            assert!(!read(a).is_light(), "{a}");
        }
        assert_ne!(read("Mali").key, read("Male").key);
        assert_ne!(read("3,000").key, read("3,001").key);
    }

    #[test]
    fn what_editors_change_is_light() {
        for word in [
            "the",
            "that",
            "Monday",
            "yesterday",
            "Mr",
            "Mrs",
            "E",
            "lundi",
            "gestern",
            "al",
            "us",
            "don’t",
            "’",
        ] {
            assert!(read(word).is_light(), "{word}");
        }
        assert!(read("Monday").weekday && read("hier").relative_day && read("Mr").abbreviation);
        assert!(!read("7").is_light());
    }

    #[test]
    fn memory_changes_nothing() {
        let mut keys = WordKeys::default();
        let long = "abcdefghijklmnopq";
        for end in 0..long.len() {
            assert_eq!(keys.get(long, 0, &long[..end]), read(&long[..end]));
        }
        for word in ["Qaeda", "Donaudampfschifffahrtsgesellschaft", "Qaeda", "", "\u{0}", "Qaeda\u{0}"] {
            assert_eq!(keys.get(word, 0, word), read(word), "{word}");
        }
    }
}
