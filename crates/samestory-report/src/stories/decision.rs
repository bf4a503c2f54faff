//! How a stream assigned an article, in the words of the output.

use samestory::{Assignment, Change};
use serde::Serialize;

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

impl Decision {
    /// Of an assignment, without what it changed.
    pub fn new(assignment: &Assignment) -> Self {
        let evidence = assignment.evidence.as_ref();
        Self {
            outcome: assignment.outcome.name(),
            score: evidence.map(|e| six_digits(e.story_score)),
            nearest: evidence.map(|e| e.nearest.clone()),
            nearest_score: evidence.map(|e| six_digits(e.nearest_score)),
            changes: Vec::new(),
        }
    }

    /// With what it changed.
    pub fn with_changes(assignment: &Assignment) -> Self {
        let change = |change: &Change| match change {
            Change::Merged { from, into } => {
                Some(Consequence::Merged { merged: from.to_string(), into: into.to_string() })
            }
            Change::Moved { article, from, to } => Some(Consequence::Moved {
                moved: article.clone(),
                from: from.to_string(),
                to: to.to_string(),
            }),
            _ => None,
        };
        Self { changes: assignment.changes.iter().filter_map(change).collect(), ..Self::new(assignment) }
    }
}

/// Rounded to what means something.
pub(crate) fn six_digits(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}
