//! What one word becomes: the chain from the word as printed to the term it counts for.

use super::clitics::{strip_elision, strip_possessive};
use super::spelling::{is_transliterated, push_name_key};
use super::{Language, Stemmer, fold_case, fold_diacritics, is_stop_word, name_key};

/// Turns words of one language into terms.
///
/// In order: compatibility forms and case are [folded](fold_case), possessive endings and elided articles go, dots of
/// abbreviations and separators of thousands go, [stop words](is_stop_word) are marked, the rest is
/// [stemmed](Stemmer), loses its [diacritics](fold_diacritics) and, where it is a transliteration, its
/// [spelling variants](name_key).
///
/// ```
/// use samestory::text::Language;
/// use samestory::unstable::text::WordNormalizer;
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

/// What `WordNormalizer::normalize` made of a word.
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
        let mut term = String::new();
        let stop = self.normalize_into(word, &mut term);
        NormalizedWord { term, stop }
    }

    /// Puts the term of a word in place of what `term` holds, and says whether it is a stop word.
    pub(crate) fn normalize_into(&self, word: &str, term: &mut String) -> bool {
        let language = self.language();
        fold(word, term);
        if is_plain(word) {
            // nothing to take off
            let stop = is_stop_word(term, language);
            self.stem(term);
            return stop;
        }
        if make_plain_number(term, language) {
            return false;
        }
        // "it's", "don't"
        let whole = term.contains('\'') && is_stop_word(&term.replace('\'', ""), language);
        make_bare(term, language);
        if is_dotted_abbreviation(term) {
            term.retain(|letter| letter != '.');
            return false;
        }
        let stop = whole || is_stop_word(term, language);
        self.stem(term);
        stop
    }

    /// Makes a bare word its stem, without diacritics and variants.
    fn stem(&self, word: &mut String) {
        // the English rules know no diacritics, those of other languages rely on them
        if self.language() == Language::English && !word.is_ascii() {
            *word = fold_diacritics(word);
        }
        self.stemmer.stem_in_place(word);
        if self.language() != Language::English && !word.is_ascii() {
            *word = fold_diacritics(word);
        }
        if is_transliterated(word) {
            *word = name_key(word);
        }
    }

    /// The key of a word as part of a name: not stemmed, spelling variants folded; empty if nothing is left.
    ///
    /// ```
    /// use samestory::text::Language;
    /// use samestory::unstable::text::WordNormalizer;
    /// let english = WordNormalizer::new(Language::English);
    /// assert_eq!(english.name("Gaddafi’s"), english.name("Qadhafi"));
    /// ```
    pub fn name(&self, word: &str) -> String {
        let mut key = String::new();
        self.push_name(word, &mut key);
        key
    }

    /// Appends the [key](Self::name) of a word as part of a name.
    pub(crate) fn push_name(&self, word: &str, key: &mut String) {
        if is_plain(word) {
            push_name_key(word.chars().map(|letter| letter.to_ascii_lowercase()), key);
            return;
        }
        let mut bare = fold_case(word);
        make_bare(&mut bare, self.language());
        if is_dotted_abbreviation(&bare) {
            key.extend(bare.chars().filter(|&letter| letter != '.'));
        } else {
            push_name_key(fold_diacritics(&bare).chars(), key);
        }
    }
}

/// Whether a word is of ASCII letters only, as nearly all are: no clitics, dots, digits or diacritics.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Puts a word, [case-folded](fold_case), in place of what `folded` holds.
fn fold(word: &str, folded: &mut String) {
    if word.is_ascii() {
        word.clone_into(folded);
        folded.make_ascii_lowercase();
    } else {
        *folded = fold_case(word);
    }
}

/// Takes clitics and apostrophes off a case-folded word.
fn make_bare(word: &mut String, language: Language) {
    if word.contains('\'') {
        *word = strip_elision(strip_possessive(word), language).replace('\'', "");
    }
}

/// Whether a word is of single letters parted by dots: "u.s", "e.u".
fn is_dotted_abbreviation(word: &str) -> bool {
    let is_letter = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    word.contains('.') && word.split('.').all(is_letter)
}

/// Takes the separators of thousands out of a number: "3,000" → "3000", German and Spanish "3.000" → "3000"; "3.5" stays.
/// False if the word is no number.
fn make_plain_number(word: &mut String, language: Language) -> bool {
    let begins_with_digit = word.bytes().next().is_some_and(|first| first.is_ascii_digit());
    if !begins_with_digit || !word.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') {
        return false;
    }
    let separator = match language {
        Language::English | Language::Other => ',',
        _ => '.',
    };
    if has_thousands(word, separator) {
        word.retain(|c| c != separator);
    }
    true
}

/// Whether a separator parts the digits of a number by threes, up to a fraction.
fn has_thousands(number: &str, separator: char) -> bool {
    let whole = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let Some((first, mut rest)) = number.split_once(separator) else { return false };
    while let Some((group, more)) = rest.split_once(separator) {
        if group.len() != 3 || !whole(group) {
            return false;
        }
        rest = more;
    }
    (1..=3).contains(&first.len())
        && whole(first)
        && rest.len() >= 3
        && whole(&rest[..3])
        && rest.as_bytes().get(3).is_none_or(|b| !b.is_ascii_digit())
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
