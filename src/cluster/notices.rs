//! Bodies that say nothing of the news: "for subscribers only", "share", "details on the announcement page".

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

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
const LEAST_LETTERS: usize = 4;

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
#[derive(Debug, Clone)]
pub(super) struct Notices {
    /// How many titles a line must stand under to be a notice; 0 to leave in everything.
    repeats: u64,
    counts: Repeats,
    /// Memory to reuse.
    lines: Vec<Line>,
    title: Vec<u64>,
    name: String,
}

/// A line of a body.
#[derive(Debug, Clone, Copy)]
struct Line {
    hash: u64,
    /// Whether it has hardly a word of the title.
    is_foreign: bool,
}

impl Notices {
    pub(super) fn new(repeats: usize) -> Self {
        let counts = Repeats::new(if repeats == 0 { 0 } else { PLACES }, MOST);
        let (lines, title, name) = (Vec::new(), Vec::new(), String::new());
        Self { repeats: repeats as u64, counts, lines, title, name }
    }

    /// Counts the lines of a body under the title of an article.
    pub(super) fn count(&mut self, article: &Article, body: &str) {
        if self.repeats == 0 || !may_be_notice(article, body) {
            return;
        }
        let (mut lines, mut title) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.title));
        list_lines(article, body, &mut lines, &mut title, &mut self.name);
        let under = title.iter().fold(0, |all, &word| HASHER.hash_one((all, word)));
        for line in lines.iter().filter(|line| line.is_foreign) {
            let together = HASHER.hash_one((line.hash, under));
            if self.counts.count_of(together) == 0 {
                self.counts.add(together);
                self.counts.add(line.hash);
            }
        }
        (self.lines, self.title) = (lines, title);
    }

    /// Whether a body is only notices.
    pub(super) fn is_notice(&self, article: &Article, body: &str) -> bool {
        if self.repeats == 0 || !may_be_notice(article, body) {
            return false;
        }
        let (mut lines, mut title, mut name) = (Vec::new(), Vec::new(), String::new());
        list_lines(article, body, &mut lines, &mut title, &mut name);
        let is_repeated = |line: &Line| line.is_foreign && self.counts.count_of(line.hash) >= self.repeats;
        !lines.is_empty() && lines.iter().all(is_repeated)
    }

    pub(super) fn memory_usage(&self) -> usize {
        self.counts.memory_usage()
    }
}

fn may_be_notice(article: &Article, body: &str) -> bool {
    !body.is_empty() && body.len() <= LONGEST && !article.title.trim().is_empty()
}

/// The lines of a body that have longer words, and the longer words of the title.
fn list_lines(article: &Article, body: &str, lines: &mut Vec<Line>, title: &mut Vec<u64>, name: &mut String) {
    name.clear();
    let source = article.source.as_deref().unwrap_or_default();
    name.extend(source.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase));
    if name.len() > "the".len() && name.starts_with("the") {
        name.drain(.."the".len());
    }
    title.clear();
    scan(&article.title, &mut |_, word: &str| {
        if !word.is_ascii() || word.len() >= LEAST_LETTERS {
            title.push(hash_of(word));
        }
    });
    title.sort_unstable();
    title.dedup();
    lines.clear();
    let (mut own, mut lowered) = (Vec::new(), String::new());
    for line in body.lines() {
        let mut hash = 0;
        own.clear();
        scan(line, &mut |_, word: &str| {
            if word.is_ascii() && word.len() < LEAST_LETTERS {
                return;
            }
            let plain = hash_of(word);
            own.push(plain);
            lowered.clear();
            lowered.extend(word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase));
            if !lowered.is_empty() && !is_of_name(&lowered, name) {
                hash = HASHER.hash_one((hash, plain));
            }
        });
        let shared = title.iter().filter(|word| own.contains(word)).count();
        if hash != 0 {
            lines.push(Line { hash, is_foreign: shared * ONE_IN <= title.len() });
        }
    }
}

/// Whether a word has the name of a source in it, or is a part of the name.
fn is_of_name(word: &str, name: &str) -> bool {
    !name.is_empty() && (word.contains(name) || name.contains(word))
}

/// The hash of the letters of a word, whatever their case.
fn hash_of(word: &str) -> u64 {
    let mut hash = 0;
    for c in word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
        hash = HASHER.hash_one((hash, c));
    }
    hash
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
            notices.count(&article, body);
            notices.is_notice(&article, body)
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
