//! Few reports of each event among thousands of other articles of the same day: what a real feed is like.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use samestory::Published;
use samestory_formats::JsonLines;

use crate::Failure;
use crate::labelled::{Labelled, thinned, titles, with};
use crate::noise::{Noise, hash};

/// Articles of a background at most: as many titles as a crowd has.
const TITLES: usize = 2_500;

/// Texts that a crowd has.
const TEXTS: usize = 1_200;

/// Articles of a story that is thinned out, less one.
const MEAN: f64 = 2.0;

/// Articles of long times and many outlets, each taken for a story of its own.
pub(crate) struct Background(Vec<Labelled>);

impl Background {
    /// No articles.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// Some of the articles with a title, drawn by hashes of their ids; with a date only those published before.
    pub(crate) fn read(path: &Path, before: Option<Published>) -> Result<Self, Failure> {
        let shown = path.display();
        let file = File::open(path).map_err(|error| format!("{shown}: {error}"))?;
        let mut articles = Vec::new();
        for record in JsonLines::new(BufReader::new(file)) {
            let article = record.map_err(|error| format!("{shown}: {error}"))?.article;
            let is_early = before
                .is_none_or(|before| article.published.is_some_and(|at| at.seconds() < before.seconds()));
            if is_early && !article.title.trim().is_empty() {
                let story = Some(hash(&article.id, 4));
                articles.push(Labelled { article, story });
            }
        }
        articles.sort_by(|a, b| (a.story, &a.article.id).cmp(&(b.story, &b.article.id)));
        articles.truncate(TITLES);
        Ok(Self(articles))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Titles of the thinned stories among those of the background, of one day.
    pub(crate) fn with_titles_of(&self, articles: &[Labelled]) -> Vec<Labelled> {
        titles(&among(&self.0, articles))
    }

    /// The same with texts.
    pub(crate) fn with_texts_of(&self, articles: &[Labelled]) -> Vec<Labelled> {
        among(&self.0[..TEXTS.min(self.0.len())], articles)
    }
}

fn among(background: &[Labelled], articles: &[Labelled]) -> Vec<Labelled> {
    let mut crowd = thinned(articles, MEAN);
    crowd.extend_from_slice(background);
    crowd.sort_by_cached_key(|labelled| hash(&labelled.article.id, 8));
    with(Noise::OneDay, &crowd)
}
