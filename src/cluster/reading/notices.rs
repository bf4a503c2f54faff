//! Bodies that say nothing of the news: "for subscribers only", "share", "details on the announcement page".

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::repeats::Repeats;
use crate::article::Article;
use crate::text::scan;

/// Lines that are counted at once; 8 bytes each.
const PLACES: usize = 1 << 16;

const MOST: u64 = 64;

/// A longer body, in bytes, is no notice.
const LONGEST: usize = 800;

/// A line shares hardly a word with a title if it has at most one of so many of the title's longer words.
const ONE_IN: usize = 5;
const MIN_LETTERS: usize = 4;

const HASHER: FixedState = FixedState::with_seed(0x6e6f_7469);

/// Counts under how many titles each line of short bodies stands, and finds the bodies of which all lines stand under titles they
/// have nothing to do with.
///
/// Digits, case, spaces and short words do not matter, nor do words of the source's name.
///
/// Lines of all sources are counted together: each may have only one or two articles. A text that is printed under several
/// headlines of its event shares words with these, and is no notice.
///
/// # Resource use
///
/// 0.5 MB, whatever comes ([`Repeats`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Notices {
    /// How many titles a line must stand under to be a notice; 0 to leave in everything.
    repeats: u64,
    counts: Repeats,
    /// Memory to reuse.
    #[serde(skip)]
    memory: Memory,
    #[serde(skip)]
    listed: Listed,
}

/// What is known of a short body and the title above it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed {
    /// The lines that have hardly a word of the title.
    foreign: Vec<u64>,
    /// Whether there are no others.
    is_foreign: bool,
    /// The longer words of the title.
    title: u64,
}

/// Memory to list articles with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    title: Vec<u64>,
    line: Vec<u64>,
    name: Name,
    word: String,
}

/// The name of a source: its letters in lower case, without a leading article.
#[derive(Debug, Clone, Default)]
struct Name {
    letters: String,
    set: LetterSet,
}

/// A bit for each letter, the same one for some of them.
type LetterSet = u64;

impl Notices {
    pub(crate) fn new(repeats: usize) -> Self {
        let counts = Repeats::new(if repeats == 0 { 0 } else { PLACES }, MOST);
        Self { repeats: repeats as u64, counts, memory: Memory::default(), listed: Listed::default() }
    }

    /// Counts the lines of the body of the next article, and says whether it is only notices.
    pub(crate) fn is_next_notice(&mut self, article: &Article, body: &str) -> bool {
        if !self.may_be_notice(article, body) {
            return false;
        }
        let mut listed = std::mem::take(&mut self.listed);
        listed.list(article, body, &mut self.memory);
        self.count(&listed);
        let is_notice = self.is_notice(&listed);
        self.listed = listed;
        is_notice
    }

    /// What is to be [counted](Self::count) of an article; none if its body can be no notice.
    pub(crate) fn list(&self, article: &Article, body: &str, memory: &mut Memory) -> Option<Listed> {
        self.may_be_notice(article, body).then(|| {
            let mut listed = Listed::default();
            listed.list(article, body, memory);
            listed
        })
    }

    /// Counts the lines of a body under the title of its article.
    pub(crate) fn count(&mut self, listed: &Listed) {
        for &line in &listed.foreign {
            let together = HASHER.hash_one((line, listed.title));
            if self.counts.count_of(together) == 0 {
                self.counts.add(together);
                self.counts.add(line);
            }
        }
    }

    /// Whether a body is only notices.
    pub(crate) fn is_notice(&self, listed: &Listed) -> bool {
        let is_repeated = |&line: &u64| self.counts.count_of(line) >= self.repeats;
        listed.is_foreign && !listed.foreign.is_empty() && listed.foreign.iter().all(is_repeated)
    }

    /// Checks that what was counted goes with a configuration.
    ///
    /// # Errors
    ///
    /// Says what does not.
    pub(crate) fn check(&self, repeats: usize) -> Result<(), String> {
        self.counts.check(repeats, self.repeats, PLACES, MOST).map_err(|error| format!("notices: {error}"))
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.counts.memory_usage()
    }

    fn may_be_notice(&self, article: &Article, body: &str) -> bool {
        self.repeats > 0 && !body.is_empty() && body.len() <= LONGEST && !article.title.trim().is_empty()
    }
}

impl Listed {
    /// Lists the lines of a body that have longer words, and the longer words of the title.
    fn list(&mut self, article: &Article, body: &str, memory: &mut Memory) {
        let Memory { title, line: own, name, word: lowered } = memory;
        name.take(article.source.as_deref().unwrap_or_default());
        title.clear();
        scan(&article.title, |_, word| {
            if !word.is_ascii() || word.len() >= MIN_LETTERS {
                title.push(hash_of(word).0);
            }
        });
        title.sort_unstable();
        title.dedup();
        self.title = title.iter().fold(0, |all, &word| HASHER.hash_one((all, word)));
        self.foreign.clear();
        self.is_foreign = true;
        let (mut hash, mut end) = (0, 0);
        own.clear();
        let mut end_line = |hash: &mut u64, own: &mut Vec<u64>| {
            if *hash != 0 {
                let shared = title.iter().filter(|word| own.contains(word)).count();
                if shared * ONE_IN <= title.len() {
                    self.foreign.push(*hash);
                } else {
                    self.is_foreign = false;
                }
            }
            *hash = 0;
            own.clear();
        };
        // no word goes beyond a line, or depends on other lines
        scan(body, |start, word| {
            if body.as_bytes()[end..start].contains(&b'\n') {
                end_line(&mut hash, own);
            }
            end = start + word.len();
            if !word.is_ascii() || word.len() >= MIN_LETTERS {
                let (plain, letters) = hash_of(word);
                own.push(plain);
                if letters != 0 && !name.is_akin(word, letters, lowered) {
                    hash = HASHER.hash_one((hash, plain));
                }
            }
        });
        end_line(&mut hash, own);
    }
}

impl Name {
    fn take(&mut self, source: &str) {
        lower(source, &mut self.letters);
        if self.letters.len() > "the".len() && self.letters.starts_with("the") {
            self.letters.drain(.."the".len());
        }
        self.set = self.letters.chars().fold(0, |set, letter| set | bit_of(letter));
    }

    /// Whether a word with these letters has the name in it, or is a part of it.
    fn is_akin(&self, word: &str, letters: LetterSet, lowered: &mut String) -> bool {
        // most words have letters that the name lacks, and the other way round
        if self.letters.is_empty() || (letters & !self.set != 0 && self.set & !letters != 0) {
            return false;
        }
        lower(word, lowered);
        lowered.contains(&self.letters) || self.letters.contains(lowered.as_str())
    }
}

/// The letters of a text, in lower case.
fn lower(text: &str, lowered: &mut String) {
    lowered.clear();
    lowered.extend(text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase));
}

/// The hash of the letters of a word, whatever their case, and which they are.
fn hash_of(word: &str) -> (u64, LetterSet) {
    let (mut hash, mut set) = (0, 0);
    let mut add = |letter: char| {
        hash = HASHER.hash_one((hash, letter));
        set |= bit_of(letter);
    };
    if word.is_ascii() {
        let letters = word.bytes().map(|byte| byte | 0x20).filter(u8::is_ascii_lowercase);
        letters.for_each(|letter| add(char::from(letter)));
    } else {
        word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).for_each(add);
    }
    (hash, set)
}

/// One of 64 bits.
fn bit_of(letter: char) -> LetterSet {
    1 << (u32::from(letter) % u64::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(source: &str, title: &str) -> Article {
        Article::builder("a").source(source).title(title).build().unwrap()
    }

    /// Which of a stream of titles and bodies have only a notice as body.
    fn notices(articles: &[(&str, &str, &str)]) -> Vec<bool> {
        let mut notices = Notices::new(2);
        let one = |&(source, title, body): &(&str, &str, &str)| {
            let article = article(source, title);
            notices.is_next_notice(&article, body)
        };
        articles.iter().map(one).collect()
    }

    const PAYWALL: &str = "This text is for subscribers only. Log in to go on.";

    #[test]
    fn a_body_that_has_nothing_to_do_with_several_titles_is_a_notice() {
        let articles = [
            ("Herald", "Dam gives way above Ploonvig", PAYWALL),
            ("Times", "Ferry strike enters third week", PAYWALL),
            (
                "Post",
                "Mayor resigns over library bond",
                "this text is for SUBSCRIBERS only;  log in to go on",
            ),
            ("Post", "Goat found on overpass", "Goat found on the overpass, police said."),
        ];
        assert_eq!(notices(&articles), [false, true, true, false]);
    }

    #[test]
    fn names_numbers_and_further_notices_do_not_matter() {
        let footer = |name: &str, number: u32| {
            format!("The newsroom of the {name}: call 555-{number}, or write to {name}desk.\n\n{PAYWALL}")
        };
        let (herald, bay) = (footer("Herald", 100), footer("Bay", 2345));
        let articles = [
            ("The Herald", "Dam gives way above Ploonvig", herald.as_str()),
            ("Bay", "Ferry strike enters third week", bay.as_str()),
            ("Post", "Mayor resigns over library bond", PAYWALL),
        ];
        assert_eq!(notices(&articles), [false, true, true]);
    }

    #[test]
    fn reprints_under_other_headlines_stay() {
        let body = "A dam above Ploonvig gave way on Monday, and water reached the lower town.";
        let articles = [
            ("Herald", "Dam gives way above Ploonvig", body),
            ("Times", "Water reaches lower town", body),
            ("Post", "Monday's flood: dam gave way", body),
            ("Post", "What a day", body),
        ];
        assert_eq!(notices(&articles), [false; 4]);
    }

    #[test]
    fn one_title_again_and_long_bodies_are_no_notices() {
        assert_eq!(notices(&[("Herald", "Dam gives way", PAYWALL); 4]), [false; 4]);
        let long = PAYWALL.repeat(20);
        let articles = EVENTS.map(|title| ("Herald", title, long.as_str()));
        assert_eq!(notices(&articles), [false; 3]);
    }

    const EVENTS: [&str; 3] = ["Ferry strike enters third week", "Mayor resigns", "Dam gives way"];
}
