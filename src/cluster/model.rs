//! How likely two articles report one event.

use serde::{Deserialize, Serialize};

use super::features::{Feature, PairFeatures};

/// A logistic model of a pair: p = 1 / (1 + exp(−(bias + Σ weight · feature))).
///
/// The default weights are trained on the labelled development sets by `examples/train_model.rs`, each set with the
/// same total weight. Because the model is linear in its features, every decision can be taken apart:
/// [`contributions`](Self::contributions) add up to the [`logit`](Self::logit).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PairModel {
    /// The logit of a pair whose features are all 0.
    pub bias: f64,
    /// [`Feature::Lead`].
    pub lead: f64,
    /// [`Feature::Names`].
    pub names: f64,
    /// [`Feature::Numbers`].
    pub numbers: f64,
    /// [`Feature::RootAll`].
    pub root_all: f64,
    /// [`Feature::Dated`].
    pub dated: f64,
    /// [`Feature::LogGap`].
    pub log_gap: f64,
    /// [`Feature::FreshAll`].
    pub fresh_all: f64,
    /// [`Feature::DatedAll`].
    pub dated_all: f64,
    /// [`Feature::Length`].
    pub length: f64,
    /// [`Feature::LengthRootAll`].
    pub length_root_all: f64,
}

impl Default for PairModel {
    fn default() -> Self {
        Self {
            bias: -3.916,
            lead: 3.911,
            names: 1.419,
            numbers: 2.294,
            root_all: 5.657,
            dated: 1.833,
            log_gap: -0.78,
            fresh_all: 6.664,
            dated_all: -5.229,
            length: -5.299,
            length_root_all: 6.164,
        }
    }
}

impl PairModel {
    /// The weight of a feature.
    pub fn weight(&self, feature: Feature) -> f64 {
        match feature {
            Feature::Lead => self.lead,
            Feature::Names => self.names,
            Feature::Numbers => self.numbers,
            Feature::RootAll => self.root_all,
            Feature::Dated => self.dated,
            Feature::LogGap => self.log_gap,
            Feature::FreshAll => self.fresh_all,
            Feature::DatedAll => self.dated_all,
            Feature::Length => self.length,
            Feature::LengthRootAll => self.length_root_all,
        }
    }

    /// What each feature adds to the logit.
    pub fn contributions(&self, features: &PairFeatures) -> impl Iterator<Item = (Feature, f64)> {
        Feature::ALL.iter().map(|&f| (f, self.weight(f) * f64::from(features.get(f))))
    }

    /// bias + Σ weight · feature.
    pub fn logit(&self, features: &PairFeatures) -> f64 {
        self.contributions(features).fold(self.bias, |sum, (_, part)| sum + part)
    }

    /// How likely the pair reports one event, 0 to 1.
    pub fn score(&self, features: &PairFeatures) -> f64 {
        1.0 / (1.0 + (-self.logit(features)).exp())
    }

    /// Checks that every weight is a number.
    ///
    /// # Errors
    ///
    /// Which is not.
    pub fn validate(&self) -> Result<(), String> {
        if !self.bias.is_finite() {
            return Err(format!("model.bias is {}: a number is needed", self.bias));
        }
        match Feature::ALL.iter().find(|&&f| !self.weight(f).is_finite()) {
            Some(&f) => Err(format!("model.{} is {}: a number is needed", f.name(), self.weight(f))),
            None => Ok(()),
        }
    }
}
