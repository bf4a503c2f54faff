//! Everything that can be set.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::pairs::features::Feature;
use super::pairs::logistic::{logistic, logit};
use super::pairs::model::PairModel;
use super::vectors::ArticleVectors;
use crate::config_error::ConfigError;
use crate::copies::CopyConfig;
use crate::corrections::Corrections;
use crate::credits::Newsrooms;
use crate::terms::{AnalysisConfig, Analyzer, Vocabulary};
use crate::weights::{Backgrounds, InverseDocumentFrequency, LanguageFrequencies, TermFrequency};

/// Distinct words of an article per link that it must have.
const WORDS_PER_LINK: u32 = 2;

/// The configuration of batch and stream clustering. The default holds for any kind of news input.
///
/// Defaults come from the labelled development sets (news roundups, local incidents, look-alike events, headlines):
/// see docs/RESULTS.md.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How text becomes terms. Default: words and names, without stop words.
    pub analysis: AnalysisConfig,
    /// Boilerplate is text that more than this many articles of one source have; 0 keeps all text. Default 2. It covers lines, beginnings
    /// and ends of titles, titles over different bodies, and short bodies under unrelated titles. Sources are told apart by name, or by
    /// the host of the address. If above 0, words of a source's forms also count less. Raising it keeps more text.
    pub boilerplate_repeats: usize,
    /// How term frequency is computed from a count. Default: sublinear.
    pub term_frequency: TermFrequency,
    /// How inverse document frequency is computed. Default: smooth.
    pub idf: InverseDocumentFrequency,
    /// How likely a pair of articles reports one event. Default: the model that was trained on the development sets.
    pub model: PairModel,
    /// Vectors of your own, as one more feature of a pair, with the weight [`PairModel::own_vectors`]. Default: none. Not part of a
    /// configuration file.
    #[serde(skip)]
    pub vectors: Option<Arc<dyn ArticleVectors>>,
    /// How many articles' worth of counts the background stands for, 0 or more; 0 for none. Default 5,000. Raising it makes weights
    /// depend less on the articles at hand.
    pub background_articles: f64,
    /// How common terms are in news at large, by language; the English table holds for articles of no known language too. Default:
    /// the built-in tables of eleven languages. Not part of a configuration file.
    #[serde(skip)]
    pub backgrounds: Backgrounds,
    /// Candidates are searched by an article's rarest words, those that make up this share of the squared length of its
    /// vector, and at least 16; more than 0, 1 for all words. Default 0.7. Raising it is slower and loses fewer pairs: the common words
    /// of long texts fill most of the index.
    pub search_coverage: f64,
    /// The least similarity (the scalar product of the parts searched by) at which a pair is looked at, 0 to 1. Default 0.1. Raising
    /// it is faster and loses pairs.
    pub candidate_similarity: f32,
    /// The maximum number of candidates of an article; the most similar are kept. At least 1. Default 40. Raising it costs memory and
    /// time, and helps where stories have more members than that.
    #[serde(alias = "most_candidates")]
    pub max_candidates: usize,
    /// How far the log-odds of a pair are lowered where the likely pairs around its two articles do not close to triangles, 0 or
    /// more; 0 for not at all. Default 1. Raising it makes stories finer in sagas and wherever everything is like something, and changes
    /// nothing where stories are clear-cut.
    pub calibration: f64,
    /// The link limit of an article of few words: the maximum number of articles of a story that it must be similar to. At
    /// least 1. Default 10. Raising it asks for more agreement in large stories. A headline is similar to only some of the others.
    #[serde(alias = "partners")]
    pub link_limit: u32,
    /// The link limit of an article of many words. The limit grows by one for every two distinct words, from
    /// [`Config::link_limit`] up to this. Raising it asks for more agreement in large stories of full texts. At or below
    /// [`Config::link_limit`] all articles have the same limit. Default 20.
    #[serde(alias = "most_partners")]
    pub max_link_limit: u32,
    /// Batch: two groups become one story if they are this close (the mean score of their cross pairs, with the link
    /// limit), 0 to 1. Default 0.35. Raising it makes stories finer.
    pub batch_threshold: f64,
    /// Stream: an article joins a story that it is this close to, 0 to 1. Default 0.4. Raising it makes stories finer.
    pub stream_threshold: f64,
    /// The one knob for how much makes a story, −5 to 5: above 0 stories become finer, below 0 coarser. Added to the
    /// log-odds of both thresholds. Default 0.
    pub granularity: f64,
    /// Stream: how many days an article stays live after its arrival, by the dates of what arrives; more than 0. Default 30. Raising
    /// it costs memory and finds later follow-ups.
    pub window_days: f64,
    /// Stream: the minimum number of live articles. While no more articles than this are live, none expires by age. At most
    /// [`Config::max_live`]. Default 10,000. A small stream forgets nothing, and old articles that arrive late still meet. Raising it costs
    /// memory.
    #[serde(alias = "least_live")]
    pub min_live: usize,
    /// Stream: the maximum number of live articles; the oldest expire first. At least 1. Default 200,000.
    #[serde(alias = "most_live")]
    pub max_live: usize,
    /// What people say about stories, which holds whatever the scores say. Default: nothing.
    pub corrections: Corrections,
    /// Whether to find out whose text each article has: copies and versions of other articles, credits, independent origins. Default: yes.
    /// It changes hardly anything about which articles are together. Without it a stream takes three quarters of the time and a closed set
    /// five sixths, and no texts are kept in memory.
    pub find_copies: bool,
    /// With [`Config::find_copies`]: the maximum number of versions of an article that a stream keeps with their texts: the first
    /// and the newest. At least 2. Default 8.
    #[serde(alias = "most_versions")]
    pub max_versions: usize,
    /// With [`Config::find_copies`]: what counts as a copy.
    pub copies: CopyConfig,
    /// With [`Config::find_copies`]: by which sources and credits are told. Default: the [built-in table](Newsrooms::builtin). Not
    /// part of a configuration file.
    #[serde(skip, default = "Newsrooms::shared")]
    pub newsrooms: Arc<Newsrooms>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            analysis: AnalysisConfig::default(),
            boilerplate_repeats: 2,
            term_frequency: TermFrequency::default(),
            idf: InverseDocumentFrequency::default(),
            model: PairModel::default(),
            vectors: None,
            background_articles: 5_000.0,
            backgrounds: Backgrounds::built_in(),
            search_coverage: 0.7,
            candidate_similarity: 0.1,
            max_candidates: 40,
            calibration: 1.0,
            link_limit: 10,
            max_link_limit: 20,
            batch_threshold: 0.35,
            stream_threshold: 0.4,
            granularity: 0.0,
            window_days: 30.0,
            min_live: 10_000,
            max_live: 200_000,
            corrections: Corrections::default(),
            find_copies: true,
            max_versions: 8,
            copies: CopyConfig::default(),
            newsrooms: Newsrooms::shared(),
        }
    }
}

impl Config {
    /// Checks every field.
    ///
    /// # Errors
    ///
    /// The first field out of its range, with what was found and what is allowed.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.analysis.validate()?;
        self.model.validate()?;
        for (field, value) in [
            ("candidate_similarity", f64::from(self.candidate_similarity)),
            ("batch_threshold", self.batch_threshold),
            ("stream_threshold", self.stream_threshold),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return Err(ConfigError(format!("{field} is {value}: 0 to 1 is allowed")));
            }
        }
        for (field, value) in [
            ("max_candidates", self.max_candidates),
            ("link_limit", self.link_limit as usize),
            ("max_live", self.max_live),
        ] {
            if value == 0 {
                return Err(ConfigError(format!("{field} is 0: at least 1 is needed")));
            }
        }
        if !(self.search_coverage > 0.0 && self.search_coverage <= 1.0) {
            let found = self.search_coverage;
            return Err(ConfigError(format!(
                "search_coverage is {found}: more than 0 and at most 1 is allowed"
            )));
        }
        if self.min_live > self.max_live {
            let (min, max) = (self.min_live, self.max_live);
            return Err(ConfigError(format!("min_live is {min}: at most max_live, {max}, is allowed")));
        }
        if !(self.calibration >= 0.0 && self.calibration.is_finite()) {
            return Err(ConfigError(format!("calibration is {}: 0 or more is needed", self.calibration)));
        }
        if !(-5.0..=5.0).contains(&self.granularity) {
            return Err(ConfigError(format!("granularity is {}: -5 to 5 is allowed", self.granularity)));
        }
        if !(self.background_articles >= 0.0 && self.background_articles.is_finite()) {
            let found = self.background_articles;
            return Err(ConfigError(format!("background_articles is {found}: 0 or more is needed")));
        }
        if !(self.window_days > 0.0 && self.window_days.is_finite()) {
            return Err(ConfigError(format!("window_days is {}: more than 0 is needed", self.window_days)));
        }
        if self.max_versions < 2 {
            return Err(ConfigError(format!("max_versions is {}: at least 2 is allowed", self.max_versions)));
        }
        self.copies.validate().map_err(|error| error.within("copies"))
    }
}

impl Config {
    /// [`Config::batch_threshold`] at the [`Config::granularity`] asked for.
    pub(crate) fn batch_bar(&self) -> f64 {
        self.bar(self.batch_threshold)
    }

    /// [`Config::stream_threshold`] at the [`Config::granularity`] asked for.
    pub(crate) fn stream_bar(&self) -> f64 {
        self.bar(self.stream_threshold)
    }

    fn bar(&self, threshold: f64) -> f64 {
        if self.granularity == 0.0 { threshold } else { logistic(logit(threshold) + self.granularity) }
    }

    /// The link limit of an article by its number of distinct words.
    pub(super) fn link_limit_of(&self, words: u32) -> u32 {
        (words / WORDS_PER_LINK).min(self.max_link_limit).max(self.link_limit)
    }

    /// Shows every number of double precision, in one order, and takes what becomes of it.
    pub(crate) fn visit_numbers(&mut self, visit: &mut impl FnMut(&mut f64)) {
        // all fields are named, so that none is forgotten
        let Self {
            analysis:
                AnalysisConfig {
                    fallback_language: _,
                    lead_words: _,
                    longest_n_gram: _,
                    longest_text: _,
                    segmenter: _,
                },
            boilerplate_repeats: _,
            term_frequency: _,
            idf: _,
            model,
            vectors: _,
            background_articles,
            backgrounds: _,
            search_coverage,
            candidate_similarity: _,
            max_candidates: _,
            calibration,
            link_limit: _,
            max_link_limit: _,
            batch_threshold,
            stream_threshold,
            granularity,
            window_days,
            min_live: _,
            max_live: _,
            corrections: _,
            find_copies: _,
            max_versions: _,
            copies,
            newsrooms: _,
        } = self;
        let CopyConfig {
            min_containment,
            min_words: _,
            window_days: copies_window_days,
            max_articles: _,
            max_per_shingle: _,
            max_links: _,
            max_boilerplate: _,
        } = copies;
        visit(&mut model.bias);
        Feature::ALL.iter().for_each(|&feature| visit(model.weight_mut(feature)));
        [background_articles, search_coverage, calibration, batch_threshold, stream_threshold, granularity]
            .into_iter()
            .chain([window_days, min_containment, copies_window_days])
            .for_each(visit);
    }

    /// The analysis of texts that it asks for.
    ///
    /// # Errors
    ///
    /// As [`AnalysisConfig::validate`].
    pub(crate) fn analyzer(&self) -> Result<Analyzer, ConfigError> {
        Analyzer::new(self.analysis.clone())
    }

    /// The document frequencies before the first article.
    pub(crate) fn prior(&self, vocabulary: &mut Vocabulary) -> LanguageFrequencies {
        LanguageFrequencies::new(&self.backgrounds, self.background_articles, vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_valid_and_errors_name_the_field() {
        Config::default().validate().unwrap();
        let message = |config: Config| config.validate().unwrap_err().to_string();
        assert_eq!(
            message(Config { batch_threshold: 1.5, ..Config::default() }),
            "configuration: batch_threshold is 1.5: 0 to 1 is allowed"
        );
        assert!(message(Config { link_limit: 0, ..Config::default() }).contains("link_limit"));
        assert!(message(Config { window_days: f64::NAN, ..Config::default() }).contains("window_days"));
        let model = PairModel { rarity: f64::INFINITY, ..PairModel::default() };
        assert!(message(Config { model, ..Config::default() }).contains("model.rarity"));
    }
}
