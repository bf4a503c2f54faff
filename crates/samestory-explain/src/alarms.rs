//! What about a story asks for a second look.

use std::collections::BTreeMap;

use samestory::{ArticleId, StoryId};
use serde::Serialize;

use super::explainer::Explainer;
use super::story::Split;

/// Smaller stories are never out of proportion.
const LARGE: usize = 20;

/// A story is out of proportion if it is so many times as large as the next one,
const TIMES_THE_NEXT: usize = 5;

/// or has more than this share of all articles.
const SHARE_OF_ALL: f64 = 0.25;

/// Issues that make a series.
const MIN_ISSUES: usize = 3;

/// The share of a story's articles that a series has.
const MOST: f64 = 0.8;

/// The days between two issues differ by this factor at most, for most of them.
const REGULAR: f64 = 1.35;

/// Issues of a series are this far apart, in days.
const BETWEEN_ISSUES: std::ops::RangeInclusive<f64> = 0.8..=32.0;

/// What about a story asks for a second look.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alarm {
    /// Of what kind it is.
    pub kind: AlarmKind,
    /// The reason in words.
    pub reason: String,
}

/// Kinds of alarms.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AlarmKind {
    /// It is large, much larger than any other, and loose: it may be a subject and not an event.
    OutOfProportion,
    /// Two parts of two or more articles each are held together by one link.
    OneLink,
    /// One source publishes it at regular intervals: a column or a daily report, not an event.
    Series,
}

/// A story to be looked at.
pub(super) struct Seen<'s, 'a> {
    pub(super) explainer: &'s Explainer<'a>,
    pub(super) story: StoryId,
    pub(super) group: &'s [ArticleId],
    pub(super) split: Option<&'s Split>,
    pub(super) cohesion: Option<f64>,
    pub(super) bar: f64,
}

/// The alarms of a story.
pub(super) fn alarms(seen: &Seen<'_, '_>) -> Vec<Alarm> {
    let found = [
        (AlarmKind::OutOfProportion, out_of_proportion(seen)),
        (AlarmKind::OneLink, one_link(seen)),
        (AlarmKind::Series, series(seen)),
    ];
    found.into_iter().filter_map(|(kind, reason)| Some(Alarm { kind, reason: reason? })).collect()
}

fn out_of_proportion(seen: &Seen<'_, '_>) -> Option<String> {
    let (size, all) = (seen.group.len(), seen.explainer.inspection.labels().len());
    let cohesion = seen.cohesion.filter(|&cohesion| size >= LARGE && cohesion < seen.bar)?;
    let others = seen.explainer.stories.iter().filter(|story| story.id != seen.story);
    let next = others.map(|story| story.len()).max().unwrap_or(0);
    let is_large = size >= TIMES_THE_NEXT * next || size as f64 > SHARE_OF_ALL * all as f64;
    is_large.then(|| {
        format!(
            "It grows out of proportion: it has {size} of {all} articles, the next largest story has {next}, and the mean score of \
             its pairs is {cohesion:.2}. It may be a subject and not an event."
        )
    })
}

fn one_link(seen: &Seen<'_, '_>) -> Option<String> {
    let split = seen.split.filter(|split| split.links <= 1)?;
    let [one, other] = split.parts.each_ref().map(Vec::len);
    let link = split.strongest.as_ref().filter(|_| one.min(other) >= 2)?;
    Some(format!(
        "It is held together by one link: of its parts of {one} and {other} articles only {} and {} have a score of {:.2}.",
        link.a, link.b, link.score
    ))
}

fn series(seen: &Seen<'_, '_>) -> Option<String> {
    let mut days: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for &number in seen.group {
        let article = seen.explainer.article_of(number);
        if let (Some(source), Some(published)) = (&article.source, article.published) {
            days.entry(source).or_default().push(published.seconds() as f64 / 86_400.0);
        }
    }
    let (source, mut days) = days.into_iter().max_by_key(|(_, days)| days.len())?;
    let enough = MIN_ISSUES.max((MOST * seen.group.len() as f64).ceil() as usize);
    if days.len() < enough {
        return None;
    }
    days.sort_by(f64::total_cmp);
    let mut gaps: Vec<f64> = days.windows(2).map(|two| two[1] - two[0]).collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps[gaps.len() / 2];
    let regular = gaps.iter().filter(|&&gap| gap <= usual * REGULAR && gap * REGULAR >= usual).count();
    let is_series = BETWEEN_ISSUES.contains(&usual) && regular as f64 >= MOST * gaps.len() as f64;
    is_series.then(|| {
        let (of, every) = (days.len(), interval(usual));
        format!(
            "It is a series: {of} of its {} articles are of {source}, {every}. It may be a column or a regular report and not an event.",
            seen.group.len()
        )
    })
}

/// An interval in words.
fn interval(days: f64) -> String {
    match days.round() {
        1.0 => "one a day".to_owned(),
        7.0 => "one a week".to_owned(),
        days if days >= 28.0 => "one a month".to_owned(),
        days => format!("one every {days} days"),
    }
}
