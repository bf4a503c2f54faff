//! What a stream did with an article, and why.

use crate::article::ArticleId;
use crate::cluster::pairs::features::PairFeatures;
use crate::story::StoryId;

/// What a stream did with an article.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placement {
    /// The number the article got.
    pub(crate) article: ArticleId,
    /// The story it is in.
    pub(crate) story: StoryId,
    /// How it got there.
    pub(crate) outcome: PlacementOutcome,
    /// The story that came closest and the article in it that did; none if nothing was similar. For
    /// [`PlacementOutcome::Joined`] it is the story joined, for [`PlacementOutcome::NewStory`] the one that was not close enough.
    pub(crate) evidence: Option<PlacementEvidence>,
    /// What its arrival changed for the articles and stories before it, in order.
    pub(crate) changes: Vec<GroupChange>,
    /// The articles whose time was over when it came.
    pub(crate) left: Vec<ArticleId>,
}

/// A revision: what a new article changed for earlier articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum GroupChange {
    /// Two stories turned out to be one. All articles of `from` are in `into` now.
    Merged {
        /// The story that is no more: the smaller one, or the younger.
        from: StoryId,
        /// The story that both are.
        into: StoryId,
    },
    /// An article changed over to a story that it is closer to, or to one of its own.
    Moved {
        /// Which article.
        article: ArticleId,
        /// The story it left; it may have been the last of it.
        from: StoryId,
        /// The story it is in.
        to: StoryId,
    },
}

/// How an article got into its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PlacementOutcome {
    /// No story was close enough: it begins one.
    NewStory,
    /// It joined a story.
    Joined,
}

/// Why: the closest story and article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlacementEvidence {
    /// The closest story.
    pub(crate) story: StoryId,
    /// How close the article is to the story: the sum of the scores with its other articles, divided by their number or
    /// by its link limit ([`Config::link_limit`](crate::cluster::config::Config::link_limit)) if they are more. An article joins from
    /// [`Config::stream_threshold`](crate::cluster::config::Config::stream_threshold) on. Where a correction counts, at most 1.
    pub(crate) story_score: f64,
    /// Its closest article.
    pub(crate) nearest: ArticleId,
    /// The score of the pair with that article, shifted.
    pub(crate) nearest_score: f64,
    /// What is known about that pair; [`PairModel::contributions`](crate::cluster::pairs::model::PairModel::contributions) takes its score apart.
    pub(crate) features: PairFeatures,
    /// What calibration added to the log-odds of the pair ([`Config::calibration`](crate::cluster::config::Config::calibration)).
    pub(crate) shift: f64,
}
