//! An article ready for the search: what its words are, and what is known beside them.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use serde::{Deserialize, Serialize};

use super::direction::Circumstances;
use super::print::{Print, Reader};
use crate::article::{Article, ArticleId};
use crate::credits::{Newsrooms, find_credits};
use crate::parallel;

const HASHER: FixedState = FixedState::with_seed(0x736f_7572);

/// Names of sources remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 14;

/// An article that can be found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Prepared {
    pub(crate) id: ArticleId,
    pub(crate) print: Print,
    pub(crate) circumstances: Circumstances,
    /// It was found to be a version of an earlier article of its source.
    pub(crate) is_version: bool,
}

impl Prepared {
    /// Whether what it has in common with others of this source is repeated: it is of that source, and no mere version.
    pub(crate) fn repeats_for(&self, source: u64) -> bool {
        self.circumstances.source == Some(source) && !self.is_version
    }
}

/// Prepares articles, one after the other.
#[derive(Debug)]
pub(crate) struct Preparer {
    reader: Reader,
    newsrooms: Arc<Newsrooms>,
    sources: HashMap<String, Option<u64>, FixedState>,
}

impl Preparer {
    pub(crate) fn new(newsrooms: Arc<Newsrooms>) -> Self {
        Self { reader: Reader::default(), newsrooms, sources: HashMap::default() }
    }

    pub(crate) fn prepare(&mut self, id: ArticleId, article: &Article) -> Prepared {
        let credits = find_credits(&article.body, &self.newsrooms);
        let credited = credits.iter().filter(|c| c.role.counts()).min_by_key(|c| (c.role, c.start));
        let credited = credited.and_then(|credit| self.newsrooms.get(credit.newsroom));
        let credited = credited.map(|newsroom| HASHER.hash_one(&newsroom.name));
        let circumstances =
            Circumstances { published: article.published, source: self.source(article), credited };
        Prepared { id, print: self.reader.read(article), circumstances, is_version: false }
    }

    fn source(&mut self, article: &Article) -> Option<u64> {
        let find = |newsrooms: &Newsrooms| {
            newsrooms
                .source_name(article.source.as_deref(), article.url.as_deref())
                .map(|name| HASHER.hash_one(&name))
        };
        let Some(source) = &article.source else { return find(&self.newsrooms) };
        if let Some(&known) = self.sources.get(source) {
            return known;
        }
        let found = find(&self.newsrooms);
        if self.sources.len() == MOST_REMEMBERED {
            self.sources.clear();
        }
        if !source.trim().is_empty() {
            self.sources.insert(source.clone(), found);
        }
        found
    }
}

/// Prepares many articles, numbered from `first` on, by all threads. Preparers, one for each thread, are handed on from call to
/// call.
pub(crate) fn prepare_all(
    first: usize,
    articles: &[Article],
    preparers: Vec<Preparer>,
) -> (Vec<Prepared>, Vec<Preparer>) {
    let share = articles.len().div_ceil(preparers.len().max(1)).max(1);
    let shares = preparers.into_iter().enumerate().map(|(at, preparer)| {
        let start = (at * share).min(articles.len());
        (first + start, &articles[start..(start + share).min(articles.len())], preparer)
    });
    let done = parallel::map_owned(shares.collect(), |(first, articles, mut preparer)| {
        let number = |at: usize| ArticleId((first + at) as u32);
        let prepared = articles.iter().enumerate().map(|(at, a)| preparer.prepare(number(at), a));
        (prepared.collect::<Vec<_>>(), preparer)
    });
    let (prepared, preparers): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    (prepared.into_iter().flatten().collect(), preparers)
}
