//! What is known about a pair of articles.

use serde::{Deserialize, Serialize};

use crate::published::Published;
use crate::terms::{Field, FieldCounts};
use crate::weights::{DocumentFrequencies, FieldVectors, Weighting};

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
    Title "title" "Cosine of the titles.",
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

/// Days in which the worth of similarity falls to 1/e (Miranda et al. 2018 use 3 days too).
const FRESH_DAYS: f64 = 3.0;

/// The values of all [`Feature`]s of one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairFeatures {
    values: [f32; Feature::COUNT],
}

impl PairFeatures {
    /// The value of a feature.
    pub fn get(&self, feature: Feature) -> f32 {
        self.values[feature.index()]
    }

    /// All values in the order of [`Feature::ALL`].
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

/// What a pair's features are computed from, besides the cosine of all words that the search already knows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Profile {
    fields: FieldVectors,
    published: Option<Published>,
    length: f32,
}

const COMPARED: [Field; 4] = [Field::Title, Field::Lead, Field::Names, Field::Numbers];

impl Profile {
    pub(crate) fn new(
        counts: &FieldCounts,
        published: Option<Published>,
        weighting: &Weighting,
        df: &DocumentFrequencies,
    ) -> Self {
        let distinct = counts.field(Field::All).len().max(1) as f64;
        Self {
            fields: FieldVectors::new(counts, &COMPARED, weighting, df),
            published,
            length: ((distinct.ln() - 3.0) / 2.0).clamp(-1.0, 1.5) as f32,
        }
    }

    /// The features of a pair. Symmetric.
    pub(crate) fn compare(&self, other: &Self, cosine_all: f32) -> PairFeatures {
        let cosine = |field| self.fields.field(field).dot(other.fields.field(field));
        let all = cosine_all.max(0.0);
        let root = all.sqrt();
        let length = self.length.min(other.length);
        let days = self.published.zip(other.published).map(|(a, b)| a.days_to(b));
        let (dated, log_gap, fresh) = match days {
            Some(days) => (1.0, days.ln_1p().min(6.0) as f32, (-days / FRESH_DAYS).exp() as f32),
            None => (0.0, 0.0, 0.0),
        };
        let mut values = [0.0; Feature::COUNT];
        for (feature, value) in [
            (Feature::Title, cosine(Field::Title)),
            (Feature::Lead, cosine(Field::Lead)),
            (Feature::Names, cosine(Field::Names)),
            (Feature::Numbers, cosine(Field::Numbers)),
            (Feature::RootAll, root),
            (Feature::Dated, dated),
            (Feature::LogGap, log_gap),
            (Feature::FreshAll, fresh * all),
            (Feature::DatedAll, dated * all),
            (Feature::Length, length),
            (Feature::LengthRootAll, length * root),
        ] {
            values[feature.index()] = value;
        }
        PairFeatures { values }
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.fields.memory_usage() + size_of::<Self>()
    }
}
