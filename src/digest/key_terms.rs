//! What sets a story apart: its terms and names, as they are printed.

use std::collections::HashMap;

use serde::Serialize;

use super::reading::{Passage, StoryText, Word};
use crate::credits::{NewsroomKind, Newsrooms};
use crate::text::Language;

/// A phrase has no more words.
const LONGEST_PHRASE: usize = 4;

/// A phrase stands for its words if it is this share of the occurrences of one of them.
const SHARE_OF_WORD: f64 = 0.4;

/// A term of a title counts this much more.
const IN_TITLE: f64 = 1.5;

/// A term below this share of the greatest weight is not shown.
const SHOWN_FROM: f64 = 0.2;

/// A term or name that sets a story apart from the rest of the input and from news at large.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeyTerm {
    /// As it is printed most often.
    pub text: String,
    /// The share of the story's texts that have it, times the logarithm of how many times as common it is there as elsewhere,
    /// times the logarithm of how often a text has it.
    #[serde(serialize_with = "super::three_digits")]
    pub weight: f64,
    /// Whether it is a name, as far as capitals tell.
    pub is_name: bool,
    /// How many of the texts that were read have it.
    pub articles: u32,
}

/// What each term of a story weighs; 0 for those that are as common elsewhere.
pub(super) fn weights(story: &StoryText<'_>) -> Vec<f64> {
    let texts = story.readings.len().max(1) as f64;
    let terms = &story.terms;
    let mut weights: Vec<f64> = (0..terms.len())
        .map(|term| {
            let share = f64::from(terms.texts[term]) / texts;
            let ratio = (share / terms.rates[term]).ln().max(0.0);
            let often = f64::from(terms.occurrences[term]) / f64::from(terms.texts[term].max(1));
            // in one of several texts it may be that text's own subject
            let alone = if terms.texts[term] == 1 && texts > 1.0 { 0.5 } else { 1.0 };
            share * ratio * (1.0 + often).ln() * alone
        })
        .collect();
    let mut in_title = vec![false; weights.len()];
    for reading in &story.readings {
        for word in &reading.title.words {
            in_title[word.term as usize] = true;
        }
        for word in reading.words().filter(|word| !word.is_content()) {
            weights[word.term as usize] = 0.0;
        }
    }
    for (weight, _) in weights.iter_mut().zip(&in_title).filter(|&(_, &in_title)| in_title) {
        *weight *= IN_TITLE;
    }
    weights
}

/// How often a run of terms occurs, in how many texts, and its printed forms.
#[derive(Debug, Default)]
struct Phrase<'t> {
    count: u32,
    texts: u32,
    last_text: usize,
    forms: HashMap<&'t str, u32>,
    capitals: u32,
}

/// The key terms of a story, the weightiest first; `weights` are those of [`weights`].
pub(super) fn key_terms(
    story: &StoryText<'_>,
    weights: &[f64],
    newsrooms: &Newsrooms,
    most: usize,
) -> Vec<KeyTerm> {
    let mut single: HashMap<u32, Phrase<'_>> = HashMap::new();
    let mut joined: HashMap<Vec<u32>, Phrase<'_>> = HashMap::new();
    for (number, reading) in (1..).zip(&story.readings) {
        for (text, passage) in reading.passages() {
            let is_title = std::ptr::eq(passage, &reading.title);
            // where all is capitals, they say nothing
            let says_case = !is_title || !is_title_case(passage);
            for (at, word) in passage.words.iter().enumerate() {
                let is_told = says_case && at > 0;
                let form = &text[word.start..word.end];
                single.entry(word.term).or_default().add(number, form, word.is_capital, is_told);
            }
            if says_case {
                add_phrases(text, passage, number, weights, &mut joined);
            }
        }
    }
    let min_texts = if story.readings.len() > 1 { 2 } else { 1 };
    joined.retain(|_, phrase| phrase.texts >= min_texts && phrase.count >= 2);
    let mut by_word: HashMap<u32, Vec<&Vec<u32>>> = HashMap::new();
    for terms in joined.keys() {
        terms.iter().for_each(|&term| by_word.entry(term).or_default().push(terms));
    }
    let mut order: Vec<u32> =
        (0..weights.len() as u32).filter(|&term| weights[term as usize] > 0.0).collect();
    order.sort_by(|&a, &b| weights[b as usize].total_cmp(&weights[a as usize]).then(a.cmp(&b)));
    let greatest = order.first().map_or(0.0, |&term| weights[term as usize]);
    let german = story.readings.iter().any(|reading| reading.cleaned.language == Language::German);
    let (mut found, mut covered): (Vec<KeyTerm>, Vec<bool>) = (Vec::new(), vec![false; weights.len()]);
    for term in order {
        if found.len() == most || weights[term as usize] < greatest * SHOWN_FROM {
            break;
        }
        if covered[term as usize] {
            continue;
        }
        let own = [term];
        let phrase = by_word.get(&term).and_then(|phrases| best(term, phrases, &joined, &single));
        let (terms, counted) = match phrase {
            Some(terms) => (terms.as_slice(), &joined[terms]),
            None => (&own[..], &single[&term]),
        };
        terms.iter().for_each(|&term| covered[term as usize] = true);
        let text = counted.form();
        let is_agency = newsrooms
            .by_name(text)
            .and_then(|id| newsrooms.get(id))
            .is_some_and(|newsroom| newsroom.kind == NewsroomKind::Agency);
        if is_agency || text.chars().filter(|c| c.is_alphanumeric()).nth(1).is_none() && text.is_ascii() {
            continue;
        }
        found.push(KeyTerm {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            weight: weights[term as usize],
            is_name: counted.is_capital() && (!german || terms.len() > 1),
            articles: counted.texts,
        });
    }
    found
}

impl<'t> Phrase<'t> {
    fn add(&mut self, text: usize, form: &'t str, is_capital: bool, says_case: bool) {
        self.count += 1;
        self.texts += u32::from(self.last_text != text);
        self.last_text = text;
        let form = self.forms.entry(form).or_insert(0);
        // forms where a sentence begins are for need only
        *form += if says_case { 4 } else { 1 };
        self.capitals += u32::from(says_case && is_capital) * 4;
    }

    /// As it is printed most often; of equals the shortest, then the first in the alphabet.
    fn form(&self) -> &'t str {
        let forms = self.forms.iter().map(|(form, &count)| (count, std::cmp::Reverse((form.len(), *form))));
        forms.max().map_or("", |(_, std::cmp::Reverse((_, form)))| form)
    }

    fn is_capital(&self) -> bool {
        let all: u32 = self.forms.values().sum();
        self.capitals * 10 >= all * 7
    }
}

/// Whether a title prints most longer words with capitals.
fn is_title_case(title: &Passage) -> bool {
    let long = || title.words.iter().filter(|word| word.end - word.start > 3 && !word.is_number);
    let capitals = long().filter(|word| word.is_capital).count();
    capitals * 10 >= long().count() * 7
}

/// Counts the runs of two to four words that begin and end with words that count, all with capitals or all without.
fn add_phrases<'t>(
    text: &'t str,
    passage: &Passage,
    number: usize,
    weights: &[f64],
    joined: &mut HashMap<Vec<u32>, Phrase<'t>>,
) {
    let words = &passage.words;
    for (at, first) in words.iter().enumerate().filter(|(_, word)| may_end(word)) {
        for length in 2..=LONGEST_PHRASE.min(words.len() - at) {
            let run = &words[at..at + length];
            let last = &run[length - 1];
            if !last.follows {
                break;
            }
            if !may_end(last) || last.is_capital != first.is_capital {
                continue;
            }
            let inner = &run[1..length - 1];
            let agrees = |word: &Word| match word.is_stop {
                // "Bank of England", but not "president of bank"
                true => first.is_capital && inner.len() == 1,
                false => word.is_capital == first.is_capital && !word.is_number,
            };
            let weighs = run.iter().any(|word| weights[word.term as usize] > 0.0);
            if weighs && inner.iter().all(agrees) {
                let terms = run.iter().map(|word| word.term).collect();
                let form = &text[first.start..last.end];
                joined.entry(terms).or_default().add(number, form, first.is_capital, true);
            }
        }
    }
}

fn may_end(word: &Word) -> bool {
    word.is_content()
}

/// The phrase that stands for a word: of those frequent enough the longest that is nearly as frequent as the most frequent.
fn best<'p>(
    term: u32,
    phrases: &[&'p Vec<u32>],
    joined: &HashMap<Vec<u32>, Phrase<'_>>,
    single: &HashMap<u32, Phrase<'_>>,
) -> Option<&'p Vec<u32>> {
    let stands = |terms: &&&Vec<u32>| {
        let count = f64::from(joined[**terms].count);
        let of = |term: u32| f64::from(single.get(&term).map_or(1, |word| word.count));
        // a name is given in full once and by its last word from then on
        let is_name = joined[**terms].is_capital() && joined[**terms].texts >= 2;
        let own = count >= of(term) * SHARE_OF_WORD;
        let by_others = terms.iter().all(|&other| other == term || count >= of(other) * SHARE_OF_WORD);
        own || (is_name && by_others)
    };
    let standing: Vec<&&Vec<u32>> = phrases.iter().filter(stands).collect();
    let most = standing.iter().map(|terms| joined[**terms].count).max()?;
    let frequent = standing.into_iter().filter(|terms| joined[**terms].count * 2 > most);
    frequent
        .max_by_key(|terms| (terms.len(), joined[**terms].count, std::cmp::Reverse((***terms).clone())))
        .copied()
}
