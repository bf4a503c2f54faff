//! Reads one section of an article, word by word.

use super::analysis::{Analysis, Kind, Occurrence, Section};
use super::analyzer::AnalysisConfig;
use super::lexicon::LanguageLexicon;
use super::n_grams::NGrams;
use super::names::{Gap, NameSpans, SpanWord};
use super::word_entry::WordEntry;
use crate::terms::TermId;
use crate::text::{PackedWord, Weekdays, beginning};

/// Words that are looked up together, so that their ways through memory overlap.
const TOGETHER: usize = 256;

/// What a reader works on, kept for the next one.
#[derive(Default)]
pub(crate) struct Scratch {
    waiting: Vec<Waiting>,
    names: NameSpans,
    n_grams: NGrams,
}

/// A word that is found, but not yet read.
#[derive(Clone, Copy)]
struct Waiting {
    packed: PackedWord,
    start: u32,
    end: u32,
    /// Where the next word may begin.
    place_end: u32,
    entry: WordEntry,
}

/// The state between the words of one section.
pub(crate) struct Reader<'r, 'l> {
    config: &'r AnalysisConfig,
    text: &'r str,
    lexicon: &'r mut LanguageLexicon<'l>,
    scratch: &'r mut Scratch,
    found: &'r mut Vec<Occurrence>,
    weekdays: &'r mut Weekdays,
    section: Section,
    shouting: bool,
    tells_names: bool,
    words: usize,
    /// Where the word before ended, and whether it may be an abbreviation.
    previous: Option<(usize, bool)>,
    /// Where an Arabic article began that clings to the next word.
    article: Option<usize>,
}

impl<'r, 'l> Reader<'r, 'l> {
    pub(crate) fn new(
        config: &'r AnalysisConfig,
        text: &'r str,
        section: Section,
        lexicon: &'r mut LanguageLexicon<'l>,
        scratch: &'r mut Scratch,
        analysis: &'r mut Analysis,
    ) -> Self {
        let shouting = is_shouting(text);
        Self {
            config,
            text,
            lexicon,
            scratch,
            found: &mut analysis.occurrences,
            weekdays: &mut analysis.weekdays,
            section,
            shouting,
            // a text in capitals, or a headline with a capital on every word, tells no names
            tells_names: !shouting && (section != Section::Title || !is_title_case(text)),
            words: 0,
            previous: None,
            article: None,
        }
    }

    /// Takes the next word of the section.
    #[inline(always)]
    pub(crate) fn take(&mut self, start: usize, word: &str) {
        self.take_in(start, word, start + word.len());
    }

    /// Takes the next word of the section, whose place ends within it: the next word may begin there.
    #[inline(always)]
    pub(crate) fn take_in(&mut self, start: usize, word: &str, place_end: usize) {
        let packed = PackedWord::at(self.text.as_bytes(), start, word.len());
        let (start, end, place_end) = (start as u32, (start + word.len()) as u32, place_end as u32);
        self.scratch.waiting.push(Waiting { packed, start, end, place_end, entry: WordEntry::UNKNOWN });
        if self.scratch.waiting.len() == TOGETHER {
            self.read_waiting();
        }
    }

    /// Takes what somebody else says is the next word. Left out is one that does not stand there, is empty or begins
    /// before the one before ends.
    pub(crate) fn take_doubtful(&mut self, start: usize, word: &str) {
        let free = match self.scratch.waiting.last() {
            Some(waiting) => waiting.end as usize,
            None => self.previous.map_or(0, |(end, _)| end),
        };
        let stands_there = self.text.get(start..).is_some_and(|rest| rest.starts_with(word));
        if stands_there && !word.is_empty() && start >= free {
            self.take(start, word);
        }
    }

    fn read_waiting(&mut self) {
        let mut waiting = std::mem::take(&mut self.scratch.waiting);
        for word in &mut waiting {
            word.entry = self.lexicon.recall(word.packed);
        }
        for word in &waiting {
            // most words are in small letters and nothing goes on before them: what is between does not matter then
            if word.entry.is_plain() && !self.is_waiting_for_next() {
                self.previous = Some((word.place_end as usize, word.entry.may_be_abbreviated()));
                self.find(word, word.start, word.entry);
            } else {
                self.read(word);
            }
        }
        waiting.clear();
        self.scratch.waiting = waiting;
    }

    /// Whether what comes next may go on with what is before it.
    #[inline(always)]
    fn is_waiting_for_next(&self) -> bool {
        self.config.longest_n_gram > 1 || self.article.is_some() || self.scratch.names.is_open()
    }

    fn read(&mut self, word: &Waiting) {
        let (start, end) = (word.start as usize, word.end as usize);
        let entry = if word.entry.is_unknown() {
            // new words get their terms here, in the order of the text
            self.lexicon.look_up(word.packed, &self.text[start..end])
        } else {
            word.entry
        };
        let gap = match self.previous {
            Some((previous, _)) if self.text.as_bytes()[previous..start] == *b" " => Gap::Blank,
            Some((previous, abbreviated)) => Gap::of(&self.text[previous..start], abbreviated),
            None => Gap::Sentence,
        };
        self.previous = Some((word.place_end as usize, entry.may_be_abbreviated()));
        let goes_on = matches!(gap, Gap::Blank | Gap::Hyphen);
        if !goes_on {
            self.part();
        }
        if entry.is_article(true) && clings_to_next(&self.text[end..], entry) {
            self.article = Some(start);
            return;
        }
        let from = match self.article.take() {
            Some(article) if goes_on => article as u32,
            _ => word.start,
        };
        let occurrence = self.find(word, from, entry);
        if self.section != Section::Body {
            *self.weekdays = self.weekdays.and(entry.weekdays());
        }
        if let Some(occurrence) = occurrence
            && self.config.longest_n_gram > 1
        {
            self.scratch.n_grams.take(occurrence, self.config.longest_n_gram, self.lexicon, self.found);
        }
        if self.tells_names && (entry.is_capitalised() || self.scratch.names.is_open()) {
            let word = SpanWord {
                packed: word.packed,
                entry,
                start: from,
                end: word.end,
                word_start: word.start,
                begins_sentence: gap == Gap::Sentence,
                connector: false,
            };
            self.scratch.names.take(word, self.section, self.text, self.lexicon, self.found);
        }
    }

    /// Writes down a word that begins at `from`, if it counts.
    #[inline(always)]
    fn find(&mut self, word: &Waiting, from: u32, entry: WordEntry) -> Option<Occurrence> {
        self.words += 1;
        if self.section == Section::Lead && self.words > self.config.lead_words {
            self.section = Section::Body;
        }
        let term = entry.term().filter(|_| !entry.is_stop(self.shouting));
        let kind = if entry.is_number() { Kind::Number } else { Kind::Word };
        let occurrence = Occurrence {
            section: self.section,
            start: from,
            end: word.place_end,
            kind,
            term: term.unwrap_or(TermId(0)),
        };
        // half of the words count, at random: to write all and take some back is cheaper than to ask
        self.found.push(occurrence);
        self.found.truncate(self.found.len() - usize::from(term.is_none()));
        term.map(|_| occurrence)
    }

    /// Ends what cannot go on because punctuation parts the words.
    #[inline(always)]
    fn part(&mut self) {
        self.scratch.n_grams.clear();
        self.scratch.names.finish(self.section, self.text, self.lexicon, self.found);
    }

    /// Ends the section.
    pub(crate) fn finish(mut self) {
        self.read_waiting();
        self.part();
    }
}

/// Whether an Arabic article stands before a name.
fn clings_to_next(rest: &str, entry: WordEntry) -> bool {
    let mut following = rest.chars();
    match following.next() {
        Some('-' | '\u{2010}' | '\u{2011}') if entry.is_article(true) => {
            // "as-yet" is no name, "al-qaida" in a feed without capitals is
            following
                .next()
                .is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && entry.is_article(false)))
        }
        Some(' ') if entry.is_article(false) => following.next().is_some_and(char::is_uppercase),
        _ => false,
    }
}

/// Whether most letters at the beginning of a text are capitals.
pub(crate) fn is_shouting(text: &str) -> bool {
    let beginning = beginning(text, 400);
    if !beginning.is_ascii() {
        let upper = beginning.chars().filter(|c| c.is_uppercase()).count();
        return upper > beginning.chars().filter(|c| c.is_lowercase()).count();
    }
    // up to 400 of each: in 16 bits many are counted at once
    let count = |is: fn(&u8) -> bool| beginning.bytes().map(|byte| u16::from(is(&byte))).sum::<u16>();
    count(u8::is_ascii_uppercase) > count(u8::is_ascii_lowercase)
}

/// Whether nearly every longer word of a headline begins with a capital.
pub(crate) fn is_title_case(headline: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for word in headline.split_whitespace().filter(|word| word.len() >= 4) {
        match word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next() {
            Some(c) if c.is_uppercase() => upper += 1,
            Some(c) if c.is_lowercase() => lower += 1,
            _ => {}
        }
    }
    upper >= 3 && upper >= 4 * lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headline_styles() {
        assert!(is_title_case("U.S. and Algeria Discuss Ousting Mali Militants"));
        assert!(!is_title_case("Clinton seeks Algerian help on Mali"));
        assert!(!is_title_case("Mali"));
        assert!(is_shouting("BAHIA COCOA REVIEW"));
        assert!(!is_shouting("Bahia cocoa review"));
        assert!(!is_shouting("2012"));
    }
}
