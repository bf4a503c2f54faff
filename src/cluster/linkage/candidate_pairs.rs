//! The pairs of a collection, to be looked at, and grouped by one model after another.

use super::scored::{Scored, ScoredPair};
use crate::article::Article;
use crate::cluster::config::Config;
use crate::cluster::pairs::candidates::{Candidate, Collection};
use crate::cluster::pairs::context::{Context, ContextBuilder};
use crate::config_error::ConfigError;
use crate::partition::Partition;

/// The pairs that clustering looks at, with what is known about each: for training a model, and for seeing inside.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidatePairs {
    pairs: Vec<Candidate>,
    /// By article, how many distinct words it has.
    words: Vec<u32>,
    /// By article, whether it has as many candidates as there is room for.
    is_full: Vec<bool>,
}

/// The pairs that clustering these articles looks at.
///
/// # Errors
///
/// As [`Config::validate`].
pub fn candidate_pairs(articles: &[Article], config: &Config) -> Result<CandidatePairs, ConfigError> {
    let collection = Collection::of(articles, config)?;
    let (mut pairs, mut builder) = (Vec::new(), ContextBuilder::new(collection.published()));
    let mut is_full = vec![false; articles.len()];
    collection.candidates(
        config,
        |pair, is_full| (pair, is_full),
        |(pair, full)| {
            builder.add_pair(pair.a, pair.b, pair.similarity());
            is_full[pair.b.index()] = full;
            pairs.push(pair);
        },
    );
    let contexts = builder.finish();
    pairs.iter_mut().for_each(|pair| pair.complete(&contexts, config));
    Ok(CandidatePairs { pairs, words: collection.words().collect(), is_full })
}

impl CandidatePairs {
    /// The pairs with their features and scores, ordered by `b`.
    pub fn pairs(&self) -> &[Candidate] {
        &self.pairs
    }

    /// The stories that [`cluster`](fn@crate::cluster) would find with another model, threshold, granularity,
    /// calibration or link limit: without reading and comparing the articles again. What decides which pairs are looked at, and what
    /// is known about them, is that of the configuration they were found with.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    ///
    /// # Complexity
    ///
    /// That of `average_linkage`.
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::unstable::cluster::candidate_pairs;
    /// use samestory::{Article, Config};
    ///
    /// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
    /// let articles = [
    ///     article("a", "Clinton asks Algeria to back force in Mali")?,
    ///     article("b", "In Algiers, Clinton seeks help against Mali militants")?,
    /// ];
    /// let mut config = Config::default();
    /// let pairs = candidate_pairs(&articles, &config)?;
    /// assert_eq!(pairs.group(&config)?.labels(), [0, 0]);
    /// config.model.bias -= 5.0;
    /// assert_eq!(pairs.group(&config)?.labels(), [0, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn group(&self, config: &Config) -> Result<Partition, ConfigError> {
        config.validate()?;
        // in the precision, and in the order, of a batch
        let scored = self.pairs.iter().map(|pair| {
            let mut alone = pair.features;
            Context::default().complete(&mut alone);
            let logit = config.model.logit(&alone) as f32;
            (pair.a.0, pair.b.0, Context::of(&pair.features).add_to(logit, config))
        });
        let scored: Vec<ScoredPair> = scored.collect();
        Ok(Scored::new(&self.words, &scored, &self.is_full, config.clone()).group())
    }
}
