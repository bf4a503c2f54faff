//! Names without a model: spans of capitalised words.

use super::analysis::{Kind, Occurrence, Section};
use super::lexicon::LanguageLexicon;
use super::word_entry::WordEntry;
use crate::terms::TermId;
use crate::text::PackedWord;

/// Words a name has at most; longer runs of capitals are headings.
const LONGEST_NAME: usize = 6;

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The text begins, a sentence ends or a quotation opens: a capital means nothing.
    Sentence,
    /// A blank, or a dot after an abbreviation.
    Blank,
    /// A hyphen and nothing else.
    Hyphen,
    /// Any other punctuation.
    Other,
}

impl Gap {
    /// Reads the text between two words.
    pub(crate) fn of(between: &str, abbreviated: bool) -> Self {
        match between {
            " " => return Self::Blank,
            "-" | "\u{2010}" | "\u{2011}" => return Self::Hyphen,
            ". " | "." if abbreviated => return Self::Blank,
            _ => {}
        }
        let ends = |c: char| {
            matches!(
                c,
                '.' | '!'
                    | '?'
                    | ':'
                    | '…'
                    | '•'
                    | '|'
                    | '\n'
                    | '\r'
                    | '"'
                    | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '‘'
            ) || c == '—'
                || c == '–'
        };
        if between.chars().any(ends) {
            Self::Sentence
        } else if !between.is_empty() && between.chars().all(char::is_whitespace) {
            Self::Blank
        } else {
            Self::Other
        }
    }
}

/// Collects capitalised spans while the words of a section pass by.
///
/// A span is a run of capitalised words parted by single blanks or hyphens, connectors ("of", "bin") allowed inside. The
/// first word of a sentence counts only if more of the span follows; stop words at its beginning never do. Every word
/// of a span becomes a name term, and so does the whole span if it has two or more words, initials left out
/// ("Leon E. Panetta" = "Leon Panetta").
#[derive(Debug, Default)]
pub(crate) struct NameSpans {
    words: Vec<SpanWord>,
    /// Connectors after the last capitalised word, not yet known to be inside.
    pending: usize,
    parts: Vec<TermId>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct SpanWord {
    pub(crate) packed: PackedWord,
    pub(crate) entry: WordEntry,
    /// Where the occurrence begins and ends.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Where the word begins, after an Arabic article that clings to it.
    pub(crate) word_start: u32,
    pub(crate) begins_sentence: bool,
    pub(crate) connector: bool,
}

impl NameSpans {
    /// Whether there is a span that the next word may belong to or end.
    #[inline(always)]
    pub(crate) fn is_open(&self) -> bool {
        !self.words.is_empty()
    }

    /// Takes the next word of a run that no punctuation parts; finished spans are appended to `found`.
    #[inline]
    pub(crate) fn take(
        &mut self,
        word: SpanWord,
        section: Section,
        text: &str,
        lexicon: &mut LanguageLexicon<'_>,
        found: &mut Vec<Occurrence>,
    ) {
        if word.entry.is_capitalised() {
            if !(self.words.is_empty() && word.entry.is_stop(false)) {
                self.words.push(word);
                self.pending = 0;
            }
        } else if !self.words.is_empty() {
            if word.entry.is_connector() && self.pending < 2 {
                self.words.push(SpanWord { connector: true, ..word });
                self.pending += 1;
            } else {
                self.finish(section, text, lexicon, found);
            }
        }
    }

    /// Ends the span at hand.
    #[inline]
    pub(crate) fn finish(
        &mut self,
        section: Section,
        text: &str,
        lexicon: &mut LanguageLexicon<'_>,
        found: &mut Vec<Occurrence>,
    ) {
        if self.words.is_empty() {
            return;
        }
        self.words.truncate(self.words.len() - self.pending);
        self.pending = 0;
        let alone_at_the_beginning = self.words.len() == 1 && self.words[0].begins_sentence;
        if !alone_at_the_beginning && self.words.len() <= LONGEST_NAME {
            self.emit(section, text, lexicon, found);
        }
        self.words.clear();
    }

    fn emit(
        &mut self,
        section: Section,
        text: &str,
        lexicon: &mut LanguageLexicon<'_>,
        found: &mut Vec<Occurrence>,
    ) {
        self.parts.clear();
        for word in &self.words {
            let skipped = word.connector
                || word.entry.is_initial()
                || word.entry.is_stop(false)
                || !word.entry.has_letters();
            if skipped {
                continue;
            }
            if let Some(term) = lexicon.name(word.packed, &text[word.word_start as usize..word.end as usize])
            {
                self.parts.push(term);
                found.push(Occurrence { section, start: word.start, end: word.end, kind: Kind::Name, term });
            }
        }
        if let ([_, _, ..], [first, .., last]) = (self.parts.as_slice(), self.words.as_slice()) {
            let (start, end) = (first.start, last.end);
            let term = lexicon.join(&self.parts);
            found.push(Occurrence { section, start, end, kind: Kind::Name, term });
        }
    }
}
