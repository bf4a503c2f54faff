//! What sets a story apart: its terms and names, as they are printed.

use std::collections::HashMap;

use samestory::credits::{NewsroomKind, Newsrooms};
use samestory::text::Language;
use samestory::unstable::terms::is_connector;
use serde::Serialize;

use super::reading::{Passage, StoryText, Word};

/// A phrase has no more words.
const LONGEST_PHRASE: usize = 5;

/// One without capitals.
const LONGEST_PLAIN: usize = 3;

/// A phrase stands for its words if it is this share of the occurrences of one of them.
const SHARE_OF_WORD: f64 = 0.4;

/// A term of a title counts this much more.
const IN_TITLE: f64 = 1.5;

/// A word at the beginning of a name is left out if it weighs less than this share of the name.
const COMMON: f64 = 0.3;

/// A word at the beginning of a name is a part of it if the name makes up this share of the word's occurrences.
const SHARE_OF_NAME: f64 = 0.6;

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
    /// How often a word with a capital stands before or behind it.
    begun_before: u32,
    going_on: u32,
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
            let is_shouted = !text[passage.start..passage.end].contains(char::is_lowercase)
                && text[passage.start..passage.end].contains(char::is_uppercase);
            let says_case = !is_shouted && (!is_title || !is_title_case(passage));
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
    let mut is_stop = vec![false; weights.len()];
    for word in story.readings.iter().flat_map(|reading| reading.words()).filter(|word| word.is_stop) {
        is_stop[word.term as usize] = true;
    }
    let (mut found, mut covered): (Vec<KeyTerm>, Vec<bool>) = (Vec::new(), vec![false; weights.len()]);
    for term in order {
        if found.len() == most || weights[term as usize] < greatest * SHOWN_FROM {
            break;
        }
        if covered[term as usize] {
            continue;
        }
        let own = [term];
        let phrase =
            by_word.get(&term).and_then(|phrases| best(term, phrases, &joined, &single, &covered, weights));
        let phrase = phrase.map(|terms| trimmed(terms, term, weights, &joined, &single, &is_stop));
        let (terms, counted) = match phrase {
            Some(terms) if terms.len() > 1 => (terms, &joined[terms]),
            _ => (&own[..], &single[&term]),
        };
        if counted.is_capital() && is_rest_of_shown(terms, counted.count, &joined, &covered) {
            continue;
        }
        terms.iter().for_each(|&term| covered[term as usize] = true);
        let text = counted.form();
        let is_known = |other: &KeyTerm| other.text.split([' ', '-']).any(|word| is_form_of(word, text));
        if terms.len() == 1 && found.iter().any(is_known) {
            continue;
        }
        let is_agency = newsrooms.by_name(text).is_some_and(|newsroom| newsroom.kind == NewsroomKind::Agency);
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_short = text.is_ascii() && (letters < 2 || letters == 2 && !text.contains(char::is_uppercase));
        if is_agency || is_short {
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

/// Whether a name is mostly the beginning of a longer one, whose last word was shown: "Secretary Steven" where "Mnuchin" was.
fn is_rest_of_shown(
    terms: &[u32],
    count: u32,
    joined: &HashMap<Vec<u32>, Phrase<'_>>,
    covered: &[bool],
) -> bool {
    joined.iter().any(|(longer, phrase)| {
        longer.len() > terms.len()
            && phrase.is_capital()
            && phrase.count * 2 > count
            && longer[..longer.len() - 1].windows(terms.len()).any(|part| part == terms)
            && covered[longer[longer.len() - 1] as usize]
    })
}

/// A phrase without words at its beginning that are common everywhere and in the story ("President"), if it is there without them.
fn trimmed<'p>(
    terms: &'p [u32],
    term: u32,
    weights: &[f64],
    joined: &HashMap<Vec<u32>, Phrase<'_>>,
    single: &HashMap<u32, Phrase<'_>>,
    is_stop: &[bool],
) -> &'p [u32] {
    // "New York" stays, and so does a first name, which hardly stands without the other
    let is_elsewhere = |other: u32| {
        let count = f64::from(single.get(&other).map_or(0, |word| word.count));
        f64::from(joined[terms].count) < count * SHARE_OF_NAME
    };
    let is_common = |other: u32| {
        other != term
            && !is_stop[other as usize]
            && weights[other as usize] < weights[term as usize] * COMMON
            && is_elsewhere(other)
    };
    let is_there = |terms: &[u32]| terms.len() == 1 || joined.contains_key(terms);
    match terms {
        [first, rest @ ..]
            if !rest.is_empty() && is_common(*first) && joined[terms].is_capital() && is_there(rest) =>
        {
            trimmed(rest, term, weights, joined, single, is_stop)
        }
        _ => terms,
    }
}

/// Whether a word is another one with some other ending: "Algerian", "Algeria".
fn is_form_of(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = short.chars().count();
    letters >= 4 && long.starts_with(&short) && long.chars().count() <= letters + 3
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

    /// Whether a longer name mostly goes on behind it.
    fn goes_on(&self) -> bool {
        self.going_on * 2 > self.count
    }

    /// Whether it is a name of its own, not mostly a part of a longer one.
    fn is_whole(&self) -> bool {
        self.begun_before * 2 <= self.count && !self.goes_on()
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

/// Counts the runs of two to five words that begin and end with words that count, all with capitals or all without.
fn add_phrases<'t>(
    text: &'t str,
    passage: &Passage,
    number: usize,
    weights: &[f64],
    joined: &mut HashMap<Vec<u32>, Phrase<'t>>,
) {
    let words = &passage.words;
    for (at, first) in words.iter().enumerate() {
        // "same-sex", "New York"
        let next = words.get(at + 1).filter(|next| next.follows);
        let opens = first.is_content()
            || next.is_some_and(|next| {
                next.is_hyphenated || at > 0 && first.is_capital && next.is_capital && next.is_content()
            });
        if !opens || is_inside(words, at) {
            continue;
        }
        for length in 2..=LONGEST_PHRASE.min(words.len() - at) {
            let run = &words[at..at + length];
            let last = &run[length - 1];
            if !last.follows {
                break;
            }
            // "al-Qaeda"
            let is_one = run[1..].iter().all(|word| word.is_hyphenated);
            if !last.is_content() || last.is_capital != first.is_capital && !is_one {
                continue;
            }
            let inner = &run[1..length - 1];
            // "Bank of England", "Bill de Blasio", but not "president of bank"
            let joins = |word: &Word| inner.len() == 1 && is_connector(&text[word.start..word.end]);
            let agrees = |word: &Word| {
                (first.is_capital && joins(word))
                    || (word.is_content() && (word.is_capital == first.is_capital || is_one))
            };
            let weighs = run.iter().any(|word| weights[word.term as usize] > 0.0);
            let is_name = first.is_capital || last.is_capital;
            if weighs && inner.iter().all(agrees) && (is_name || length <= LONGEST_PLAIN) {
                let terms = run.iter().map(|word| word.term).collect();
                let form = &text[first.start..last.end];
                let phrase = joined.entry(terms).or_default();
                phrase.add(number, form, is_name, true);
                let is_next = |a: &Word, b: &Word| {
                    a.is_capital && b.is_capital && text.get(a.end..b.start).is_some_and(|gap| gap.len() == 1)
                };
                let before = at.checked_sub(1).is_some_and(|before| is_next(&words[before], first));
                let behind = words.get(at + length).is_some_and(|behind| is_next(last, behind));
                phrase.begun_before += u32::from(before);
                phrase.going_on += u32::from(behind);
            }
        }
    }
}

/// Whether a word goes on with what a connector joins to it: "State" in "Secretary of State".
fn is_inside(words: &[Word], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| &words[at]);
    words[at].is_hyphenated
        || words[at].follows
            && words[at].is_capital
            && before(1).is_some_and(|word| word.is_stop && word.follows && !word.is_capital)
            && before(2).is_some_and(|word| word.is_capital && word.is_content())
}

/// The phrase that stands for a word: of those frequent enough the longest that is nearly as frequent as the most frequent.
fn best<'p>(
    term: u32,
    phrases: &[&'p Vec<u32>],
    joined: &HashMap<Vec<u32>, Phrase<'_>>,
    single: &HashMap<u32, Phrase<'_>>,
    covered: &[bool],
    weights: &[f64],
) -> Option<&'p Vec<u32>> {
    let stands = |terms: &&&Vec<u32>| {
        // "Secretary Steven" is no name where another word mostly follows
        if terms.iter().any(|&other| covered[other as usize]) || joined[**terms].goes_on() {
            return false;
        }
        let count = f64::from(joined[**terms].count);
        let of = |term: u32| f64::from(single.get(&term).map_or(1, |word| word.count));
        // a name is given in full once and by its last word from then on
        let is_name = joined[**terms].is_capital() && joined[**terms].texts >= 2;
        let own = count >= of(term) * SHARE_OF_WORD;
        let by_others = [terms.first(), terms.last()].into_iter().flatten().all(|&other| {
            other == term || weights[other as usize] == 0.0 || count >= of(other) * SHARE_OF_WORD
        });
        own || (is_name && by_others)
    };
    let mut standing: Vec<&&Vec<u32>> = phrases.iter().filter(stands).collect();
    if standing.iter().any(|terms| joined[**terms].is_whole()) {
        standing.retain(|terms| joined[**terms].is_whole());
    }
    let most = standing.iter().map(|terms| joined[**terms].count).max()?;
    let frequent = standing.into_iter().filter(|terms| joined[**terms].count * 2 > most);
    frequent
        .max_by_key(|terms| (terms.len(), joined[**terms].count, std::cmp::Reverse((***terms).clone())))
        .copied()
}
