//! The pairs of a collection, to be looked at, and grouped by one model after another.

use super::candidates::{Candidate, Collection, HOPELESS};
use super::companions::{Companion, Companions, introduce};
use super::config::{Config, ConfigError};
use super::features::Feature;
use super::scored::{Scored, with_nearer};
use crate::article::Article;
use crate::evaluation::Partition;

/// The pairs that clustering looks at, with what is known about each: for training a model, and for seeing inside.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidatePairs {
    pairs: Vec<Candidate>,
    /// By article, how many distinct words it has.
    words: Vec<u32>,
}

/// The pairs that clustering these articles looks at.
///
/// # Errors
///
/// As [`Config::validate`].
pub fn candidate_pairs(articles: &[Article], config: &Config) -> Result<CandidatePairs, ConfigError> {
    let collection = Collection::of(articles, config)?;
    let (mut pairs, mut companions) = (Vec::new(), vec![Companions::default(); articles.len()]);
    collection.candidates(
        config,
        |pair| pair,
        |pair| {
            introduce(&mut companions, (pair.a, pair.b), Companion::of(&pair.features));
            pairs.push(pair);
        },
    );
    pairs.iter_mut().for_each(|pair| pair.look_around(&companions, config));
    Ok(CandidatePairs { pairs, words: collection.words().collect() })
}

impl CandidatePairs {
    /// The pairs with their features and scores, ordered by `b`.
    pub fn pairs(&self) -> &[Candidate] {
        &self.pairs
    }

    /// The stories that [`cluster_articles`](super::cluster_articles) would find with another model, threshold, granularity,
    /// calibration or number of partners: without reading and comparing the articles again. What decides which pairs are looked at, and what
    /// is known about them, is that of the configuration they were found with.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    ///
    /// # Complexity
    ///
    /// That of [`average_linkage`](super::average_linkage).
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::cluster::candidate_pairs;
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
        let alone = |pair: &Candidate| {
            let mut features = pair.features;
            features.set(Feature::Nearer, 0.0);
            config.model.logit(&features) as f32
        };
        // in the precision, and in the order, of a batch
        let scored = self.pairs.iter().map(|pair| (pair, alone(pair)));
        let hopeful = scored.filter(|&(_, logit)| f64::from(logit) > HOPELESS);
        let logits: Vec<(u32, u32, f32)> = hopeful
            .map(|(pair, logit)| {
                let nearer = pair.features.get(Feature::Nearer);
                (pair.a.0, pair.b.0, with_nearer(logit, nearer, config))
            })
            .collect();
        Ok(Scored::new(&self.words, &logits, config.clone()).group())
    }
}
