//! The articles of a stream on their way from texts to profiles.

use serde::{Deserialize, Serialize};

use super::boilerplate::source_hash;
use super::cleaning::{Cleaner, plain};
use super::config::Config;
use super::counted_article::CountedArticle;
use super::forms::FormsSoFar;
use super::profile::{Profile, Signature};
use super::quoted::Quoted;
use crate::article::Article;
use crate::saved::ensure;
use crate::terms::{Analysis, Analyzer, FieldCounter, Lexicon, TermId};
use crate::weights::{DocumentFrequencies, LanguageFrequencies, SavedLanguages, VectorView};

/// What can be done to an article without knowing the stories: it depends on the articles before it, and on nothing that
/// became of them. So it can be done ahead, while articles before it are assigned.
#[derive(Debug)]
pub(super) struct Preparation {
    pub(super) analyzer: Analyzer,
    cleaner: Cleaner,
    pub(super) lexicon: Lexicon,
    /// The number of terms that the backgrounds gave before the first article.
    given_terms: usize,
    df: LanguageFrequencies,
    forms: FormsSoFar,
    analysis: Analysis,
    counter: FieldCounter,
    signature: Signature,
}

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<C, T, D, F> {
    cleaner: C,
    /// Those that no background gave, in the order of their numbers.
    terms: T,
    df: D,
    forms: F,
}

/// What is read of a preparation.
#[derive(Debug, Deserialize)]
pub(super) struct SavedPreparation(Parts<Cleaner, Vec<String>, SavedLanguages, FormsSoFar>);

/// An article ready to be assigned.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(super) profile: Profile,
    /// What it is searched by.
    pub(super) terms: Box<[TermId]>,
    pub(super) weights: Box<[f32]>,
}

impl Preparation {
    pub(super) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        Self {
            analyzer,
            cleaner: Cleaner::new(config),
            given_terms: lexicon.vocabulary().len(),
            lexicon,
            df,
            forms: FormsSoFar::default(),
            analysis: Analysis::new(),
            counter: FieldCounter::default(),
            signature: Signature::default(),
        }
    }

    /// Prepares the next article.
    pub(super) fn prepare(&mut self, article: &Article, config: &Config) -> Prepared {
        let counted = self.read(article, config);
        self.weigh(counted, config)
    }

    /// Prepares the next articles: all are read before one is weighed, so that what either needs stays in the cache.
    pub(super) fn prepare_all(&mut self, articles: &[Article], config: &Config) -> Vec<Prepared> {
        let counted: Vec<CountedArticle> =
            articles.iter().map(|article| self.read(article, config)).collect();
        counted.into_iter().map(|counted| self.weigh(counted, config)).collect()
    }

    fn read(&mut self, article: &Article, config: &Config) -> CountedArticle {
        let article = plain(article);
        let text = self.cleaner.clean(&article);
        self.analyzer.analyze_text(text, &mut self.lexicon, &mut self.analysis);
        let counts = self.counter.count(&self.analysis);
        let (quoted, published) = (Quoted::by(text.body, config), article.published);
        let source = source_hash(&article).filter(|_| config.boilerplate_repeats > 0);
        CountedArticle { counts, quoted, published, source }
    }

    fn weigh(&mut self, counted: CountedArticle, config: &Config) -> Prepared {
        self.df.add(&counted.counts, self.lexicon.vocabulary());
        let df = self.df.of(counted.counts.language().code());
        let documents = df.documents();
        let form = self.forms.add(&counted);
        let idf = |term| config.idf.of(df.of(term), documents) * form.factor(term);
        Prepared::new(counted, config, df, idf, &mut self.signature)
    }

    /// What is to be written.
    pub(super) fn saved(&self) -> impl Serialize {
        let terms: Vec<&str> =
            self.lexicon.vocabulary().iter().skip(self.given_terms).map(|(_, term)| term).collect();
        Parts { cleaner: &self.cleaner, terms, df: self.df.saved(), forms: &self.forms }
    }

    /// What was [saved](Self::saved).
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(super) fn restore(
        saved: SavedPreparation,
        config: &Config,
        analyzer: Analyzer,
    ) -> Result<Self, String> {
        let Parts { cleaner, terms, df, forms } = saved.0;
        cleaner.check(config)?;
        forms.check()?;
        let mut preparation = Self { cleaner, forms, ..Self::new(config, analyzer) };
        let vocabulary = preparation.lexicon.vocabulary_mut();
        for term in terms {
            let (next, number) = (vocabulary.len(), vocabulary.intern(&term));
            ensure(number.index() == next, || format!("the term \"{term}\" is there twice"))?;
        }
        let terms = vocabulary.len();
        preparation.df.restore(df, terms)?;
        Ok(preparation)
    }

    pub(super) fn memory_usage(&self) -> usize {
        self.cleaner.memory_usage()
            + self.lexicon.memory_usage()
            + self.df.memory_usage()
            + self.forms.memory_usage()
    }

    /// Checks the vocabulary and how common its terms are.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(super) fn validate(&self) -> Result<(), String> {
        self.df.validate()?;
        self.lexicon.vocabulary().validate()
    }
}

impl Prepared {
    /// Prepares a counted article, given the document frequencies and what they make of each term.
    pub(super) fn new(
        counted: CountedArticle,
        config: &Config,
        df: &DocumentFrequencies,
        idf: impl Fn(TermId) -> f64,
        memory: &mut Signature,
    ) -> Self {
        let profile = Profile::new(counted, config, idf);
        let signature = profile.signature(config, df, memory);
        let (terms, weights) = (signature.terms().into(), signature.weights().into());
        Self { profile, terms, weights }
    }

    /// The vector it is searched by.
    pub(super) fn signature(&self) -> VectorView<'_> {
        VectorView::from_parts(&self.terms, &self.weights)
    }
}
