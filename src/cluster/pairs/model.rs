//! How likely two articles report one event.

use serde::{Deserialize, Serialize};

use super::features::{Feature, PairFeatures, with_features};
use crate::config_error::ConfigError;

/// The log-odds of a pair whose features are all 0, by the default model.
const BIAS: f64 = -4.865;

macro_rules! define_model {
    ($($variant:ident $field:ident $name:literal $doc:literal $weight:literal $(was $old:literal)*),* $(,)?) => {
        /// A logistic model of a pair: p = 1 / (1 + exp(−(bias + Σ weight · feature))).
        ///
        /// The default weights maximise the likelihood of the pairs of the development sets and of transformed copies of them, each
        /// kind of input with the same total weight: `examples/train_model`. Because the model is linear in its features, every
        /// decision can be taken apart: [`contributions`](Self::contributions) add up to the [`logit`](Self::logit).
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct PairModel {
            /// The logit of a pair whose features are all 0.
            pub bias: f64,
            $(
                #[doc = $doc]
                #[serde($(alias = $old),*)]
                pub $field: f64,
            )*
        }

        #[allow(clippy::approx_constant, reason = "a weight that training found may be near a constant")]
        impl Default for PairModel {
            fn default() -> Self {
                Self { bias: BIAS, $($field: $weight,)* }
            }
        }

        impl PairModel {
            /// The weight of a feature.
            pub fn weight(&self, feature: Feature) -> f64 {
                match feature {
                    $(Feature::$variant => self.$field,)*
                }
            }

            /// The same, to be changed.
            pub fn weight_mut(&mut self, feature: Feature) -> &mut f64 {
                match feature {
                    $(Feature::$variant => &mut self.$field,)*
                }
            }

            /// bias + Σ weight · feature: what the [`contributions`](Self::contributions) add up to, in the same order.
            pub fn logit(&self, features: &PairFeatures) -> f64 {
                self.bias $(+ self.$field * f64::from(features.get(Feature::$variant)))*
            }
        }
    };
}
with_features!(define_model);

impl PairModel {
    /// What each feature adds to the logit.
    pub fn contributions(&self, features: &PairFeatures) -> impl Iterator<Item = (Feature, f64)> {
        Feature::ALL.iter().map(|&f| (f, self.weight(f) * f64::from(features.get(f))))
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
    pub fn validate(&self) -> Result<(), ConfigError> {
        if !self.bias.is_finite() {
            return Err(ConfigError(format!("model.bias is {}: a number is needed", self.bias)));
        }
        match Feature::ALL.iter().find(|&&f| !self.weight(f).is_finite()) {
            Some(&f) => {
                Err(ConfigError(format!("model.{} is {}: a number is needed", f.name(), self.weight(f))))
            }
            None => Ok(()),
        }
    }
}
