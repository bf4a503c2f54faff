//! Which articles of feeds were seen already.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use samestory::Article;

/// An article that a feed has not had in so many polls is forgotten.
const MAX_POLLS: u64 = 10;

/// What an article in a feed is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Seen already, with this text.
    Known,
    /// New, or with another text than before, under an id that nobody has.
    New(String),
}

/// Articles that were seen, by address or else by feed and id. Those that no feed has any more are forgotten, so that memory is bounded
/// by what the feeds hold.
#[derive(Debug, Default)]
pub(super) struct Seen {
    articles: HashMap<String, Entry>,
    /// How often each feed was polled.
    polls: HashMap<String, u64>,
}

#[derive(Debug, Default)]
struct Entry {
    versions: u32,
    /// The feeds that have it, those that had it first first. An article of two feeds has a text in each: that of the first counts.
    shown: Vec<Shown>,
}

/// An article as a feed has it.
#[derive(Debug)]
struct Shown {
    feed: String,
    text: u64,
    /// The last poll of the feed that had it.
    poll: u64,
}

impl Entry {
    /// Takes down what a feed has; whether that is new.
    fn show(&mut self, feed: &str, text: u64, poll: u64) -> bool {
        let Some(at) = self.shown.iter().position(|shown| shown.feed == feed) else {
            self.shown.push(Shown { feed: feed.to_owned(), text, poll });
            return self.shown.len() == 1;
        };
        let shown = &mut self.shown[at];
        shown.poll = poll;
        let before = std::mem::replace(&mut shown.text, text);
        at == 0 && before != text
    }
}

impl Seen {
    /// Looks whether an article of a feed is new.
    pub(super) fn look(&mut self, feed: &str, article: &Article) -> News {
        let poll = self.polls.get(feed).copied().unwrap_or(0);
        let key = article.url.clone().unwrap_or_else(|| format!("{feed}#{}", article.id));
        let mut hasher = DefaultHasher::new();
        (&article.title, &article.body).hash(&mut hasher);
        let entry = self.articles.entry(key.clone()).or_default();
        if !entry.show(feed, hasher.finish(), poll) {
            return News::Known;
        }
        entry.versions += 1;
        match entry.versions {
            1 => News::New(key),
            number => News::New(format!("{key}#{number}")),
        }
    }

    /// Ends a poll of a feed: what no feed has had for long is forgotten.
    pub(super) fn end_poll(&mut self, feed: &str) {
        let poll = self.polls.entry(feed.to_owned()).or_insert(0);
        *poll += 1;
        let oldest = poll.saturating_sub(MAX_POLLS);
        self.retain(|shown| shown.feed != feed || shown.poll >= oldest);
    }

    /// Forgets a feed that is not polled any more, and what no other feed has.
    pub(super) fn forget(&mut self, feed: &str) {
        self.polls.remove(feed);
        self.retain(|shown| shown.feed != feed);
    }

    fn retain(&mut self, is_kept: impl Fn(&Shown) -> bool) {
        self.articles.retain(|_, entry| {
            entry.shown.retain(&is_kept);
            !entry.shown.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str) -> Article {
        Article::builder("1").url("https://x.example/1").title(title).build().expect("an article")
    }

    #[test]
    fn an_article_is_new_once_and_again_when_its_text_changes() {
        let mut seen = Seen::default();
        assert_eq!(seen.look("f", &article("a")), News::New("https://x.example/1".to_owned()));
        seen.end_poll("f");
        assert_eq!(seen.look("f", &article("a")), News::Known);
        assert_eq!(seen.look("g", &article("b")), News::Known);
        assert_eq!(seen.look("f", &article("b")), News::New("https://x.example/1#2".to_owned()));
        for feed in ["f", "g"] {
            assert!(!seen.articles.is_empty(), "{feed} has it");
            (0..=MAX_POLLS + 1).for_each(|_| seen.end_poll(feed));
        }
        assert!(seen.articles.is_empty());
    }

    #[test]
    fn an_article_that_leaves_one_of_its_feeds_is_not_new_in_the_other() {
        let mut seen = Seen::default();
        assert_eq!(seen.look("front", &article("a")), News::New("https://x.example/1".to_owned()));
        for _ in 0..3 * MAX_POLLS {
            seen.end_poll("front");
            assert_eq!(seen.look("section", &article("a, longer")), News::Known);
            seen.end_poll("section");
        }
        // the text of the feed that is left counts
        assert_eq!(seen.look("section", &article("b")), News::New("https://x.example/1#2".to_owned()));
        assert_eq!(seen.look("front", &article("c")), News::Known);
    }

    #[test]
    fn a_feed_that_is_gone_keeps_nothing() {
        let mut seen = Seen::default();
        seen.look("f", &article("a"));
        seen.look("g", &article("a"));
        seen.end_poll("f");
        seen.forget("f");
        assert_eq!(seen.look("g", &article("a")), News::Known);
        seen.forget("g");
        assert!(seen.articles.is_empty() && seen.polls.is_empty());
    }
}
