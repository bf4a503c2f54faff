//! Noise: the same articles as careless feeds bring them. For the programs that judge and train.
//!
//! Each variant changes one thing and leaves the order of the articles. What it does to an article follows from hashes of its id
//! and its outlet, so that it is the same wherever the article stands. An article without a source counts as one of an invented
//! outlet; its field `source` stays empty. All texts that are put in are invented.

mod added;
mod dates;
mod outlets;
mod references;

use samestory::Article;

use outlets::Outlet;

/// One article in so many has a notice in place of its text.
const STUBS: u64 = 3;

/// Articles that are added.
const ADDED: usize = 2_000;

/// A variant of noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// Every title ends with " - " and the outlet.
    Suffix,
    /// Every title begins with the kicker of its outlet ("Live: ").
    Kicker,
    /// Three of four outlets write punctuation and letters beyond ASCII as character references, each in its own form.
    Entities,
    /// A third of the articles have no text below the title: what [`Stubs`](Self::Stubs) is to be compared with.
    Untexted,
    /// The same third has its outlet's notice to subscribers in place of the text, or below a bare title.
    Stubs,
    /// The outlet with most articles prints the same lines below each of them.
    Boilerplate,
    /// All are published on one day.
    OneDay,
    /// The dates are dealt out anew.
    ShuffledDates,
    /// Day and month of a fifth of the articles are swapped, where both can be either.
    SwappedDates,
    /// No article has a date.
    Undated,
    /// 2,000 copies of one other article are added.
    Copies,
    /// 2,000 different reports of one other event are added.
    Reports,
}

/// What noise makes of articles.
pub struct Noisy {
    /// All articles, those that were added too.
    pub articles: Vec<Article>,
    /// Where each of the articles given stands; the others are added.
    pub own: Vec<usize>,
}

impl Noise {
    /// All variants.
    pub const ALL: [Self; 12] = [
        Self::Suffix,
        Self::Kicker,
        Self::Entities,
        Self::Untexted,
        Self::Stubs,
        Self::Boilerplate,
        Self::OneDay,
        Self::ShuffledDates,
        Self::SwappedDates,
        Self::Undated,
        Self::Copies,
        Self::Reports,
    ];

    /// What it is called in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suffix => "suffix",
            Self::Kicker => "kicker",
            Self::Entities => "entities",
            Self::Untexted => "untexted",
            Self::Stubs => "stubs",
            Self::Boilerplate => "boilerplate",
            Self::OneDay => "one day",
            Self::ShuffledDates => "shuffled dates",
            Self::SwappedDates => "swapped dates",
            Self::Undated => "undated",
            Self::Copies => "2,000 copies",
            Self::Reports => "2,000 reports",
        }
    }

    /// The articles with this noise; none if it changes nothing.
    pub fn apply(self, articles: &[Article]) -> Option<Noisy> {
        let changed = match self {
            Self::Suffix => each(articles, suffix),
            Self::Kicker => each(articles, kicker),
            Self::Entities => each(articles, references::escape),
            Self::Untexted => each(articles, untext),
            Self::Stubs => each(articles, stub),
            Self::Boilerplate => outlets::with_boilerplate(articles),
            Self::OneDay => dates::one_day(articles),
            Self::ShuffledDates => dates::shuffled(articles),
            Self::SwappedDates => dates::swapped(articles),
            Self::Undated => dates::without(articles),
            Self::Copies => return Some(added::copies(articles, ADDED)),
            Self::Reports => return Some(added::reports(articles, ADDED)),
        };
        let own = (0..articles.len()).collect();
        (changed != articles).then_some(Noisy { articles: changed, own })
    }
}

fn each(articles: &[Article], change: fn(&mut Article)) -> Vec<Article> {
    let mut changed = articles.to_vec();
    changed.iter_mut().for_each(change);
    changed
}

fn suffix(article: &mut Article) {
    if has_title(article) {
        article.title = format!("{} - {}", article.title, Outlet::of(article).name);
    }
}

fn kicker(article: &mut Article) {
    if has_title(article) {
        article.title = format!("{}{}", Outlet::of(article).kicker(), article.title);
    }
}

fn untext(article: &mut Article) {
    if is_stub(article) {
        article.body.clear();
    }
}

fn stub(article: &mut Article) {
    if is_stub(article) {
        article.body = Outlet::of(article).notice(article.language.as_deref());
    }
}

fn is_stub(article: &Article) -> bool {
    has_title(article) && hash(&article.id, 1).is_multiple_of(STUBS)
}

fn has_title(article: &Article) -> bool {
    !article.title.trim().is_empty()
}

/// FNV-1a of a text, mixed so that all bits depend on all of it; one function for each seed.
pub fn hash(text: &str, seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let sum = text.bytes().fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let sum = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    sum ^ (sum >> 33)
}
