//! Feeds, each asked for when it is due.

use std::time::{Duration, Instant};

use samestory_formats::{ArticleFiles, InputError, ReadLimits, Record, Source, read_feed_list};

use super::fetch::{Fetched, Fetcher};
use super::seen::{News, Seen};
use super::subscription::Subscription;
use crate::args::LimitArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// A list of feeds has at most so many bytes.
const MAX_LIST: u64 = 32 << 20;

/// Whether a feed is given by its address, and not in a list.
pub(crate) fn is_address(feed: &str) -> bool {
    feed.starts_with("http://") || feed.starts_with("https://")
}

/// The files of a command with the lists among some feeds.
pub(crate) fn with_lists(files: RunFiles, feeds: &[String]) -> RunFiles {
    feeds
        .iter()
        .filter(|feed| !is_address(feed))
        .fold(files, |files, list| files.read(Role::Feeds, list.as_ref()))
}

/// The addresses of feeds: those that are given, and those that the lists name.
pub(crate) fn addresses(feeds: &[String], files: &RunFiles) -> Result<Vec<String>, Failure> {
    use std::io::Read;
    let mut addresses: Vec<String> = feeds.iter().filter(|feed| is_address(feed)).cloned().collect();
    for file in files.inputs(Role::Feeds) {
        let fail =
            |error: std::io::Error| Failure::Failed(format!("{}: cannot be read: {error}", file.name()));
        let mut list = Vec::new();
        file.open().map_err(fail)?.take(MAX_LIST).read_to_end(&mut list).map_err(fail)?;
        addresses.extend(read_feed_list(&list).into_iter().map(|feed| feed.url));
    }
    match addresses.is_empty() {
        true => Err(Failure::Failed("the lists name no feeds".to_owned())),
        false => Ok(addresses),
    }
}

/// Asks for feeds when they are due, and knows which of their articles are new.
#[derive(Debug)]
pub(crate) struct Poller {
    feeds: Vec<Subscription>,
    fetcher: Fetcher,
    limits: ReadLimits,
    seen: Seen,
    once: bool,
    /// How often a feed was read, or had not changed.
    were_read: usize,
}

impl Poller {
    /// Feeds that are all due now, and again after so long unless they are asked for `once`.
    pub(crate) fn new(
        addresses: Vec<String>,
        every: Duration,
        timeout: Duration,
        limits: &LimitArgs,
        once: bool,
    ) -> Self {
        Self {
            feeds: addresses.into_iter().map(|url| Subscription::new(url, every)).collect(),
            fetcher: Fetcher::new(timeout, limits.max_record_bytes),
            limits: limits.reading(),
            seen: Seen::default(),
            once,
            were_read: 0,
        }
    }

    /// When a feed is due next; none if there are no more.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.feeds.iter().map(Subscription::due).min()
    }

    /// Whether no feed could be read.
    pub(crate) fn has_failed(&self) -> bool {
        self.were_read == 0
    }

    /// Asks for the feed that is due next, due or not; its address, and what it has if it has changed. What goes wrong is told.
    pub(crate) fn ask(&mut self, console: &Console) -> Option<(String, Vec<u8>)> {
        let (at, feed) = self.feeds.iter_mut().enumerate().min_by_key(|(_, feed)| feed.due())?;
        let url = feed.url().to_owned();
        let (mut body, mut is_over) = (None, self.once);
        match self.fetcher.fetch(&url, feed.validators()) {
            Fetched::Unchanged => {
                feed.succeeded(None);
                self.were_read += 1;
            }
            Fetched::Feed(sent, validators) => {
                feed.succeeded(Some(validators));
                self.were_read += 1;
                body = Some(sent);
            }
            Fetched::Gone(reason) => {
                console.warn(&format!("{url}: {reason}; it is not asked for again"));
                self.seen.forget(&url);
                is_over = true;
            }
            Fetched::Failed(reason, retry_after) => {
                let wait = feed.failed(retry_after);
                let next = match self.once {
                    true => String::new(),
                    false => format!("; it is asked for again in {} s", wait.as_secs()),
                };
                console.warn(&format!("{url}: {reason}{next}"));
            }
        }
        if is_over {
            self.feeds.remove(at);
        }
        body.map(|body| (url, body))
    }

    /// What is new in a feed, the oldest first, each under an id that nobody has. `take` gets what could be read, or why it could not,
    /// and gives back what is to be used.
    ///
    /// # Errors
    ///
    /// The first of `take`.
    pub(crate) fn news(
        &mut self,
        url: &str,
        body: Vec<u8>,
        mut take: impl FnMut(Result<Record, InputError>) -> Result<Option<Record>, Failure>,
    ) -> Result<Vec<Record>, Failure> {
        let source = Source::new(url, move || Ok(Box::new(std::io::Cursor::new(body))));
        let mut found = Vec::new();
        for read in ArticleFiles::new([source], self.limits) {
            found.extend(take(read)?);
        }
        // feeds have the newest first, and a stream wants it last
        found.sort_by_key(|record| record.article.published.map_or(i64::MAX, |time| time.seconds()));
        let is_new = |mut record: Record| match self.seen.look(url, &record.article) {
            News::Known => None,
            News::New(id) => {
                record.article.id = id;
                Some(record)
            }
        };
        let news = found.into_iter().filter_map(is_new).collect();
        self.seen.end_poll(url);
        Ok(news)
    }
}
