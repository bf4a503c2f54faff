//! What single outlets stress.

use std::collections::HashMap;

use samestory::Story;
use serde::Serialize;

use super::reading::{Reading, StoryText};

/// Shorter texts stress nothing that is not chance.
const MIN_WORDS: usize = 150;

/// A story of fewer long texts has no mean.
const MIN_TEXTS: usize = 3;

/// A term occurs so often in a text that stresses it.
const MIN_COUNT: u32 = 3;

/// By how many standard deviations it is over-used.
const MIN_DEVIATIONS: f64 = 2.5;

/// What more articles have is no stress.
const COMMON: f64 = 0.15;

/// How many words' worth of the mean of all texts each text is compared with.
const PRIOR: f64 = 200.0;

/// So many terms of a text are named, and so many texts.
const TERMS: usize = 4;
const TEXTS: usize = 12;

/// The terms that an outlet uses more than the others of a story do.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stress {
    /// The outlet.
    pub source: Option<String>,
    /// The id of the article.
    pub article: String,
    /// Its over-used terms as it prints them, the strongest first.
    pub terms: Vec<String>,
}

/// What each long text over-uses: the log-odds of its terms against those of the other texts, with the mean as prior ([Monroe,
/// Colaresi and Quinn 2008](https://doi.org/10.1093/pan/mpn018)). Those of the strongest first term come first.
pub(super) fn stresses(story: &Story, text: &StoryText<'_>) -> Vec<Stress> {
    let long: Vec<&Reading<'_>> = text.readings.iter().filter(|r| r.words().count() >= MIN_WORDS).collect();
    if long.len() < MIN_TEXTS {
        return Vec::new();
    }
    let mut all: HashMap<u32, f64> = HashMap::new();
    let counted: Vec<HashMap<u32, (u32, &str)>> = long.iter().map(|reading| count(reading)).collect();
    let is_telling = |term: u32| text.terms.rates[term as usize] < COMMON;
    for (&term, &(count, _)) in counted.iter().flatten() {
        *all.entry(term).or_insert(0.0) += f64::from(count);
    }
    let total: f64 = all.values().sum();
    let mut found: Vec<(f64, usize, Stress)> = Vec::new();
    for (at, (reading, own)) in long.iter().zip(&counted).enumerate() {
        let own_total: f64 = own.values().map(|&(count, _)| f64::from(count)).sum();
        let mut terms: Vec<(f64, u32, &str)> = own
            .iter()
            .filter(|(term, (count, _))| *count >= MIN_COUNT && is_telling(**term))
            .map(|(&term, &(count, form))| {
                let (count, prior) = (f64::from(count), PRIOR * all[&term] / total);
                let others = all[&term] - count;
                let odds = |count: f64, total: f64| ((count + prior) / (total + PRIOR - count - prior)).ln();
                let variance = 1.0 / (count + prior) + 1.0 / (others + prior);
                let deviations = (odds(count, own_total) - odds(others, total - own_total)) / variance.sqrt();
                (deviations, term, form)
            })
            .filter(|(deviations, ..)| *deviations >= MIN_DEVIATIONS)
            .collect();
        // that an outlet names itself says nothing of the story
        let own_name = reading.cleaned.plain.source.as_deref().unwrap_or_default().to_lowercase();
        let is_own_name = |form: &str| {
            let form = form.to_lowercase();
            own_name.split(|c: char| !c.is_alphanumeric()).any(|word| word == form)
        };
        terms.retain(|(.., form)| !is_own_name(form));
        terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        terms.truncate(TERMS);
        let Some(&(strongest, ..)) = terms.first() else { continue };
        let member = &story.members[reading.member];
        let terms = terms.into_iter().map(|(_, _, form)| form.to_owned()).collect();
        found.push((
            strongest,
            at,
            Stress { source: member.source.clone(), article: member.id.clone(), terms },
        ));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().take(TEXTS).map(|(_, _, stress)| stress).collect()
}

/// How often a text has each term that counts, and how it prints it first.
fn count<'r>(reading: &'r Reading<'_>) -> HashMap<u32, (u32, &'r str)> {
    let mut counts = HashMap::new();
    for (text, passage) in reading.passages() {
        for word in passage.words.iter().filter(|word| word.is_content()) {
            let form = &text[word.start..word.end];
            if form.chars().nth(1).is_some() || !form.is_ascii() {
                counts.entry(word.term).or_insert((0, form)).0 += 1;
            }
        }
    }
    counts
}
