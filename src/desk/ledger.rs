//! Where every article of a stream has ended up, and who wrote it.

use std::collections::BTreeMap;

use super::assignment::{DeskAssignment, DeskOutcome};
use super::told::ToldStories;
use crate::article::ArticleId;
use crate::cluster::Ledger;
use crate::copies::CopyLink;
use crate::origins::ArticleOrigin;
use crate::published::Published;
use crate::story::StoryId;

/// Keeps book of a desk: story and origin of every article so far, expired ones too.
///
/// # Resource use
///
/// No texts: some hundred bytes an article, and the links between copies.
#[derive(Debug, Clone, Default)]
pub struct DeskLedger {
    ledger: Ledger,
    articles: Vec<(ArticleOrigin, Option<Published>)>,
    versions: Vec<(ArticleId, ArticleId)>,
    links: Vec<CopyLink>,
    unchanged: BTreeMap<ArticleId, ArticleId>,
}

impl DeskLedger {
    /// Takes down what a desk did with its next article; to be called for each, in order.
    pub fn record(&mut self, done: &DeskAssignment) {
        let id = done.assignment.article;
        self.ledger.record(&done.assignment);
        self.articles.push(done.own.clone());
        self.links.extend(done.links.iter().cloned());
        self.versions.extend(done.outcome.version_of().map(|of| (id, of)));
        if let DeskOutcome::Unchanged(of) = done.outcome {
            self.unchanged.insert(id, of);
        }
    }

    /// The story of an article; none if it was not recorded.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.ledger.story_of(self.unchanged.get(&article).copied().unwrap_or(article))
    }

    /// All stories, and who wrote them.
    pub fn stories(&self) -> ToldStories {
        let stories = (0..self.articles.len() as u32).filter_map(|at| self.story_of(ArticleId(at)));
        ToldStories::new(self.articles.clone(), stories.collect(), &self.versions, self.links.clone())
    }
}
