//! `samestory watch`.

mod fetch;
mod seen;
mod subscription;

use std::io::Write;
use std::time::{Duration, Instant};

use samestory::Clusterer;
use samestory_formats::{ArticleFiles, InputError, Record, Source, read_feed_list};
use samestory_report::stories::{CsvWriter, Decision, write_json_line};

use crate::args::{WatchArgs, WatchFormat};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};
use crate::input::{Reading, Rejects};
use fetch::{Fetched, Fetcher};
use seen::{News, Seen};
use subscription::Subscription;

/// A list of feeds has at most so many bytes.
const MAX_LIST: u64 = 32 << 20;

/// Polls feeds, and assigns what is new in them as it comes.
pub(crate) fn run(args: &WatchArgs) -> Result<Reading, Failure> {
    let is_address = |feed: &&String| feed.starts_with("http://") || feed.starts_with("https://");
    let lists = args.feeds.iter().filter(|feed| !is_address(feed));
    let mut files = RunFiles::new();
    for list in lists {
        files = files.read(Role::Feeds, list.as_ref());
    }
    let files = files
        .read_engine(&args.engine)
        .write_if(Role::Rejects, args.rejects.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    let mut config = engine::prepare(&args.engine, &files)?;
    args.copies.apply(&mut config);
    let roles = config.find_copies;
    let clusterer = Clusterer::new(config).map_err(|error| Failure::Failed(error.to_string()))?;
    let console = Console::new(false);
    let mut addresses: Vec<String> = args.feeds.iter().filter(is_address).cloned().collect();
    addresses.extend(listed(&files)?);
    if addresses.is_empty() {
        return Err(Failure::Failed("the lists name no feeds".to_owned()));
    }
    let mut rejects = Rejects::keeping(args.rejects.is_some(), false, &args.limits, &files, true, &console)?;
    let mut output = files.create_live(Role::Output, Content::Data)?;
    let lines = match args.format {
        WatchFormat::Jsonl => Lines::Json(&mut output),
        WatchFormat::Csv => Lines::Csv(Box::new(CsvWriter::new(&mut output, roles)?)),
    };
    let mut watch = Watch { args, clusterer, lines, seen: Seen::default(), console: &console };
    let subscriptions = addresses.into_iter().map(|url| Subscription::new(url, args.every)).collect();
    let failed = watch.poll(subscriptions, &mut rejects)?;
    drop(watch);
    let reading = rejects.finish()?;
    output.finish()?;
    match failed {
        true => Err(Failure::Failed("no feed could be read".to_owned())),
        false => Ok(reading),
    }
}

/// The addresses of the feeds that the files list.
fn listed(files: &RunFiles) -> Result<Vec<String>, Failure> {
    use std::io::Read;
    let mut addresses = Vec::new();
    for file in files.inputs(Role::Feeds) {
        let fail =
            |error: std::io::Error| Failure::Failed(format!("{}: cannot be read: {error}", file.name()));
        let mut list = Vec::new();
        file.open().map_err(fail)?.take(MAX_LIST).read_to_end(&mut list).map_err(fail)?;
        addresses.extend(read_feed_list(&list).into_iter().map(|feed| feed.url));
    }
    Ok(addresses)
}

/// What goes on while feeds are watched.
struct Watch<'w> {
    args: &'w WatchArgs,
    clusterer: Clusterer,
    lines: Lines<'w>,
    seen: Seen,
    console: &'w Console,
}

impl Watch<'_> {
    /// Polls each feed when it is due, once or for ever; whether none could be read.
    fn poll(&mut self, mut feeds: Vec<Subscription>, rejects: &mut Rejects<'_>) -> Result<bool, Failure> {
        let fetcher = Fetcher::new(Duration::from_secs(self.args.timeout), self.args.limits.max_record_bytes);
        let mut were_read = 0;
        loop {
            let Some(feed) = feeds.iter_mut().min_by_key(|feed| feed.due()) else {
                return Ok(were_read == 0);
            };
            std::thread::sleep(feed.due().saturating_duration_since(Instant::now()));
            let is_gone = match fetcher.fetch(feed.url(), feed.validators()) {
                Fetched::Unchanged => {
                    feed.succeeded(None);
                    were_read += 1;
                    false
                }
                Fetched::Feed(body, validators) => {
                    feed.succeeded(Some(validators));
                    were_read += 1;
                    let url = feed.url().to_owned();
                    self.take(&url, body, rejects)?;
                    false
                }
                Fetched::Gone(reason) => {
                    self.console.warn(&format!("{}: {reason}; it is not asked for again", feed.url()));
                    true
                }
                Fetched::Failed(reason, retry_after) => {
                    let wait = feed.failed(retry_after);
                    let next = match self.args.once {
                        true => String::new(),
                        false => format!("; it is asked for again in {} s", wait.as_secs()),
                    };
                    self.console.warn(&format!("{}: {reason}{next}", feed.url()));
                    false
                }
            };
            let url = feed.url().to_owned();
            if is_gone || self.args.once {
                feeds.retain(|feed| feed.url() != url);
            }
        }
    }

    /// Assigns what is new in a feed.
    fn take(&mut self, url: &str, body: Vec<u8>, rejects: &mut Rejects<'_>) -> Result<(), Failure> {
        let source = Source::new(url, move || Ok(Box::new(std::io::Cursor::new(body))));
        let mut news = Vec::new();
        for read in ArticleFiles::new([source], self.args.limits.reading()) {
            // a feed that cannot be read is no reason to leave the others
            let read = match read {
                Err(InputError::Failed(reason)) => {
                    self.console.warn(&reason);
                    continue;
                }
                read => read,
            };
            let Some(record) = rejects.take(read)? else { continue };
            if let Some(error) = &record.bad_date {
                rejects.bad_date(url, &record.place(), &error.to_string());
            }
            news.push(record);
        }
        // feeds have the newest first, and a stream wants it last
        news.sort_by_key(|record| record.article.published.map_or(i64::MAX, |time| time.seconds()));
        for Record { mut article, .. } in news {
            if let News::New(id) = self.seen.look(url, &article) {
                article.id = id;
                let assignment = self.clusterer.insert(&article);
                let decision = Decision::with_changes(&assignment);
                match &mut self.lines {
                    Lines::Json(output) => {
                        write_json_line(output, assignment.story, &assignment.article, Some(&decision))?;
                        output.flush()?;
                    }
                    Lines::Csv(rows) => {
                        rows.write_row(assignment.story, &assignment.article)?;
                        rows.flush()?;
                    }
                }
            }
        }
        self.seen.end_poll(url);
        Ok(())
    }
}

/// Articles, one after the other.
enum Lines<'o> {
    Json(&'o mut Output),
    Csv(Box<CsvWriter<&'o mut Output>>),
}
