//! What is known about a pair of articles.

use serde::{Deserialize, Serialize};

macro_rules! features {
    ($($variant:ident $name:literal $doc:literal),* $(,)?) => {
        /// One feature of a pair of articles. New ones are appended: a feature is a name and a number, and models are
        /// weights by name.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Feature {
            $(
                #[doc = $doc]
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl Feature {
            /// All features, in order.
            pub const ALL: &[Feature] = &[$(Feature::$variant,)*];

            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The name, as in configuration files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Feature::$variant => $name,)*
                }
            }
        }
    };
}

features! {
    Lead "lead" "Cosine of titles and leads.",
    Names "names" "Cosine of the names.",
    Numbers "numbers" "Cosine of the numbers.",
    RootAll "root_all" "Square root of the cosine of all words: differences between weak similarities count more.",
    Dated "dated" "1 if both articles have a date.",
    LogGap "log_gap" "ln(1 + days between them), at most 6; 0 if a date is missing.",
    FreshAll "fresh_all" "Cosine of all words × exp(−days / 3): similarity counts for less as days go by; 0 if a date is missing.",
    DatedAll "dated_all" "Cosine of all words if both have a date, else 0.",
    Length "length" "(ln of the distinct words of the shorter article − 3) / 2, from −1 to 1.5: 0 for about 20 words.",
    LengthRootAll "length_root_all" "Length × root of the cosine of all words: what a cosine says depends on how much text it comes from.",
}

impl Feature {
    /// As an index into arrays by feature.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// The values of all [`Feature`]s of one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairFeatures {
    values: [f32; Feature::COUNT],
}

impl PairFeatures {
    pub(crate) fn new(features: [(Feature, f32); Feature::COUNT]) -> Self {
        let mut values = [0.0; Feature::COUNT];
        for (feature, value) in features {
            values[feature.index()] = value;
        }
        Self { values }
    }

    /// The value of a feature.
    pub fn get(&self, feature: Feature) -> f32 {
        self.values[feature.index()]
    }

    /// All values in the order of [`Feature::ALL`].
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}
