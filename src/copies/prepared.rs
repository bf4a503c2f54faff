//! An article ready for the search: what its words are, and what is known beside them.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::direction::Circumstances;
use super::print::{Print, Reader};
use crate::article::{Article, ArticleId};
use crate::credits::{Credit, Newsrooms, find_credits};
use crate::parallel;
use crate::published::Published;

const HASHER: FixedState = FixedState::with_seed(0x736f_7572);

/// Names of sources remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 14;

/// An article that can be found.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) id: ArticleId,
    pub(crate) print: Print,
    pub(crate) circumstances: Circumstances,
    /// It was found to be a version of an earlier article of its source.
    pub(crate) is_version: bool,
}

/// One of two articles that are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Party<'p> {
    pub(crate) id: ArticleId,
    pub(crate) print: &'p Print,
    pub(crate) circumstances: &'p Circumstances,
}

impl Prepared {
    /// As one of two that are compared.
    pub(crate) fn party(&self) -> Party<'_> {
        Party { id: self.id, print: &self.print, circumstances: &self.circumstances }
    }

    /// Whether what it has in common with others of this source is repeated: it is of that source, and no mere version.
    pub(crate) fn repeats_for(&self, source: u64) -> bool {
        self.circumstances.source == Some(source) && !self.is_version
    }
}

/// Tells newsrooms apart by their names.
fn newsroom_hash(name: &str) -> u64 {
    HASHER.hash_one(name)
}

/// The newsroom that a text is credited to.
fn credited(credits: impl Iterator<Item = Credit>, newsrooms: &Newsrooms) -> Option<u64> {
    let credited = credits.filter(|credit| credit.role.counts()).min_by_key(|c| (c.role, c.start));
    let newsroom = credited.and_then(|credit| newsrooms.get(credit.newsroom));
    newsroom.map(|newsroom| newsroom_hash(&newsroom.name))
}

impl Circumstances {
    /// Those of an article by its date, the one name of its source, and its credits.
    pub(crate) fn of(
        published: Option<Published>,
        source: Option<&str>,
        credits: impl Iterator<Item = Credit>,
        newsrooms: &Newsrooms,
    ) -> Self {
        Self { published, source: source.map(newsroom_hash), credited: credited(credits, newsrooms) }
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
        let credited = credited(credits.iter().copied(), &self.newsrooms);
        let circumstances =
            Circumstances { published: article.published, source: self.source(article), credited };
        let print = self.reader.read(&article.title, &article.body);
        Prepared { id, print, circumstances, is_version: false }
    }

    fn source(&mut self, article: &Article) -> Option<u64> {
        let find = |newsrooms: &Newsrooms| {
            newsrooms
                .source_name(article.source.as_deref(), article.url.as_deref())
                .map(|name| newsroom_hash(&name))
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
