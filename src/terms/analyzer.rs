//! From an article to its terms.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::analysis::{Analysis, Kind, Section};
use super::lexicon::Lexicon;
use super::reader::Reader;
use super::text::Text;
use super::vocabulary::TermId;
use crate::article::Article;
use crate::config_error::ConfigError;
#[cfg(feature = "segmenter")]
use crate::text::scan_segments;
use crate::text::{
    Language, TextLanguage, Tokenizer, Weekdays, beginning, is_surely_spaced, scan, scan_pairs,
};

/// Longest n-gram that can be asked for.
const LONGEST_N_GRAM: usize = 5;

/// What the analysis does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnalysisConfig {
    /// The language of an article that declares none and whose text does not tell. Default: English.
    pub fallback_language: Language,
    /// How many words of the body are its lead. News says what happened first ("inverted pyramid"). Default: 60.
    pub lead_words: usize,
    /// The longest word n-gram that becomes a term of its own; 1 for words alone. 1 to 5, default 1. Raising it makes
    /// matches more exact and vectors longer.
    pub longest_n_gram: usize,
    /// How much of a text is looked at, in bytes; the rest is left out. Default: 1,000,000.
    pub longest_text: usize,
    /// Whether a dictionary and a model of the language find the words of scripts that write no spaces between them, as Chinese,
    /// Japanese and Thai. Needs the feature `segmenter`. Default: no, every two neighbouring characters are a word.
    pub segmenter: bool,
}

impl Default for AnalysisConfig {
    fn default() -> Self {
        Self {
            fallback_language: Language::English,
            lead_words: 60,
            longest_n_gram: 1,
            longest_text: 1_000_000,
            segmenter: false,
        }
    }
}

impl AnalysisConfig {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// Which field is wrong, and what is allowed.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let (longest_n_gram, longest_text) = (self.longest_n_gram, self.longest_text);
        let problem = if !(1..=LONGEST_N_GRAM).contains(&longest_n_gram) {
            format!("longest_n_gram is {longest_n_gram}: 1 to {LONGEST_N_GRAM} is allowed")
        } else if longest_text > u32::MAX as usize {
            format!("longest_text is {longest_text}: at most {} is allowed", u32::MAX)
        } else if self.segmenter && cfg!(not(feature = "segmenter")) {
            "segmenter is true: this program was built without the feature segmenter".to_owned()
        } else {
            return Ok(());
        };
        Err(ConfigError(problem))
    }
}

/// Turns articles into terms.
///
/// # Examples
///
/// ```
/// use samestory::Article;
/// use samestory::terms::{Analyzer, Kind, Lexicon};
///
/// let article = Article::builder("a").body("Algeria's president met al-Qaeda's foes; al-Qaida objected.")
///     .language("en")
///     .build()?;
/// let mut lexicon = Lexicon::new();
/// let words = Analyzer::default().terms(&article, &[Kind::Word], &mut lexicon);
/// let words: Vec<&str> = words.into_iter().filter_map(|term| lexicon.term(term)).collect();
/// assert_eq!(words, ["algeria", "presid", "met", "kaida", "foe", "kaida", "object"]);
/// # Ok::<(), samestory::ArticleError>(())
/// ```
///
/// # Complexity
///
/// Linear in the text. A word seen before costs one look-up; the chain of folding and stemming runs once per distinct
/// printed word.
#[derive(Clone, Default)]
pub struct Analyzer {
    config: AnalysisConfig,
    /// None for the standard one.
    tokenizer: Option<Arc<dyn Tokenizer>>,
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyzer").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Analyzer {
    /// An analyzer with the standard tokenizer.
    ///
    /// # Errors
    ///
    /// As [`AnalysisConfig::validate`].
    pub fn new(config: AnalysisConfig) -> Result<Self, ConfigError> {
        config.validate()?;
        Ok(Self { config, ..Self::default() })
    }

    /// Replaces the tokenizer. What it says is checked: a word that does not stand in the text where it is said to, is
    /// empty or overlaps the one before is left out.
    #[must_use]
    pub fn with_tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// The configuration.
    pub fn config(&self) -> &AnalysisConfig {
        &self.config
    }

    /// Whether it has another than the standard tokenizer.
    pub(crate) fn has_own_tokenizer(&self) -> bool {
        self.tokenizer.is_some()
    }

    /// The terms of some kinds in an article, title first, in reading order; new ones are added to the lexicon.
    pub fn terms(&self, article: &Article, kinds: &[Kind], lexicon: &mut Lexicon) -> Vec<TermId> {
        let analysis = self.analyze(article, lexicon);
        let of_kinds = analysis.occurrences.iter().filter(|occurrence| kinds.contains(&occurrence.kind));
        of_kinds.map(|occurrence| occurrence.term).collect()
    }

    /// The terms of an article with their places; new ones are added to the lexicon.
    pub(crate) fn analyze(&self, article: &Article, lexicon: &mut Lexicon) -> Analysis {
        let mut analysis = Analysis::new();
        self.analyze_text(article.into(), lexicon, &mut analysis);
        analysis
    }

    pub(crate) fn analyze_text(&self, whole: Text<'_>, lexicon: &mut Lexicon, analysis: &mut Analysis) {
        analysis.text_language = TextLanguage::of(whole.language, whole.title, whole.body);
        analysis.language = self.rules_for(analysis.text_language);
        analysis.occurrences.clear();
        analysis.weekdays = Weekdays::default();
        let mut scratch = std::mem::take(&mut lexicon.scratch);
        let mut words = lexicon.in_language(analysis.language);
        for (text, section) in [(whole.title, Section::Title), (whole.body, Section::Lead)] {
            let text = beginning(text, self.config.longest_text);
            let mut reader = Reader::new(&self.config, text, section, &mut words, &mut scratch, analysis);
            match &self.tokenizer {
                None if is_surely_spaced(text) => scan(text, |start, word| reader.take(start, word)),
                #[cfg(feature = "segmenter")]
                None if self.config.segmenter => {
                    scan_segments(text, |start, word, end| reader.take_in(start, word, end));
                }
                None => scan_pairs(text, |start, word, end| reader.take_in(start, word, end)),
                Some(own) => own.tokenize(text, &mut |start, word| reader.take_doubtful(start, word)),
            }
            reader.finish();
        }
        lexicon.scratch = scratch;
    }

    /// The language whose rules are applied: the declared one, else the detected one, else the configured
    /// one.
    pub fn language_of(&self, article: &Article) -> Language {
        let Article { language, title, body, .. } = article;
        self.rules_for(TextLanguage::of(language.as_deref(), title, body))
    }

    fn rules_for(&self, language: TextLanguage) -> Language {
        language.rules().unwrap_or(self.config.fallback_language)
    }
}
