//! Languages that have rules of their own.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! languages {
    ($($variant:ident $code:literal $name:literal),* $(,)?) => {
        /// A language the analysis has rules for, or [`Language::Other`].
        ///
        /// Every language listed has a stemmer and stop words. Text in any
        /// other language is still tokenised, folded and weighed, just not stemmed.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Language {
            $(
                #[doc = $name]
                #[serde(rename = $code)]
                $variant,
            )*
            /// Any other language, or none that could be told.
            #[serde(rename = "und")]
            Other,
        }

        impl Language {
            /// All languages, [`Language::Other`] last.
            pub const ALL: &[Language] = &[$(Language::$variant,)* Language::Other];

            /// The ISO 639-1 code; "und" for [`Language::Other`].
            pub fn code(self) -> &'static str {
                match self {
                    $(Language::$variant => $code,)*
                    Language::Other => "und",
                }
            }

            fn from_primary_subtag(code: &str) -> Self {
                match code {
                    $($code => Language::$variant,)*
                    "nb" | "nn" => Language::Norwegian,
                    _ => Language::Other,
                }
            }
        }
    };
}

languages! {
    Arabic "ar" "Arabic.",
    Danish "da" "Danish.",
    Dutch "nl" "Dutch.",
    English "en" "English.",
    Finnish "fi" "Finnish.",
    French "fr" "French.",
    German "de" "German.",
    Greek "el" "Greek.",
    Hungarian "hu" "Hungarian.",
    Italian "it" "Italian.",
    Norwegian "no" "Norwegian, Bokmål and Nynorsk.",
    Portuguese "pt" "Portuguese.",
    Romanian "ro" "Romanian.",
    Russian "ru" "Russian.",
    Spanish "es" "Spanish.",
    Swedish "sv" "Swedish.",
    Tamil "ta" "Tamil.",
    Turkish "tr" "Turkish.",
}

impl Language {
    /// The language of a BCP 47 tag: only its first subtag counts, in any case ("en-US", "pt_BR").
    ///
    /// ```
    /// use samestory::text::Language;
    /// assert_eq!(Language::from_tag("en-US"), Language::English);
    /// assert_eq!(Language::from_tag("sw"), Language::Other);
    /// ```
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::from_primary_subtag(&primary)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip() {
        for &language in Language::ALL {
            assert_eq!(Language::from_tag(language.code()), language);
        }
        assert_eq!(Language::from_tag(""), Language::Other);
        assert_eq!(Language::from_tag("nb-NO"), Language::Norwegian);
    }
}
