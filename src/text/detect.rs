//! Which language a text is in, from its stop words.

use super::stop_words::languages_of_stop_word;
use super::{Language, beginning, fold_case, scan};

/// How many words are looked at.
const LOOKED_AT: usize = 60;
/// In how many bytes of text.
const LONGEST: usize = 1_000;
/// How many stop words a decision takes.
const LEAST_HITS: usize = 3;

/// The language most of whose stop words the text holds, when at least three are there and no other language has as many.
///
/// Knows the languages that have [stop words](super::stop_words()); a declared language should always win over this guess.
/// Looking at the title alone is unreliable: give title and body.
///
/// ```
/// use samestory::text::{Language, detect};
/// assert_eq!(detect("Le président a rencontré la délégation dans la capitale"), Some(Language::French));
/// assert_eq!(detect("Obama Wins"), None);
/// ```
///
/// # Complexity
///
/// One look-up per word of the first 60 words, and of no more than 1,000 bytes.
pub fn detect(text: &str) -> Option<Language> {
    let mut hits = [0_usize; Language::ALL.len()];
    let (mut looked_at, mut lower) = (0, String::new());
    scan(beginning(text, LONGEST), |_, word| {
        looked_at += 1;
        if looked_at > LOOKED_AT {
            return;
        }
        let mut languages = if word.is_ascii() {
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
            languages_of_stop_word(&lower)
        } else {
            languages_of_stop_word(&fold_case(word))
        };
        while languages != 0 {
            hits[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    });
    let (best, &most) = hits.iter().enumerate().max_by_key(|&(_, &count)| count)?;
    let unrivalled = hits.iter().filter(|&&count| count == most).count() == 1;
    (most >= LEAST_HITS && unrivalled).then(|| Language::ALL[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_the_languages_with_lists() {
        for (text, language) in [
            ("The president met the delegation in the capital on Monday and said that", Language::English),
            ("Der Präsident hat die Delegation am Montag in der Hauptstadt empfangen und", Language::German),
            ("El presidente se reunió con la delegación en la capital y dijo que no", Language::Spanish),
            (
                "Il presidente ha incontrato la delegazione nella capitale e non ha detto che",
                Language::Italian,
            ),
            ("O presidente encontrou a delegação na capital e não disse que foi uma", Language::Portuguese),
            ("De president heeft de delegatie in de hoofdstad ontmoet en het is niet", Language::Dutch),
        ] {
            assert_eq!(detect(text), Some(language), "{text}");
        }
        assert_eq!(detect(""), None);
        assert_eq!(detect("Президент встретился с делегацией"), None);
    }
}
