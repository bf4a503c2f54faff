//! Figures on which outlets disagree: "12 dead", "17 dead".

use std::collections::{BTreeMap, BTreeSet};

use samestory::{Published, Story};
use serde::Serialize;

use super::bounds::agree;
use super::reading::StoryText;
use super::statements::{Statement, adds, statement};

/// Figures that are further apart, as a factor, are of different things.
const FURTHEST: f64 = 20.0;

/// How much two statements must have in common besides what is counted, in idf: about one rare and one common word. Of hand-judged
/// figures with less than this most were of different things.
const MIN_COMMON: f64 = 9.0;

/// A smaller number is in every text.
const SMALL: f64 = 4.0;

/// A text that counts the same more often, with other numbers, is about more things than one.
const MAX_VALUES: usize = 2;

/// Another number of the same text, with so large a share of what two statements have in common, may be the one that is meant.
const RIVAL: f64 = 0.7;

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

/// The figures on which texts disagree, those in most texts first.
///
/// Two statements disagree if they count the same (the words behind the number, and what became of it, are the same), are otherwise about
/// the same (they share words around it, and a name if both have names; nothing else that one of the texts counts is as much like it), and
/// their numbers cannot both be right.
///
/// # Complexity
///
/// Linear in the words, and the cube of the statements of one unit, of which 120 are compared.
pub(super) fn figures(story: &Story, text: &StoryText<'_>) -> Vec<Figure> {
    let mut statements: Vec<Statement<'_>> = Vec::new();
    for (at, reading) in text.readings.iter().enumerate() {
        let (language, published) = (reading.cleaned.language, reading.cleaned.plain.published);
        for (printed, passage) in reading.passages() {
            if adds(printed, &passage.words, language) {
                continue;
            }
            (0..passage.words.len()).for_each(|word| {
                statements.extend(statement(at, printed, passage, word, (language, published)));
            });
        }
    }
    let mut by_unit: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate() {
        by_unit.entry(statement.counted[0]).or_default().push(at);
    }
    let mut found: Vec<(BTreeSet<usize>, Figure)> = Vec::new();
    for stated in by_unit.into_values() {
        let stated: Vec<&Statement<'_>> = stated.iter().take(OF_UNIT).map(|&at| &statements[at]).collect();
        for group in disagreeing(&stated, text) {
            let figure = shown(&group, story, text);
            found.push((group.iter().map(|statement| statement.reading).collect(), figure));
        }
    }
    // of equal ones that which is said first
    found.sort_by_key(|(readings, _)| std::cmp::Reverse(readings.len()));
    found.into_iter().take(MAX_FIGURES).map(|(_, figure)| figure).collect()
}

/// Groups of statements of a unit that count the same and disagree.
fn disagreeing<'s, 't>(stated: &[&'s Statement<'t>], text: &StoryText<'_>) -> Vec<Vec<&'s Statement<'t>>> {
    let values = |of: &Statement<'_>| {
        let own =
            stated.iter().filter(|statement| statement.reading == of.reading && statement.counts_as(of));
        own.map(|statement| statement.value.to_bits()).collect::<BTreeSet<u64>>().len()
    };
    let stated: Vec<&Statement<'_>> =
        stated.iter().copied().filter(|statement| values(statement) <= MAX_VALUES).collect();
    // what is as much like a statement as another one is, and in the text of that one
    let has_rival = |one: &Statement<'_>, other: &Statement<'_>, likeness: f64| {
        stated.iter().any(|rival| {
            rival.reading == one.reading
                && rival.value != one.value
                && (rival.value == other.value || likeness_of(rival, other, text) >= likeness * RIVAL)
        })
    };
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    for (place, one) in stated.iter().enumerate() {
        for (offset, other) in stated[place + 1..].iter().enumerate() {
            let (low, high) = (one.value.min(other.value), one.value.max(other.value));
            let may_disagree = one.reading != other.reading
                && source(text, one.reading) != source(text, other.reading)
                && low > 0.0
                && high / low <= FURTHEST
                && high >= SMALL
                && one.counts_as(other)
                && !agree((one.value, one.bound), (other.value, other.bound));
            if !may_disagree {
                continue;
            }
            let likeness = likeness_of(one, other, text);
            if likeness < MIN_COMMON || has_rival(one, other, likeness) || has_rival(other, one, likeness) {
                continue;
            }
            let pair = [place, place + 1 + offset];
            match groups.iter_mut().find(|group| pair.iter().any(|at| group.contains(at))) {
                Some(group) => group.extend(pair),
                None => groups.push(BTreeSet::from(pair)),
            }
        }
    }
    groups.into_iter().map(|group| group.into_iter().map(|at| stated[at]).collect()).collect()
}

fn source<'t>(text: &'t StoryText<'_>, reading: usize) -> &'t str {
    let plain = &text.readings[reading].cleaned.plain;
    plain.source.as_deref().unwrap_or(&plain.id)
}

/// What the words around two numbers have in common besides what is counted, in idf; 0 if none of them is next to both, or both have
/// names and none in common, or are of other years.
fn likeness_of(one: &Statement<'_>, other: &Statement<'_>, text: &StoryText<'_>) -> f64 {
    let shared = |one: &[u32], other: &[u32], unit: &[u32]| -> Vec<u32> {
        let both = one.iter().filter(|term| !unit.contains(term) && other.binary_search(term).is_ok());
        both.copied().collect()
    };
    let unit = &one.counted[..1];
    let has_other_names =
        !one.names.is_empty() && !other.names.is_empty() && shared(&one.names, &other.names, &[]).is_empty();
    let has_other_years = one.years != other.years && shared(&one.years, &other.years, &[]).is_empty();
    let idf: Vec<f64> =
        shared(&one.context, &other.context, unit).into_iter().map(|term| text.terms.idf(term)).collect();
    // one word may be in both by chance
    if idf.len() < 2 || has_other_names || has_other_years || shared(&one.near, &other.near, unit).is_empty()
    {
        0.0
    } else {
        idf.iter().sum()
    }
}

fn shown(group: &[&Statement<'_>], story: &Story, text: &StoryText<'_>) -> Figure {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut values: BTreeMap<u64, (&str, BTreeSet<usize>)> = BTreeMap::new();
    for statement in group {
        *forms.entry(statement.unit).or_insert(0) += 1;
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
