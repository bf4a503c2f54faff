//! Figures on which outlets disagree: "12 dead", "17 dead".

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::reading::{Passage, StoryText, Word};
use crate::published::Published;
use crate::stories::Story;
use crate::text::Language;
use crate::versions::{is_measure, is_percent, number_scale, number_word};

/// What is counted stands in so many words behind the number.
const UNIT_WITHIN: usize = 3;

/// So many words before and behind a number say what it is about.
const CONTEXT: usize = 14;

/// Figures that are further apart, as a factor, are of different things.
const FURTHEST: f64 = 20.0;

/// How much two statements must have in common besides what is counted, in idf: about one rare and one common word.
const MIN_COMMON: f64 = 8.0;

/// One of the words in common stands in so many words before a number or behind what it counts.
const NEAR: usize = 7;

/// A smaller number is in every text.
const SMALL: f64 = 4.0;

/// A text with more numbers of one unit is not compared by that unit.
const MAX_VALUES: usize = 5;

/// So many statements of one unit are compared with each other.
const OF_UNIT: usize = 120;

/// A story has no more.
const MAX_FIGURES: usize = 8;

/// One thing counted, with the numbers that outlets have for it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// What is counted, as it is printed most often: "dead".
    pub unit: String,
    /// The numbers, in order of the first article that has each, those without a date last.
    pub values: Vec<FigureValue>,
    /// Whether all texts of a later number are later than those of an earlier one: the number changed, and nobody contradicts it.
    pub changed_over_time: bool,
}

/// A number, with the articles that have it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureValue {
    /// The number.
    pub value: f64,
    /// As it is printed, up to what is counted: "at least" is not part of it.
    pub text: String,
    /// The ids of the articles, in order of arrival.
    pub articles: Vec<String>,
    /// When the first of them was published.
    pub first_published: Option<Published>,
}

/// A number with what it counts.
struct Statement<'t> {
    reading: usize,
    value: f64,
    printed: &'t str,
    /// Terms of what may be counted, nearest first, with their printed forms.
    units: Vec<(u32, &'t str)>,
    /// Terms around it, ascending.
    context: Vec<u32>,
    /// Those next to it, ascending.
    near: Vec<u32>,
}

/// The figures on which texts disagree, those in most texts first.
///
/// Two statements disagree if they count the same (a word behind the number), are otherwise about the same (they share words around
/// it), have other numbers, neither text has the number of the other with that unit, and neither number is the other one rounded.
///
/// # Complexity
///
/// Linear in the words, and the square of the statements of one unit, of which 120 are compared.
pub(super) fn figures(story: &Story, text: &StoryText<'_>) -> Vec<Figure> {
    let mut statements: Vec<Statement<'_>> = Vec::new();
    for (at, reading) in text.readings.iter().enumerate() {
        let language = reading.cleaned.language;
        for (printed, passage) in reading.passages() {
            (0..passage.words.len()).for_each(|word| {
                statements.extend(statement(at, printed, passage, word, language));
            });
        }
    }
    let mut by_unit: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate() {
        for (unit, _) in &statement.units {
            by_unit.entry(*unit).or_default().push(at);
        }
    }
    let mut found: Vec<(BTreeSet<usize>, Figure)> = Vec::new();
    for (unit, stated) in by_unit {
        let stated = &stated[..stated.len().min(OF_UNIT)];
        let group = disagreeing(unit, stated, &statements, text);
        if group.is_empty() {
            continue;
        }
        let figure = shown(unit, &group, &statements, story, text);
        found.push((group.into_iter().collect(), figure));
    }
    found.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    // "12 people dead" counts people and dead
    let mut kept: Vec<(BTreeSet<usize>, Figure)> = Vec::new();
    for (group, figure) in found {
        let is_known = kept.iter().any(|(other, _)| other.intersection(&group).count() * 2 >= group.len());
        if !is_known && kept.len() < MAX_FIGURES {
            kept.push((group, figure));
        }
    }
    kept.into_iter().map(|(_, figure)| figure).collect()
}

/// The statement that begins with a word, if it is a number of something.
fn statement<'t>(
    reading: usize,
    text: &'t str,
    passage: &Passage,
    at: usize,
    language: Language,
) -> Option<Statement<'t>> {
    let words = &passage.words;
    let first = &words[at];
    let printed = |word: &Word| &text[word.start..word.end];
    let mut value = number(printed(first), language)?;
    // "Boeing 737", "9-11", "2-1", "page 3 of 4"
    let before = text[..first.start].chars().next_back();
    // an amount is of money, not of what follows
    let joined = |c: char| {
        matches!(c, '-' | '–' | '.' | ',' | ':' | '/' | '#' | '\'' | '’' | '(' | '$' | '€' | '£' | '¥')
    };
    if before.is_some_and(joined) || at > 0 && first.follows && names(&words[at - 1], language) {
        return None;
    }
    let (mut last, mut next) = (first, at + 1);
    let mut behind = &text[first.end..];
    let is_share = |word: &Word| is_percent(printed(word));
    if behind.trim_start().starts_with('%') || words.get(next).is_some_and(is_share) {
        return None;
    }
    while let Some(word) = words.get(next).filter(|word| word.follows && !word.is_hyphenated) {
        let Some(scale) = number_scale(printed(word)) else { break };
        value *= scale;
        (last, next) = (word, next + 1);
        behind = &text[last.end..];
    }
    // "43-year-old"
    if behind.starts_with(['-', '–', '/', ':'])
        || (1_900.0..2_100.0).contains(&value) && next == at + 1 && !printed(first).contains([',', '.'])
    {
        return None;
    }
    let mut units = Vec::new();
    for word in words[next..].iter().take(UNIT_WITHIN) {
        if !word.follows || word.is_number || word.is_stop {
            break;
        }
        // a month, or a name
        let is_time = word.is_capital && language != Language::German;
        if is_time {
            break;
        }
        // of "six minutes", "20 inches of rain" nothing is counted
        if units.is_empty() && is_measure(printed(word)) {
            break;
        }
        units.push((word.term, printed(word)));
    }
    let around = |before: usize, behind: usize| {
        let range = at.saturating_sub(before)..words.len().min(next + behind);
        let content = words[range].iter().filter(|word| word.is_content());
        let mut terms: Vec<u32> = content.map(|word| word.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    let (context, near) = (around(CONTEXT, CONTEXT), around(NEAR, units.len() + NEAR));
    (!units.is_empty()).then(|| Statement {
        reading,
        value,
        printed: &text[first.start..last.end],
        units,
        context,
        near,
    })
}

/// Whether a number behind a word is part of a name.
fn names(word: &Word, language: Language) -> bool {
    // all nouns have capitals in German
    language != Language::German && word.is_capital && !word.is_stop && word.start > 0
}

/// The value of a word that is a number, in digits or letters.
fn number(word: &str, language: Language) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return number_word(word, language).map(f64::from);
    }
    if !word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return None;
    }
    let plain = crate::text::WordNormalizer::new(language).normalize(word).term;
    plain.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

/// The statements of a unit that disagree with others, ascending.
fn disagreeing(
    unit: u32,
    stated: &[usize],
    statements: &[Statement<'_>],
    text: &StoryText<'_>,
) -> Vec<usize> {
    let said = |reading: usize, value: f64| {
        stated.iter().any(|&at| statements[at].reading == reading && statements[at].value == value)
    };
    // a text with many such numbers is about many such things
    let values = |reading: usize| {
        let own = stated.iter().filter(|&&at| statements[at].reading == reading);
        own.map(|&at| statements[at].value.to_bits()).collect::<BTreeSet<u64>>().len()
    };
    let stated: Vec<usize> =
        stated.iter().copied().filter(|&at| values(statements[at].reading) <= MAX_VALUES).collect();
    let mut found = BTreeSet::new();
    for (place, &a) in stated.iter().enumerate() {
        for &b in &stated[place + 1..] {
            let (one, other) = (&statements[a], &statements[b]);
            if one.reading == other.reading || source(text, one.reading) == source(text, other.reading) {
                continue;
            }
            let (low, high) = (one.value.min(other.value), one.value.max(other.value));
            let may_disagree = low != high
                && low > 0.0
                && high / low <= FURTHEST
                && high >= SMALL
                && !is_rounded(low, high)
                && !said(one.reading, other.value)
                && !said(other.reading, one.value);
            if may_disagree && common(unit, one, other, text) >= MIN_COMMON {
                found.extend([a, b]);
            }
        }
    }
    found.into_iter().collect()
}

fn source<'t>(text: &'t StoryText<'_>, reading: usize) -> &'t str {
    let plain = &text.readings[reading].cleaned.plain;
    plain.source.as_deref().unwrap_or(&plain.id)
}

/// What the words around two numbers have in common besides what is counted; 0 if none of them is next to both.
fn common(unit: u32, one: &Statement<'_>, other: &Statement<'_>, text: &StoryText<'_>) -> f64 {
    let shared = |one: &[u32], other: &[u32]| -> Vec<u32> {
        let both = one.iter().filter(|term| **term != unit && other.binary_search(term).is_ok());
        both.copied().collect()
    };
    let idf: Vec<f64> =
        shared(&one.context, &other.context).into_iter().map(|term| text.terms.idf(term)).collect();
    // one word may be in both by chance
    if idf.len() < 2 || shared(&one.near, &other.near).is_empty() { 0.0 } else { idf.iter().sum() }
}

/// Whether one number is the other rounded to one or two digits.
fn is_rounded(low: f64, high: f64) -> bool {
    let rounds = |exact: f64, round: f64| {
        [1, 2].into_iter().any(|digits| {
            let unit = 10_f64.powi(exact.log10().floor() as i32 + 1 - digits);
            // "fewer than 1,000" of 905
            let is_rounder = round % unit == 0.0 && exact % unit != 0.0;
            let near = digits == 1 && exact >= 100.0 && is_rounder && (exact - round).abs() < exact * 0.15;
            near || unit > 1.0
                && [(exact / unit).round(), (exact / unit).floor()].iter().any(|n| n * unit == round)
        })
    };
    rounds(low, high) || rounds(high, low)
}

fn shown(
    unit: u32,
    group: &[usize],
    statements: &[Statement<'_>],
    story: &Story,
    text: &StoryText<'_>,
) -> Figure {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut values: BTreeMap<u64, (&str, BTreeSet<usize>)> = BTreeMap::new();
    for &at in group {
        let statement = &statements[at];
        let form = statement.units.iter().find(|(term, _)| *term == unit).map_or("", |(_, form)| *form);
        *forms.entry(form).or_insert(0) += 1;
        let entry = values.entry(statement.value.to_bits()).or_insert((statement.printed, BTreeSet::new()));
        entry.1.insert(text.readings[statement.reading].member);
    }
    let most = forms.iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let unit = most.map_or("", |(form, _)| *form).to_owned();
    let time = |member: usize| story.members[member].published.map_or(i64::MAX, Published::seconds);
    let mut values: Vec<(i64, i64, FigureValue)> = values
        .into_iter()
        .map(|(bits, (printed, members))| {
            let first = members.iter().map(|&member| time(member)).min().unwrap_or(i64::MAX);
            let last = members.iter().map(|&member| time(member)).max().unwrap_or(i64::MAX);
            let first_published =
                members.iter().filter_map(|&m| story.members[m].published).min_by_key(|p| p.seconds());
            let articles = members.iter().map(|&member| story.members[member].id.clone()).collect();
            let value = f64::from_bits(bits);
            (first, last, FigureValue { value, text: printed.to_owned(), articles, first_published })
        })
        .collect();
    values.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.value.total_cmp(&b.2.value)));
    let changed_over_time = values.windows(2).all(|two| two[0].1 < two[1].0 && two[1].0 < i64::MAX);
    Figure { unit, values: values.into_iter().map(|(_, _, value)| value).collect(), changed_over_time }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_numbers_agree() {
        for (low, high, expected) in [
            (11_954.0, 12_000.0, true),
            (68.0, 70.0, true),
            (12.0, 17.0, false),
            (9.0, 10.0, false),
            (1_000.0, 1_049.0, true),
            (905.0, 1_000.0, true),
            (6_000.0, 7_500.0, false),
        ] {
            assert_eq!(is_rounded(low, high), expected, "{low} {high}");
        }
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(number("3,000", Language::English), Some(3_000.0));
        assert_eq!(number("3.000", Language::German), Some(3_000.0));
        assert_eq!(number("3,5", Language::German), Some(3.5));
        assert_eq!(number("Twelve", Language::English), Some(12.0));
        assert_eq!([number("90s", Language::English), number("boat", Language::English)], [None, None]);
    }
}
