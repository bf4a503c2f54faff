//! Clustering a closed set of articles.

use std::borrow::Borrow;

use super::config::Config;
use super::inspection::Inspection;
use super::linkage::score::Score;
use super::linkage::scored::{Scored, ScoredPair};
use super::pairs::candidates::{Candidate, Collection, HOPELESS, ROUNDING};
use super::pairs::context::{Context, ContextBuilder, Contexts};
use super::reading::counted_article::CountedArticle;
use super::reading::counting::TermCounter;
use super::reading::{CLEANED_TOGETHER, Reader};
use crate::article::{Article, ArticleId};
use crate::config_error::ConfigError;
use crate::parallel;
use crate::story::StoryId;
use crate::terms::Analyzer;

/// Pairs scored by one thread at a time.
const BLOCK: usize = 4096;

/// Groups a closed set of articles, by numbers: their places in the order they are read in. They need not all be in memory at once.
///
/// Every pair with enough words in common is scored by [`Config::model`], and all scores are calibrated by how well the
/// likely pairs hold together ([`Config::calibration`]). Groups are merged by [average linkage](super::average_linkage) down to
/// [`Config::batch_threshold`]; then every article may move to a story that it is closer to.
///
/// What is kept of an article is its counted terms, about as many bytes as its text has.
#[derive(Debug)]
pub(crate) struct BatchEngine {
    config: Config,
    reader: Reader,
    articles: Vec<CountedArticle>,
    corrections: Vec<(u32, u32, Score)>,
}

impl BatchEngine {
    /// No articles yet.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub(crate) fn new(config: Config) -> Result<Self, ConfigError> {
        let analyzer = config.analyzer()?;
        Self::with_analyzer(config, analyzer)
    }

    /// As [`BatchEngine::new`], with an analyzer of your own ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub(crate) fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        config.validate()?;
        let reader = Reader::new(&config, analyzer);
        Ok(Self { config, reader, articles: Vec::new(), corrections: Vec::new() })
    }

    /// Reads the next articles, on all cores if there are many. All but the last call are to be of
    /// [so many](super::reading::CLEANED_TOGETHER) articles, or of a multiple.
    pub(crate) fn read(&mut self, articles: impl Iterator<Item = Article>) {
        let mut rest = articles.peekable();
        while rest.peek().is_some() {
            let together = rest.by_ref().take(CLEANED_TOGETHER).collect();
            self.articles.extend(self.reader.read(together, &self.config));
        }
    }

    /// Reads the last articles, which someone else keeps.
    pub(crate) fn read_last(&mut self, articles: &[impl Borrow<Article> + Sync]) {
        self.articles.extend(self.reader.read_last(articles, &self.config));
    }

    /// Takes what [corrections](super::linkage::corrected::corrected_edges) say of the articles.
    pub(crate) fn correct(&mut self, corrections: Vec<(u32, u32, Score)>) {
        self.corrections = corrections;
    }

    /// The story of each article, numbered in the order they were read in.
    pub(crate) fn finish(self) -> Vec<StoryId> {
        self.score().group().labels().iter().map(|&label| StoryId(label)).collect()
    }

    /// Scores all pairs with enough words in common.
    pub(crate) fn score(self) -> Scored {
        let Self { config, reader, mut articles, corrections } = self;
        let (TermCounter { lexicon, df, .. }, last) = reader.finish(&config);
        articles.extend(last);
        let terms = lexicon.vocabulary().len();
        drop(lexicon);
        let collection = Collection::new(articles, &df, terms, &config);
        drop(df);
        let words: Vec<u32> = collection.words().collect();
        let ComparedPairs { pairs, is_full, .. } = compare_pairs(&collection, &config);
        // what is needed no more takes a while to be given back
        let mut scored =
            parallel::join(|| drop(collection), || Scored::new(&words, &pairs, &is_full, config)).1;
        scored.correct(&corrections);
        scored
    }

    /// As [`finish`](Self::finish), keeping what the scores were made of.
    pub(crate) fn inspect(self) -> Inspection {
        let Self { config, reader, mut articles, corrections } = self;
        let (counter, last) = reader.finish(&config);
        articles.extend(last);
        let terms = counter.lexicon.vocabulary().len();
        let collection = Collection::new(articles, &counter.df, terms, &config);
        let words: Vec<u32> = collection.words().collect();
        let compared = compare_pairs(&collection, &config);
        let (mut scored, transitivity) =
            Scored::with_transitivity(&words, &compared.pairs, &compared.is_full, config);
        scored.correct(&corrections);
        Inspection::new(counter, collection, compared.contexts, scored, transitivity)
    }
}

/// What is kept of a candidate.
struct Kept {
    /// Its log-odds, but for what depends on other articles.
    pair: ScoredPair,
    similarity: f32,
    /// Whether the later article has as many candidates as there is room for.
    is_full: bool,
}

/// The pairs of a batch that were compared.
struct ComparedPairs {
    /// Their log-odds, by `b`, without those that are hopeless and not needed to know what was compared.
    pairs: Vec<ScoredPair>,
    /// By article, whether it has as many candidates as there is room for.
    is_full: Vec<bool>,
    contexts: Contexts,
}

fn compare_pairs(collection: &Collection, config: &Config) -> ComparedPairs {
    let published = collection.published();
    let mut is_full = vec![false; published.len()];
    let (mut pairs, mut builder) = (Vec::new(), ContextBuilder::new(published));
    let keep = |pair: Candidate, is_full: bool| Kept {
        pair: (pair.a.0, pair.b.0, pair.logit as f32),
        similarity: pair.similarity(),
        is_full,
    };
    let only_lowers = Context::only_lowers(config);
    collection.candidates(config, keep, |Kept { pair: (a, b, logit), similarity, is_full: full }| {
        builder.add_pair(ArticleId(a), ArticleId(b), similarity);
        is_full[b as usize] = full;
        if full || !only_lowers || f64::from(logit) > HOPELESS {
            pairs.push((a, b, logit));
        }
    });
    let contexts = builder.finish();
    let min_crowds = contexts.min_crowds();
    let complete = |(a, b, logit): &mut ScoredPair| {
        let most = *logit + config.model.crowd as f32 * min_crowds[*b as usize];
        let is_hopeless = only_lowers && f64::from(most) <= HOPELESS - ROUNDING;
        let context = || contexts.of(ArticleId(*a), ArticleId(*b));
        *logit = if is_hopeless { most } else { context().add_to(*logit, config) };
    };
    parallel::for_each_chunk(&mut pairs, BLOCK, |pairs| pairs.iter_mut().for_each(complete));
    ComparedPairs { pairs, is_full, contexts }
}
