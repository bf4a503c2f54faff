//! What is known about a pair of articles.

use serde::{Deserialize, Serialize};

/// Gives the declaration of every feature to a macro: variant, field of the [`PairModel`](super::model::PairModel), name in configuration
/// files, documentation, default weight, and after `was` the former names, which are still read. A new feature is declared here and
/// computed by the comparer or the context.
macro_rules! with_features {
    ($take:ident) => {
        $take! {
            RootAll root_all "root_all" "Square root of the cosine of all words: differences between weak similarities count more." 6.665,
            Numbers numbers "numbers" "How much of the numbers in the title and lead of one the other has anywhere, by idf, 0 to 1, the larger of both directions: two reports of one accident agree on its figures." 0.371,
            NameCount name_count "name_count" "ln(1 + distinct names of the one with fewer)." -0.239,
            NumberCount number_count "number_count" "ln(1 + distinct numbers of the one with fewer)." -0.318,
            SharedLead shared_lead "shared_lead" "ln(1 + words in the titles and leads of both)." 0.611,
            RarestLead rarest_lead "rarest_lead" "The largest idf of a word in the titles and leads of both; 0 if there is none." 0.271,
            SecondLead second_lead "second_lead" "The second largest idf of a word in the titles and leads of both; 0 if there is none. Two rare words are independent evidence." 0.236,
            Length length "length" "(ln of the distinct words of the longer article − 3) / 2, from −1 to 2: 0 for about 20 words." -0.044,
            RareWords rare_words "rare_words" "The rarity of the words in common, as a part of that of all words of the one that has less. The rarity of a term is how far its idf is above 6." -0.371,
            RareNames rare_names "rare_names" "The same with names." 0.424,
            Rarity rarity "rarity" "ln(1 + rarity of the words in common)." -0.225,
            FurtherRarity further_rarity "further_rarity" "ln(1 + rarity of the words in common without the rarest of them): what is shared beyond one word." 0.047,
            RareCount rare_count "rare_count" "ln(1 + words in common that are rare)." 0.345,
            UnmatchedNames unmatched_names "unmatched_names" "ln(1 + idf of the names in the title and lead of one that the other lacks), the smaller of both directions: reports of look-alike events name other people and places." -0.229 was "foreign_names",
            UnmatchedNumbers unmatched_numbers "unmatched_numbers" "The same with numbers." -0.248,
            UnmatchedRarity unmatched_rarity "unmatched_rarity" "ln(1 + rarity of the words in the title and lead of one that the other lacks), the smaller of both directions." -0.056,
            BothNameWeekday both_name_weekday "both_name_weekday" "1 if the titles and leads of both name a day of the week, else 0." 0.228 was "tell_weekday",
            SameWeekday same_weekday "same_weekday" "1 if they name the same one: the day on which it happened, whatever the day of publication." 0.397,
            Quoted quoted "quoted" "ln(1 + runs of four words that both quote), an estimate by half of them." 0.37,
            Dated dated "dated" "1 if the dates of both are known, else 0." -0.714,
            Crowd crowd "crowd" "ln(3 + effective number of articles within the distance in time of the pair): how many things either could be taken for. Articles that are alike count as one. All articles if a date is missing." -0.251,
            NearerNeighbor nearer_neighbor "nearer_neighbor" "How similar (as root_all) something clearly nearer in time is to each of both, the smaller of the two, times crowd / 6; 0 if there is none or a date is missing. A gap says more where others fill it." -2.563 was "nearer",
            OwnVectors own_vectors "own_vectors" "The cosine of the vectors that a program brings along, −1 to 1; 0 if an article has none, and always in the command." 0.0,
            SameForm same_form "same_form" "1 if both are of one source, and their headlines are one form that it has filled in four times or more with other words (\"Hold Acme; target of 110: First Broker\"), else 0." -6.0,
        }
    };
}
pub(crate) use with_features;

macro_rules! define_features {
    ($($variant:ident $field:ident $name:literal $doc:literal $weight:literal $(was $old:literal)*),* $(,)?) => {
        /// One feature of a pair of articles. New ones are appended: a feature is a name and a number, and models are
        /// weights by name.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Feature {
            $(
                #[doc = $doc]
                #[serde(rename = $name $(, alias = $old)*)]
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
with_features!(define_features);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_names_are_read() {
        for (former, feature) in [
            ("foreign_names", Feature::UnmatchedNames),
            ("tell_weekday", Feature::BothNameWeekday),
            ("nearer", Feature::NearerNeighbor),
        ] {
            for name in [former, feature.name()] {
                let read: Feature = serde_json::from_str(&format!("\"{name}\"")).unwrap();
                assert_eq!(read, feature);
            }
        }
    }
}
