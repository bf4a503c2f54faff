//! What people say about stories: which articles are of one event and which are not, and which headline is the right one. It holds
//! whatever the scores say, for a closed set and for a stream.
//!
//! [`Config::corrections`](crate::Config::corrections) has them. Clustering takes a correction as a pair of articles with a score beyond
//! all others, or as far below: average linkage and the moves after it stay as they are, and the rest of a story goes where it is
//! closest (constrained agglomeration, [Davidson & Ravi 2005](https://doi.org/10.1007/11564126_11)). A stream takes them while it runs
//! too, by [`Clusterer::correct`](crate::Clusterer::correct).
//!
//! Corrections name articles, by their ids, as these last: stories merge and get other numbers. Nothing is ever taken off the list. A
//! correction that is [withdrawn](Corrections::withdraw) stays on it with who withdrew it and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::published::Published;

/// Pairs of articles that standing corrections may name, at most: sums of scores have room for so many.
pub(crate) const MAX_PAIRS: usize = 8_000;

/// What is said of articles, each by its id. An id that several articles have means all of a closed set, and the latest of
/// a stream; the latest of a closed set too where more than 8,000 pairs of articles would be corrected.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are of one story. At least two.
    Same(Vec<String>),
    /// No two of them are of one story. At least two.
    NotSame(Vec<String>),
    /// Some articles of a story are a story of their own.
    Split {
        /// Those that leave. At least one.
        part: Vec<String>,
        /// Those that stay. At least one.
        rest: Vec<String>,
    },
    /// A story has the headline of this article.
    Headline(String),
}

/// A verdict, and who gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What is said.
    pub verdict: Verdict,
    /// Who says it.
    #[serde(default)]
    pub by: Option<String>,
    /// When it was said.
    #[serde(default)]
    pub at: Option<Published>,
    /// The reason.
    #[serde(default)]
    pub why: Option<String>,
}

impl From<Verdict> for Correction {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, by: None, at: None, why: None }
    }
}

/// A correction on the list.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionEntry {
    /// The correction.
    pub correction: Correction,
    /// Whether it holds no more.
    pub is_withdrawn: bool,
    /// Who withdrew it.
    pub withdrawn_by: Option<String>,
    /// When.
    pub withdrawn_at: Option<Published>,
    /// The reason.
    pub withdrawn_why: Option<String>,
}

/// Two standing corrections that cannot both hold. The later one does.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// The number of the correction that says that two articles are of one story; by way of others perhaps.
    pub same: usize,
    /// The number of the correction that says that they are not.
    pub not_same: usize,
    /// The two articles.
    pub articles: [String; 2],
}

/// A correction that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionError(String);

impl fmt::Display for CorrectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CorrectionError {}

/// What a correction says of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Same,
    NotSame,
}

/// All pairs of some ids.
fn among(ids: &[String], relation: Relation) -> Vec<((&str, &str), Relation)> {
    let pairs = ids.iter().enumerate().flat_map(|(at, a)| ids[..at].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| (ordered(a, b), relation)).collect()
}

fn ordered<'i>(a: &'i str, b: &'i str) -> (&'i str, &'i str) {
    if a < b { (a, b) } else { (b, a) }
}

impl Verdict {
    /// What it says of which pairs; the ids of a pair in order.
    fn pairs(&self) -> Vec<((&str, &str), Relation)> {
        match self {
            Self::Same(ids) => among(ids, Relation::Same),
            Self::NotSame(ids) => among(ids, Relation::NotSame),
            Self::Split { part, rest } => {
                let across = part.iter().flat_map(|a| rest.iter().map(move |b| (a, b)));
                let across = across.map(|(a, b)| (ordered(a, b), Relation::NotSame));
                among(part, Relation::Same).into_iter().chain(across).collect()
            }
            Self::Headline(_) => Vec::new(),
        }
    }

    /// How many [`pairs`](Self::pairs) there are, without making them: there may be more than there is memory for.
    fn pair_count(&self) -> u64 {
        let times = |a: usize, b: usize| (a as u64).saturating_mul(b as u64);
        let among = |ids: &[String]| times(ids.len(), ids.len().saturating_sub(1)) / 2;
        match self {
            Self::Same(ids) | Self::NotSame(ids) => among(ids),
            Self::Split { part, rest } => among(part).saturating_add(times(part.len(), rest.len())),
            Self::Headline(_) => 0,
        }
    }

    /// The ids that it names.
    pub fn ids(&self) -> Vec<&String> {
        match self {
            Self::Same(ids) | Self::NotSame(ids) => ids.iter().collect(),
            Self::Split { part, rest } => part.iter().chain(rest).collect(),
            Self::Headline(id) => vec![id],
        }
    }

    fn check(&self) -> Result<(), CorrectionError> {
        let error = |message: String| Err(CorrectionError(message));
        let ids = self.ids();
        let mut seen = BTreeSet::new();
        let repeated: BTreeSet<&String> = ids.iter().copied().filter(|id| !seen.insert(*id)).collect();
        match self {
            Self::Same(_) | Self::NotSame(_) if ids.len() < 2 => {
                error("it names fewer than two articles".to_owned())
            }
            Self::Split { part, rest } if part.is_empty() || rest.is_empty() => {
                error("a split names no articles that leave, or none that stay".to_owned())
            }
            _ if ids.iter().any(|id| id.trim().is_empty()) => error("an article has no id".to_owned()),
            _ => match ids.iter().find(|id| repeated.contains(*id)) {
                Some(twice) => error(format!("it names {twice:?} twice")),
                None => Ok(()),
            },
        }
    }
}

/// The corrections of stories, in the order in which they were given. Of those that contradict each other the later holds.
///
/// ```
/// use samestory::corrections::{Corrections, Verdict};
///
/// let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
/// let mut corrections = Corrections::default();
/// corrections.push(Verdict::Same(ids(&["nyt", "ap"])).into())?;
/// corrections.push(Verdict::Same(ids(&["ap", "bbc"])).into())?;
/// let wrong = corrections.push(Verdict::NotSame(ids(&["nyt", "bbc"])).into())?;
/// assert_eq!(corrections.contradictions()[0].not_same, wrong);
/// corrections.withdraw(wrong, Some("desk".to_owned()), None, None)?;
/// assert!(corrections.contradictions().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<CorrectionEntry>", into = "Vec<CorrectionEntry>")]
pub struct Corrections {
    entries: Vec<CorrectionEntry>,
    /// Of those that stand.
    pairs: usize,
}

impl From<Corrections> for Vec<CorrectionEntry> {
    fn from(corrections: Corrections) -> Self {
        corrections.entries
    }
}

impl TryFrom<Vec<CorrectionEntry>> for Corrections {
    type Error = CorrectionError;

    fn try_from(entries: Vec<CorrectionEntry>) -> Result<Self, CorrectionError> {
        let mut corrections = Self::default();
        for entry in entries {
            let standing = corrections.check(&entry.correction.verdict)?;
            corrections.pairs += if entry.is_withdrawn { 0 } else { standing };
            corrections.entries.push(entry);
        }
        Ok(corrections)
    }
}

impl Corrections {
    /// Adds a correction, and gives its number, from 0 on.
    ///
    /// # Errors
    ///
    /// If it names too few articles, or one of them twice; or if the standing corrections name more than 8,000 pairs of articles.
    pub fn push(&mut self, correction: Correction) -> Result<usize, CorrectionError> {
        self.pairs += self.check(&correction.verdict)?;
        let (withdrawn_by, withdrawn_at, withdrawn_why) = (None, None, None);
        self.entries.push(CorrectionEntry {
            correction,
            is_withdrawn: false,
            withdrawn_by,
            withdrawn_at,
            withdrawn_why,
        });
        Ok(self.entries.len() - 1)
    }

    /// How many pairs a verdict names, if it can be taken.
    fn check(&self, verdict: &Verdict) -> Result<usize, CorrectionError> {
        verdict.check()?;
        let pairs = verdict.pair_count();
        let total = pairs.saturating_add(self.pairs as u64);
        if total > MAX_PAIRS as u64 {
            return Err(CorrectionError(format!(
                "{total} pairs of articles are corrected, {MAX_PAIRS} allowed"
            )));
        }
        Ok(pairs as usize)
    }

    /// Withdraws a correction by its number. It stays on the list.
    ///
    /// # Errors
    ///
    /// If there is no such correction, or it was withdrawn.
    pub fn withdraw(
        &mut self,
        number: usize,
        by: Option<String>,
        at: Option<Published>,
        why: Option<String>,
    ) -> Result<(), CorrectionError> {
        let entry = self.entries.get_mut(number).filter(|entry| !entry.is_withdrawn);
        let entry = entry.ok_or_else(|| CorrectionError(format!("no correction {number} stands")))?;
        (entry.is_withdrawn, entry.withdrawn_by, entry.withdrawn_at, entry.withdrawn_why) =
            (true, by, at, why);
        self.pairs -= entry.correction.verdict.pair_count() as usize;
        Ok(())
    }

    /// All that were ever given, by their numbers.
    pub fn entries(&self) -> &[CorrectionEntry] {
        &self.entries
    }

    /// Whether none was ever given.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Those that stand, with their numbers.
    fn standing(&self) -> impl Iterator<Item = (usize, &Verdict)> {
        let all = self.entries.iter().enumerate().filter(|(_, entry)| !entry.is_withdrawn);
        all.map(|(number, entry)| (number, &entry.correction.verdict))
    }

    /// What holds of pairs of articles, the ids of a pair in order, with the number of the correction that says so.
    pub(crate) fn pairs(&self) -> BTreeMap<(&str, &str), (Relation, usize)> {
        let pairs = self.standing().flat_map(|(number, verdict)| {
            verdict.pairs().into_iter().map(move |(pair, relation)| (pair, (relation, number)))
        });
        pairs.collect()
    }

    /// Articles whose headlines are those of their stories, the latest last.
    pub(crate) fn headlines(&self) -> impl DoubleEndedIterator<Item = &str> {
        let all = self.entries.iter().filter(|entry| !entry.is_withdrawn);
        all.filter_map(|entry| match &entry.correction.verdict {
            Verdict::Headline(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// The corrections that contradict others: pairs of articles that are not of one story, and are by other corrections. In the order of
    /// the ids.
    ///
    /// # Complexity
    ///
    /// Pairs times articles that are named, at most.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut last: BTreeMap<(&str, &str), (Relation, usize)> = BTreeMap::new();
        let contradiction = |same, not_same, (a, b): (&str, &str)| Contradiction {
            same,
            not_same,
            articles: [a.to_owned(), b.to_owned()],
        };
        for (number, verdict) in self.standing() {
            for (pair, relation) in verdict.pairs() {
                match last.insert(pair, (relation, number)) {
                    Some((before, earlier)) if before != relation => {
                        let is_same = relation == Relation::Same;
                        let (same, not_same) = if is_same { (number, earlier) } else { (earlier, number) };
                        found.push(contradiction(same, not_same, pair));
                    }
                    _ => {}
                }
            }
        }
        let mut linked: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        for (&(a, b), &(relation, number)) in &last {
            if relation == Relation::Same {
                linked.entry(a).or_default().push((b, number));
                linked.entry(b).or_default().push((a, number));
            }
        }
        for (&(a, b), &(relation, number)) in &last {
            if relation == Relation::NotSame
                && let Some(same) = way(&linked, a, b, number)
            {
                found.push(contradiction(same, number, (a, b)));
            }
        }
        found.sort_by(|x, y| (&x.articles, x.same, x.not_same).cmp(&(&y.articles, y.same, y.not_same)));
        found.dedup();
        found
    }
}

/// The latest correction but one of those that lead from one article to another.
fn way<'c>(
    linked: &BTreeMap<&'c str, Vec<(&'c str, usize)>>,
    from: &'c str,
    to: &str,
    but: usize,
) -> Option<usize> {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![(from, 0)];
    while let Some((at, latest)) = open.pop() {
        if at == to {
            return Some(latest);
        }
        for &(next, number) in linked.get(at).into_iter().flatten() {
            if seen.insert(next) {
                open.push((next, if number == but { latest } else { latest.max(number) }));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|&id| id.to_owned()).collect()
    }

    fn split(part: &[&str], rest: &[&str]) -> Verdict {
        Verdict::Split { part: ids(part), rest: ids(rest) }
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        let mut corrections = Corrections::default();
        let mut error = |verdict: Verdict| corrections.push(verdict.into()).unwrap_err().to_string();
        assert_eq!(error(Verdict::Same(ids(&["a"]))), "it names fewer than two articles");
        assert_eq!(error(Verdict::NotSame(ids(&["a", "b", "a"]))), "it names \"a\" twice");
        assert_eq!(error(split(&["a"], &[])), "a split names no articles that leave, or none that stay");
        assert_eq!(error(split(&["a"], &["a"])), "it names \"a\" twice");
        assert_eq!(error(Verdict::Headline(" ".to_owned())), "an article has no id");
        let many: Vec<String> = (0..200).map(|n| n.to_string()).collect();
        assert_eq!(error(Verdict::Same(many)), "19900 pairs of articles are corrected, 8000 allowed");
        assert!(corrections.is_empty());
        assert_eq!(
            corrections.withdraw(0, None, None, None).unwrap_err().to_string(),
            "no correction 0 stands"
        );
    }

    #[test]
    fn verdicts_with_too_many_pairs_are_refused_before_these_are_made() {
        let numbers = |range: std::ops::Range<usize>| range.map(|n| n.to_string()).collect::<Vec<_>>();
        let mut corrections = Corrections::default();
        let mut error = |verdict: Verdict| corrections.push(verdict.into()).unwrap_err().to_string();
        let too_many = |pairs: u64| format!("{pairs} pairs of articles are corrected, 8000 allowed");
        let million = numbers(0..1_000_000);
        assert_eq!(error(Verdict::Same(million.clone())), too_many(499_999_500_000));
        assert_eq!(error(Verdict::NotSame(million.clone())), too_many(499_999_500_000));
        let split = Verdict::Split { part: million, rest: numbers(1_000_000..1_000_100) };
        assert_eq!(error(split), too_many(499_999_500_000 + 100_000_000));
        let mut repeated = numbers(0..1_000_000);
        repeated.push("999999".to_owned());
        assert_eq!(error(Verdict::Same(repeated)), "it names \"999999\" twice");
    }

    #[test]
    fn pairs_are_counted_as_they_are_made() {
        for verdict in [
            Verdict::Same(ids(&["a", "b"])),
            Verdict::NotSame(ids(&["a", "b", "c", "d"])),
            split(&["a"], &["b"]),
            split(&["a", "b", "c"], &["d", "e"]),
            Verdict::Headline("a".to_owned()),
        ] {
            assert_eq!(verdict.pair_count(), verdict.pairs().len() as u64, "{verdict:?}");
        }
    }

    #[test]
    fn the_later_of_two_corrections_holds() {
        let mut corrections = Corrections::default();
        corrections.push(Verdict::Same(ids(&["a", "b", "c"])).into()).unwrap();
        corrections.push(split(&["c", "d"], &["b"]).into()).unwrap();
        let pairs = corrections.pairs();
        assert_eq!(pairs[&("b", "c")], (Relation::NotSame, 1));
        assert_eq!(pairs[&("c", "d")], (Relation::Same, 1));
        assert_eq!(pairs[&("a", "b")], (Relation::Same, 0));
        let found = corrections.contradictions();
        assert!(found.iter().all(|found| (found.same, found.not_same) == (0, 1)));
        let articles: Vec<String> = found.iter().map(|found| found.articles.concat()).collect();
        assert_eq!(articles, ["bc", "bd"], "d is with c, which was with a and b");
        corrections.withdraw(0, None, None, Some("a mistake".to_owned())).unwrap();
        assert!(corrections.contradictions().is_empty());
        assert!(!corrections.pairs().contains_key(&("a", "b")));
        assert_eq!(corrections.entries()[0].withdrawn_why.as_deref(), Some("a mistake"));
        let read: Corrections = serde_json::from_str(&serde_json::to_string(&corrections).unwrap()).unwrap();
        assert_eq!(read, corrections);
    }
}
