//! `samestory watch`, and feeds for others.

mod fetch;
mod poller;
mod seen;
mod subscription;

use std::io;
use std::time::{Duration, Instant};

use samestory::Clusterer;
use samestory_formats::InputError;
use samestory_report::stories::Decision;

use crate::args::{WatchArgs, WatchFormat};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{Reading, Rejects};
use crate::lines::{LineFormat, Lines};
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
    let clusterer = Clusterer::new(config)?;
    let console = Console::new(false);
    let addresses = addresses(&args.feeds, &files)?;
    let mut rejects = Rejects::keeping(args.rejects.is_some(), false, &args.limits, &files, true, &console)?;
    let mut output = files.create_live(Role::Output, Content::Data)?;
    let format = match args.format {
        WatchFormat::Jsonl => LineFormat::Json,
        WatchFormat::Csv => LineFormat::Csv,
    };
    let lines = Lines::new(format, &mut output, roles);
    let timeout = Duration::from_secs(args.timeout);
    let mut poller = Poller::new(addresses, args.every, timeout, &args.limits, args.once);
    let mut watch = Watch { clusterer, lines, console: &console };
    while let Some(due) = poller.due() {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if let Some((url, body)) = poller.ask(&console) {
            watch.take(&mut poller, &url, body, &mut rejects)?;
        }
    }
    let reading = rejects.finish()?;
    if poller.has_failed() {
        return Err(Failure::Failed("no feed could be read".to_owned()));
    }
    watch.finish(reading)?;
    reading.finish(output)?;
    Ok(reading)
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
            self.lines.write(assignment.story, &assignment.article, Some(&decision))?;
            self.lines.flush()?;
        }
        Ok(())
    }

    fn finish(self, reading: Reading) -> io::Result<()> {
        self.lines.finish(reading)
    }
}
