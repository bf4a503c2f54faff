//! What a source prints under article after article: subscription notices, addresses, "read more".

use std::borrow::Borrow;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use super::places_by;
use super::repeats::Repeats;
use crate::article::Article;
use crate::credits::host;
use crate::parallel;
use crate::published::Published;

/// Lines that are counted at once; 8 bytes each.
const PLACES: usize = 1 << 18;

/// A text is a later version of another, or a reprint, if less than a quarter of its bytes is in lines that are new in its
/// source.
const FRESH: usize = 4;

/// No line is counted further, so that what a source no longer prints is forgotten.
const MOST: u64 = 64;

const HASHER: FixedState = FixedState::with_seed(0x6c69_6e65);

/// Counts in how many articles each source has had each line, and leaves out the lines that are repeated.
///
/// An address or the names of the editors below all articles of an outlet are rare words in news at large. Left in, they
/// make all its articles alike, and unlike what others write about the same events.
///
/// The lines of later versions and of reprints are not counted: a much revised article is no boilerplate.
///
/// # Resource use
///
/// 2 MB, whatever comes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Boilerplate {
    /// How many articles must have had a line besides the one that is read; 0 to leave in everything.
    repeats: u64,
    counts: Repeats,
    /// Memory to reuse.
    #[serde(skip)]
    lines: Vec<Line>,
}

/// A line of an article.
#[derive(Debug, Clone)]
struct Line {
    hash: u64,
    /// In bytes.
    len: usize,
    /// How often the article has it.
    times: usize,
}

impl Boilerplate {
    pub(crate) fn new(repeats: usize) -> Self {
        let counts = Repeats::new(if repeats == 0 { 0 } else { PLACES }, MOST);
        Self { repeats: repeats as u64, counts, lines: Vec::new() }
    }

    /// Counts the lines of an article, and gives its body without those that are repeated, if it has any. One that has no other
    /// lines stays as it is.
    pub(crate) fn leave_out_of(&mut self, article: &Article) -> Option<String> {
        let mut lines = std::mem::take(&mut self.lines);
        self.list_lines(article, &mut lines);
        self.count(&lines);
        let cleaned = self.has_repeated(&lines).then(|| self.clean(article)).flatten();
        self.lines = lines;
        cleaned
    }

    /// As [`leave_out_of`](Self::leave_out_of) for articles that come together, whatever their order: gives the bodies
    /// that have repeated lines, with the places of the articles.
    pub(crate) fn leave_out(&mut self, articles: &[impl Borrow<Article> + Sync]) -> Vec<(usize, String)> {
        let list = |article: &_| {
            let article: &Article = Borrow::borrow(article);
            let mut lines = Vec::with_capacity(1 + memchr_iter(b'\n', article.body.as_bytes()).count());
            self.list_lines(article, &mut lines);
            lines
        };
        // which of two is a version of the other must not depend on who is named first
        let key = |at: usize| {
            let article: &Article = articles[at].borrow();
            (article.published.map(Published::seconds), &article.body)
        };
        let (listed, order) =
            parallel::join(|| parallel::map(articles, list), || places_by(articles.len(), key));
        order.iter().for_each(|&at| self.count(&listed[at]));
        let repeating: Vec<usize> =
            (0..articles.len()).filter(|&at| self.has_repeated(&listed[at])).collect();
        let cleaned = parallel::map(&repeating, |&at| Some((at, self.clean(articles[at].borrow())?)));
        cleaned.into_iter().flatten().collect()
    }

    /// The lines of an article, each once; none if nothing is to be left out of it.
    fn list_lines(&self, article: &Article, listed: &mut Vec<Line>) {
        listed.clear();
        let Some(hasher) = self.hasher(article) else { return };
        listed.extend(lines(&article.body).map(|line| Line {
            hash: hasher.hash_one(line),
            len: line.len(),
            times: 1,
        }));
        listed.sort_unstable_by_key(|line| line.hash);
        listed.dedup_by(|later, first| {
            let same = later.hash == first.hash;
            first.times += usize::from(same);
            same
        });
    }

    /// Counts the lines of an article, unless nearly all of them were there before.
    fn count(&mut self, lines: &[Line]) {
        let (mut all, mut fresh) = (0, 0);
        for line in lines {
            let bytes = line.len * line.times;
            all += bytes;
            fresh += if self.counts.count_of(line.hash) == 0 { bytes } else { 0 };
        }
        if fresh * FRESH >= all {
            lines.iter().for_each(|line| self.counts.add(line.hash));
        }
    }

    fn has_repeated(&self, lines: &[Line]) -> bool {
        lines.iter().any(|line| self.is_repeated(line.hash))
    }

    /// The lines of an article that are not repeated, if there are any.
    fn clean(&self, article: &Article) -> Option<String> {
        let hasher = self.hasher(article)?;
        let mut kept = String::with_capacity(article.body.len());
        for line in lines(&article.body).filter(|line| !self.is_repeated(hasher.hash_one(line))) {
            if !kept.is_empty() {
                kept.push('\n');
            }
            kept.push_str(line);
        }
        (!kept.is_empty()).then_some(kept)
    }

    fn is_repeated(&self, hash: u64) -> bool {
        self.counts.count_of(hash) > self.repeats
    }

    /// Checks that what was counted goes with a configuration.
    ///
    /// # Errors
    ///
    /// Says what does not.
    pub(crate) fn check(&self, repeats: usize) -> Result<(), String> {
        self.counts
            .check(repeats, self.repeats, PLACES, MOST)
            .map_err(|error| format!("boilerplate: {error}"))
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.counts.memory_usage()
    }

    /// Hashes lines for the source of an article; none if it is unknown, or if nothing is to be left out.
    fn hasher(&self, article: &Article) -> Option<FixedState> {
        if self.repeats == 0 {
            return None;
        }
        source_hash(article).map(FixedState::with_seed)
    }
}

/// Tells sources apart: by name, or by the host of the address; none if the article has neither.
pub(crate) fn source_hash(article: &Article) -> Option<u64> {
    match (&article.source, &article.url) {
        (Some(source), _) => Some(HASHER.hash_one(source)),
        (None, Some(url)) => Some(HASHER.hash_one(host(url)?)),
        (None, None) => None,
    }
}

/// The lines of a text that have any text.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let (ends, mut start) = (memchr_iter(b'\n', text.as_bytes()).chain([text.len()]), 0);
    let lines = ends.map(move |end| text[std::mem::replace(&mut start, end + 1)..end].trim_ascii());
    lines.filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOOTER: &str = "The Herald, 12 Quay Street. Call the newsroom with a tip.";

    fn article(source: Option<&str>, body: &str) -> Article {
        let mut article = Article::builder("a").body(body).build().unwrap();
        article.source = source.map(str::to_owned);
        article
    }

    fn report(number: usize) -> String {
        format!("Report {number} says what happened on day {number} in ward {number}.\nIt was day {number}.")
    }

    /// What is left of each of a stream of articles that have lines left out.
    fn left(boilerplate: &mut Boilerplate, articles: &[Article]) -> Vec<Option<String>> {
        articles.iter().map(|article| boilerplate.leave_out_of(article)).collect()
    }

    #[test]
    fn a_line_below_all_articles_of_a_source_is_left_out() {
        let mut boilerplate = Boilerplate::new(3);
        let articles: Vec<Article> =
            (0..5).map(|at| article(Some("herald"), &format!("{}\n  {FOOTER} \n", report(at)))).collect();
        let found = left(&mut boilerplate, &articles);
        assert_eq!(found[..3], [None, None, None]);
        assert_eq!(found[3..], [Some(report(3)), Some(report(4))]);
        // another source may have written the same
        let other = article(Some("times"), &format!("{}\n{FOOTER}", report(6)));
        assert_eq!(left(&mut boilerplate, &[other]), [None]);
    }

    #[test]
    fn articles_that_come_together_are_all_cleaned() {
        let articles: Vec<Article> =
            (0..5).map(|at| article(Some("herald"), &format!("{}\n{FOOTER}", report(at)))).collect();
        let cleaned = Boilerplate::new(3).leave_out(&articles);
        assert_eq!(cleaned, (0..5).map(|at| (at, report(at))).collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_what_comes_together_does_not_matter() {
        let mut articles: Vec<Article> = (0..6)
            .map(|at| {
                // each has the lines of the one before, and two more
                let lines: Vec<String> =
                    (0..2 + 2 * at).map(|line| format!("Line {line} of the report")).collect();
                article(Some("herald"), &lines.join("\n"))
            })
            .collect();
        let bodies = |articles: &[Article]| {
            let cleaned = Boilerplate::new(2).leave_out(articles);
            let mut bodies: Vec<String> = cleaned.into_iter().map(|(_, body)| body).collect();
            bodies.sort();
            bodies
        };
        let expected = bodies(&articles);
        assert!(!expected.is_empty());
        articles.reverse();
        assert_eq!(bodies(&articles), expected);
        articles.swap(1, 4);
        assert_eq!(bodies(&articles), expected);
    }

    #[test]
    fn the_source_is_the_host_if_there_is_no_name() {
        let mut boilerplate = Boilerplate::new(3);
        let mut articles: Vec<Article> =
            (0..4).map(|at| article(None, &format!("{}\n{FOOTER}", report(at)))).collect();
        assert!(left(&mut boilerplate, &articles)[3].is_none(), "of nobody nothing is concluded");
        for (at, article) in articles.iter_mut().enumerate() {
            article.url = Some(format!("https://www.herald.example/{at}"));
        }
        assert_eq!(left(&mut boilerplate, &articles)[3], Some(report(3)));
    }

    #[test]
    fn versions_and_reprints_stay_whole() {
        let mut boilerplate = Boilerplate::new(3);
        let versions: Vec<Article> =
            (0..9).map(|at| article(Some("herald"), &format!("{}\nUpdate {at}", report(1)))).collect();
        assert_eq!(left(&mut boilerplate, &versions), vec![None; 9]);
    }

    #[test]
    fn a_text_of_repeated_lines_alone_stays() {
        let mut boilerplate = Boilerplate::new(1);
        let mut articles: Vec<Article> =
            (0..3).map(|at| article(Some("herald"), &format!("{}\n{FOOTER}", report(at)))).collect();
        articles.push(article(Some("herald"), FOOTER));
        assert_eq!(left(&mut boilerplate, &articles)[3], None);
    }

    #[test]
    fn nothing_is_left_out_if_none_is_asked_for() {
        let mut boilerplate = Boilerplate::new(0);
        let articles: Vec<Article> =
            (0..9).map(|at| article(Some("herald"), &format!("{}\n{FOOTER}", report(at)))).collect();
        assert_eq!(left(&mut boilerplate, &articles), vec![None; 9]);
        assert_eq!(boilerplate.memory_usage(), 0);
    }

    #[test]
    fn what_no_longer_comes_is_forgotten() {
        let mut boilerplate = Boilerplate::new(1);
        let footer: String = (0..20).map(|line| format!("\nLine {line} of {FOOTER}")).collect();
        let footed = |at| article(Some("herald"), &format!("{}{footer}", report(at).repeat(10)));
        assert_eq!(left(&mut boilerplate, &[footed(0), footed(1)])[1], Some(report(1).repeat(10)));
        for at in 2..400_000 {
            left(&mut boilerplate, &[article(Some("herald"), &report(at))]);
        }
        let hasher = boilerplate.hasher(&footed(0)).unwrap();
        let forgotten =
            footer.lines().skip(1).filter(|line| boilerplate.counts.count_of(hasher.hash_one(line)) == 0);
        assert!(forgotten.count() > 10);
    }
}
