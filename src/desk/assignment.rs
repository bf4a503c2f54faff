//! What the desk did with an article.

use crate::article::ArticleId;
use crate::cluster::Assignment;
use crate::copies::CopyLink;
use crate::origins::{ArticleOrigin, Origin, Role};
use crate::published::Published;

/// What the desk did with an article.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub struct DeskAssignment {
    /// What the article turned out to be.
    pub outcome: DeskOutcome,
    /// Its number and story, and what its arrival changed, as a [`Clusterer`](crate::Clusterer) says it; all numbers are the
    /// desk's. Of a text that moves, all articles do. What did not enter the clusterer has joined a story, without evidence.
    pub assignment: Assignment,
    /// Where its text comes from, as far as the articles before it tell.
    pub origin: ArticleOrigin,
    /// The live articles that it shares its text with: the evidence for copies.
    pub links: Vec<CopyLink>,
    /// What it says of itself, and its date: for the ledger.
    pub(super) own: (ArticleOrigin, Option<Published>),
}

/// What an article turned out to be.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeskOutcome {
    /// A text of its own; no story was close enough.
    NewStory,
    /// A text of its own, in a story that was there.
    Joined,
    /// It has its text from this article, and inherits its story.
    CopyOf(ArticleId),
    /// It is a new version of this article. If that one stood for its text, the new one does now.
    NewVersionOf(ArticleId),
    /// This article again, with nothing changed that counts. It is not kept: only its number was given.
    Unchanged(ArticleId),
}

impl DeskOutcome {
    /// The article that it has its text from.
    pub(super) fn derived_from(self) -> Option<ArticleId> {
        match self {
            Self::CopyOf(of) | Self::NewVersionOf(of) | Self::Unchanged(of) => Some(of),
            _ => None,
        }
    }

    /// The article that it is a version of.
    pub(super) fn version_of(self) -> Option<ArticleId> {
        match self {
            Self::NewVersionOf(of) | Self::Unchanged(of) => Some(of),
            _ => None,
        }
    }
}

/// What an article says of itself, with what is known from the one it is derived from, and from the link between them.
pub(super) fn derived(
    own: &ArticleOrigin,
    outcome: DeskOutcome,
    links: &[CopyLink],
    written_by: Option<&str>,
) -> ArticleOrigin {
    let mut origin = own.clone();
    let Some(of) = outcome.derived_from() else { return origin };
    if let Some(link) = links.iter().find(|link| link.first == of) {
        origin.derive_from(of, link);
    }
    if outcome.version_of().is_some() {
        (origin.origin, origin.role) = (Origin::VersionOf(of), Role::Version);
    }
    origin.written_by = written_by.map(str::to_owned).or(origin.written_by);
    origin
}
