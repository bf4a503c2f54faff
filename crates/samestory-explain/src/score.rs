//! A score, taken apart.

use samestory::cluster::{Feature, PairFeatures};
use samestory::{Config, Evidence, PairModel};
use serde::Serialize;

/// The score of a pair of articles, taken apart: its logit is the sum of the bias, the contributions and what calibration added.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreExplanation {
    /// How likely both report one event, 0 to 1: 1 / (1 + exp(−logit)).
    pub score: f64,
    /// The log-odds of that.
    pub logit: f64,
    /// The log-odds of a pair whose features are all 0.
    pub bias: f64,
    /// What calibration added, 0 or less ([`Config::calibration`]).
    pub calibration: f64,
    /// What each feature added, the strongest first; features that add nothing are left out.
    pub contributions: Vec<Contribution>,
}

/// What a feature adds to the log-odds of a pair: weight · value.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Contribution {
    /// The feature.
    pub feature: Feature,
    /// What it is for this pair.
    pub value: f32,
    /// Its weight in the model.
    pub weight: f64,
    /// The product of both.
    pub contribution: f64,
}

impl ScoreExplanation {
    /// Takes apart why a stream assigned an article as it did: the score of the pair with the closest article.
    ///
    /// ```
    /// use samestory::{Article, Clusterer, Config};
    /// use samestory_explain::ScoreExplanation;
    ///
    /// let mut clusterer = Clusterer::new(Config::default())?;
    /// clusterer.insert(&Article::builder("a").title("Clinton asks Algeria to back force in Mali").build()?);
    /// let second = clusterer.insert(&Article::builder("b").title("Clinton asks Algiers for help in Mali").build()?);
    /// let score = ScoreExplanation::of(&second.evidence.unwrap(), clusterer.config());
    /// assert_eq!(score.contributions[0].feature.name(), "root_all");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(evidence: &Evidence, config: &Config) -> Self {
        Self::new(&config.model, &evidence.features, evidence.shift, evidence.nearest_score)
    }

    pub(super) fn new(model: &PairModel, features: &PairFeatures, shift: f64, score: f64) -> Self {
        let part = |(feature, contribution): (Feature, f64)| Contribution {
            feature,
            value: features.get(feature),
            weight: model.weight(feature),
            contribution,
        };
        let parts = model.contributions(features).filter(|&(_, contribution)| contribution != 0.0);
        let mut contributions: Vec<Contribution> = parts.map(part).collect();
        contributions.sort_by(|a, b| {
            b.contribution.abs().total_cmp(&a.contribution.abs()).then(a.feature.cmp(&b.feature))
        });
        let logit = model.logit(features) + shift;
        Self { score, logit, bias: model.bias, calibration: shift, contributions }
    }
}
