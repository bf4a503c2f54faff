//! The articles of a batch on their way from texts to profiles.

use std::borrow::{Borrow, Cow};

use super::boilerplate::source_hash;
use super::cleaning::{Cleaner, plain};
use super::config::Config;
use super::counted_article::CountedArticle;
use super::quoted::Quoted;
use crate::article::Article;
use crate::parallel;
use crate::terms::{Analyzer, Lexicon, Vocabulary, count_texts};
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

/// What is left of a reading without its articles: how texts are read, and how common their terms are.
#[derive(Debug)]
pub(super) struct TermKnowledge {
    analyzer: Analyzer,
    lexicon: Lexicon,
    df: LanguageFrequencies,
}

impl TermKnowledge {
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        self.lexicon.vocabulary()
    }

    pub(super) fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    pub(super) fn frequencies(&self) -> &LanguageFrequencies {
        &self.df
    }
}

impl Reading {
    /// Parts what is known of terms from the articles.
    pub(super) fn split(self) -> (TermKnowledge, Vec<CountedArticle>) {
        let Self { analyzer, lexicon, df, articles, .. } = self;
        (TermKnowledge { analyzer, lexicon, df }, articles)
    }

    pub(super) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        Self { analyzer, cleaner: Cleaner::new(config), lexicon, df, articles: Vec::new() }
    }

    pub(super) fn read(&mut self, articles: &[impl Borrow<Article> + Sync], config: &Config) {
        let articles: Vec<Cow<'_, Article>> =
            articles.iter().map(|article| plain(article.borrow())).collect();
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
