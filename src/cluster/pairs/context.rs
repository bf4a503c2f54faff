//! The context of a pair among all articles of a batch: the crowd around it, and nearer neighbors.

use super::crowd::{ALIKE, Crowd, weight};
use super::features::{Feature, PairFeatures};
use super::temporal_context::{TemporalContext, TemporalNeighbor};
use crate::article::ArticleId;
use crate::cluster::config::Config;
use crate::published::Published;

/// A crowd at which [`Feature::NearerNeighbor`] is the similarity itself: that of some four hundred articles.
const USUAL_CROWD: f32 = 6.0;

/// The features of a pair that depend on other articles.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Context {
    crowd: f32,
    nearer: f32,
}

impl Context {
    /// `nearer` is the similarity of a nearer neighbor to both articles.
    pub(crate) fn new(crowd: f32, nearer: f32) -> Self {
        Self { crowd, nearer: nearer * (crowd / USUAL_CROWD) }
    }

    /// That of a pair whose features are complete.
    pub(crate) fn of(features: &PairFeatures) -> Self {
        Self { crowd: features.get(Feature::Crowd), nearer: features.get(Feature::NearerNeighbor) }
    }

    /// Whether it can only lower the odds of a pair: then hopeless pairs stay hopeless, whatever it is, and a greater crowd
    /// lowers them more.
    pub(crate) fn only_lowers(config: &Config) -> bool {
        [Feature::Crowd, Feature::NearerNeighbor].iter().all(|&feature| config.model.weight(feature) <= 0.0)
    }

    /// Completes the features of the pair.
    pub(crate) fn complete(self, features: &mut PairFeatures) {
        features.set(Feature::Crowd, self.crowd);
        features.set(Feature::NearerNeighbor, self.nearer);
    }

    /// Log-odds by all features of those by all others, in the precision that is kept of the pairs of a batch.
    pub(crate) fn add_to(self, logit: f32, config: &Config) -> f32 {
        logit + config.model.crowd as f32 * self.crowd + config.model.nearer_neighbor as f32 * self.nearer
    }
}

/// Collects the pairs of a batch, and builds the [`Contexts`] of their articles.
#[derive(Debug)]
pub(crate) struct ContextBuilder {
    published: Vec<Option<Published>>,
    temporal: Vec<TemporalContext>,
    /// By article, how many others are alike.
    alike: Vec<u32>,
}

/// The contexts of the articles of a batch, once all pairs are known.
#[derive(Debug)]
pub(crate) struct Contexts {
    published: Vec<Option<Published>>,
    temporal: Vec<TemporalContext>,
    crowd: Crowd,
}

impl ContextBuilder {
    /// A builder without pairs.
    pub(crate) fn new(published: Vec<Option<Published>>) -> Self {
        let articles = published.len();
        Self { published, temporal: vec![TemporalContext::default(); articles], alike: vec![0; articles] }
    }

    /// Adds a pair. `similarity` is the square root of its cosine.
    pub(crate) fn add_pair(&mut self, a: ArticleId, b: ArticleId, similarity: f32) {
        let pair = [a, b].map(ArticleId::index);
        if similarity >= ALIKE {
            pair.iter().for_each(|&article| self.alike[article] += 1);
        }
        if let Some(neighbor) = TemporalNeighbor::of(pair.map(|article| self.published[article]), similarity)
        {
            pair.iter().for_each(|&article| self.temporal[article].add(neighbor));
        }
    }

    /// The contexts of all articles, by all pairs added.
    pub(crate) fn finish(self) -> Contexts {
        let Self { published, temporal, alike } = self;
        let mut crowd = Crowd::default();
        published.iter().zip(alike).for_each(|(&published, alike)| crowd.change(published, weight(alike)));
        Contexts { published, temporal, crowd }
    }
}

impl Contexts {
    /// By article: the least [`Feature::Crowd`] of its pairs, but for rounding.
    pub(crate) fn min_crowds(&self) -> Vec<f32> {
        self.published.iter().map(|&published| self.crowd.min_feature(published, 1.0)).collect()
    }

    /// The context of a pair.
    pub(crate) fn of(&self, a: ArticleId, b: ArticleId) -> Context {
        let pair = [a, b].map(ArticleId::index);
        let published = pair.map(|article| self.published[article]);
        // the similarity of the two does not matter for nearer neighbors
        let nearer = TemporalNeighbor::of(published, 0.0)
            .map_or(0.0, |gap| gap.nearer_neighbor(pair.map(|article| &self.temporal[article])));
        Context::new(self.crowd.feature(published, 1.0), nearer)
    }

    /// The context of an article of the batch and a text of no date.
    pub(crate) fn of_undated(&self) -> Context {
        Context::new(self.crowd.feature([None; 2], 1.0), 0.0)
    }

    /// When an article was published.
    pub(crate) fn published(&self, article: ArticleId) -> Option<Published> {
        self.published.get(article.index()).copied().flatten()
    }
}
