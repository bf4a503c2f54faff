//! Where every article of a stream has ended up.

use std::collections::BTreeMap;

use super::assignment::{Assignment, Change};
use crate::article::ArticleId;
use crate::evaluation::Partition;
use crate::story::StoryId;

/// Keeps book of a stream: the story of every article so far, expired ones too, after all second thoughts.
///
/// A [`Clusterer`](super::Clusterer) forgets expired articles. Whoever wants the stories of the whole stream records each
/// [`Assignment`] here.
///
/// # Resource use
///
/// 4 bytes per article, and an entry per merged story.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Clusterer, Config, cluster::Ledger};
///
/// let mut clusterer = Clusterer::new(Config::default())?;
/// let mut ledger = Ledger::default();
/// for (id, title) in [("a", "Clinton asks Algeria to back force in Mali"), ("b", "Clinton asks Algiers for help in Mali")] {
///     ledger.record(&clusterer.insert(&Article::builder(id).title(title).build()?));
/// }
/// assert_eq!(ledger.partition().labels(), [0, 0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    stories: Vec<StoryId>,
    merged: BTreeMap<StoryId, StoryId>,
}

impl Ledger {
    /// Takes down what a stream did with its next article; to be called for each, in order.
    pub fn record(&mut self, assignment: &Assignment) {
        for &change in &assignment.changes {
            match change {
                Change::Merged { from, into } => {
                    self.merged.insert(from, into);
                }
                Change::Moved { article, to, .. } => {
                    if let Some(story) = self.stories.get_mut(article.index()) {
                        *story = to;
                    }
                }
            }
        }
        self.stories.push(assignment.story);
    }

    /// The story of an article; none if it was not recorded.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        let mut story = *self.stories.get(article.index())?;
        while let Some(&into) = self.merged.get(&story) {
            story = into;
        }
        Some(story)
    }

    /// Who is with whom.
    pub fn partition(&self) -> Partition {
        Partition::from_labels((0..self.stories.len() as u32).map(|at| self.story_of(ArticleId(at))))
    }
}
