//! Which of two texts was there first.

use serde::{Deserialize, Serialize};

use super::overlap::Overlap;
use crate::article::ArticleId;
use crate::published::{Precision, Published};

/// A reason to think that one article is the original.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// It was published earlier.
    Time,
    /// The other credits its source, or an agency that it is of.
    Credit,
    /// It names days of the week where the other says "yesterday".
    Days,
    /// The other is contained in it and leaves parts of it out.
    Containment,
    /// It is the longer text.
    Length,
}

/// Which of two articles was there first, and why.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Direction {
    /// The original; none if the signs say nothing or contradict each other.
    pub original: Option<ArticleId>,
    /// How sure that is, .5 to 1; .5 if it is not known.
    pub confidence: f64,
    /// Every sign with the article it speaks for.
    pub signs: Vec<(Sign, ArticleId)>,
}

/// What is known of an article beside its words.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Circumstances {
    pub(crate) published: Option<Published>,
    /// The newsroom it comes from by its source.
    pub(crate) source: Option<u64>,
    /// The newsroom its text is credited to.
    pub(crate) credited: Option<u64>,
}

/// How much a sign weighs, in log odds. A credit is a statement; a time may be that of an update or of another time zone;
/// texts are cut more often than added to.
fn weight(sign: Sign) -> f64 {
    match sign {
        Sign::Credit => 4.0,
        Sign::Time => 2.5,
        Sign::Days => 2.0,
        Sign::Containment => 1.5,
        Sign::Length => 0.5,
    }
}

/// With less evidence than this, in log odds, a direction is not known.
const LEAST_EVIDENCE: f64 = 1.0;

/// A text that leaves out less of another is not called contained in it.
const LEFT_OUT: f64 = 0.15;

/// Adds up the signs.
pub(crate) fn direction(
    ids: [ArticleId; 2],
    circumstances: [&Circumstances; 2],
    overlap: &Overlap,
) -> Direction {
    let mut signs: Vec<(Sign, usize)> = Vec::new();
    let [a, b] = circumstances;
    signs.extend(earlier(a.published, b.published).map(|side| (Sign::Time, side)));
    signs.extend(credited(a, b).map(|side| (Sign::Credit, side)));
    let [first, second] = overlap.days_made_relative;
    if first != second {
        signs.push((Sign::Days, usize::from(second > first)));
    }
    let [first, second] = overlap.containment();
    if (first - second).abs() >= LEFT_OUT {
        signs.push((Sign::Containment, usize::from(first > second)));
    } else if overlap.words[0] != overlap.words[1] {
        signs.push((Sign::Length, usize::from(overlap.words[1] > overlap.words[0])));
    }
    let evidence: f64 =
        signs.iter().map(|&(sign, side)| if side == 0 { weight(sign) } else { -weight(sign) }).sum();
    let known = evidence.abs() >= LEAST_EVIDENCE;
    Direction {
        original: known.then(|| ids[usize::from(evidence < 0.0)]),
        confidence: if known { 1.0 / (1.0 + (-evidence.abs()).exp()) } else { 0.5 },
        signs: signs.into_iter().map(|(sign, side)| (sign, ids[side])).collect(),
    }
}

/// The side that was published earlier, if that is sure: a day says nothing about an hour of it.
fn earlier(a: Option<Published>, b: Option<Published>) -> Option<usize> {
    let (a, b) = (a?, b?);
    let days = a.precision() == Precision::Day || b.precision() == Precision::Day;
    if a.seconds() == b.seconds() || (days && a.days_to(b) == 0.0) {
        return None;
    }
    Some(usize::from(b.seconds() < a.seconds()))
}

/// The side whose source the other credits, or that is credited to nobody but itself while the other is to a third.
fn credited(a: &Circumstances, b: &Circumstances) -> Option<usize> {
    let by = |text: &Circumstances, other: &Circumstances| {
        text.credited.is_some() && text.credited == other.source && text.source != other.source
    };
    match (by(b, a), by(a, b)) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}
