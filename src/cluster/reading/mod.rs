//! From articles to counted terms: markup, boilerplate and affixes of titles are left out, words become terms and are counted.
//!
//! Batch and stream read by the same [`Reader`], a batch many articles at once.

pub(crate) mod boilerplate;
mod by_source;
pub(crate) mod cleaning;
pub(crate) mod counted_article;
pub(crate) mod counting;
pub(crate) mod forms;
pub(crate) mod headline_forms;
pub(crate) mod notices;
pub(crate) mod outlet_names;
pub(crate) mod quoted;
pub(crate) mod repeats;
pub(crate) mod title_affixes;
pub(crate) mod title_parts;

use std::borrow::Borrow;

use self::cleaning::{Cleaned, Cleaner};
use self::counted_article::CountedArticle;
use self::counting::TermCounter;
use super::config::Config;
use crate::article::Article;
use crate::parallel;
use crate::terms::Analyzer;

/// Articles of a closed set that are cleaned together: fewer would be told less of what outlets repeat, and for more than so many the
/// texts would have to be in memory.
pub(crate) const CLEANED_TOGETHER: usize = 4096;

/// Reads the articles of a closed set, and remembers what reading the next ones takes: what outlets repeat, which terms there are, how
/// common they are.
#[derive(Debug)]
pub(crate) struct Reader {
    cleaner: Cleaner,
    counter: TermCounter,
    /// Articles that are cleaned, and counted while the next are cleaned.
    waiting: (Vec<Article>, Vec<Cleaned>),
}

impl Reader {
    pub(crate) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let waiting = (Vec::new(), Vec::new());
        Self { cleaner: Cleaner::new(config), counter: TermCounter::new(config, analyzer), waiting }
    }

    /// Reads the next articles, on all cores if there are many. Several threads give those of the call before, which are counted while the
    /// next are cleaned. What is left of a text depends on the articles before it and on those that are cleaned with it: all but the last
    /// call are to be of [so many](CLEANED_TOGETHER) articles.
    pub(crate) fn read(&mut self, articles: Vec<Article>, config: &Config) -> Vec<CountedArticle> {
        let (before, cleaned) = std::mem::take(&mut self.waiting);
        let (mut counted, cleaned) = self.step((&before, &cleaned), &articles, config);
        if parallel::threads() > 1 {
            self.waiting = (articles, cleaned);
        } else {
            counted.extend(self.counter.count_and_learn(&articles, &cleaned, config));
        }
        counted
    }

    /// Counts the terms of articles that are cleaned while others are cleaned.
    fn step<A: Borrow<Article> + Sync>(
        &mut self,
        (before, cleaned): (&[A], &[Cleaned]),
        next: &[A],
        config: &Config,
    ) -> (Vec<CountedArticle>, Vec<Cleaned>) {
        let Self { cleaner, counter, .. } = self;
        parallel::join(|| counter.count_and_learn(before, cleaned, config), || cleaner.clean_all(next))
    }

    /// Reads the last articles, and gives all that have not been given.
    pub(crate) fn read_last(
        &mut self,
        articles: &[impl Borrow<Article> + Sync],
        config: &Config,
    ) -> Vec<CountedArticle> {
        let mut counted = self.read(Vec::new(), config);
        counted.reserve(articles.len());
        let (mut before, mut cleaned) = (&articles[..0], Vec::new());
        for next in articles.chunks(CLEANED_TOGETHER).chain([&articles[..0]]) {
            let some;
            (some, cleaned) = self.step((before, &cleaned), next, config);
            counted.extend(some);
            before = next;
        }
        counted
    }

    /// What counts terms, once all articles are read, and those that have not been given.
    pub(crate) fn finish(mut self, config: &Config) -> (TermCounter, Vec<CountedArticle>) {
        let last = self.read(Vec::new(), config);
        (self.counter, last)
    }
}

/// The places of so many items, in the order of their keys.
fn places_by<K: Ord>(items: usize, key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items).collect();
    places.sort_unstable_by_key(|&place| key(place));
    places
}
