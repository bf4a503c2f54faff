//! Reads one section of an article, word by word.

use super::analysis::{Analysis, Kind, Occurrence, Section};
use super::analyzer::AnalysisConfig;
use super::lexicon::{Speech, WordEntry};
use super::n_grams::NGrams;
use super::names::{Gap, NameSpans};

/// The state between the words of one section.
pub(crate) struct Reader<'r, 'l> {
    config: &'r AnalysisConfig,
    text: &'r str,
    speech: &'r mut Speech<'l>,
    found: &'r mut Vec<Occurrence>,
    section: Section,
    shouting: bool,
    names: Option<NameSpans<'r>>,
    n_grams: NGrams,
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
        tells_names: bool,
        speech: &'r mut Speech<'l>,
        analysis: &'r mut Analysis,
    ) -> Self {
        Self {
            config,
            text,
            speech,
            found: &mut analysis.occurrences,
            section,
            shouting: is_shouting(text),
            names: tells_names.then(NameSpans::default),
            n_grams: NGrams::new(config.longest_n_gram),
            words: 0,
            previous: None,
            article: None,
        }
    }

    /// Takes the next word of the section.
    pub(crate) fn take(&mut self, start: usize, word: &'r str) {
        let end = start + word.len();
        let entry = self.speech.look_up(word);
        let gap = match self.previous {
            Some((previous_end, abbreviated)) => Gap::of(&self.text[previous_end..start], abbreviated),
            None => Gap::Sentence,
        };
        self.previous = Some((end, entry.may_be_abbreviated()));
        if !matches!(gap, Gap::Blank | Gap::Hyphen) {
            self.finish();
        }
        if clings_to_next(&self.text[end..], entry) {
            self.article = Some(start);
            return;
        }
        let start = self.article.take().filter(|_| matches!(gap, Gap::Blank | Gap::Hyphen)).unwrap_or(start);
        self.words += 1;
        if self.section == Section::Lead && self.words > self.config.lead_words {
            self.section = Section::Body;
        }
        let (from, to) = (start as u32, end as u32);
        if let Some(term) = entry.term
            && !entry.is_stop(self.shouting)
        {
            let kind = if entry.is_number() { Kind::Number } else { Kind::Word };
            let word = Occurrence { section: self.section, start: from, end: to, kind, term };
            self.found.push(word);
            self.n_grams.take(word, self.speech, self.found);
        }
        if let Some(names) = &mut self.names {
            let begins_sentence = gap == Gap::Sentence;
            names.take(word, entry, from, to, begins_sentence, self.section, self.speech, self.found);
        }
    }

    /// Ends what cannot go on: the section is over, or punctuation parts its words.
    pub(crate) fn finish(&mut self) {
        self.n_grams.clear();
        if let Some(names) = &mut self.names {
            names.finish(self.section, self.speech, self.found);
        }
    }
}

/// Whether a word is an Arabic article before a name.
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

/// The first bytes of a text, cut at a character boundary.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether most letters at the beginning of a text are capitals.
pub(crate) fn is_shouting(text: &str) -> bool {
    let beginning = beginning(text, 400);
    if !beginning.is_ascii() {
        let upper = beginning.chars().filter(|c| c.is_uppercase()).count();
        return upper > beginning.chars().filter(|c| c.is_lowercase()).count();
    }
    let upper = beginning.bytes().filter(u8::is_ascii_uppercase).count();
    upper > beginning.bytes().filter(u8::is_ascii_lowercase).count()
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

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(beginning("añb", 2), "a");
        assert_eq!(beginning("añb", 3), "añ");
        assert_eq!(beginning("añb", 99), "añb");
    }
}
