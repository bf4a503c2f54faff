//! Facts that appeared or went: numbers, names, quotations.

use std::collections::HashSet;

use samestory::text::Language;
use samestory::unstable::text::{detect, likely_languages};
use samestory::unstable::versions::article_text;
use samestory::versions::Version;
use serde::{Deserialize, Serialize};

use super::names::{mentioned, names};
use super::numbers::{number_word, numbers};
use super::quotes::quotes;

/// Something said in a text: what it is known by, and how it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// Equal for the same fact in other print.
    pub(super) key: String,
    /// As printed.
    pub(super) printed: String,
}

/// What appeared in a text and what went from it.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnover {
    /// In the new text and not in the old one, as printed, in reading order.
    pub appeared: Vec<String>,
    /// In the old text and not in the new one.
    pub gone: Vec<String>,
}

/// The facts that changed between two versions: none of what is in both is listed, however often or in whatever print.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactChanges {
    /// Numbers, in digits or words, with what they count ("$3 million", "12 percent"), and days and months.
    pub numbers: Turnover,
    /// Names of people, places and organisations, found by their capitals. "Mrs. Clinton" is no news where "Hillary Clinton" was.
    pub names: Turnover,
    /// Quotations of three words or more.
    pub quotes: Turnover,
}

impl FactChanges {
    /// Compares two versions, text and headline.
    pub fn between(old: &Version, new: &Version) -> Self {
        Self::of(old, new, [&old.title, &new.title])
    }

    /// Compares two versions with these headlines.
    pub(super) fn of(old: &Version, new: &Version, [old_title, new_title]: [&str; 2]) -> Self {
        // what the page shows beside the article is no fact of it
        let [old_text, new_text] = [old, new].map(|version| article_text(&version.text));
        let language = detect(&new_text).unwrap_or_else(|| likely_language([&old_text, &new_text]));
        let of = |find: fn(&str, Language) -> Vec<Fact>, title: &str, text: &str| {
            let mut found = find(title, language);
            found.extend(find(text, language));
            found
        };
        let turnover = |find: fn(&str, Language) -> Vec<Fact>| {
            let (old, new) = (of(find, old_title, &old_text), of(find, new_title, &new_text));
            Turnover { appeared: missing(keys(&old), &new), gone: missing(keys(&new), &old) }
        };
        // capitals in a headline tell nothing
        let new_names = |known: &str, text: &str| missing(mentioned(known, language), &names(text, language));
        Self {
            numbers: turnover(numbers),
            names: Turnover {
                appeared: new_names(&old_text, &new_text),
                gone: new_names(&new_text, &old_text),
            },
            quotes: turnover(|text, _| quotes(text)),
        }
    }

    /// Whether none changed.
    pub fn is_empty(&self) -> bool {
        [&self.numbers, &self.names, &self.quotes].iter().all(|turnover| turnover.is_empty())
    }
}

/// The language of two short texts: of those that they may be in the one whose number words they have.
fn likely_language(texts: [&str; 2]) -> Language {
    let likely = likely_languages(texts[1]);
    let mut words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    let of_numbers = words.find_map(|word| {
        likely.iter().find(|language| !word.is_empty() && number_word(word, **language).is_some()).copied()
    });
    let only = match likely[..] {
        [only] => Some(only),
        _ => None,
    };
    of_numbers.or(only).unwrap_or(Language::English)
}

impl Turnover {
    /// Whether nothing appeared and nothing went.
    pub fn is_empty(&self) -> bool {
        self.appeared.is_empty() && self.gone.is_empty()
    }
}

fn keys(facts: &[Fact]) -> HashSet<String> {
    facts.iter().map(|fact| fact.key.clone()).collect()
}

/// The facts that are not known, each once.
fn missing(mut known: HashSet<String>, facts: &[Fact]) -> Vec<String> {
    facts.iter().filter(|fact| known.insert(fact.key.clone())).map(|fact| fact.printed.clone()).collect()
}
