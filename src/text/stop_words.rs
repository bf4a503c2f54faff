//! Words that say nothing about the event.
//!
//! The lists are our own and short: articles, pronouns, prepositions, conjunctions, auxiliaries and what news adds
//! ("said" stays a word of its own weight: IDF deals with it). Words that carry news ("state", "fire", "million",
//! "world", "today"), which common lists hold, are not in them. Apostrophes are left out ("dont"), diacritics kept.

use super::Language;

/// The stop words of a language, sorted; empty where there is no list.
pub fn stop_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Dutch => DUTCH,
        Language::English => ENGLISH,
        Language::French => FRENCH,
        Language::German => GERMAN,
        Language::Italian => ITALIAN,
        Language::Portuguese => PORTUGUESE,
        Language::Spanish => SPANISH,
        _ => &[],
    }
}

/// Whether a word, case-folded and without apostrophes, is a stop word of the language.
///
/// ```
/// use samestory::text::{Language, is_stop_word};
/// assert!(is_stop_word("the", Language::English));
/// assert!(!is_stop_word("state", Language::English));
/// ```
pub fn is_stop_word(word: &str, language: Language) -> bool {
    stop_words(language).binary_search(&word).is_ok()
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
    fn news_words_are_not_stop_words() {
        for word in ["state", "fire", "million", "world", "today", "says", "new", "us", "first", "down"] {
            let expected = word == "us" || word == "down";
            assert!(!is_stop_word(word, Language::English) || expected, "{word}");
        }
    }
}
