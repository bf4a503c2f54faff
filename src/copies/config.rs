//! Settings of the search for copies.

use crate::config_error::ConfigError;
use serde::{Deserialize, Serialize};

/// What counts as a copy, and how much is kept to find it.
///
/// All counts of words are of significant words: about half of the printed ones.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CopyConfig {
    /// The share of one of two articles that must be in the other, 0.05 to 1. Default .3: wire copy is cut and mixed with
    /// local paragraphs. Raising it loses such copies, lowering it finds reports that share a background paragraph.
    #[serde(alias = "least_containment")]
    pub min_containment: f64,
    /// The minimum number of words in common, at least 8. Default 16, two sentences. Lowering it finds copies of briefs, and
    /// more phrases that anybody would use.
    #[serde(alias = "least_words")]
    pub min_words: u32,
    /// Two articles published further apart are not compared, in days, above 0. Default 30. Articles without a date are
    /// compared with all.
    pub window_days: f64,
    /// The maximum number of articles that are kept, at least 1; the oldest goes first. Default 1,000,000.
    #[serde(alias = "most_articles")]
    pub max_articles: usize,
    /// The maximum number of articles that one shingle finds, at least 1; the earliest stay. Default 64: later reprints of a text still find
    /// its first ones, and what a text of a thousand reprints costs stays bounded.
    #[serde(alias = "most_per_shingle")]
    pub max_per_shingle: usize,
    /// So many links to earlier articles are kept of an article, at least 1: those in which it has most of its text from the other. As many
    /// are kept in which the other has its text from it, and as many of quotations. Default 8. What links take grows with the articles, not with
    /// the square of those that print one text; raising it lists more of them.
    pub max_links: usize,
    /// The maximum number of shingles that are kept as boilerplate, twice, at least 1. Default 1,000,000, some 50,000 notices.
    #[serde(alias = "most_furniture")]
    pub max_boilerplate: usize,
}

impl Default for CopyConfig {
    fn default() -> Self {
        Self {
            min_containment: 0.3,
            min_words: 16,
            window_days: 30.0,
            max_articles: 1_000_000,
            max_per_shingle: 64,
            max_links: 8,
            max_boilerplate: 1_000_000,
        }
    }
}

impl CopyConfig {
    /// Checks all values.
    ///
    /// # Errors
    ///
    /// Names the first field that is out of range.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let wrong = |field: &str, found: String, allowed: &str| {
            Err(ConfigError(format!("{field} is {found}: {allowed} is allowed")))
        };
        if !(0.05..=1.0).contains(&self.min_containment) {
            return wrong("min_containment", self.min_containment.to_string(), "0.05 to 1");
        }
        if self.min_words < 8 {
            return wrong("min_words", self.min_words.to_string(), "at least 8");
        }
        if self.window_days.is_nan() || self.window_days <= 0.0 {
            return wrong("window_days", self.window_days.to_string(), "above 0");
        }
        for (field, value) in [
            ("max_articles", self.max_articles),
            ("max_per_shingle", self.max_per_shingle),
            ("max_links", self.max_links),
            ("max_boilerplate", self.max_boilerplate),
        ] {
            if value == 0 {
                return wrong(field, value.to_string(), "at least 1");
            }
        }
        Ok(())
    }
}
