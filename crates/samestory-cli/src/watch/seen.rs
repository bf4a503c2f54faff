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

#[derive(Debug)]
struct Entry {
    text: u64,
    versions: u32,
    feed: String,
    poll: u64,
}

impl Seen {
    /// Looks whether an article of a feed is new.
    pub(super) fn look(&mut self, feed: &str, article: &Article) -> News {
        let poll = self.polls.get(feed).copied().unwrap_or(0);
        let key = article.url.clone().unwrap_or_else(|| format!("{feed}#{}", article.id));
        let mut hasher = DefaultHasher::new();
        (&article.title, &article.body).hash(&mut hasher);
        let text = hasher.finish();
        let entry = self.articles.entry(key.clone()).or_insert_with(|| Entry {
            text: !text,
            versions: 0,
            feed: feed.to_owned(),
            poll,
        });
        // an article of two feeds has a text in each: that of the feed where it was first counts
        if entry.text == text || entry.feed != feed {
            if entry.feed == feed {
                entry.poll = poll;
            }
            return News::Known;
        }
        (entry.text, entry.poll) = (text, poll);
        entry.versions += 1;
        match entry.versions {
            1 => News::New(key),
            number => News::New(format!("{key}#{number}")),
        }
    }

    /// Ends a poll of a feed: what it has not had for long is forgotten.
    pub(super) fn end_poll(&mut self, feed: &str) {
        let poll = self.polls.entry(feed.to_owned()).or_insert(0);
        *poll += 1;
        let oldest = poll.saturating_sub(MAX_POLLS);
        self.articles.retain(|_, entry| entry.feed != feed || entry.poll >= oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_new_once_and_again_when_its_text_changes() {
        let article = |title: &str| {
            Article::builder("1").url("https://x.example/1").title(title).build().expect("an article")
        };
        let mut seen = Seen::default();
        assert_eq!(seen.look("f", &article("a")), News::New("https://x.example/1".to_owned()));
        seen.end_poll("f");
        assert_eq!(seen.look("f", &article("a")), News::Known);
        assert_eq!(seen.look("g", &article("b")), News::Known);
        assert_eq!(seen.look("f", &article("b")), News::New("https://x.example/1#2".to_owned()));
        for _ in 0..=MAX_POLLS + 1 {
            seen.end_poll("f");
        }
        assert!(seen.articles.is_empty());
    }
}
