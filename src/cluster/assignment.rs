//! What a stream did with an article, and why.

use super::features::PairFeatures;
use crate::article::ArticleId;
use crate::story::StoryId;

/// What a stream did with an article.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assignment {
    /// The number the article got.
    pub article: ArticleId,
    /// The story it is in.
    pub story: StoryId,
    /// How it got there.
    pub outcome: Outcome,
    /// The story that came closest and the article in it that did; none if nothing was similar. For
    /// [`Outcome::Joined`] it is the story joined, for [`Outcome::NewStory`] the one that was not close enough.
    pub evidence: Option<Evidence>,
}

/// How an article got into its story.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// No story was close enough: it begins one.
    NewStory,
    /// It joined a story.
    Joined,
}

/// Why: the closest story and article.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The closest story.
    pub story: StoryId,
    /// The mean score of its best members, which is compared with
    /// [`Config::stream_threshold`](super::Config::stream_threshold).
    pub story_score: f64,
    /// Its closest article.
    pub nearest: ArticleId,
    /// The score of the pair with that article.
    pub nearest_score: f64,
    /// What is known about that pair; [`PairModel::contributions`](super::PairModel::contributions) takes its score apart.
    pub features: PairFeatures,
}
