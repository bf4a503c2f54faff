//! From what is left of articles to their counted terms.

use std::borrow::Borrow;

use super::cleaning::Cleaned;
use super::counted_article::{CountedArticle, Rest};
use crate::article::Article;
use crate::cluster::config::Config;
use crate::parallel;
use crate::terms::{Analysis, Analyzer, FieldCounter, FieldCounts, Lexicon, Text, count_texts};
use crate::weights::LanguageFrequencies;

/// Counts the terms of articles, and remembers what counting those of the next ones takes: which terms there are, and how common they
/// are.
#[derive(Debug)]
pub(crate) struct TermCounter {
    pub(crate) analyzer: Analyzer,
    pub(crate) lexicon: Lexicon,
    pub(crate) df: LanguageFrequencies,
    /// Memory to reuse.
    analysis: Analysis,
    counter: FieldCounter,
}

impl TermCounter {
    pub(crate) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        Self { analyzer, lexicon, df, analysis: Analysis::new(), counter: FieldCounter::default() }
    }

    /// Counts the next article. The document frequencies do not have it yet: see [`learn`](Self::learn).
    pub(crate) fn count(&mut self, article: &Article, cleaned: &Cleaned, config: &Config) -> CountedArticle {
        let text = cleaned.text(article);
        self.analyzer.analyze_text(text, &mut self.lexicon, &mut self.analysis);
        let counts = self.counter.count(&self.analysis);
        CountedArticle::new(article, counts, Rest::of(article, text, config), config)
    }

    /// As [`count`](Self::count) of each in turn, on all cores if there are many.
    pub(crate) fn count_all(
        &mut self,
        articles: &[impl Borrow<Article> + Sync],
        cleaned: &[Cleaned],
        config: &Config,
    ) -> Vec<CountedArticle> {
        let texts = texts_of(articles, cleaned);
        let counts = count_texts(&self.analyzer, &texts, &mut self.lexicon);
        counted(articles, counts, Rest::of_all(articles, &texts, config), config)
    }

    /// As [`count_all`](Self::count_all), and [learns](Self::learn) all of them.
    pub(crate) fn count_and_learn(
        &mut self,
        articles: &[impl Borrow<Article> + Sync],
        cleaned: &[Cleaned],
        config: &Config,
    ) -> Vec<CountedArticle> {
        let texts = texts_of(articles, cleaned);
        // in pieces, so that a thread that is done with its share of one does not wait for long
        let some = texts.chunks(parallel::articles_at_once());
        let count = |texts: &[Text<'_>]| count_texts(&self.analyzer, texts, &mut self.lexicon);
        let counts: Vec<FieldCounts> = some.flat_map(count).collect();
        let learn = || counts.iter().for_each(|counts| self.learn(counts));
        let (rest, ()) = parallel::join(|| Rest::of_all(articles, &texts, config), learn);
        counted(articles, counts, rest, config)
    }

    /// Adds an article to the document frequencies.
    pub(crate) fn learn(&mut self, counts: &FieldCounts) {
        self.df.add(counts, self.lexicon.vocabulary());
    }
}

fn texts_of<'t>(articles: &'t [impl Borrow<Article>], cleaned: &'t [Cleaned]) -> Vec<Text<'t>> {
    articles.iter().zip(cleaned).map(|(article, cleaned)| cleaned.text(article.borrow())).collect()
}

fn counted(
    articles: &[impl Borrow<Article>],
    counts: Vec<FieldCounts>,
    rest: Vec<Rest>,
    config: &Config,
) -> Vec<CountedArticle> {
    let counted = articles.iter().zip(counts).zip(rest);
    counted
        .map(|((article, counts), rest)| CountedArticle::new(article.borrow(), counts, rest, config))
        .collect()
}
