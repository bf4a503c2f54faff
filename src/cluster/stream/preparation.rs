//! The articles of a stream on their way from texts to profiles.

use serde::{Deserialize, Serialize};

use super::term_use::{EpochStarts, TermUse};
use super::weigher::{Prepared, Weigher};
use crate::article::{Article, ArticleId};
use crate::cluster::config::Config;
use crate::cluster::reading::cleaning::Cleaner;
use crate::cluster::reading::counting::TermCounter;
use crate::cluster::reading::forms::FormsSoFar;
use crate::cluster::reading::headline_forms::LastHeadlines;
use crate::terms::{Analyzer, TermId};
use crate::weights::SavedLanguages;

/// What can be done to an article without knowing the stories: it depends on the articles before it, and on nothing that
/// became of them. So it can be done ahead, while articles before it are assigned.
#[derive(Debug)]
pub(crate) struct Preparation {
    pub(crate) cleaner: Cleaner,
    pub(crate) weigher: Weigher,
}

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<C, T, I, U, D, F, H> {
    cleaner: C,
    /// Those that no background gave, in the order of their numbers.
    terms: T,
    /// Those of them that are forgotten.
    forgotten: I,
    term_use: U,
    df: D,
    forms: F,
    headlines: H,
}

/// What is read of a preparation.
#[derive(Debug, Deserialize)]
pub(crate) struct SavedPreparation(
    Parts<Cleaner, Vec<String>, Vec<TermId>, TermUse, SavedLanguages, FormsSoFar, LastHeadlines>,
);

impl Preparation {
    pub(crate) fn new(config: &Config, analyzer: Analyzer) -> Self {
        Self { cleaner: Cleaner::new(config), weigher: Weigher::new(config, analyzer) }
    }

    /// Prepares the next article. No more than an epoch's were prepared since the last that entered before `starts` were taken.
    pub(crate) fn prepare(&mut self, article: &Article, starts: &EpochStarts, config: &Config) -> Prepared {
        let cleaned = self.cleaner.clean(article);
        self.weigher.prepare(article, &cleaned, starts, config)
    }

    /// As [`prepare`](Self::prepare) of each of the next articles, no more than there is [room](Weigher::room) for, on all cores.
    pub(crate) fn prepare_all(
        &mut self,
        articles: &[Article],
        starts: &EpochStarts,
        config: &Config,
    ) -> Vec<Prepared> {
        let cleaned = self.cleaner.clean_each(articles);
        self.weigher.prepare_all(articles, &cleaned, starts, config)
    }

    /// How many terms the backgrounds gave: these are the first, and never forgotten.
    #[cfg(test)]
    pub(crate) fn given_terms(&self) -> usize {
        self.weigher.given_terms
    }

    /// What is to be written.
    pub(crate) fn saved(&self) -> impl Serialize {
        let Self { cleaner, weigher } = self;
        let vocabulary = weigher.counter.lexicon.vocabulary();
        let terms: Vec<&str> = vocabulary.texts().skip(weigher.given_terms).collect();
        let forgotten: Vec<TermId> = vocabulary.forgotten().collect();
        Parts {
            cleaner,
            terms,
            forgotten,
            term_use: &weigher.term_use,
            df: weigher.counter.df.saved(),
            forms: &weigher.forms,
            headlines: &weigher.headlines,
        }
    }

    /// What was [saved](Self::saved), of a stream whose next article has this number.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(
        saved: SavedPreparation,
        config: &Config,
        analyzer: Analyzer,
        next: ArticleId,
    ) -> Result<Self, String> {
        let Parts { cleaner, terms, forgotten, term_use, df, forms, headlines } = saved.0;
        cleaner.check(config)?;
        forms.check()?;
        headlines.check()?;
        let mut weigher = Weigher::new(config, analyzer);
        (weigher.forms, weigher.headlines, weigher.term_use) = (forms, headlines, term_use);
        let TermCounter { lexicon, df: counted, .. } = &mut weigher.counter;
        let vocabulary = lexicon.vocabulary_mut();
        *vocabulary = std::mem::take(vocabulary).restore(&terms, &forgotten)?;
        let terms = vocabulary.numbers();
        counted.restore(df, terms)?;
        weigher.term_use.check(terms, next)?;
        Ok(Self { cleaner, weigher })
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.cleaner.memory_usage() + self.weigher.memory_usage()
    }

    /// Checks the vocabulary and how common its terms are.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        let TermCounter { lexicon, df, .. } = &self.weigher.counter;
        df.validate()?;
        lexicon.vocabulary().validate()
    }
}
