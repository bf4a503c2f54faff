//! What a pair of a batch means among all others: the crowd around it, and what is nearer in time.

use super::companions::{Companion, Companions};
use super::config::Config;
use super::crowd::{ALIKE, Crowd, weight};
use super::features::{Feature, PairFeatures};
use crate::article::ArticleId;
use crate::published::Published;

/// A crowd at which [`Feature::NearerNeighbor`] is the similarity itself: that of some four hundred articles.
const USUAL_CROWD: f32 = 6.0;

/// The features of a pair that depend on other articles.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Context {
    crowd: f32,
    nearer: f32,
}

impl Context {
    /// By [`Feature::Crowd`] and how similar something nearer in time is to both.
    pub(super) fn new(crowd: f32, nearer: f32) -> Self {
        Self { crowd, nearer: nearer * (crowd / USUAL_CROWD) }
    }

    /// That of a pair whose features are complete.
    pub(super) fn of(features: &PairFeatures) -> Self {
        Self { crowd: features.get(Feature::Crowd), nearer: features.get(Feature::NearerNeighbor) }
    }

    /// Whether it can only lower the odds of a pair: then hopeless pairs stay hopeless, whatever it is, and a greater crowd
    /// lowers them more.
    pub(super) fn only_lowers(config: &Config) -> bool {
        [Feature::Crowd, Feature::NearerNeighbor].iter().all(|&feature| config.model.weight(feature) <= 0.0)
    }

    /// Completes the features of the pair.
    pub(super) fn complete(self, features: &mut PairFeatures) {
        features.set(Feature::Crowd, self.crowd);
        features.set(Feature::NearerNeighbor, self.nearer);
    }

    /// Log-odds by all features of those by all others, in the precision that is kept of the pairs of a batch.
    pub(super) fn add_to(self, logit: f32, config: &Config) -> f32 {
        logit + config.model.crowd as f32 * self.crowd + config.model.nearer_neighbor as f32 * self.nearer
    }
}

/// What the pairs of a batch say of their articles, until all pairs are known.
#[derive(Debug)]
pub(super) struct Introductions<'p> {
    published: &'p [Option<Published>],
    companions: Vec<Companions>,
    /// By article, how many others are alike.
    alike: Vec<u32>,
}

/// The articles of a batch among each other, once all pairs are known.
#[derive(Debug)]
pub(super) struct Contexts<'p> {
    published: &'p [Option<Published>],
    companions: Vec<Companions>,
    crowd: Crowd,
}

impl<'p> Introductions<'p> {
    /// No pair is known yet.
    pub(super) fn new(published: &'p [Option<Published>]) -> Self {
        let articles = published.len();
        Self { published, companions: vec![Companions::default(); articles], alike: vec![0; articles] }
    }

    /// Makes the articles of a pair known to each other, by the square root of their cosine.
    pub(super) fn introduce(&mut self, a: ArticleId, b: ArticleId, similarity: f32) {
        let pair = [a, b].map(ArticleId::index);
        if similarity >= ALIKE {
            pair.iter().for_each(|&article| self.alike[article] += 1);
        }
        if let Some(companion) = Companion::of(pair.map(|article| self.published[article]), similarity) {
            pair.iter().for_each(|&article| self.companions[article].add(companion));
        }
    }

    /// All pairs are known now.
    pub(super) fn finish(self) -> Contexts<'p> {
        let Self { published, companions, alike } = self;
        let mut crowd = Crowd::default();
        published.iter().zip(alike).for_each(|(&published, alike)| crowd.change(published, weight(alike)));
        Contexts { published, companions, crowd }
    }
}

impl Contexts<'_> {
    /// By article: the least [`Feature::Crowd`] of its pairs, but for rounding.
    pub(super) fn min_crowds(&self) -> Vec<f32> {
        self.published.iter().map(|&published| self.crowd.min_feature(published, 1.0)).collect()
    }

    /// That of a pair.
    pub(super) fn of(&self, a: ArticleId, b: ArticleId) -> Context {
        let pair = [a, b].map(ArticleId::index);
        let published = pair.map(|article| self.published[article]);
        // how similar the two are does not matter for what is nearer
        let nearer = Companion::of(published, 0.0)
            .map_or(0.0, |gap| gap.nearer(pair.map(|article| &self.companions[article])));
        Context::new(self.crowd.feature(published, 1.0), nearer)
    }
}
