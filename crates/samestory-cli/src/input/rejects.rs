//! What is done with records that are no use.

use std::io;

use samestory_formats::{InputError, OddField, Rejected};

use super::reading::Reading;
use super::rejected_line::write_rejected;
use crate::args::{InputArgs, LimitArgs};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};

/// Reports, counts and keeps bad records.
pub(crate) struct Rejects<'c> {
    console: &'c Console,
    strict: bool,
    max_warnings: usize,
    /// So many bytes of a text are kept.
    max_text: usize,
    /// How many warnings about pages there were.
    warned: usize,
    kept: Option<(String, Output)>,
    reading: Reading,
    /// Fields that were no use, dates not counted.
    odd_fields: usize,
    /// Files that were left out.
    left_out: usize,
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
        Self::keeping(args.rejects.is_some(), args.strict, &args.limits, files, live, console)
    }

    /// As [`open`](Self::open), for a command whose input is none of the usual.
    pub(crate) fn keeping(
        is_wanted: bool,
        strict: bool,
        limits: &LimitArgs,
        files: &RunFiles,
        live: bool,
        console: &'c Console,
    ) -> Result<Self, Failure> {
        let kept = match files.path_of(Role::Rejects) {
            None if is_wanted => {
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
        Ok(Self { kept, ..Self::counting(strict, limits, console) })
    }

    /// Keeps none.
    pub(crate) fn counting(strict: bool, limits: &LimitArgs, console: &'c Console) -> Self {
        let reading = Reading { min_share: limits.min_read, ..Reading::default() };
        Self {
            console,
            strict,
            max_warnings: limits.max_warnings,
            max_text: limits.reading().max_record_bytes,
            kept: None,
            warned: 0,
            reading,
            odd_fields: 0,
            left_out: 0,
        }
    }

    /// Counts a record that is used, and puts aside one that is not.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, bad records are not tolerated, or cannot be kept.
    pub(crate) fn take<T>(&mut self, read: Result<T, InputError>) -> Result<Option<T>, Failure> {
        match read {
            Ok(record) => {
                self.reading.read += 1;
                return Ok(Some(record));
            }
            Err(InputError::Rejected(rejected)) => self.skip(&rejected)?,
            Err(failed) => return Err(Failure::Failed(failed.to_string())),
        }
        Ok(None)
    }

    fn skip(&mut self, rejected: &Rejected) -> Result<(), Failure> {
        let message = rejected.to_string();
        match rejected.is_rest {
            true => self.reading.partly_read += 1,
            false => self.reading.skipped += 1,
        }
        if let Some((path, kept)) = &mut self.kept {
            write_rejected(kept, rejected, self.max_text).map_err(|error| unwritable(path, &error))?;
        }
        if self.strict {
            // what was kept says which record it was
            self.kept.take().map_or(Ok(()), |(_, kept)| kept.finish())?;
            return Err(Failure::Failed(message));
        }
        if rejected.is_rest {
            // it concerns more than a record, and is never among those that are only counted
            self.console.warn(&message);
        } else if self.reading.skipped <= self.max_warnings {
            self.console.warn(&format!("{message}; the record is skipped"));
        }
        Ok(())
    }

    /// Says that an article goes on without its date.
    pub(crate) fn bad_date(&mut self, file: &str, place: &str, reason: &str) {
        self.reading.bad_dates += 1;
        if self.reading.bad_dates <= self.max_warnings {
            self.console.warn(&format!("{file}: {place}: {reason}; the article is kept without a date"));
        }
    }

    /// Says what of a page was given up or is unsure.
    pub(crate) fn warn_all(&mut self, warnings: &[String]) {
        for warning in warnings {
            self.warned += 1;
            if self.warned <= self.max_warnings {
                self.console.warn(warning);
            }
        }
    }

    /// Says which files of a folder were left out.
    pub(crate) fn left_out(&mut self, files: &[String]) {
        for file in files {
            self.left_out += 1;
            if self.left_out <= self.max_warnings {
                self.console.warn(file);
            }
        }
    }

    /// Says that an article goes on without a field.
    pub(crate) fn odd_field(&mut self, file: &str, place: &str, odd: &OddField) {
        self.odd_fields += 1;
        if self.odd_fields <= self.max_warnings {
            let OddField { field, reason } = odd;
            // what is said of the record as a whole costs nothing
            let what = match *field {
                "record" => format!("{reason}; the article is kept"),
                field => format!("field \"{field}\": {reason}; the article is kept without it"),
            };
            self.console.warn(&format!("{file}: {place}: {what}"));
        }
    }

    /// Says what is to be known about a file.
    pub(crate) fn note(&self, note: &str) {
        self.console.note(note);
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
        if self.warned > most {
            let (pages, shown) = (self.warned, shown(self.warned));
            self.console.warn(&format!("{pages} warnings about pages{shown}"));
        }
        if self.left_out > most {
            let (files, shown) = (self.left_out, shown(self.left_out));
            self.console.warn(&format!("{files} files of folders were left out{shown}"));
        }
        if self.odd_fields > most {
            self.console.warn(&format!("{} fields were no use, the first {most} are shown", self.odd_fields));
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

fn unwritable(path: &str, error: &io::Error) -> Failure {
    Failure::Failed(format!("{path}: cannot be written: {error}"))
}
