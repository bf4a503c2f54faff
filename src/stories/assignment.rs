//! What a stream did with an article, and why, by the caller's ids.

use serde::Serialize;

use super::story::Member;
use crate::cluster::PairFeatures;
use crate::story::StoryId;

/// What a stream did with an article.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The article, with its role as far as the articles before it tell.
    pub article: Member,
    /// The story it is in.
    pub story: StoryId,
    /// What it turned out to be.
    pub outcome: Outcome,
    /// The story that came closest and the article in it that did; none if nothing was similar, or if the article is
    /// [`Outcome::Unchanged`]. For [`Outcome::NewStory`] it is the one that was not close enough, else the story of the article.
    pub evidence: Option<Evidence>,
    /// What its arrival changed for the articles and stories before it, in order.
    pub changes: Vec<Change>,
    /// The ids of the articles whose time was over when it came, and that are live no more: in order of arrival.
    pub left: Vec<String>,
    /// What a [`StoryHistory`](super::StoryHistory) needs.
    pub(super) record: super::history::Record,
}

/// What an article turned out to be.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A report of its own; no story was close enough, so that it begins one.
    NewStory,
    /// A report of its own, in a story that was there.
    Joined,
    /// It has its text from the article with this id.
    CopyOf(String),
    /// It is a later state of the article with this id.
    NewVersionOf(String),
    /// The article with this id again, with nothing changed that counts. It is not kept.
    Unchanged(String),
}

impl Outcome {
    /// The name, as in the outputs of the command.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NewStory => "new_story",
            Self::Joined => "joined",
            Self::CopyOf(_) => "copy_of",
            Self::NewVersionOf(_) => "new_version_of",
            Self::Unchanged(_) => "unchanged",
        }
    }
}

/// Why: the closest story and article.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The closest story.
    pub story: StoryId,
    /// How close the article is to the story: the sum of the scores with its other articles, divided by their number or
    /// by its link limit ([`Config::link_limit`](crate::Config::link_limit)) if they are more. An article joins from
    /// [`Config::stream_threshold`](crate::Config::stream_threshold) on. Where a correction counts, at most 1.
    pub story_score: f64,
    /// The id of its closest article.
    pub nearest: String,
    /// The score of the pair with that article, after calibration.
    pub nearest_score: f64,
    /// What is known about that pair; [`PairModel::contributions`](crate::PairModel::contributions) takes its score apart.
    pub features: PairFeatures,
    /// What calibration added to the log-odds of the pair ([`Config::calibration`](crate::Config::calibration)).
    pub shift: f64,
}

/// What a new article changed for those before it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// Two stories turned out to be one. All articles of `from` are in `into` now.
    Merged {
        /// The story that is no more: the smaller one, or the younger.
        from: StoryId,
        /// The story that both are.
        into: StoryId,
    },
    /// An article moved to a story with a higher score, or to one of its own.
    Moved {
        /// Its id.
        article: String,
        /// The story it left; it may have been the last of it.
        from: StoryId,
        /// The story it is in.
        to: StoryId,
    },
}
