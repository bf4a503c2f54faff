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

use self::cleaning::{Cleaner, plain};
use self::counted_article::CountedArticle;
use self::headline_forms::HeadlineWords;
use self::quoted::Quoted;
use super::config::Config;
use super::vectors::UnitVector;
use crate::article::Article;
use crate::parallel;
use crate::terms::{Analysis, Analyzer, FieldCounter, FieldCounts, Lexicon, count_texts};
use crate::weights::LanguageFrequencies;

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
        let text = self.cleaner.clean(&article);
        self.analyzer.analyze_text(text, &mut self.lexicon, &mut self.analysis);
        let counts = self.counter.count(&self.analysis);
        let (quoted, vector) = (Quoted::by(text.body, config), UnitVector::of(&article, config));
        let headline = HeadlineWords::of(CountedArticle::source_of(&article, config), text.title);
        CountedArticle::new(&article, counts, headline, quoted, vector, config)
    }

    /// Adds an article to the document frequencies.
    pub(crate) fn learn(&mut self, counts: &FieldCounts) {
        self.df.add(counts, self.lexicon.vocabulary());
    }

    /// Reads the next articles, on all cores if there are many, and learns all of them. What is left of a text may depend on the others.
    pub(crate) fn read_all(
        &mut self,
        articles: &[impl Borrow<Article> + Sync],
        config: &Config,
    ) -> Vec<CountedArticle> {
        let articles: Vec<Cow<'_, Article>> =
            articles.iter().map(|article| plain(article.borrow())).collect();
        let mut cleaned = Vec::new();
        let texts = self.cleaner.clean_all(&articles, &mut cleaned);
        let counts = count_texts(&self.analyzer, &texts, &mut self.lexicon);
        let headline = |at: &usize| {
            HeadlineWords::of(CountedArticle::source_of(&articles[*at], config), texts[*at].title)
        };
        let places: Vec<usize> = (0..texts.len()).collect();
        let headlines = parallel::map(&places, headline);
        let (quoted, ()) = parallel::join(
            || parallel::map(&texts, |text| Quoted::by(text.body, config)),
            || counts.iter().for_each(|counts| self.learn(counts)),
        );
        let vectors = parallel::map(&articles, |article| UnitVector::of(article, config));
        let counted = articles.iter().zip(counts).zip(headlines).zip(quoted).zip(vectors);
        counted
            .map(|((((article, counts), headline), quoted), vector)| {
                CountedArticle::new(article, counts, headline, quoted, vector, config)
            })
            .collect()
    }
}
