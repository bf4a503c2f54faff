//! Names in a text, found by their capitals.

use std::collections::HashSet;

use samestory::text::{Language, Tokenizer, UnicodeWords};
use samestory::unstable::text::{WordNormalizer, is_stop_word};
use samestory::unstable::versions::sentences;

use super::facts::Fact;
use super::times::is_time;

/// Words before a name that are no part of it. Case-folded.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "president",
    "secretary",
    "minister",
    "gen",
    "col",
    "sen",
    "rep",
    "gov",
    "prof",
    "st",
    "herr",
    "frau",
    "monsieur",
    "madame",
    "señor",
    "señora",
];

/// Small words inside a name.
const INSIDE: &[&str] =
    &["of", "de", "del", "la", "le", "van", "von", "der", "bin", "ibn", "al", "el", "du", "da"];

/// A run of capitalised words.
struct Span<'t> {
    words: Vec<&'t str>,
    /// Whether it begins a sentence or a quotation, where every word has a capital.
    begins: bool,
    printed: &'t str,
}

/// The names of a text in reading order, known by their last word: "Mrs. Clinton" is "Hillary Rodham Clinton".
///
/// A single word that begins a sentence is a name only if it has a capital elsewhere too. In German, where all nouns have
/// capitals, only spans of two words are names.
pub(super) fn names(text: &str, language: Language) -> Vec<Fact> {
    let normalizer = WordNormalizer::new(language);
    let key = |word: &str| normalizer.normalize(word).term;
    let spans = spans(text, language);
    let inside: HashSet<String> =
        spans.iter().filter(|span| !span.begins).flat_map(|span| &span.words).map(|word| key(word)).collect();
    let is_name = |span: &Span<'_>| match span.words.as_slice() {
        [] => false,
        [word] => language != Language::German && (!span.begins || inside.contains(&key(word))),
        _ => true,
    };
    let fact = |span: &Span<'_>| {
        let last = span.words.last()?;
        Some(Fact { key: key(last), printed: span.printed.to_owned() })
    };
    spans.iter().filter(|span| is_name(span)).filter_map(fact).filter(|fact| !fact.key.is_empty()).collect()
}

/// The keys of all words of a text that may be of names, those that begin sentences included: a name that ends with one of
/// them is not news.
pub(super) fn mentioned(text: &str, language: Language) -> HashSet<String> {
    let normalizer = WordNormalizer::new(language);
    let spans = spans(text, language);
    spans.iter().flat_map(|span| &span.words).map(|word| normalizer.normalize(word).term).collect()
}

fn spans(text: &str, language: Language) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    for sentence in sentences(text) {
        let sentence = sentence.text;
        let mut words: Vec<(usize, &str)> = Vec::new();
        UnicodeWords.tokenize(sentence, &mut |start, word| words.push((start, word)));
        let mut at = 0;
        while at < words.len() {
            let first = at;
            let mut end = at;
            while let Some(&(start, word)) = words.get(end) {
                let joined = end == first
                    || matches!(
                        &sentence[words[end - 1].0 + words[end - 1].1.len()..start],
                        " " | "-" | "\u{a0}" | ". "
                    );
                let small = end > first
                    && INSIDE.contains(&word)
                    && words.get(end + 1).is_some_and(|(_, next)| next.starts_with(char::is_uppercase));
                if !joined || !(small || word.starts_with(char::is_uppercase)) {
                    break;
                }
                end += 1;
            }
            at = end.max(first + 1);
            let begins = first == 0 || opens(&sentence[..words[first].0]);
            let is_part = |word: &str| {
                let word = word.to_lowercase();
                !TITLES.contains(&word.as_str())
                    && !is_time(&word)
                    && !is_stop_word(&word.replace('’', ""), language)
            };
            let Some(skipped) = words[first..end].iter().position(|(_, word)| is_part(word)) else {
                continue;
            };
            let Some(last) = words[first..end].iter().rposition(|(_, word)| is_part(word)) else { continue };
            let named = &words[first + skipped..=first + last];
            let (from, to) = (named[0].0, named[named.len() - 1]);
            spans.push(Span {
                words: named.iter().map(|(_, word)| *word).collect(),
                begins: begins && skipped == 0,
                printed: &sentence[from..to.0 + to.1.len()],
            });
        }
    }
    spans
}

/// Whether a quotation opens at the end of a text.
fn opens(before: &str) -> bool {
    before.ends_with(['“', '"', '«', '„', '‘', ':', '—']) || before.trim_end().ends_with([':', '—', '–'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        let found = |text| names(text, Language::English).into_iter().map(|f| f.printed).collect::<Vec<_>>();
        assert_eq!(
            found(
                "Officials met President Abdelaziz Bouteflika in Algiers on Monday. The U.S. Army of Mali fled. Officials said so."
            ),
            ["Abdelaziz Bouteflika", "Algiers", "U.S. Army of Mali"]
        );
        assert_eq!(found("Mrs. Clinton spoke. Rain fell."), ["Clinton"]);
        let known = mentioned("ALGIERS — Americans and Hillary Clinton", Language::English);
        assert!(found("In Algiers, an American met Clinton of Bamako").iter().any(|name| name == "Algiers"));
        let news = names("In Algiers, an American met Mrs. Clinton and Joe Quimby", Language::English);
        let news: Vec<_> =
            news.into_iter().filter(|fact| !known.contains(&fact.key)).map(|fact| fact.printed).collect();
        assert_eq!(news, ["Joe Quimby"]);
    }
}
