//! What a printed word is.

use crate::terms::{TermId, Vocabulary};
use crate::text::{Weekdays, WordNormalizer, is_arabic_article};

/// The term of a printed word, and what the reader asks about it: 8 bytes, taken or left as one.
///
/// The lower half is one more than the number of the term, or 0 for none; the upper half is a bit for each trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordEntry(u64);

impl WordEntry {
    const STOP: u64 = 1 << 32;
    const CAPITALISED: u64 = 1 << 33;
    const SHOUTED_STOP: u64 = 1 << 34;
    const ARTICLE: u64 = 1 << 35;
    const ARTICLE_BEFORE_BLANK: u64 = 1 << 36;
    const SHORT: u64 = 1 << 37;
    const CONNECTOR: u64 = 1 << 38;
    const SINGLE_LETTER: u64 = 1 << 39;
    const LETTERED: u64 = 1 << 40;
    const NUMBER: u64 = 1 << 41;
    /// Seven bits, for the day of the week that it names.
    const WEEKDAY_AT: u32 = 42;
    const WEEKDAY: u64 = 0x7f << Self::WEEKDAY_AT;

    /// Nothing is known of the word.
    pub(crate) const UNKNOWN: Self = Self(1 << 63);

    /// Works out what a word is. `small` is what the same word in small letters is, if that is known: both have one
    /// term.
    pub(crate) fn new(
        word: &str,
        small: Option<Self>,
        normalizer: &WordNormalizer,
        vocabulary: &mut Vocabulary,
        text: &mut String,
    ) -> Self {
        let Looks { letters, capitalised, shouted, lettered, numeric } = Looks::of(word);
        // "US", "WHO" in mixed-case text are no pronouns
        let may_be_acronym = shouted && (2..=3).contains(&letters);
        let (stop, term) = match small {
            Some(small) if !(small.is_stop(false) && may_be_acronym) => (small.is_stop(false), small.term()),
            _ => {
                let stop = normalizer.normalize_into(word, text);
                // "@" is the mark of names
                let plain = text.trim_start_matches('@');
                let counts = (!stop || may_be_acronym) && !plain.is_empty();
                (stop, counts.then(|| vocabulary.intern(plain)))
            }
        };
        let acronym = stop && may_be_acronym;
        let weekdays = u64::from(Weekdays::of_word(word).bits());
        let mut entry = u64::from(packed(term)) | weekdays << Self::WEEKDAY_AT;
        for (holds, bit) in [
            (stop && !acronym, Self::STOP),
            (acronym, Self::SHOUTED_STOP),
            (capitalised, Self::CAPITALISED),
            (is_arabic_article(word, true), Self::ARTICLE),
            (is_arabic_article(word, false), Self::ARTICLE_BEFORE_BLANK),
            (capitalised && letters <= 4, Self::SHORT),
            (!capitalised && is_connector(word), Self::CONNECTOR),
            (letters == 1, Self::SINGLE_LETTER),
            (lettered, Self::LETTERED),
            (numeric, Self::NUMBER),
        ] {
            entry |= if holds { bit } else { 0 };
        }
        Self(entry)
    }

    #[inline(always)]
    pub(crate) fn is_unknown(self) -> bool {
        self == Self::UNKNOWN
    }

    /// Its term; none for most stop words and for words of which nothing is left.
    #[inline(always)]
    pub(crate) fn term(self) -> Option<TermId> {
        unpacked(self.0 as u32)
    }

    /// Whether nothing but its term is of interest: it is known, begins with no capital, names no day and is no Arabic article.
    #[inline(always)]
    pub(crate) fn is_plain(self) -> bool {
        !self.has(Self::CAPITALISED | Self::ARTICLE | Self::WEEKDAY | Self::UNKNOWN.0)
    }

    /// The day of the week that it names.
    pub(crate) fn weekdays(self) -> Weekdays {
        Weekdays::from_bits((self.0 >> Self::WEEKDAY_AT) as u8)
    }

    fn has(self, bits: u64) -> bool {
        self.0 & bits != 0
    }

    /// Whether it is a stop word, given whether the text around it is all capitals.
    pub(crate) fn is_stop(self, shouting: bool) -> bool {
        self.has(if shouting { Self::STOP | Self::SHOUTED_STOP } else { Self::STOP })
    }

    /// Whether it begins with a capital.
    pub(crate) fn is_capitalised(self) -> bool {
        self.has(Self::CAPITALISED)
    }

    /// Whether it clings to the name after it, across a hyphen or a blank.
    pub(crate) fn is_article(self, before_hyphen: bool) -> bool {
        self.has(if before_hyphen { Self::ARTICLE } else { Self::ARTICLE_BEFORE_BLANK })
    }

    /// Whether a dot after it need not end a sentence ("Mr.", "Gen.", "J.").
    pub(crate) fn may_be_abbreviated(self) -> bool {
        self.has(Self::SHORT)
    }

    /// Whether it may stand inside a name in lower case ("Bank of America").
    pub(crate) fn is_connector(self) -> bool {
        self.has(Self::CONNECTOR)
    }

    /// Whether it is one letter, an initial.
    pub(crate) fn is_initial(self) -> bool {
        self.has(Self::SINGLE_LETTER)
    }

    /// Whether it holds a digit.
    pub(crate) fn is_number(self) -> bool {
        self.has(Self::NUMBER)
    }

    /// Whether it holds a letter.
    pub(crate) fn has_letters(self) -> bool {
        self.has(Self::LETTERED)
    }
}

/// What the letters of a word look like.
#[derive(Debug, PartialEq, Eq)]
struct Looks {
    letters: usize,
    /// Whether the first is a capital.
    capitalised: bool,
    /// Whether all are.
    shouted: bool,
    /// Whether there is any letter in the narrow sense.
    lettered: bool,
    /// Whether there is any digit.
    numeric: bool,
}

impl Looks {
    fn of(word: &str) -> Self {
        if !word.is_ascii() {
            return Self::of_any(word);
        }
        let bytes = word.as_bytes();
        Self {
            letters: bytes.len(),
            capitalised: bytes.first().is_some_and(u8::is_ascii_uppercase),
            shouted: bytes.iter().all(u8::is_ascii_uppercase),
            lettered: bytes.iter().any(u8::is_ascii_alphabetic),
            numeric: bytes.iter().any(u8::is_ascii_digit),
        }
    }

    fn of_any(word: &str) -> Self {
        Self {
            letters: word.chars().count(),
            capitalised: word.chars().next().is_some_and(char::is_uppercase),
            shouted: word.chars().all(char::is_uppercase),
            lettered: word.chars().any(char::is_alphabetic),
            numeric: word.chars().any(char::is_numeric),
        }
    }
}

/// One more than the number, 0 for none: the last number, 2³² − 1, would need more terms than a vocabulary holds.
pub(crate) fn packed(term: Option<TermId>) -> u32 {
    term.map_or(0, |term| term.0 + 1)
}

/// The number again.
#[inline(always)]
pub(crate) fn unpacked(term: u32) -> Option<TermId> {
    term.checked_sub(1).map(TermId)
}

/// Whether a word may stand inside a name in lower case.
pub fn is_connector(word: &str) -> bool {
    if word.len() > 5 {
        return false;
    }
    [
        "of", "de", "del", "della", "di", "do", "da", "du", "des", "la", "bin", "ibn", "van", "von", "der",
        "den", "y",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_looks_as_anything_does() {
        for word in ["", "a", "A", "US", "Mali", "U.S", "3,000", "G7", "7", "'", "al", "International"] {
            assert_eq!(Looks::of(word), Looks::of_any(word), "{word}");
        }
    }
}
