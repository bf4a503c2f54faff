//! Words that say nothing about the event.
//!
//! The lists are our own and short: articles, pronouns, prepositions, conjunctions, auxiliaries and what news adds
//! ("said" stays a word of its own weight: IDF deals with it). Words that carry news ("state", "fire", "million",
//! "world", "today"), which common lists hold, are not in them. Apostrophes are left out ("dont"), diacritics kept.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::Language;

/// By stop word of any language: a bit for each language that it is one of, by place in [`Language::ALL`].
static LANGUAGES: LazyLock<HashMap<&'static str, u64, FixedState>> = LazyLock::new(|| {
    let mut languages = HashMap::with_hasher(FixedState::with_seed(1));
    for (at, &language) in Language::ALL.iter().enumerate() {
        for &word in stop_words(language) {
            *languages.entry(word).or_default() |= 1 << at;
        }
    }
    languages
});

/// The stop words of a language, sorted; none of [`Language::Other`].
pub fn stop_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Arabic => ARABIC,
        Language::Danish => DANISH,
        Language::Dutch => DUTCH,
        Language::English => ENGLISH,
        Language::Finnish => FINNISH,
        Language::French => FRENCH,
        Language::German => GERMAN,
        Language::Greek => GREEK,
        Language::Hungarian => HUNGARIAN,
        Language::Italian => ITALIAN,
        Language::Norwegian => NORWEGIAN,
        Language::Portuguese => PORTUGUESE,
        Language::Romanian => ROMANIAN,
        Language::Russian => RUSSIAN,
        Language::Spanish => SPANISH,
        Language::Swedish => SWEDISH,
        Language::Tamil => TAMIL,
        Language::Turkish => TURKISH,
        Language::Other => &[],
    }
}

/// Whether a word, case-folded and without apostrophes, is a stop word of the language.
///
/// ```
/// use samestory::text::Language;
/// use samestory::unstable::text::is_stop_word;
/// assert!(is_stop_word("the", Language::English));
/// assert!(!is_stop_word("state", Language::English));
/// ```
pub fn is_stop_word(word: &str, language: Language) -> bool {
    languages_of_stop_word(word) >> language as u32 & 1 == 1
}

/// The languages of which a word, case-folded and without apostrophes, is a stop word: a bit for each, by place in
/// [`Language::ALL`].
pub(crate) fn languages_of_stop_word(word: &str) -> u64 {
    LANGUAGES.get(word).copied().unwrap_or(0)
}

include!("stop_words/lists.rs");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_folded() {
        for &language in Language::ALL {
            let list = stop_words(language);
            assert!(list.windows(2).all(|w| w[0] < w[1]), "{language}");
            assert!(list.iter().all(|w| crate::text::fold_case(w) == *w && !w.contains('\'')), "{language}");
        }
    }

    #[test]
    fn the_table_holds_the_lists() {
        for (at, &language) in Language::ALL.iter().enumerate() {
            assert_eq!(language as usize, at);
            for &word in LANGUAGES.keys() {
                assert_eq!(
                    is_stop_word(word, language),
                    stop_words(language).binary_search(&word).is_ok(),
                    "{word}"
                );
            }
        }
        assert_eq!(languages_of_stop_word("algeria"), 0);
    }

    #[test]
    fn news_words_are_not_stop_words() {
        for word in ["state", "fire", "million", "world", "today", "says", "new", "us", "first", "down"] {
            let expected = word == "us" || word == "down";
            assert!(!is_stop_word(word, Language::English) || expected, "{word}");
        }
    }
}
