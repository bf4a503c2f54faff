//! What holds a story together.

use std::collections::{BTreeMap, HashMap, HashSet};

use samestory::terms::TermId;
use samestory::unstable::inspection::{Score, Sum};
use samestory::{ArticleId, StoryId};
use serde::Serialize;

use super::alarms::{Alarm, Seen, alarms};
use super::explainer::{Explainer, Link, Unknown};
use super::printed::PrintedTerms;
use super::spanning_tree::{Cut, SpanningTree};

/// Common terms that are named at most.
const MAX_TERMS: usize = 12;

/// What holds a story together, and where it would split.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryExplanation {
    /// Its number.
    pub story: StoryId,
    /// How many of its articles were compared: all but earlier versions.
    pub articles: usize,
    /// From this closeness on two groups become one story.
    pub bar: f64,
    /// The mean score of its pairs, those that do not count 0. None for a story of one.
    pub cohesion: Option<f64>,
    /// The terms that set it apart: shared by many of its articles, and rare elsewhere; at most 12.
    pub terms: Vec<StoryTerm>,
    /// The weakest link of those that hold it together: without it and weaker ones the story would be in two parts.
    pub weakest: Option<Link>,
    /// Where it would split first. None for a story of one.
    pub split: Option<Split>,
    /// What about it asks for a second look.
    pub alarms: Vec<Alarm>,
}

/// A term that articles of a story share.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryTerm {
    /// The term: a stem, or a name, which begins with "@".
    pub term: String,
    /// It as it is printed in the first article that has it.
    pub text: String,
    /// How many articles have it.
    pub articles: usize,
    /// How rare it is: its inverse document frequency.
    pub idf: f32,
}

/// The two parts of a story that are least close to each other.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Split {
    /// The ids of the articles of each part: that with the first article first.
    pub parts: [Vec<String>; 2],
    /// How close the parts are to each other.
    pub closeness: f64,
    /// The strongest link between them.
    pub strongest: Option<Link>,
    /// How many pairs between them have a score from the bar on.
    pub links: usize,
}

impl Explainer<'_> {
    /// Explains what holds a story together.
    ///
    /// # Errors
    ///
    /// If there is no such story.
    ///
    /// # Complexity
    ///
    /// The scored pairs of the story times their logarithm.
    pub fn story(&self, story: StoryId) -> Result<StoryExplanation, Unknown> {
        let first = self.stories.labels().iter().position(|&label| label == story);
        let group = self.group(self.number_at(first.ok_or(Unknown::Story(story))?));
        let tree = SpanningTree::new(group, &self.inspection);
        let bar = self.inspection.bar();
        let cut = tree.loosest_cut(&self.inspection);
        let split = cut.map(|cut| self.split(cut, bar));
        let cohesion = self.cohesion(group);
        let seen = Seen { explainer: self, story, group, split: split.as_ref(), cohesion, bar };
        Ok(StoryExplanation {
            story,
            articles: group.len(),
            bar,
            cohesion,
            terms: self.story_terms(group),
            weakest: tree.weakest().filter(|link| link.2 > Score::default()).map(|link| self.link(link)),
            alarms: alarms(&seen),
            split,
        })
    }

    /// The mean score of the pairs of a group.
    fn cohesion(&self, group: &[ArticleId]) -> Option<f64> {
        let inside = |&article: &ArticleId| {
            let scores = self.inspection.neighbors(article);
            let inside = scores.filter(|(other, _)| *other > article && group.binary_search(other).is_ok());
            inside.map(|(_, score)| score.units()).sum::<Sum>()
        };
        let pairs = group.len() * (group.len() - 1) / 2;
        (pairs > 0).then(|| Score::sum_value(group.iter().map(inside).sum()) / pairs as f64)
    }

    fn split(&self, cut: Cut, bar: f64) -> Split {
        let links = cut.links.iter().filter(|(_, _, score)| score.value() >= bar).count();
        Split {
            parts: cut.sides.map(|side| side.into_iter().map(|article| self.id(article)).collect()),
            closeness: cut.closeness,
            strongest: cut.links.first().map(|&link| self.link(link)),
            links,
        }
    }

    /// The terms that set a group apart, by the share of its articles that have them and by how rare they are.
    fn story_terms(&self, group: &[ArticleId]) -> Vec<StoryTerm> {
        let mut found: BTreeMap<TermId, (usize, f32, ArticleId)> = BTreeMap::new();
        for &article in group {
            for term in self.inspection.terms(article) {
                let (articles, idf, _) = found.entry(term.term).or_insert((0, term.idf, article));
                (*articles, *idf) = (*articles + 1, idf.min(term.idf));
            }
        }
        let least = group.len().min(2);
        let mut terms: Vec<_> = found.into_iter().filter(|(_, (articles, ..))| *articles >= least).collect();
        let weight = |&(_, (articles, idf, _)): &(TermId, (usize, f32, ArticleId))| articles as f32 * idf;
        terms.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.0.cmp(&b.0)));
        let mut printed: HashMap<ArticleId, PrintedTerms<'_>> = HashMap::new();
        let (mut shown, mut texts) = (Vec::new(), HashSet::new());
        for (term, (articles, idf, first)) in terms {
            let printed = printed.entry(first).or_insert_with(|| self.printed(first));
            let text = printed.text(term).unwrap_or_else(|| self.term(term)).to_owned();
            // a name and its words are one thing to a reader
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            if words.iter().any(|word| !texts.contains(word)) {
                texts.extend(words);
                shown.push(StoryTerm { term: self.term(term).to_owned(), text, articles, idf });
            }
            if shown.len() == MAX_TERMS {
                break;
            }
        }
        shown
    }
}
