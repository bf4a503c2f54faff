//! What the search says of two articles: kind, direction, confidence.

use serde::{Deserialize, Serialize};

use super::config::CopyConfig;
use super::direction::Direction;
use super::overlap::{Overlap, Shared};
use super::winnow::SHORTEST_RUN;
use crate::article::ArticleId;

/// How one text comes from another.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The same words in the same order, but for a dateline or credit at either end, and spelling, function words, days of
    /// the week and honorifics.
    Exact,
    /// Most of each is in the other: edited, hardly cut.
    Near,
    /// Most of one is in the other, which has more: cut by one side, or added to by the other.
    Contained,
    /// A part of each is in the other: cut and mixed with other text.
    Partial,
}

/// Two articles of which one has its text, or some of it, from the other, or both from a third.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyLink {
    /// The earlier of the two in order of arrival.
    pub first: ArticleId,
    /// The later one.
    pub second: ArticleId,
    /// How one comes from the other.
    pub kind: CopyKind,
    /// Whether both are of one source. Such a link says version, not copy.
    pub same_source: bool,
    /// Which of them was there first, as far as that can be known.
    pub direction: Direction,
    /// How sure it is that one has its text from the other (or both from a third), 0 to 1.
    pub confidence: f64,
    /// What they have in common: the evidence.
    pub overlap: Overlap,
}

impl CopyLink {
    /// The article whose text is the older one, and the one that has its text from it; none if that cannot be known.
    pub fn original_and_copy(&self) -> Option<(ArticleId, ArticleId)> {
        let original = self.direction.original?;
        Some((original, if original == self.first { self.second } else { self.first }))
    }

    /// Forgets the passages in common and the signs of the direction: they are for readers, and many. What articles share, how, and who
    /// had it first stays.
    pub(crate) fn forget_passages(&mut self) {
        (self.overlap.sentences, self.overlap.quotes) = (Vec::new(), Vec::new());
        self.direction.signs = Vec::new();
    }

    /// The share of one of its articles that is in the other, 0 to 1; 0 for an article that is none of them.
    pub fn containment_of(&self, article: ArticleId) -> f64 {
        let [first, second] = self.overlap.containment();
        match article {
            _ if article == self.first => first,
            _ if article == self.second => second,
            _ => 0.0,
        }
    }
}

/// Two independent reports that quote the same words.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuoteLink {
    /// The earlier of the two in order of arrival.
    pub first: ArticleId,
    /// The later one.
    pub second: ArticleId,
    /// What they have in common: its `quotes` are the quotations.
    pub overlap: Overlap,
}

/// From here on nearly all of a text is in another.
const WHOLE: f64 = 0.9;

/// From here on most of a text is.
const MOST: f64 = 0.7;

/// The least share of a text that makes it a version of another of its source.
const OF_ONE_SOURCE: f64 = 0.5;

/// What a dateline or a credit may have, in words at both ends together.
const LONGEST_EDGES: u32 = 6;

/// Sentences that must be in common when neither text is whole in the other.
const LEAST_SENTENCES: usize = 2;

/// What kind of copy two texts are; none if neither has its text from the other.
///
/// Asked for are enough words in common, a passage that chance does not repeat, whole sentences, a word of a headline
/// among them, and the share of one text that the configuration says.
///
/// Articles of one source are asked for more: they share background, teasers and notices without being versions. A reprint
/// may have a headline that is all its own.
pub(crate) fn kind(overlap: &Overlap, same_source: bool, config: &CopyConfig) -> Option<CopyKind> {
    let [first, second] = overlap.containment();
    let (least, most) = (first.min(second), first.max(second));
    let shared = overlap.shared[0].min(overlap.shared[1]);
    let sentences = if most >= WHOLE { 1 } else { LEAST_SENTENCES };
    let min_containment =
        if same_source { config.min_containment.max(OF_ONE_SOURCE) } else { config.min_containment };
    let [first, second] = overlap.on_topic;
    let on_topic = if same_source { first && second } else { first || second };
    let is_copy = most >= min_containment
        && shared >= config.min_words
        && overlap.longest as usize >= SHORTEST_RUN
        && overlap.sentences.len() >= sentences
        && on_topic;
    if !is_copy {
        return None;
    }
    let rest = [0, 1].map(|side| overlap.words[side] - overlap.shared[side]);
    let edges_only = (0..2).all(|side| rest[side] <= overlap.edges[side].min(LONGEST_EDGES));
    Some(if edges_only && least >= WHOLE && overlap.in_order {
        CopyKind::Exact
    } else if least >= MOST {
        CopyKind::Near
    } else if most >= MOST {
        CopyKind::Contained
    } else {
        CopyKind::Partial
    })
}

/// Whether two texts share enough words to be copies, or words that both quote.
pub(crate) fn may_be_linked(shared: &Shared, config: &CopyConfig) -> bool {
    let words = shared.shared[0].min(shared.shared[1]);
    let may_be_copy = words >= config.min_words && shared.most() >= config.min_containment;
    may_be_copy || shared.quoted >= LEAST_QUOTED
}

/// How sure a copy is: near 1 for a text that is whole in another, less the smaller the share and the fewer the words.
pub(crate) fn confidence(overlap: &Overlap) -> f64 {
    let [first, second] = overlap.containment();
    let shared = f64::from(overlap.shared[0].min(overlap.shared[1]));
    let doubt_by_share = (1.0 - first.max(second)).powi(2);
    let doubt_by_words = (-shared / 20.0).exp();
    ((1.0 - doubt_by_share) * (1.0 - doubt_by_words)).clamp(0.0, 1.0)
}

/// Words that must be quoted by both for a quotation to be reported.
const LEAST_QUOTED: u32 = 5;

/// Whether two reports that are no copies share quotations.
pub(crate) fn shares_quotes(overlap: &Overlap) -> bool {
    overlap.quoted >= LEAST_QUOTED && !overlap.quotes.is_empty()
}
