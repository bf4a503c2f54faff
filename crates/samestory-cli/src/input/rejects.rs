//! What is done with records that are no use.

use std::fmt;
use std::io::{self, Write};

use samestory::formats::ReadLimits;
use serde::{Serialize, Serializer};

use super::reading::Reading;
use crate::args::{InputArgs, LimitArgs};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};

/// Reports, counts and keeps bad records.
pub(crate) struct Rejects<'c> {
    console: &'c Console,
    strict: bool,
    max_warnings: usize,
    kept: Option<(String, Output)>,
    reading: Reading,
}

/// A bad record as it is kept.
#[derive(Serialize)]
struct Rejected<'a> {
    file: &'a str,
    line: u64,
    reason: &'a str,
    text: Lossy<'a>,
}

/// Bytes that should be text, written piece by piece: a record may be large.
struct Lossy<'a>(&'a [u8]);

impl Serialize for Lossy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Lossy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

impl<'c> Rejects<'c> {
    /// Keeps bad records where the command line says. The file appears when all is read; if someone follows the run (`live`), at
    /// once.
    pub(crate) fn open(
        args: &InputArgs,
        files: &RunFiles,
        live: bool,
        console: &'c Console,
    ) -> Result<Self, Failure> {
        let kept = match files.path_of(Role::Rejects) {
            None if args.rejects.is_some() => {
                return Err(Failure::Usage("--rejects needs a file of its own, not stdout".to_owned()));
            }
            None => None,
            Some(path) => {
                let output = match live {
                    true => files.create_live(Role::Rejects, Content::Data)?,
                    false => files.create(Role::Rejects, Content::Data)?,
                };
                Some((path.display().to_string(), output))
            }
        };
        Ok(Self { kept, ..Self::counting(args.strict, &args.limits, console) })
    }

    /// Keeps none.
    pub(crate) fn counting(strict: bool, limits: &LimitArgs, console: &'c Console) -> Self {
        let reading = Reading { min_share: limits.min_read, ..Reading::default() };
        Self { console, strict, max_warnings: limits.max_warnings, kept: None, reading }
    }

    /// Counts a record that is used.
    pub(crate) fn count_read(&mut self) {
        self.reading.read += 1;
    }

    /// Puts a record aside.
    ///
    /// # Errors
    ///
    /// If bad records are not tolerated, or cannot be kept.
    pub(crate) fn skip(&mut self, file: &str, line: u64, reason: &str, text: &[u8]) -> Result<(), Failure> {
        let message = format!("{file}: line {line}: {reason}");
        self.reading.skipped += 1;
        if let Some((path, kept)) = &mut self.kept {
            let rejected = Rejected { file, line, reason, text: Lossy(text.trim_ascii_end()) };
            write_rejected(kept, &rejected).map_err(|error| unwritable(path, &error))?;
        }
        if self.strict {
            // what was kept says which record it was
            self.kept.take().map_or(Ok(()), |(_, kept)| kept.finish())?;
            return Err(Failure::Failed(message));
        }
        if self.reading.skipped <= self.max_warnings {
            self.console.warn(&format!("{message}; the record is skipped"));
        }
        Ok(())
    }

    /// Says that an article goes on without its date.
    pub(crate) fn bad_date(&mut self, file: &str, line: u64, reason: &str) {
        self.reading.bad_dates += 1;
        if self.reading.bad_dates <= self.max_warnings {
            self.console.warn(&format!("{file}: line {line}: {reason}; the article is kept without a date"));
        }
    }

    /// Sums up, and lets the file of what was kept appear.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn finish(self) -> Result<Reading, Failure> {
        let most = self.max_warnings;
        let shown = |count: usize| match count > most {
            true => format!(", the first {most} are shown"),
            false => String::new(),
        };
        let Reading { skipped, bad_dates, .. } = self.reading;
        if skipped > 0 {
            let records = if skipped == 1 { "record was" } else { "records were" };
            let kept = self.kept.as_ref().map(|(path, _)| format!(" and kept in {path}"));
            let (kept, shown) = (kept.unwrap_or_default(), shown(skipped));
            self.console.warn(&format!("{skipped} bad {records} skipped{kept}{shown}"));
        }
        if bad_dates > 0 {
            let articles = if bad_dates == 1 { "article has a date" } else { "articles have dates" };
            let shown = shown(bad_dates);
            self.console.warn(&format!("{bad_dates} {articles} that cannot be understood{shown}"));
        }
        self.kept.map_or(Ok(()), |(_, kept)| kept.finish())?;
        Ok(self.reading)
    }
}

fn write_rejected(kept: &mut Output, rejected: &Rejected<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *kept, rejected)?;
    kept.write_all(b"\n")?;
    if kept.is_live() { kept.flush() } else { Ok(()) }
}

fn unwritable(path: &str, error: &io::Error) -> Failure {
    Failure::Failed(format!("{path}: cannot be written: {error}"))
}

/// Why a text is too long; none if it is not.
pub(crate) fn long_text(title: &str, text: &str, limits: &ReadLimits) -> Option<String> {
    let (bytes, limit) = (title.len().saturating_add(text.len()), limits.max_text_bytes);
    (bytes > limit).then(|| format!("title and text have {bytes} bytes, {limit} is the limit"))
}
