//! Names without a model: spans of capitalised words.

use super::analysis::{Kind, Occurrence, Section};
use super::lexicon::{Speech, WordEntry};
use crate::terms::TermId;

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
pub(crate) struct NameSpans<'t> {
    words: Vec<SpanWord<'t>>,
    /// Connectors after the last capitalised word, not yet known to be inside.
    pending: usize,
    buffer: String,
    parts: Vec<TermId>,
}

#[derive(Debug, Clone, Copy)]
struct SpanWord<'t> {
    word: &'t str,
    entry: WordEntry,
    start: u32,
    end: u32,
    begins_sentence: bool,
    connector: bool,
}

impl<'t> NameSpans<'t> {
    /// Takes the next word of a run that no punctuation parts; finished spans are appended to `found`.
    #[expect(clippy::too_many_arguments, reason = "one word with its surroundings")]
    pub(crate) fn take(
        &mut self,
        word: &'t str,
        entry: WordEntry,
        start: u32,
        end: u32,
        begins_sentence: bool,
        section: Section,
        speech: &mut Speech<'_>,
        found: &mut Vec<Occurrence>,
    ) {
        if entry.is_capitalised() && !(self.words.is_empty() && entry.is_stop(false)) {
            self.words.push(SpanWord { word, entry, start, end, begins_sentence, connector: false });
            self.pending = 0;
        } else if !self.words.is_empty() && entry.is_connector() && self.pending < 2 {
            self.words.push(SpanWord { word, entry, start, end, begins_sentence, connector: true });
            self.pending += 1;
        } else {
            self.finish(section, speech, found);
        }
    }

    /// Ends the span at hand.
    pub(crate) fn finish(&mut self, section: Section, speech: &mut Speech<'_>, found: &mut Vec<Occurrence>) {
        self.words.truncate(self.words.len() - self.pending);
        self.pending = 0;
        let alone_at_the_beginning = self.words.len() == 1 && self.words[0].begins_sentence;
        if !self.words.is_empty() && !alone_at_the_beginning && self.words.len() <= LONGEST_NAME {
            self.emit(section, speech, found);
        }
        self.words.clear();
    }

    fn emit(&mut self, section: Section, speech: &mut Speech<'_>, found: &mut Vec<Occurrence>) {
        self.parts.clear();
        for word in &self.words {
            let skipped = word.connector
                || word.entry.is_initial()
                || word.entry.is_stop(false)
                || !word.entry.has_letters();
            if skipped {
                continue;
            }
            if let Some(term) = speech.name(word.word, word.entry) {
                self.parts.push(term);
                found.push(Occurrence { section, start: word.start, end: word.end, kind: Kind::Name, term });
            }
        }
        if let ([_, _, ..], [first, .., last]) = (self.parts.as_slice(), self.words.as_slice()) {
            let (start, end) = (first.start, last.end);
            let term = speech.join(&self.parts, &mut self.buffer);
            found.push(Occurrence { section, start, end, kind: Kind::Name, term });
        }
    }
}
