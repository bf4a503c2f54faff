//! How a story went: when it began, how it grew, when its words changed, when it was quiet.

use std::collections::BTreeMap;

use samestory::{Precision, Published, Story};
use serde::Serialize;

use super::reading::StoryText;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Stories that take no longer are counted by the hour, if most times are known to the second.
const BY_HOUR: i64 = 2 * DAY;

/// A story is quiet if nothing comes for so long, and for so many times as long as usual.
const QUIET: i64 = 3 * DAY;
const QUIET_TIMES: i64 = 4;

/// A turn takes so many texts before and from it on.
const TEXTS_OF_TURN: usize = 2;

/// Words that were not there before make a turn if they have this share of what the texts weigh.
const NEW_SHARE: f64 = 0.55;

/// So many new words of a turn are named.
const WORDS_OF_TURN: usize = 4;

/// How a story went, by the dates of its articles. Articles without a date are not in it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// The id of the article that was published first.
    pub first_report: Option<String>,
    /// When it was.
    pub first_published: Option<Published>,
    /// When the last was.
    pub last_published: Option<Published>,
    /// How long a period is, in seconds: an hour or a day.
    pub period_seconds: i64,
    /// The periods that have articles, in order.
    pub periods: Vec<Period>,
    /// Articles a day, from the first to the last; none if they are of one time.
    #[serde(serialize_with = "super::maybe_three_digits")]
    pub velocity: Option<f64>,
    /// How the second half of the time compares with the first.
    pub trend: Trend,
}

/// An hour or a day that has articles.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Period {
    /// Its beginning, in seconds since the Unix epoch.
    pub start: i64,
    /// How many articles were published in it.
    pub articles: usize,
    /// How many of them are no copies or versions.
    pub originals: usize,
    /// Whether the story had been quiet before and came back.
    pub is_revival: bool,
    /// If the vocabulary turns in it: the weightiest words that were not there before.
    pub turn: Vec<String>,
}

/// Whether a story grows.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Too few dated articles, or all of one time.
    Unknown,
    /// More come than before.
    Rising,
    /// About as many.
    Steady,
    /// Fewer.
    Falling,
    /// The input goes on for days without it.
    Over,
}

/// `end` is the last date of the input, in seconds.
pub(super) fn timeline(story: &Story, text: &StoryText<'_>, end: Option<i64>) -> Timeline {
    let mut dated: Vec<(Published, usize)> =
        story.members.iter().enumerate().filter_map(|(at, m)| Some((m.published?, at))).collect();
    // at one time an original is before its copies
    dated.sort_by_key(|&(published, at)| (published.seconds(), story.members[at].copy_of.is_some(), at));
    let (first, last) = (dated.first().map(|d| d.0), dated.last().map(|d| d.0));
    let span = first.zip(last).map_or(0, |(first, last)| last.seconds() - first.seconds());
    let exact = dated.iter().filter(|(published, _)| published.precision() == Precision::Second).count();
    let period = if span <= BY_HOUR && exact * 2 > dated.len() { HOUR } else { DAY };
    let mut periods: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for &(published, at) in &dated {
        periods.entry(published.seconds().div_euclid(period) * period).or_default().push(at);
    }
    let turns = turns(&periods, text);
    let quiet = quiet_from(&dated);
    let mut before: Option<i64> = None;
    let shown = periods.iter().map(|(&start, members)| {
        let first =
            members.first().and_then(|&at| story.members[at].published).map_or(start, Published::seconds);
        let is_revival = before.is_some_and(|before| first - before > quiet);
        before = members.last().and_then(|&at| story.members[at].published).map(Published::seconds);
        let is_original = |&&at: &&usize| {
            let member = &story.members[at];
            member.copy_of.is_none() && member.version_of.is_none()
        };
        Period {
            start,
            articles: members.len(),
            originals: members.iter().filter(is_original).count(),
            is_revival,
            turn: turns.get(&start).cloned().unwrap_or_default(),
        }
    });
    Timeline {
        first_report: dated.first().map(|&(_, at)| story.members[at].id.clone()),
        first_published: first,
        last_published: last,
        period_seconds: period,
        periods: shown.collect(),
        velocity: (span > 0).then(|| dated.len() as f64 * DAY as f64 / span.max(HOUR) as f64),
        trend: trend(&dated, quiet, end),
    }
}

/// For how long nothing comes when a story is quiet: longer than usual between its articles.
fn quiet_from(dated: &[(Published, usize)]) -> i64 {
    let mut gaps: Vec<i64> = dated.windows(2).map(|two| two[1].0.seconds() - two[0].0.seconds()).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    QUIET.max(usual.saturating_mul(QUIET_TIMES))
}

fn trend(dated: &[(Published, usize)], quiet: i64, end: Option<i64>) -> Trend {
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else { return Trend::Unknown };
    let (first, last) = (first.0.seconds(), last.0.seconds());
    if end.is_some_and(|end| end - last > quiet) {
        return Trend::Over;
    }
    let end = end.unwrap_or(last).max(last);
    if dated.len() < 4 || end == first {
        return Trend::Unknown;
    }
    let middle = first + (end - first) / 2;
    let early = dated.iter().filter(|(published, _)| published.seconds() <= middle).count() as f64;
    let late = dated.len() as f64 - early;
    // two standard deviations of the difference of two counts
    let chance = 1.5 * (early + late).sqrt();
    match late - early {
        more if more > chance => Trend::Rising,
        fewer if fewer < -chance => Trend::Falling,
        _ => Trend::Steady,
    }
}

/// By period: the words that turn the story, each text compared with all before it.
fn turns(periods: &BTreeMap<i64, Vec<usize>>, text: &StoryText<'_>) -> BTreeMap<i64, Vec<String>> {
    let mut seen = vec![false; text.terms.len()];
    let (mut texts_before, mut found) = (0, BTreeMap::new());
    let by_member: BTreeMap<usize, usize> =
        text.readings.iter().enumerate().map(|(at, reading)| (reading.member, at)).collect();
    for (&start, members) in periods {
        let readings: Vec<usize> =
            members.iter().filter_map(|member| by_member.get(member).copied()).collect();
        let mut texts: BTreeMap<u32, (u32, &str)> = BTreeMap::new();
        for &at in &readings {
            let mut own = vec![];
            for (printed, passage) in text.readings[at].passages() {
                for word in passage.words.iter().filter(|word| word.is_content()) {
                    own.push((word.term, &printed[word.start..word.end]));
                }
            }
            own.sort_by_key(|&(term, _)| term);
            own.dedup_by_key(|&mut (term, _)| term);
            own.iter().for_each(|&(term, form)| texts.entry(term).or_insert((0, form)).0 += 1);
        }
        if texts_before >= TEXTS_OF_TURN && readings.len() >= TEXTS_OF_TURN {
            // a word of one text is that text's own
            let shared = || texts.iter().filter(|(_, (count, _))| *count >= 2);
            let weight = |term: u32| text.terms.idf(term);
            let all: f64 = shared().map(|(&term, _)| weight(term)).sum();
            let mut new: Vec<(f64, u32, &str)> = shared()
                .filter(|(term, _)| !seen[**term as usize])
                .map(|(&term, (_, form))| (weight(term), term, *form))
                .collect();
            let share = new.iter().map(|(weight, ..)| weight).sum::<f64>() / all.max(1.0);
            if share >= NEW_SHARE {
                new.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                let words = new.into_iter().take(WORDS_OF_TURN).map(|(_, _, form)| form.to_owned()).collect();
                found.insert(start, words);
            }
        }
        texts.keys().for_each(|&term| seen[term as usize] = true);
        texts_before += readings.len();
    }
    found
}
