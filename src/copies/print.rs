//! A text taken apart for comparison: its significant words, sentences and quotations, and the shingles it is found by.

use serde::{Deserialize, Serialize};

use super::winnow::{SHINGLE, Selected, shingle, winnow};
use super::words::{Word, WordKeys};
use crate::saved::ensure;
use crate::text::scan;

/// So many significant words of a text are looked at; articles have a few hundred.
const MOST_WORDS: usize = 1 << 15;

/// Where a larger share of the words within sentences has a capital letter, as all nouns of German have, it tells no names.
const MOST_CAPITALS: f64 = 0.5;

/// A piece of an article's body, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

impl Span {
    /// The piece of the text; empty if the text does not have it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A sentence: its words are those from `first_word` on to the next sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sentence {
    pub(crate) first_word: u32,
    pub(crate) span: Span,
    pub(crate) weekday: bool,
    pub(crate) relative_day: bool,
}

/// What is compared of an article: some ten bytes a word, not its text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Print {
    /// The significant words of the body, in order.
    pub(crate) words: Vec<u32>,
    /// Those of the title, ascending.
    pub(crate) title: Vec<u32>,
    /// The names among them, ascending: the body prints them with a capital letter within a sentence.
    pub(crate) names: Vec<u32>,
    /// The sentences, in order; every word is in one.
    pub(crate) sentences: Vec<Sentence>,
    /// Ranges of words between quotation marks, with their bytes, in order and apart.
    pub(crate) quotes: Vec<(u32, u32, Span)>,
    /// The shingles it is found by.
    #[serde(skip)]
    pub(crate) selected: Vec<Selected>,
}

impl Print {
    /// How many shingles there are.
    pub(crate) fn shingles(&self) -> usize {
        (self.words.len() + 1).saturating_sub(SHINGLE)
    }

    /// A shingle by its first word.
    pub(crate) fn shingle(&self, first: usize) -> u64 {
        shingle(&self.words[first..first + SHINGLE])
    }

    /// The sentence a word is in, by number.
    pub(crate) fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|s| s.first_word as usize <= word).saturating_sub(1)
    }

    /// The words of a sentence, by number.
    pub(crate) fn words_of(&self, sentence: usize) -> std::ops::Range<usize> {
        let end = self.sentences.get(sentence + 1).map_or(self.words.len(), |next| next.first_word as usize);
        self.sentences[sentence].first_word as usize..end
    }

    /// Selects the shingles again, and checks that sentences and quotations are of the words.
    ///
    /// # Errors
    ///
    /// Says which are not.
    pub(crate) fn restore(&mut self) -> Result<(), String> {
        let words = self.words.len();
        let first = |sentence: &Sentence| sentence.first_word as usize;
        let holds = words <= MOST_WORDS
            && self.sentences.is_sorted_by_key(first)
            && self.sentences.first().map_or(words == 0, |sentence| sentence.first_word == 0)
            && self.sentences.iter().all(|sentence| first(sentence) <= words);
        ensure(holds, || format!("{} sentences are not of {words} words", self.sentences.len()))?;
        let is_quote = |&(start, end, _): &(u32, u32, Span)| start <= end && end as usize <= words;
        ensure(self.quotes.iter().all(is_quote), || format!("a quotation is not of {words} words"))?;
        ensure(self.quotes.is_sorted_by(|before, after| before.1 <= after.0), || {
            "quotations are out of order".to_owned()
        })?;
        self.selected = winnow(&self.words);
        Ok(())
    }

    /// Bytes held.
    pub(crate) fn memory_usage(&self) -> usize {
        size_of::<Self>()
            + (self.words.capacity() + self.title.capacity() + self.names.capacity()) * size_of::<u32>()
            + self.sentences.capacity() * size_of::<Sentence>()
            + self.quotes.capacity() * size_of::<(u32, u32, Span)>()
            + self.selected.capacity() * size_of::<Selected>()
    }
}

/// Takes articles apart. Remembers words it has seen; what it says of an article does not depend on that.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    keys: WordKeys,
}

impl Reader {
    /// Takes an article apart: its title and its body.
    ///
    /// # Complexity
    ///
    /// Linear in the text.
    pub(crate) fn read(&mut self, title: &str, body: &str) -> Print {
        let mut print = Print::default();
        scan(title, |at, printed| {
            let word = self.keys.get(title, at, printed);
            if !word.is_light() && print.title.len() < MOST_WORDS {
                print.title.push(word.key);
            }
        });
        print.title.sort_unstable();
        print.title.dedup();
        self.read_body(body, &mut print);
        print.selected = winnow(&print.words);
        print
    }

    fn read_body(&mut self, body: &str, print: &mut Print) {
        let estimate = body.len() / 10;
        print.words.reserve(estimate.min(MOST_WORDS));
        let (mut layout, mut inside, mut capitals) = (Layout::default(), 0_usize, 0_usize);
        scan(body, |at, printed| {
            if print.words.len() == MOST_WORDS || u32::try_from(at + printed.len()).is_err() {
                return;
            }
            layout.pass(&body[layout.end..at], at, printed, print);
            let word = self.keys.get(body, at, printed);
            if !layout.begins_sentence && !word.is_light() {
                inside += 1;
                if printed.starts_with(char::is_uppercase) {
                    capitals += 1;
                    if print.title.binary_search(&word.key).is_ok() {
                        print.names.push(word.key);
                    }
                }
            }
            layout.take(word, at, printed.len(), print);
        });
        layout.finish(body, print);
        if capitals as f64 > MOST_CAPITALS * inside as f64 {
            print.names.clear();
        }
        print.names.sort_unstable();
        print.names.dedup();
    }
}

/// Where sentences and quotations begin and end, seen word by word.
#[derive(Debug, Default)]
struct Layout {
    /// Where the last word ended.
    end: usize,
    last: Word,
    /// The quotation that is open: its mark, its first word and byte.
    open: Option<(char, u32, u32)>,
    started: bool,
    /// Whether the word that comes next begins a sentence.
    begins_sentence: bool,
}

impl Layout {
    /// Reads what stands before a word.
    fn pass(&mut self, gap: &str, at: usize, next: &str, print: &mut Print) {
        let new_sentence = !self.started || (gap.len() > 1 || gap == "\n") && self.ends_sentence(gap, next);
        if gap != " " && !gap.is_empty() {
            self.read_marks(gap, at - gap.len(), print);
        }
        self.begins_sentence = new_sentence;
        if new_sentence {
            self.started = true;
            let opening = gap.trim_end_matches(['"', '“', '„', '«', '‘', '\'']).len();
            let start = (at - (gap.len() - opening)) as u32;
            let span = Span { start, end: start };
            let first_word = print.words.len() as u32;
            print.sentences.push(Sentence { first_word, span, weekday: false, relative_day: false });
        }
    }

    fn ends_sentence(&self, gap: &str, next: &str) -> bool {
        if gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            return true;
        }
        let Some(mark) = gap.find(['.', '!', '?', '…']) else { return false };
        let dot = gap.as_bytes()[mark] == b'.';
        let parted = gap[mark..].contains(char::is_whitespace);
        parted && !(dot && mark == 0 && self.last.abbreviation) && !next.starts_with(char::is_lowercase)
    }

    fn read_marks(&mut self, gap: &str, at: usize, print: &mut Print) {
        let word = print.words.len() as u32;
        for (offset, mark) in gap.char_indices() {
            let byte = (at + offset) as u32;
            match (mark, self.open) {
                // newspapers open a quotation anew with every paragraph
                ('\n', Some(open)) => self.close(open, word, byte, print),
                ('"' | '”' | '«' | '»', Some(open)) => self.close(open, word, byte, print),
                ('“', Some(open @ ('„', ..))) => self.close(open, word, byte, print),
                ('"' | '“' | '„' | '«' | '»', None) => {
                    self.open = Some((mark, word, byte + mark.len_utf8() as u32));
                }
                _ => {}
            }
        }
    }

    fn close(&mut self, (_, first, start): (char, u32, u32), word: u32, end: u32, print: &mut Print) {
        self.open = None;
        if word > first {
            print.quotes.push((first, word, Span { start, end }));
        }
    }

    /// Takes the word itself.
    fn take(&mut self, word: Word, at: usize, len: usize, print: &mut Print) {
        if !word.is_light() {
            print.words.push(word.key);
        }
        self.end = at + len;
        self.last = word;
        if let Some(sentence) = print.sentences.last_mut() {
            sentence.span.end = self.end as u32;
            sentence.weekday |= word.weekday;
            sentence.relative_day |= word.relative_day;
        }
    }

    /// Ends what is open, and gives sentences their last marks.
    fn finish(&mut self, body: &str, print: &mut Print) {
        if self.end < body.len() {
            self.read_marks(&body[self.end..], self.end, print);
        }
        if let Some(open) = self.open {
            self.close(open, print.words.len() as u32, self.end as u32, print);
        }
        for sentence in &mut print.sentences {
            let rest = body.get(sentence.span.end as usize..).unwrap_or_default();
            let closing = rest.find(|c| !matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '»' | '’' | ')'));
            sentence.span.end += closing.unwrap_or(rest.len()) as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Print {
        Reader::default().read("Budget talks", body)
    }

    fn sentences(body: &str) -> Vec<&str> {
        read(body).sentences.iter().map(|s| s.span.of(body)).collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        assert_eq!(
            sentences(
                "Mr. Cole met U.S. Sen. Ann E. Reed on Oct. 3. “We agreed,” he said. “Well?” 40 came.\n\nOthers stayed"
            ),
            [
                "Mr. Cole met U.S. Sen. Ann E. Reed on Oct. 3.",
                "“We agreed,” he said.",
                "“Well?”",
                "40 came.",
                "Others stayed"
            ]
        );
        assert_eq!(sentences(""), [""; 0]);
        assert_eq!(sentences("..."), [""; 0]);
    }

    #[test]
    fn quotations_of_all_styles() {
        for body in [
            "He said \"the levee will hold tonight\" and left.",
            "He said “the levee will hold tonight” and left.",
            "Er sagte „the levee will hold tonight“ und ging.",
            "Il dit « the levee will hold tonight » et partit.",
            "He said “the levee will hold tonight\nand left.",
        ] {
            let quotes = read(body).quotes;
            assert_eq!(quotes.len(), 1, "{body}");
            assert_eq!(quotes[0].2.of(body).trim(), "the levee will hold tonight", "{body}");
        }
        assert_eq!(read("no words inside: “”").quotes.len(), 0);
    }

    #[test]
    fn names_of_the_title_have_capitals_in_the_body() {
        let names = |title: &str, body: &str| {
            let print = Reader::default().read(title, body);
            let key = |word: &str| Reader::default().read(word, "").title.first().copied();
            let is_name = |word: &&str| key(word).is_some_and(|key| print.names.contains(&key));
            title.split(' ').filter(is_name).map(str::to_owned).collect::<Vec<_>>()
        };
        let body = "Storms hit the coast near Ashford on Monday. Warnings for Selby and the Ashford plain hold until noon there.";
        assert_eq!(names("Storms Hit ASHFORD And Selby", body), ["ASHFORD", "Selby"]);
        assert_eq!(names("Warnings hold", body), [""; 0]);
        let german = "Der Wald bei Selby brennt. Die Feuerwehr hat den Ort Ashford und die Strasse zur Stadt gesperrt.";
        assert_eq!(names("Wald bei Ashford brennt", german), [""; 0]);
    }

    #[test]
    fn days_are_noted_and_left_out() {
        let print = read("The council met Monday. It votes tomorrow.");
        assert!(print.sentences[0].weekday && print.sentences[1].relative_day);
        assert_eq!(print.words, read("Council met yesterday. Votes.").words);
    }
}
