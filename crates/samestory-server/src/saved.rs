//! What is saved beside a clusterer.

use std::io::{self, Write};

use samestory::{Article, Clusterer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::changes::{ChangeLog, SavedLog};
use crate::live::LiveStories;

#[derive(Serialize)]
struct Beside<'l> {
    log: SavedLog,
    articles: Vec<SavedArticle<&'l Article, &'l RawValue>>,
}

#[derive(Deserialize)]
struct ReadBeside {
    log: SavedLog,
    articles: Vec<SavedArticle<Article, Box<RawValue>>>,
}

#[derive(Serialize, Deserialize)]
struct SavedArticle<A, D> {
    article: A,
    assignment: Option<D>,
}

impl LiveStories {
    /// Writes what the clusterer has not: articles as they came, how they were assigned, and the latest changes.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn save_beside(&self, out: &mut impl Write) -> io::Result<()> {
        let articles = self
            .articles
            .values()
            .map(|live| SavedArticle { article: &*live.article, assignment: live.decision.as_deref() })
            .collect();
        serde_json::to_writer(out, &Beside { log: self.log.saved(), articles })?;
        Ok(())
    }

    /// The stream of a clusterer that was saved, with what was [saved beside](Self::save_beside) it. Articles that are not in that are
    /// known as far as the clusterer knows them.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn restore(clusterer: Clusterer, beside: &[u8]) -> Result<Self, String> {
        let ReadBeside { log, articles } =
            serde_json::from_slice(beside).map_err(|error| error.to_string())?;
        let known = articles.into_iter().map(|saved| (saved.article, saved.assignment)).collect();
        Ok(Self::with_articles(clusterer, ChangeLog::restore(log)?, known))
    }
}
