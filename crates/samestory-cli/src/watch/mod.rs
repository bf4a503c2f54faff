//! `samestory watch`, and feeds for others.

mod fetch;
mod poller;
mod seen;
mod subscription;

use std::io::Write;
use std::time::{Duration, Instant};

use samestory::Clusterer;
use samestory_formats::InputError;
use samestory_report::stories::{CsvWriter, Decision, write_json_line};

use crate::args::{WatchArgs, WatchFormat};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};
use crate::input::{Reading, Rejects};
pub(crate) use poller::{Poller, addresses, with_lists};

/// Polls feeds, and assigns what is new in them as it comes.
pub(crate) fn run(args: &WatchArgs) -> Result<Reading, Failure> {
    let files = with_lists(RunFiles::new(), &args.feeds)
        .read_engine(&args.engine)
        .write_if(Role::Rejects, args.rejects.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    let mut config = engine::prepare(&args.engine, &files)?;
    args.copies.apply(&mut config);
    let roles = config.find_copies;
    let clusterer = Clusterer::new(config).map_err(|error| Failure::Failed(error.to_string()))?;
    let console = Console::new(false);
    let addresses = addresses(&args.feeds, &files)?;
    let mut rejects = Rejects::keeping(args.rejects.is_some(), false, &args.limits, &files, true, &console)?;
    let mut output = files.create_live(Role::Output, Content::Data)?;
    let lines = match args.format {
        WatchFormat::Jsonl => Lines::Json(&mut output),
        WatchFormat::Csv => Lines::Csv(Box::new(CsvWriter::new(&mut output, roles)?)),
    };
    let timeout = Duration::from_secs(args.timeout);
    let mut poller = Poller::new(addresses, args.every, timeout, &args.limits, args.once);
    let mut watch = Watch { clusterer, lines, console: &console };
    while let Some(due) = poller.due() {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if let Some((url, body)) = poller.ask(&console) {
            watch.take(&mut poller, &url, body, &mut rejects)?;
        }
    }
    drop(watch);
    let reading = rejects.finish()?;
    output.finish()?;
    match poller.has_failed() {
        true => Err(Failure::Failed("no feed could be read".to_owned())),
        false => Ok(reading),
    }
}

/// What goes on while feeds are watched.
struct Watch<'w> {
    clusterer: Clusterer,
    lines: Lines<'w>,
    console: &'w Console,
}

impl Watch<'_> {
    /// Assigns what is new in a feed.
    fn take(
        &mut self,
        poller: &mut Poller,
        url: &str,
        body: Vec<u8>,
        rejects: &mut Rejects<'_>,
    ) -> Result<(), Failure> {
        let news = poller.news(url, body, |read| {
            // a feed that cannot be read is no reason to leave the others
            let read = match read {
                Err(InputError::Failed(reason)) => {
                    self.console.warn(&reason);
                    return Ok(None);
                }
                read => read,
            };
            let record = rejects.take(read)?;
            if let Some(record) = &record
                && let Some(error) = &record.bad_date
            {
                rejects.bad_date(url, &record.place(), &format!("field \"published\": {error}"));
            }
            Ok(record)
        })?;
        for record in news {
            let assignment = self.clusterer.insert(&record.article);
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
        Ok(())
    }
}

/// Articles, one after the other.
enum Lines<'o> {
    Json(&'o mut Output),
    Csv(Box<CsvWriter<&'o mut Output>>),
}
