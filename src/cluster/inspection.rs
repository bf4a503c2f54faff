//! A batch that was grouped, with what its scores were made of.

use std::cmp::Ordering;

use serde::Serialize;

use super::config::Config;
use super::linkage::grouping::group;
use super::linkage::neighbors::Neighbors;
use super::linkage::score::Score;
use super::linkage::scored::Scored;
use super::linkage::transitivity::Transitivity;
use super::pairs::candidates::{Collection, MIN_SCORE};
use super::pairs::comparer::{Comparer, later_idf};
use super::pairs::context::Contexts;
use super::pairs::features::PairFeatures;
use super::pairs::logistic::logistic;
use super::pairs::profile::{Marks, Profile, ProfileTerm};
use super::reading::counting::TermCounter;
use crate::article::ArticleId;
use crate::partition::Partition;
use crate::published::Published;
use crate::terms::{Analyzer, TermId, Vocabulary};

/// A batch that was grouped, with what its scores were made of: terms, contexts, calibration, and the scored pairs.
///
/// # Resource use
///
/// What a batch holds while it scores, some 10 bytes per distinct term of an article and 32 per scored pair.
#[derive(Debug)]
pub struct Inspection {
    pub(super) config: Config,
    pub(super) counter: TermCounter,
    pub(super) collection: Collection,
    pub(super) contexts: Contexts,
    transitivity: Transitivity,
    link_limits: Vec<u32>,
    neighbors: Neighbors,
    labels: Vec<u32>,
}

/// What clustering made of a pair of articles.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its score counts for the stories.
    Counted,
    /// Its score is below 0.05, and counts as 0.
    Unlikely,
    /// It has too few rare words in common, or others had more: it was not compared, and counts as 0.
    NotCompared,
    /// The articles are in different languages, which are never compared: it counts as 0.
    OtherLanguage,
    /// A [correction](crate::corrections) says that the articles are of one story: its score does not count.
    SaidSame,
    /// A correction says that they are not.
    SaidNotSame,
}

/// A pair of articles, taken apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InspectedPair {
    pub features: PairFeatures,
    /// What calibration added to the log-odds.
    pub shift: f64,
    /// The score that counts, or that a pair which does not count would have.
    pub score: f64,
    pub standing: Standing,
}

/// A term of an article as it is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InspectedTerm {
    /// The term.
    pub term: TermId,
    /// How rare it is.
    pub idf: f32,
    /// Whether it is a name, not a word.
    pub is_name: bool,
    /// Whether it stands in the title or the lead.
    pub is_early: bool,
    /// Whether it is a word with a digit there.
    pub is_early_number: bool,
}

/// A term of both articles of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InspectedSharedTerm {
    pub term: TermId,
    /// The lower of both.
    pub idf: f32,
    pub is_name: bool,
    /// What it adds to the cosine of the pair; 0 for names, whose words are counted as words.
    pub cosine: f32,
}

impl Inspection {
    pub(super) fn new(
        counter: TermCounter,
        collection: Collection,
        contexts: Contexts,
        scored: Scored,
        transitivity: Transitivity,
    ) -> Self {
        let (config, link_limits, edges) = scored.into_parts();
        let labels =
            Partition::from_labels(group(&link_limits, &edges, config.batch_bar())).labels().to_vec();
        let neighbors = Neighbors::new(link_limits.len(), &edges);
        Self { config, counter, collection, contexts, transitivity, link_limits, neighbors, labels }
    }

    /// What the batch was grouped with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// From this closeness on two groups become one story.
    pub fn bar(&self) -> f64 {
        self.config.batch_bar()
    }

    /// The analysis that read the articles.
    pub fn analyzer(&self) -> &Analyzer {
        &self.counter.analyzer
    }

    /// All terms of the articles.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.counter.lexicon.vocabulary()
    }

    /// By article, its group: those with one label are together.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// Takes other groups in the place of those it found.
    pub(crate) fn regroup(&mut self, labels: Vec<u32>) {
        debug_assert_eq!(labels.len(), self.labels.len(), "every article has a group");
        self.labels = labels;
    }

    /// The date of an article as it is compared.
    pub fn published(&self, article: ArticleId) -> Option<Published> {
        self.contexts.published(article)
    }

    /// The link limit of an article.
    pub fn link_limit(&self, article: ArticleId) -> u32 {
        self.link_limits[article.index()]
    }

    /// The articles that an article has a score with that counts. What a correction says is the highest score or the lowest: closeness
    /// and cohesion are told in scores.
    pub fn neighbors(&self, article: ArticleId) -> impl Iterator<Item = (ArticleId, Score)> {
        self.neighbors.of(article.index()).iter().map(|&(other, score)| (ArticleId(other), score.bounded()))
    }

    /// A pair of articles, taken apart.
    pub fn pair(&self, a: ArticleId, b: ArticleId) -> InspectedPair {
        let [one, other] = [a, b].map(|article| self.profile(article));
        let mut features = Comparer::new(&self.config).with(one, |comparer| comparer.features(one, other));
        self.contexts.of(a, b).complete(&mut features);
        let shift = self.transitivity.shift((a.0.min(b.0), a.0.max(b.0)), self.config.calibration);
        let counted = self.neighbors.of(a.index()).iter().find(|&&(article, _)| article == b.0);
        let score = logistic(self.config.model.logit(&features) + shift);
        let (score, standing) = match counted {
            Some(&(_, Score::SAME)) => (score, Standing::SaidSame),
            Some(&(_, Score::NOT_SAME)) => (score, Standing::SaidNotSame),
            Some(&(_, score)) => (score.value(), Standing::Counted),
            None if !one.language.may_be(other.language) => (score, Standing::OtherLanguage),
            None if score < MIN_SCORE => (score, Standing::Unlikely),
            None => (score, Standing::NotCompared),
        };
        InspectedPair { features, shift, score, standing }
    }

    /// The terms of an article: the words, then the names, each ascending.
    pub fn terms(&self, article: ArticleId) -> impl Iterator<Item = InspectedTerm> {
        let profile = self.profile(article);
        let is_name = (0..profile.terms.len()).map(|at| at >= profile.words as usize);
        profile.terms.iter().zip(&profile.entries).zip(is_name).map(|((&term, entry), is_name)| {
            InspectedTerm {
                term,
                idf: entry.idf(),
                is_name,
                is_early: entry.has(Marks::EARLY),
                is_early_number: entry.has(Marks::EARLY_NUMBER),
            }
        })
    }

    /// The terms that two articles share: the words, then the names, each ascending.
    pub fn shared_terms(&self, a: ArticleId, b: ArticleId) -> Vec<InspectedSharedTerm> {
        let [one, other] = [a, b].map(|article| self.profile(article));
        let worth =
            |entry: ProfileTerm| self.config.term_frequency.of(u32::from(entry.count)) as f32 * entry.idf();
        let mut shared = Vec::new();
        for (is_name, lists) in [(false, [one.words(), other.words()]), (true, [one.names(), other.names()])]
        {
            in_both(lists, |term, a, b| {
                let cosine = worth(a) * worth(b) * (one.scale * other.scale);
                shared.push(InspectedSharedTerm {
                    term,
                    idf: later_idf(a, b),
                    is_name,
                    cosine: if is_name { 0.0 } else { cosine },
                });
            });
        }
        shared
    }

    fn profile(&self, article: ArticleId) -> &Profile {
        &self.collection.profiles()[article.index()]
    }
}

/// Gives the terms that are in both of two ascending lists.
fn in_both(
    [(terms, entries), (others, other_entries)]: [(&[TermId], &[ProfileTerm]); 2],
    mut take: impl FnMut(TermId, ProfileTerm, ProfileTerm),
) {
    let (mut at, mut other) = (0, 0);
    while let (Some(&term), Some(theirs)) = (terms.get(at), others.get(other)) {
        match term.cmp(theirs) {
            Ordering::Less => at += 1,
            Ordering::Greater => other += 1,
            Ordering::Equal => {
                take(term, entries[at], other_entries[other]);
                (at, other) = (at + 1, other + 1);
            }
        }
    }
}
