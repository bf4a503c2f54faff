//! What one word becomes: the chain from the word as printed to the term it counts for.

use super::clitics::{strip_elision, strip_possessive};
use super::spelling::is_transliterated;
use super::{Language, Stemmer, fold_case, fold_diacritics, is_stop_word, name_key};

/// Turns words of one language into terms.
///
/// In order: compatibility forms and case are [folded](fold_case), possessive endings and elided articles go, dots of
/// abbreviations and separators of thousands go, [stop words](is_stop_word) are marked, the rest is
/// [stemmed](Stemmer), loses its [diacritics](fold_diacritics) and, where it is a transliteration, its
/// [spelling variants](name_key).
///
/// ```
/// use samestory::text::{Language, WordNormalizer};
///
/// let english = WordNormalizer::new(Language::English);
/// for (word, term) in [("Algeria’s", "algeria"), ("François", "francoi"), ("Francois", "francoi"), ("3,000", "3000")] {
///     assert_eq!(english.normalize(word).term, term);
/// }
/// assert_eq!(english.normalize("Qaeda").term, english.normalize("Qaida").term);
/// assert!(english.normalize("the").stop);
/// ```
#[derive(Debug)]
pub struct WordNormalizer {
    stemmer: Stemmer,
}

/// What [`WordNormalizer::normalize`] made of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalizedWord {
    /// The term; empty if nothing is left of the word.
    pub term: String,
    /// Whether it is a stop word.
    pub stop: bool,
}

impl WordNormalizer {
    /// The rules of a language.
    pub fn new(language: Language) -> Self {
        Self { stemmer: Stemmer::new(language) }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.stemmer.language()
    }

    /// The term of a word and whether it is a stop word.
    pub fn normalize(&self, word: &str) -> NormalizedWord {
        let language = self.language();
        let folded = fold_case(word);
        if is_plain(word) {
            // nothing to take off
            let stop = is_stop_word(&folded, language);
            return NormalizedWord { term: self.stem(&folded), stop };
        }
        if let Some(number) = plain_number(&folded, language) {
            return NormalizedWord { term: number, stop: false };
        }
        let bare = bare_word(&folded, language);
        if let Some(letters) = dotted_abbreviation(&bare) {
            return NormalizedWord { term: letters, stop: false };
        }
        let stop = is_stop_word(&bare, language) || is_stop_word(&folded.replace('\'', ""), language);
        NormalizedWord { term: self.stem(&bare), stop }
    }

    /// The stem of a bare word, without diacritics and variants.
    fn stem(&self, bare: &str) -> String {
        // the English rules know no diacritics, those of other languages rely on them
        let stem = match self.stemmer.stem(bare) {
            stem if bare.is_ascii() && stem.is_ascii() => stem.into_owned(),
            _ if self.language() == Language::English => {
                self.stemmer.stem(&fold_diacritics(bare)).into_owned()
            }
            stem => fold_diacritics(&stem),
        };
        if is_transliterated(&stem) { name_key(&stem) } else { stem }
    }

    /// The key of a word as part of a name: not stemmed, spelling variants folded; empty if nothing is left.
    ///
    /// ```
    /// use samestory::text::{Language, WordNormalizer};
    /// let english = WordNormalizer::new(Language::English);
    /// assert_eq!(english.name("Gaddafi’s"), english.name("Qadhafi"));
    /// ```
    pub fn name(&self, word: &str) -> String {
        let folded = fold_case(word);
        if is_plain(word) {
            return name_key(&folded);
        }
        let bare = bare_word(&folded, self.language());
        match dotted_abbreviation(&bare) {
            Some(letters) => letters,
            None => name_key(&fold_diacritics(&bare)),
        }
    }
}

/// Whether a word is of ASCII letters only, as nearly all are: no clitics, dots, digits or diacritics.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The word without clitics and apostrophes.
fn bare_word(folded: &str, language: Language) -> String {
    strip_elision(strip_possessive(folded), language).replace('\'', "")
}

/// "u.s" → "us", "e.u" → "eu": single letters parted by dots.
fn dotted_abbreviation(word: &str) -> Option<String> {
    let mut letters = String::new();
    for part in word.split('.') {
        let mut chars = part.chars();
        let letter = chars.next()?;
        if !letter.is_alphabetic() || chars.next().is_some() {
            return None;
        }
        letters.push(letter);
    }
    (letters.chars().count() > 1).then_some(letters)
}

/// "3,000" → "3000", German and Spanish "3.000" → "3000"; "3.5" stays. None if the word is no number.
fn plain_number(word: &str, language: Language) -> Option<String> {
    if !word.bytes().next()?.is_ascii_digit()
        || !word.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
    {
        return None;
    }
    let separator = match language {
        Language::English | Language::Other => ',',
        _ => '.',
    };
    if !word.contains(separator) {
        return Some(word.to_owned());
    }
    let mut groups = word.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let whole = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let (last, middle) = rest.split_last()?;
    let thousands = (1..=3).contains(&first.len())
        && whole(first)
        && middle.iter().all(|group| group.len() == 3 && whole(group))
        && last.len() >= 3
        && whole(&last[..3])
        && last.as_bytes().get(3).is_none_or(|b| !b.is_ascii_digit());
    Some(if thousands { word.replace(separator, "") } else { word.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(language: Language, word: &str) -> String {
        WordNormalizer::new(language).normalize(word).term
    }

    #[test]
    fn spellings_of_one_word_meet() {
        for (language, a, b) in [
            (Language::English, "Algeria’s", "Algeria"),
            (Language::English, "ALGERIA", "Algeria"),
            (Language::English, "François", "Francois"),
            (Language::English, "Qaeda", "Qaida"),
            (Language::English, "Qa’ida", "Qaida"),
            (Language::English, "U.S", "U.S.A"),
            (Language::French, "l’Algérie", "Algérie"),
            (Language::French, "d'Alger", "Alger"),
            (Language::German, "Präsidenten", "Präsident"),
            (Language::Spanish, "elecciones", "elección"),
        ] {
            let equal = term(language, a) == term(language, b);
            assert_eq!(equal, a != "U.S", "{a} {b}");
        }
    }

    #[test]
    fn numbers() {
        for (language, word, expected) in [
            (Language::English, "3,000", "3000"),
            (Language::English, "1,234,567", "1234567"),
            (Language::English, "1,234.5", "1234.5"),
            (Language::English, "3.5", "3.5"),
            (Language::English, "12,34", "12,34"),
            (Language::German, "3.000", "3000"),
            (Language::German, "3,5", "3,5"),
            (Language::English, "2012", "2012"),
        ] {
            assert_eq!(term(language, word), expected);
        }
    }

    #[test]
    fn abbreviations_are_no_stop_words() {
        let english = WordNormalizer::new(Language::English);
        assert_eq!(english.normalize("U.S"), NormalizedWord { term: "us".into(), stop: false });
        assert!(english.normalize("us").stop);
        assert!(english.normalize("don’t").stop);
        assert!(english.normalize("it's").stop);
        assert!(WordNormalizer::new(Language::French).normalize("qu’il").stop);
    }

    #[test]
    fn nothing_is_left_of_an_apostrophe() {
        assert_eq!(term(Language::English, "’"), "");
        assert_eq!(term(Language::English, ""), "");
    }
}
