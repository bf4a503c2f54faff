//! From articles to counted terms: markup, boilerplate and affixes of titles are left out, words become terms and are counted.
//!
//! Batch and stream read by the same [`Reader`], a batch many articles at once.

pub(crate) mod boilerplate;
mod by_source;
pub(crate) mod cleaning;
pub(crate) mod counted_article;
pub(crate) mod forms;
pub(crate) mod headline_forms;
pub(crate) mod notices;
pub(crate) mod outlet_names;
pub(crate) mod quoted;
pub(crate) mod repeats;
pub(crate) mod title_affixes;
pub(crate) mod title_parts;

use std::borrow::{Borrow, Cow};

use self::cleaning::{Cleaned, Cleaner, plain};
use self::counted_article::{CountedArticle, Rest};
use super::config::Config;
use crate::article::Article;
use crate::parallel;
use crate::terms::{Analysis, Analyzer, FieldCounter, FieldCounts, Lexicon, Text, count_texts};
use crate::weights::LanguageFrequencies;

/// Articles of a closed set that are cleaned together: fewer would be told less of what outlets repeat, and for more than so many the
/// texts would have to be in memory.
pub(crate) const CLEANED_TOGETHER: usize = 4096;

/// Reads articles, and remembers what reading the next ones takes: what outlets repeat, which terms there are, how common they are.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) analyzer: Analyzer,
    pub(crate) cleaner: Cleaner,
    pub(crate) lexicon: Lexicon,
    pub(crate) df: LanguageFrequencies,
    analysis: Analysis,
    counter: FieldCounter,
}

impl Reader {
    pub(crate) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        let (analysis, counter) = (Analysis::new(), FieldCounter::default());
        Self { analyzer, cleaner: Cleaner::new(config), lexicon, df, analysis, counter }
    }

    /// Reads the next article. The document frequencies do not have it yet: see [`learn`](Self::learn).
    pub(crate) fn read(&mut self, article: &Article, config: &Config) -> CountedArticle {
        let article = plain(article);
        let cleaned = self.cleaner.clean(&article);
        let text = cleaned.as_text();
        self.analyzer.analyze_text(text, &mut self.lexicon, &mut self.analysis);
        let counts = self.counter.count(&self.analysis);
        CountedArticle::new(&article, counts, Rest::of(&article, text, config), config)
    }

    /// Adds an article to the document frequencies.
    pub(crate) fn learn(&mut self, counts: &FieldCounts) {
        self.df.add(counts, self.lexicon.vocabulary());
    }

    /// Reads the next articles of a closed set, on all cores if there are many, and learns all of them. What is left of a text depends on
    /// the articles before it and on those that are [cleaned with it](CLEANED_TOGETHER): all but the last call are to be of so many
    /// articles, or of a multiple.
    pub(crate) fn read_all(
        &mut self,
        articles: &[impl Borrow<Article> + Sync],
        config: &Config,
    ) -> Vec<CountedArticle> {
        let mut counted = Vec::with_capacity(articles.len());
        for together in articles.chunks(CLEANED_TOGETHER) {
            counted.extend(self.read_together(together, config));
        }
        counted
    }

    fn read_together(
        &mut self,
        articles: &[impl Borrow<Article> + Sync],
        config: &Config,
    ) -> Vec<CountedArticle> {
        let articles = plain_all(articles);
        let mut cleaned = Vec::new();
        let texts = self.cleaner.clean_all(&articles, &mut cleaned);
        let counts = count_texts(&self.analyzer, &texts, &mut self.lexicon);
        let learn = || counts.iter().for_each(|counts| self.learn(counts));
        let (rest, ()) = parallel::join(|| Rest::of_all(&articles, &texts, config), learn);
        counted(&articles, counts, rest, config)
    }

    /// As [`read`](Self::read) of each in turn, on all cores if there are many.
    pub(crate) fn read_each(&mut self, articles: &[Article], config: &Config) -> Vec<CountedArticle> {
        let articles = plain_all(articles);
        let cleaned: Vec<Cleaned<'_>> = articles.iter().map(|article| self.cleaner.clean(article)).collect();
        let texts: Vec<Text<'_>> = cleaned.iter().map(Cleaned::as_text).collect();
        let counts = count_texts(&self.analyzer, &texts, &mut self.lexicon);
        let rest = Rest::of_all(&articles, &texts, config);
        counted(&articles, counts, rest, config)
    }
}

fn plain_all(articles: &[impl Borrow<Article>]) -> Vec<Cow<'_, Article>> {
    let articles: Vec<&Article> = articles.iter().map(Borrow::borrow).collect();
    parallel::map(&articles, |article| plain(article))
}

/// The places of so many items, in the order of their keys.
fn places_by<K: Ord>(items: usize, key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items).collect();
    places.sort_unstable_by_key(|&place| key(place));
    places
}

fn counted(
    articles: &[Cow<'_, Article>],
    counts: Vec<FieldCounts>,
    rest: Vec<Rest>,
    config: &Config,
) -> Vec<CountedArticle> {
    let counted = articles.iter().zip(counts).zip(rest);
    counted.map(|((article, counts), rest)| CountedArticle::new(article, counts, rest, config)).collect()
}
