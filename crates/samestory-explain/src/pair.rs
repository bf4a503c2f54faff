//! Why two articles are, or are not, in one story.

use samestory::unstable::copies::{CopyKind, find_copies_with};
use samestory::unstable::inspection::{ClusterStatistics, InspectedTerm, Standing, Sum};
use samestory::{Article, ArticleId, StoryId};
use serde::Serialize;

use super::explainer::{Explainer, Link, Unknown};
use super::printed::{PrintedTerms, TermEvidence};
use super::score::ScoreExplanation;
use super::spanning_tree::SpanningTree;

/// Why two articles are, or are not, in one story.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairExplanation {
    /// The ids of both.
    pub articles: [String; 2],
    /// The ids of the articles that were compared for them: themselves, or the newest of their versions. Spans are of these.
    pub compared: [String; 2],
    /// The stories they are in.
    pub stories: [StoryId; 2],
    /// Whether that is one story.
    pub same_story: bool,
    /// The score of the pair, taken apart.
    pub score: ScoreExplanation,
    /// Whether the score counts.
    pub standing: Standing,
    /// From this closeness on two groups of articles become one story.
    pub bar: f64,
    /// How close their two stories are to each other; none if they are in one.
    pub closeness: Option<f64>,
    /// The words of both, those first that add most to the similarity.
    pub shared_terms: Vec<TermEvidence>,
    /// The names of both, the rarest first.
    pub shared_names: Vec<TermEvidence>,
    /// By article: the names in its title and lead that the other lacks, the rarest first.
    pub unmatched_names: [Vec<TermEvidence>; 2],
    /// The same with numbers.
    pub unmatched_numbers: [Vec<TermEvidence>; 2],
    /// The days between their dates; none if one has no date.
    pub days_apart: Option<f64>,
    /// The text they share, if one has it from the other or both from a third.
    pub shared_text: Option<SharedText>,
    /// The strongest chain of links from one to the other within their story; empty if they are in two, or no links lead there.
    pub chain: Vec<Link>,
}

/// The text that two articles share, if one is a copy of the other.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedText {
    /// How one comes from the other.
    pub kind: CopyKind,
    /// By article, the share of it that is in the other, 0 to 1.
    pub containment: [f64; 2],
    /// How sure it is that one has its text from the other, 0 to 1.
    pub confidence: f64,
    /// The id of the older one, if that can be known.
    pub original: Option<String>,
}

impl Explainer<'_> {
    /// Explains why two articles are, or are not, in one story.
    ///
    /// # Errors
    ///
    /// If an id is unknown.
    pub fn pair(&self, a: &str, b: &str) -> Result<PairExplanation, Unknown> {
        let pair = [self.number(a)?, self.number(b)?];
        let inspected = self.inspection.pair(pair[0], pair[1]);
        let stories = pair.map(|number| self.story_of(number));
        let same_story = stories[0] == stories[1];
        let printed = pair.map(|number| self.printed(number));
        let (shared_terms, shared_names) = self.shared(pair, &printed);
        let config = self.inspection.config();
        let chain = if same_story {
            let tree = SpanningTree::new(self.group(pair[0]), &self.inspection);
            tree.chain(pair[0], pair[1]).into_iter().map(|link| self.link(link)).collect()
        } else {
            Vec::new()
        };
        let [one, other] = pair.map(|number| self.inspection.published(number));
        Ok(PairExplanation {
            articles: [a.to_owned(), b.to_owned()],
            compared: pair.map(|number| self.id(number)),
            stories,
            same_story,
            score: ScoreExplanation::new(
                &config.model,
                &inspected.features,
                inspected.shift,
                inspected.score,
            ),
            standing: inspected.standing,
            bar: self.inspection.bar(),
            closeness: (!same_story).then(|| self.closeness(pair)),
            shared_terms,
            shared_names,
            unmatched_names: self.unmatched(pair, &printed, |term| term.is_name && term.is_early),
            unmatched_numbers: self.unmatched(pair, &printed, |term| term.is_early_number),
            days_apart: one.zip(other).map(|(one, other)| one.days_to(other)),
            shared_text: self.shared_text(pair.map(|number| self.article_of(number))),
            chain,
        })
    }

    /// How close the stories of two articles are to each other.
    fn closeness(&self, pair: [ArticleId; 2]) -> f64 {
        let groups = pair.map(|number| self.group(number));
        let between = |own: &[ArticleId], other: &[ArticleId]| -> Sum {
            let scores = own.iter().flat_map(|&article| self.inspection.neighbors(article));
            let across = scores.filter(|(article, _)| other.binary_search(article).is_ok());
            across.map(|(_, score)| score.units()).sum()
        };
        let [one, other] = groups.map(|group| {
            let mut statistics = ClusterStatistics::default();
            let alone = |&article: &ArticleId| ClusterStatistics::one(self.inspection.link_limit(article));
            group.iter().map(alone).for_each(|alone| statistics.join(alone, 0));
            // every pair was met from both sides
            statistics.join(ClusterStatistics::default(), between(group, group) / 2);
            statistics
        });
        one.closeness(other, between(groups[0], groups[1]))
    }

    /// The words and the names of both articles.
    fn shared(
        &self,
        [a, b]: [ArticleId; 2],
        printed: &[PrintedTerms<'_>; 2],
    ) -> (Vec<TermEvidence>, Vec<TermEvidence>) {
        let (mut words, mut names) = (Vec::new(), Vec::new());
        for shared in self.inspection.shared_terms(a, b) {
            let term = self.term(shared.term);
            let text = printed.iter().find_map(|printed| printed.text(shared.term)).unwrap_or(term);
            let list = if shared.is_name { &mut names } else { &mut words };
            list.push(TermEvidence {
                term: term.to_owned(),
                text: text.to_owned(),
                idf: shared.idf,
                cosine: shared.cosine,
                spans: [0, 1].map(|side: usize| printed[side].spans(shared.term)),
            });
        }
        for list in [&mut words, &mut names] {
            list.sort_by(|a, b| {
                let rank = b.cosine.total_cmp(&a.cosine).then(b.idf.total_cmp(&a.idf));
                rank.then_with(|| a.term.cmp(&b.term))
            });
        }
        (words, names)
    }

    /// By article: its terms of a kind that the other lacks.
    fn unmatched(
        &self,
        pair: [ArticleId; 2],
        printed: &[PrintedTerms<'_>; 2],
        counts: impl Fn(&InspectedTerm) -> bool,
    ) -> [Vec<TermEvidence>; 2] {
        [0, 1].map(|side: usize| {
            let theirs: Vec<InspectedTerm> = self.inspection.terms(pair[1 - side]).collect();
            let has = |own: &InspectedTerm| {
                theirs.iter().any(|other| (other.term, other.is_name) == (own.term, own.is_name))
            };
            let lacking = self.inspection.terms(pair[side]).filter(|term| counts(term) && !has(term));
            let mut found: Vec<TermEvidence> = lacking
                .map(|own| {
                    let term = self.term(own.term);
                    let mut spans = [Vec::new(), Vec::new()];
                    spans[side] = printed[side].spans(own.term);
                    let text = printed[side].text(own.term).unwrap_or(term);
                    TermEvidence {
                        term: term.to_owned(),
                        text: text.to_owned(),
                        idf: own.idf,
                        cosine: 0.0,
                        spans,
                    }
                })
                .collect();
            found.sort_by(|a, b| b.idf.total_cmp(&a.idf).then_with(|| a.term.cmp(&b.term)));
            found
        })
    }

    /// What one of two articles has from the other, whatever the days between them.
    pub(super) fn shared_text(&self, [a, b]: [&Article; 2]) -> Option<SharedText> {
        let config = self.inspection.config();
        let copies = find_copies_with(&[a.clone(), b.clone()], &config.copies, &config.newsrooms).ok()?;
        let link = copies.copies.first()?;
        let original = link.original_and_copy().map(|(original, _)| original);
        Some(SharedText {
            kind: link.kind,
            containment: [link.containment_of(link.first), link.containment_of(link.second)],
            confidence: link.confidence,
            original: original
                .map(|original| if original == link.first { a.id.clone() } else { b.id.clone() }),
        })
    }
}
