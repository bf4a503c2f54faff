//! Where every article of a stream has ended up.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::placement::{GroupChange, Placement};
use crate::article::ArticleId;
use crate::saved::ensure;
use crate::story::StoryId;

/// The story of every article of a stream so far, expired ones too, after all changes.
///
/// A [`StreamEngine`](super::StreamEngine) forgets expired articles.
///
/// # Resource use
///
/// 4 bytes per article, and an entry per merged story.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct GroupHistory {
    stories: Vec<StoryId>,
    merged: BTreeMap<StoryId, StoryId>,
}

impl GroupHistory {
    /// Takes down what a stream did with its next article; to be called for each, in order.
    pub(crate) fn record(&mut self, assignment: &Placement) {
        self.record_changes(&assignment.changes);
        self.stories.push(assignment.story);
    }

    /// Takes down what else became of stories.
    pub(crate) fn record_changes(&mut self, changes: &[GroupChange]) {
        for &change in changes {
            match change {
                GroupChange::Merged { from, into } => {
                    self.merged.insert(from, into);
                }
                GroupChange::Moved { article, to, .. } => {
                    if let Some(story) = self.stories.get_mut(article.index()) {
                        *story = to;
                    }
                }
            }
        }
    }

    /// Checks that there is a story for each of so many articles, and that no story is part of itself.
    ///
    /// # Errors
    ///
    /// Says what is wrong.
    pub(crate) fn check(&self, articles: usize) -> Result<(), String> {
        ensure(self.stories.len() == articles, || {
            format!("{articles} articles were recorded, and the stories of {}", self.stories.len())
        })?;
        let mut ended: BTreeSet<StoryId> = BTreeSet::new();
        for &start in self.merged.keys() {
            let (mut story, mut way) = (start, BTreeSet::new());
            while let Some(&into) = self.merged.get(&story)
                && ended.insert(story)
            {
                way.insert(story);
                ensure(!way.contains(&into), || format!("{into} was merged into itself"))?;
                story = into;
            }
        }
        Ok(())
    }

    /// The story of an article; none if it was not recorded.
    pub(crate) fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        let mut story = *self.stories.get(article.index())?;
        while let Some(&into) = self.merged.get(&story) {
            story = into;
        }
        Some(story)
    }
}
