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
    RootAll "root_all" "Square root of the cosine of all words: differences between weak similarities count more.",
    Fresh "fresh" "exp(−days between them / 3): 1 on the same day, 0 if a date is missing.",
    LogGap "log_gap" "ln(1 + days between them), at most 6; 0 if a date is missing.",
    Numbers "numbers" "How much of the numbers in the title and lead of one the other has anywhere, by idf, 0 to 1, the larger of both directions: two reports of one accident agree on its figures.",
    NameCount "name_count" "ln(1 + distinct names of the one with fewer).",
    NumberCount "number_count" "ln(1 + distinct numbers of the one with fewer).",
    SharedLead "shared_lead" "ln(1 + words in the titles and leads of both).",
    RarestLead "rarest_lead" "The largest idf of a word in the titles and leads of both; 0 if there is none.",
    Length "length" "(ln of the distinct words of the longer article − 3) / 2, from −1 to 2: 0 for about 20 words.",
    RareWords "rare_words" "The rarity of the words in common, as a part of that of all words of the one that has less. The rarity of a term is how far its idf is above 6.",
    RareNames "rare_names" "The same with names.",
    Rarity "rarity" "ln(1 + rarity of the words in common).",
    ForeignNames "foreign_names" "ln(1 + idf of the names in the title and lead of one that the other lacks), the smaller of both directions: reports of look-alike events name other people and places.",
    TellWeekday "tell_weekday" "1 if the titles and leads of both name a day of the week, else 0.",
    SameWeekday "same_weekday" "1 if they name the same one: the day on which it happened, whatever the day of publication.",
    Quoted "quoted" "ln(1 + runs of four words that both quote), an estimate by half of them.",
    Nearer "nearer" "How similar (as root_all) something clearly nearer in time is to each of both, the smaller of the two; 0 if there is none or a date is missing. A gap says more where others fill it.",
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
    /// Those not named are 0.
    pub(crate) fn new<const N: usize>(features: [(Feature, f32); N]) -> Self {
        let mut values = [0.0; Feature::COUNT];
        for (feature, value) in features {
            values[feature.index()] = value;
        }
        Self { values }
    }

    /// With another value of a feature.
    pub(crate) fn set(&mut self, feature: Feature, value: f32) {
        self.values[feature.index()] = value;
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
