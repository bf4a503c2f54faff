//! What a stream did with an article, and where the text comes from.

use crate::article::ArticleId;
use crate::cluster::Placement;
use crate::copies::CopyLink;
use crate::origins::{ArticleOrigin, Origin, Role};
use crate::published::Published;

/// What a stream did with an article, and where its text comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TracedPlacement {
    /// What the article turned out to be.
    pub(crate) outcome: TracedOutcome,
    /// Its number and story, and what its arrival changed. All versions of an article move together. What did not enter the
    /// engine has joined a story, without evidence.
    pub(crate) placement: Placement,
    /// Where its text comes from, as far as the articles before it tell.
    pub(crate) origin: ArticleOrigin,
    /// The live articles that it shares its text with: the evidence for copies.
    pub(crate) links: Vec<CopyLink>,
    /// What it says of itself, and its date.
    pub(super) own: (ArticleOrigin, Option<Published>),
}

/// What an article turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TracedOutcome {
    /// A text of its own; no story was close enough.
    NewStory,
    /// A text of its own, in a story that was there.
    Joined,
    /// It has its text from this article.
    CopyOf(ArticleId),
    /// It is a new version of this article. If that one stood for its text, the new one does now.
    NewVersionOf(ArticleId),
    /// This article again, with nothing changed that counts. It is not kept: only its number was given.
    Unchanged(ArticleId),
}

impl TracedPlacement {
    /// What the article says of itself.
    pub(crate) fn own(&self) -> &ArticleOrigin {
        &self.own.0
    }
}

impl TracedOutcome {
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
    outcome: TracedOutcome,
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
