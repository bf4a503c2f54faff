//! The articles of a batch on their way from texts to profiles.

pub(crate) mod boilerplate;
pub(crate) mod cleaning;
pub(crate) mod counted_article;
pub(crate) mod forms;
pub(crate) mod notices;
pub(crate) mod outlet_names;
pub(crate) mod quoted;
pub(crate) mod repeats;
pub(crate) mod title_affixes;
pub(crate) mod title_parts;

use std::borrow::{Borrow, Cow};

use boilerplate::source_hash;
use cleaning::{Cleaner, plain};
use counted_article::CountedArticle;
use quoted::Quoted;
use crate::article::Article;
use crate::cluster::config::Config;
use crate::parallel;
use crate::terms::{Analyzer, Lexicon, Vocabulary, count_texts};
use crate::weights::LanguageFrequencies;

/// The articles of a batch, read and counted; their texts are needed no more.
#[derive(Debug)]
pub(crate) struct Reading {
    analyzer: Analyzer,
    cleaner: Cleaner,
    pub(crate) lexicon: Lexicon,
    pub(crate) df: LanguageFrequencies,
    pub(crate) articles: Vec<CountedArticle>,
}

/// What is left of a reading without its articles: how texts are read, and how common their terms are.
#[derive(Debug)]
pub(crate) struct TermKnowledge {
    analyzer: Analyzer,
    lexicon: Lexicon,
    df: LanguageFrequencies,
}

impl TermKnowledge {
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        self.lexicon.vocabulary()
    }

    pub(crate) fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    pub(crate) fn frequencies(&self) -> &LanguageFrequencies {
        &self.df
    }
}

impl Reading {
    /// Parts what is known of terms from the articles.
    pub(crate) fn split(self) -> (TermKnowledge, Vec<CountedArticle>) {
        let Self { analyzer, lexicon, df, articles, .. } = self;
        (TermKnowledge { analyzer, lexicon, df }, articles)
    }

    pub(crate) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        Self { analyzer, cleaner: Cleaner::new(config), lexicon, df, articles: Vec::new() }
    }

    pub(crate) fn read(&mut self, articles: &[impl Borrow<Article> + Sync], config: &Config) {
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
