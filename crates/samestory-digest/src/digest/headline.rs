//! The headline of a story: one of its members'.

use std::collections::BTreeMap;

use samestory::Story;
use samestory::unstable::text::beginning;
use serde::Serialize;

use super::reading::{Reading, StoryText};

/// A first sentence that stands for a headline is cut there, in bytes.
const LONGEST_SENTENCE: usize = 200;

/// How many words a headline has that says what happened and is no paragraph.
const WORDS: std::ops::RangeInclusive<usize> = 4..=15;

/// The headline of a story, as a member has it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Headline {
    /// The headline without the affixes of its source, or a first sentence if no member has a headline.
    pub text: String,
    /// The id of the member.
    pub article: String,
    /// Whether it is a headline of its own, not a first sentence.
    pub is_title: bool,
}

/// The headline that a correction chose; else that which has most of what sets the story apart, in the language of most texts.
///
/// Lower are: all in capitals, questions, sentences with a full stop, what is cut or ends in a colon, one or two words, whole
/// paragraphs, captions with their credit, and titles that are only how the text begins. Of equals the latest wins, as it knows most.
pub(super) fn headline(story: &Story, text: &StoryText<'_>, weights: &[f64]) -> Headline {
    if let Some(member) = story.members.iter().find(|member| member.is_headline) {
        let (text, article) = (member.headline.clone(), member.id.clone());
        return Headline { text, article, is_title: member.is_titled };
    }
    let most_spoken = language(text);
    let dates: Vec<i64> =
        text.readings.iter().filter_map(|r| r.cleaned.plain.published.map(|p| p.seconds())).collect();
    let (first, last) = (dates.iter().min().copied(), dates.iter().max().copied());
    let recency = |reading: &Reading<'_>| match (first, last, reading.cleaned.plain.published) {
        (Some(first), Some(last), Some(own)) if last > first => {
            (own.seconds() - first) as f64 / (last - first) as f64
        }
        _ => 0.0,
    };
    let agreed = agreed(text, weights);
    let scored = text.readings.iter().filter(|reading| !reading.title.words.is_empty()).map(|reading| {
        let speaks = language_of(reading) == most_spoken;
        let score = centrality(&reading.title.words, &agreed)
            * form(reading)
            * (1.0 + 0.1 * recency(reading))
            * if speaks { 1.0 } else { 0.3 };
        (score, reading)
    });
    // of equals the first
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    if let Some((_, reading)) = best {
        return Headline {
            text: reading.cleaned.title.trim().to_owned(),
            article: story.members[reading.member].id.clone(),
            is_title: true,
        };
    }
    let sentences = text.readings.iter().filter_map(|reading| {
        let sentence = reading.sentences.iter().find(|s| s.is_prose).or(reading.sentences.first())?;
        Some((centrality(&sentence.words, weights), reading, sentence))
    });
    let best = sentences.reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((_, reading, sentence)) => Headline {
            text: cut(&reading.body()[sentence.start..sentence.end]),
            article: story.members[reading.member].id.clone(),
            is_title: false,
        },
        None => {
            let member = story.members.first();
            Headline {
                text: member.map(|member| member.headline.clone()).unwrap_or_default(),
                article: member.map(|member| member.id.clone()).unwrap_or_default(),
                is_title: member.is_some_and(|member| member.is_titled),
            }
        }
    }
}

/// The weights of terms, more for those that more titles have.
fn agreed(text: &StoryText<'_>, weights: &[f64]) -> Vec<f64> {
    let mut titles: Vec<(u32, u32)> = vec![(0, 0); weights.len()];
    for (number, reading) in (1..).zip(&text.readings) {
        for word in &reading.title.words {
            let (count, last) = &mut titles[word.term as usize];
            *count += u32::from(*last != number);
            *last = number;
        }
    }
    let all = text.readings.len().max(1) as f64;
    weights.iter().zip(titles).map(|(weight, (count, _))| weight * (0.4 + f64::from(count) / all)).collect()
}

/// How much of what sets the story apart a title has for its length.
fn centrality(words: &[super::reading::Word], weights: &[f64]) -> f64 {
    let mut terms: Vec<u32> = words.iter().filter(|word| !word.is_stop).map(|word| word.term).collect();
    terms.sort_unstable();
    terms.dedup();
    let sum: f64 = terms.iter().map(|&term| weights[term as usize]).sum();
    sum / (terms.len() as f64 + 3.0).powf(0.6)
}

/// How much a title looks like a headline, 0 to 1.
fn form(reading: &Reading<'_>) -> f64 {
    let title = reading.cleaned.title.trim();
    let letters = || title.chars().filter(|c| c.is_alphabetic());
    let has_case = letters().any(|c| c.is_uppercase() || c.is_lowercase());
    let words = reading.title.words.len();
    let mut score = 1.0;
    if has_case && letters().count() > 8 && !letters().any(char::is_lowercase) {
        score *= 0.5;
    }
    if title.ends_with(['?', '？', '؟']) {
        score *= 0.7;
    }
    if title.ends_with([':', '…']) || title.ends_with("...") {
        score *= 0.6;
    }
    if title.ends_with(['.', '。']) && !title.ends_with("...") {
        score *= 0.75;
    }
    if has_case && !WORDS.contains(&words) {
        score *= if words < 3 { 0.4 } else { 0.7 };
    }
    if let Some(open) = title.find('(') {
        // "(Jane Roe/AP)"
        score *= if title[open..].contains('/') { 0.4 } else { 0.9 };
    }
    if title.starts_with(['"', '“', '‘', '«', '„', '\'']) || title.contains(" | ") {
        score *= 0.8;
    }
    let body = reading.body().trim_start();
    if title.len() > 60 && beginning(body, title.len()) == title {
        score *= 0.7;
    }
    score
}

fn language_of<'r>(reading: &'r Reading<'_>) -> &'r str {
    reading.cleaned.language.code()
}

/// The language of most texts; of equals the first by its code.
fn language<'r>(text: &'r StoryText<'_>) -> &'r str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    text.readings.iter().for_each(|reading| *counts.entry(language_of(reading)).or_insert(0) += 1);
    let most = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    most.map_or("", |(code, _)| code)
}

/// A sentence on one line, cut between words if it is long.
fn cut(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= LONGEST_SENTENCE {
        return line;
    }
    let head = beginning(&line, LONGEST_SENTENCE);
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", &head[..end])
}
