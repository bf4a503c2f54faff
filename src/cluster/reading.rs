//! The articles of a batch on their way from texts to profiles.

use std::borrow::Cow;

use super::boilerplate::source_hash;
use super::cleaning::{Cleaner, plain};
use super::config::Config;
use super::counted_article::CountedArticle;
use super::quoted::Quoted;
use crate::article::Article;
use crate::parallel;
use crate::terms::{Analyzer, Lexicon, count_texts};
use crate::weights::LanguageFrequencies;

/// The articles of a batch, read and counted; their texts are needed no more.
#[derive(Debug)]
pub(super) struct Reading {
    analyzer: Analyzer,
    cleaner: Cleaner,
    pub(super) lexicon: Lexicon,
    pub(super) df: LanguageFrequencies,
    pub(super) articles: Vec<CountedArticle>,
}

impl Reading {
    pub(super) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        Self { analyzer, cleaner: Cleaner::new(config), lexicon, df, articles: Vec::new() }
    }

    pub(super) fn read(&mut self, articles: &[Article], config: &Config) {
        let articles: Vec<Cow<'_, Article>> = articles.iter().map(plain).collect();
        let mut cleaned = Vec::new();
        let texts = self.cleaner.clean_all(&articles, &mut cleaned);
        let counts = count_texts(&self.analyzer, &texts, &mut self.lexicon);
        let (df, vocabulary) = (&mut self.df, self.lexicon.vocabulary());
        let (quoted, ()) = parallel::join(
            || parallel::map(&texts, |text| Quoted::by(text.body, config)),
            || counts.iter().for_each(|counts| df.add(counts, vocabulary)),
        );
        for ((article, counts), quoted) in articles.iter().zip(counts).zip(quoted) {
            let source = source_hash(article).filter(|_| config.boilerplate_repeats > 0);
            let published = article.published;
            self.articles.push(CountedArticle { counts, quoted, published, source });
        }
    }
}
