//! How likely two articles report one event.

use serde::{Deserialize, Serialize};

use super::features::{Feature, PairFeatures};

/// A logistic model of a pair: p = 1 / (1 + exp(−(bias + Σ weight · feature))).
///
/// The default weights are trained on the labelled development sets and on transformed copies of them (titles only,
/// leads only, without dates, with fewer stories, with smaller stories) by `examples/train_model`, each set with the same
/// total weight: first by the likelihood of pairs, then moved to where the stories are best. Because the model is linear in its features, every decision can be taken apart:
/// [`contributions`](Self::contributions) add up to the [`logit`](Self::logit).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PairModel {
    /// The logit of a pair whose features are all 0.
    pub bias: f64,
    /// [`Feature::RootAll`].
    pub root_all: f64,
    /// [`Feature::Fresh`].
    pub fresh: f64,
    /// [`Feature::LogGap`].
    pub log_gap: f64,
    /// [`Feature::Numbers`].
    pub numbers: f64,
    /// [`Feature::NameCount`].
    pub name_count: f64,
    /// [`Feature::NumberCount`].
    pub number_count: f64,
    /// [`Feature::SharedLead`].
    pub shared_lead: f64,
    /// [`Feature::RarestLead`].
    pub rarest_lead: f64,
    /// [`Feature::Length`].
    pub length: f64,
    /// [`Feature::RareWords`].
    pub rare_words: f64,
    /// [`Feature::RareNames`].
    pub rare_names: f64,
    /// [`Feature::Rarity`].
    pub rarity: f64,
    /// [`Feature::ForeignNames`].
    pub foreign_names: f64,
    /// [`Feature::TellWeekday`].
    pub tell_weekday: f64,
    /// [`Feature::SameWeekday`].
    pub same_weekday: f64,
    /// [`Feature::Quoted`].
    pub quoted: f64,
    /// [`Feature::Nearer`].
    pub nearer: f64,
}

impl Default for PairModel {
    fn default() -> Self {
        Self {
            bias: -6.802,
            root_all: 8.278,
            fresh: 3.858,
            log_gap: -0.526,
            numbers: 1.305,
            name_count: -0.813,
            number_count: -0.697,
            shared_lead: 0.548,
            rarest_lead: 0.466,
            length: -0.369,
            rare_words: -2.72,
            rare_names: 1.316,
            rarity: 1.573,
            foreign_names: -0.139,
            tell_weekday: -0.48,
            same_weekday: 1.218,
            quoted: 0.808,
            nearer: -2.575,
        }
    }
}

impl PairModel {
    /// The weight of a feature.
    pub fn weight(&self, feature: Feature) -> f64 {
        match feature {
            Feature::RootAll => self.root_all,
            Feature::Fresh => self.fresh,
            Feature::LogGap => self.log_gap,
            Feature::Numbers => self.numbers,
            Feature::NameCount => self.name_count,
            Feature::NumberCount => self.number_count,
            Feature::SharedLead => self.shared_lead,
            Feature::RarestLead => self.rarest_lead,
            Feature::Length => self.length,
            Feature::RareWords => self.rare_words,
            Feature::RareNames => self.rare_names,
            Feature::Rarity => self.rarity,
            Feature::ForeignNames => self.foreign_names,
            Feature::TellWeekday => self.tell_weekday,
            Feature::SameWeekday => self.same_weekday,
            Feature::Quoted => self.quoted,
            Feature::Nearer => self.nearer,
        }
    }

    /// The same, to be changed.
    pub fn weight_mut(&mut self, feature: Feature) -> &mut f64 {
        match feature {
            Feature::RootAll => &mut self.root_all,
            Feature::Fresh => &mut self.fresh,
            Feature::LogGap => &mut self.log_gap,
            Feature::Numbers => &mut self.numbers,
            Feature::NameCount => &mut self.name_count,
            Feature::NumberCount => &mut self.number_count,
            Feature::SharedLead => &mut self.shared_lead,
            Feature::RarestLead => &mut self.rarest_lead,
            Feature::Length => &mut self.length,
            Feature::RareWords => &mut self.rare_words,
            Feature::RareNames => &mut self.rare_names,
            Feature::Rarity => &mut self.rarity,
            Feature::ForeignNames => &mut self.foreign_names,
            Feature::TellWeekday => &mut self.tell_weekday,
            Feature::SameWeekday => &mut self.same_weekday,
            Feature::Quoted => &mut self.quoted,
            Feature::Nearer => &mut self.nearer,
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
