//! Sentences that sum a story up.

use samestory::Story;
use serde::Serialize;

use super::reading::{Passage, Reading, StoryText};

/// Sentences of a text that are looked at, and of all texts.
const OF_TEXT: usize = 30;
const OF_ALL: usize = 600;

/// How many words a sentence has.
const WORDS: std::ops::RangeInclusive<usize> = 7..=50;

/// What being central counts, and what having been said does ([Carbonell and Goldstein
/// 1998](https://doi.org/10.1145/290941.291025)).
const CENTRAL: f64 = 0.7;

/// A sentence this similar to one that was chosen says nothing new.
const SAME: f64 = 0.5;

/// What a further sentence of an outlet that has one counts.
const SAME_SOURCE: f64 = 0.6;

/// A sentence of the summary, as an article has it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummarySentence {
    /// The sentence, its white space as single blanks.
    pub text: String,
    /// The id of the article.
    pub article: String,
    /// The outlet that published it.
    pub source: Option<String>,
    /// Where it begins and ends in the body, in bytes; none if the body has markup in it.
    pub span: Option<(usize, usize)>,
}

struct Candidate<'r> {
    reading: &'r Reading<'r>,
    sentence: &'r Passage,
    /// By term, ascending, of length 1.
    vector: Vec<(u32, f64)>,
    score: f64,
}

/// Up to `most` sentences: the most central one, and then what is central and new, of other outlets if possible.
///
/// # Complexity
///
/// Linear in the candidates, which are 600 at most.
pub(super) fn summary(
    story: &Story,
    text: &StoryText<'_>,
    weights: &[f64],
    most: usize,
) -> Vec<SummarySentence> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let center = normalized(
        (0..)
            .zip(weights)
            .filter(|&(_, &weight)| weight > 0.0)
            .map(|(term, &weight)| (term, weight))
            .collect(),
    );
    for reading in &text.readings {
        for (at, sentence) in reading.sentences.iter().filter(|s| s.is_prose).take(OF_TEXT).enumerate() {
            if candidates.len() == OF_ALL {
                break;
            }
            candidates.extend(candidate(reading, sentence, at, text, &center));
        }
    }
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    while chosen.len() < most && !candidates.is_empty() {
        let worth = |candidate: &Candidate<'_>| {
            let said = chosen.iter().map(|other| dot(&candidate.vector, &other.vector)).fold(0.0, f64::max);
            let same_source = chosen.iter().any(|other| source(other.reading) == source(candidate.reading));
            let score = CENTRAL * candidate.score - (1.0 - CENTRAL) * said;
            (said < SAME).then_some(if same_source && score > 0.0 { score * SAME_SOURCE } else { score })
        };
        let scored =
            candidates.iter().enumerate().filter_map(|(at, candidate)| Some((worth(candidate)?, at)));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((worth, at)) = best.filter(|&(worth, _)| worth > 0.0 || chosen.is_empty()) else { break };
        // what comes far behind the first is no summary
        if chosen.first().is_some_and(|first| worth < first.score * CENTRAL * 0.25) {
            break;
        }
        chosen.push(candidates.remove(at));
    }
    chosen.iter().map(|candidate| candidate.shown(story)).collect()
}

/// Who wrote a text: its source, or the article itself.
fn source<'r>(reading: &'r Reading<'_>) -> &'r str {
    reading.cleaned.plain.source.as_deref().unwrap_or(&reading.cleaned.plain.id)
}

fn candidate<'r>(
    reading: &'r Reading<'r>,
    sentence: &'r Passage,
    place: usize,
    text: &StoryText<'_>,
    center: &[(u32, f64)],
) -> Option<Candidate<'r>> {
    let words = &sentence.words;
    if !WORDS.contains(&words.len()) {
        return None;
    }
    let mut counts: Vec<(u32, f64)> = words
        .iter()
        .filter(|word| word.is_content())
        .map(|word| (word.term, text.terms.idf(word.term)))
        .collect();
    counts.sort_by_key(|&(term, _)| term);
    counts.dedup_by_key(|&mut (term, _)| term);
    let vector = normalized(counts);
    let printed = &reading.body()[sentence.start..sentence.end];
    let mut score = dot(&vector, center) * (1.0 + 0.6 / (1.0 + place as f64));
    // a quotation needs its speaker, and "he" the sentence before
    if printed.starts_with(['"', '“', '‘', '«', '„', '\'', '「']) {
        score *= 0.6;
    }
    if unbalanced(printed) {
        score *= 0.5;
    }
    if printed.starts_with(|c: char| c.is_lowercase()) || printed.ends_with(['?', '？']) {
        score *= 0.6;
    }
    let names_nothing = words.first().is_some_and(|word| word.is_stop)
        && !words.iter().take(4).any(|word| text.terms.texts[word.term as usize] > 1 && word.is_content());
    if names_nothing {
        score *= 0.8;
    }
    Some(Candidate { reading, sentence, vector, score })
}

/// Whether quotation marks are opened and not closed, or the other way round.
fn unbalanced(sentence: &str) -> bool {
    // „…“ is German
    let (opened, closed) = (sentence.contains('“'), sentence.contains(['”', '„']));
    sentence.matches('"').count() % 2 == 1 || opened != closed
}

impl Candidate<'_> {
    fn shown(&self, story: &Story) -> SummarySentence {
        let Passage { start, end, .. } = *self.sentence;
        let member = &story.members[self.reading.member];
        let is_as_given = matches!(self.reading.cleaned.plain, std::borrow::Cow::Borrowed(_));
        SummarySentence {
            text: self.reading.body()[start..end].split_whitespace().collect::<Vec<_>>().join(" "),
            article: member.id.clone(),
            source: member.source.clone(),
            span: is_as_given.then_some((start, end)),
        }
    }
}

/// Made length 1; ascending terms.
fn normalized(mut vector: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

/// The scalar product of vectors with ascending terms.
pub(super) fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(&(x, wx)), Some(&(y, wy))) = (a.get(i), b.get(j)) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += wx * wy;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}
