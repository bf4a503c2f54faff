//! What the analysis of one article says.

use crate::terms::TermId;
use crate::text::{Language, TextLanguage, Weekdays};

/// Where in the article an occurrence stands.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// In the headline.
    Title,
    /// Among the first words of the body: see [`AnalysisConfig::lead_words`](crate::terms::AnalysisConfig::lead_words).
    Lead,
    /// In the rest of the body.
    Body,
}

/// What kind of term occurs.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word without digits.
    Word,
    /// A word with a digit: a figure, an age, a date, an amount.
    Number,
    /// A word of a capitalised span, or the whole span: a person, a place, an organisation. Their terms begin with "@".
    Name,
    /// Two or more words in a row.
    NGram,
}

/// One occurrence of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// In which section.
    pub section: Section,
    /// First byte, in the title or in the body.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Of what kind.
    pub kind: Kind,
    /// Which term.
    pub term: TermId,
}

/// The terms of one article with their places in its text.
///
/// Offsets are bytes of the article's title or body, on character boundaries, so that an explanation can point at them;
/// a text beyond 4 GiB is analysed up to there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The language whose rules were applied.
    pub language: Language,
    /// The language the article is in, as far as it is known.
    pub text_language: TextLanguage,
    /// All occurrences, title first, each section in reading order.
    pub occurrences: Vec<Occurrence>,
    /// The days of the week that title and lead name.
    pub weekdays: Weekdays,
}

impl Analysis {
    /// An analysis to be filled.
    pub fn new() -> Self {
        Self {
            language: Language::Other,
            text_language: TextLanguage::default(),
            occurrences: Vec::new(),
            weekdays: Weekdays::default(),
        }
    }
}

impl Default for Analysis {
    fn default() -> Self {
        Self::new()
    }
}
