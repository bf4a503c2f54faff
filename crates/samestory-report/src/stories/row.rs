//! What the outputs know of an article.

use samestory::cluster::Change;
use samestory::origins::Role;
use samestory::{Article, ArticleId, Assignment, Outcome, Published, StoryId};
use serde::Serialize;

use super::printing::Printing;
use crate::plain::shorten;

/// How much of the text stands for a missing title.
const BEGINNING: usize = 80;

/// An article with its story, without its text.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its outlet.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Its headline; may be empty.
    pub title: String,
    /// The beginning of the text, if there is no title.
    pub beginning: Option<String>,
    /// Its story.
    pub story: StoryId,
    /// In a stream: how it got there.
    pub decision: Option<Decision>,
    /// If copies are told apart: where its text comes from.
    pub printing: Option<Printing>,
}

/// How a stream assigned an article.
#[derive(Debug, Clone, Serialize)]
pub struct Decision {
    /// What happened, in the words of the output.
    pub outcome: &'static str,
    /// The score of the closest story.
    pub score: Option<f64>,
    /// The id of its closest article.
    pub nearest: Option<String>,
    /// The score of the pair with that article.
    pub nearest_score: Option<f64>,
    /// What its arrival changed for those before it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Consequence>,
}

/// What an arrival changed, in the words of the output.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Consequence {
    /// A story has become part of another.
    Merged {
        /// The story that is no more.
        merged: String,
        /// The story that it is part of.
        into: String,
    },
    /// An article has changed its story.
    Moved {
        /// The id of the article.
        moved: String,
        /// The story it was in.
        from: String,
        /// The story it is in.
        to: String,
    },
}

impl Row {
    /// Keeps of an article what is printed.
    pub fn new(article: Article, story: StoryId, decision: Option<Decision>) -> Self {
        let beginning = article.title.trim().is_empty().then(|| {
            let text = article.body.split_whitespace().collect::<Vec<_>>().join(" ");
            shorten(text, BEGINNING).into_owned()
        });
        let Article { id, source, url, published, title, .. } = article;
        Self { id, source, url, published, title, beginning, story, decision, printing: None }
    }

    /// Whether it is a later version of another row's article.
    pub fn is_version(&self) -> bool {
        self.printing.as_ref().is_some_and(|printing| printing.role == Role::Version)
    }

    /// The title, or how the text begins.
    pub fn headline(&self) -> &str {
        self.beginning.as_deref().unwrap_or(&self.title)
    }
}

impl Decision {
    /// Names what an assignment numbers; `ids` are those of the articles so far.
    pub fn new(assignment: &Assignment, ids: &[String]) -> Self {
        let evidence = assignment.evidence.as_ref();
        Self {
            outcome: outcome_name(assignment.outcome),
            score: evidence.map(|e| six_digits(e.story_score)),
            nearest: evidence.and_then(|e| ids.get(e.nearest.index()).cloned()),
            nearest_score: evidence.map(|e| six_digits(e.nearest_score)),
            changes: Vec::new(),
        }
    }

    /// Adds what the arrival changed.
    pub fn tell_changes(&mut self, assignment: &Assignment, ids: &[String]) {
        let name = |article: ArticleId| ids.get(article.index()).cloned().unwrap_or_default();
        self.changes.extend(assignment.changes.iter().filter_map(|&change| match change {
            Change::Merged { from, into } => {
                Some(Consequence::Merged { merged: from.to_string(), into: into.to_string() })
            }
            Change::Moved { article, from, to } => {
                Some(Consequence::Moved { moved: name(article), from: from.to_string(), to: to.to_string() })
            }
            _ => None,
        }));
    }
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NewStory => "new_story",
        Outcome::Joined => "joined",
        _ => "other",
    }
}

/// Rounded to what means something.
pub(crate) fn six_digits(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}
