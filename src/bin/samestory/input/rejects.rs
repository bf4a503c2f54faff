//! What is done with records that are no use.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::console::Console;
use crate::failure::Failure;

/// So many messages of a kind are shown; the rest is counted.
const MOST_SHOWN: usize = 20;

/// How much was wrong with the input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RejectCounts {
    /// Records that were skipped.
    pub(crate) skipped: usize,
    /// Articles that lost their date.
    pub(crate) bad_dates: usize,
}

/// Reports, counts and keeps bad records.
pub(crate) struct Rejects<'c> {
    console: &'c Console,
    strict: bool,
    kept: Option<(PathBuf, File)>,
    counts: RejectCounts,
}

/// A bad record as it is kept.
#[derive(Serialize)]
struct Rejected<'a> {
    file: &'a str,
    line: u64,
    reason: &'a str,
    text: &'a str,
}

impl<'c> Rejects<'c> {
    /// Nothing was wrong yet.
    pub(crate) fn new(strict: bool, keep: Option<&Path>, console: &'c Console) -> Result<Self, Failure> {
        let kept = match keep {
            None => None,
            Some(path) => {
                let file = File::create(path).map_err(|error| unwritable(path, &error))?;
                Some((path.to_owned(), file))
            }
        };
        Ok(Self { console, strict, kept, counts: RejectCounts::default() })
    }

    /// Puts a record aside.
    ///
    /// # Errors
    ///
    /// If bad records are not tolerated, or cannot be kept.
    pub(crate) fn skip(&mut self, file: &str, line: u64, reason: &str, text: &[u8]) -> Result<(), Failure> {
        let message = format!("{file}: line {line}: {reason}");
        self.counts.skipped += 1;
        if let Some((path, kept)) = &mut self.kept {
            let text = String::from_utf8_lossy(text);
            let rejected = Rejected { file, line, reason, text: text.trim_end() };
            let mut json = serde_json::to_vec(&rejected).map_err(|error| unwritable(path, &error.into()))?;
            json.push(b'\n');
            kept.write_all(&json).map_err(|error| unwritable(path, &error))?;
        }
        if self.strict {
            return Err(Failure::Failed(message));
        }
        if self.counts.skipped <= MOST_SHOWN {
            self.console.warn(&format!("{message}; the record is skipped"));
        }
        Ok(())
    }

    /// Says that an article goes on without its date.
    pub(crate) fn bad_date(&mut self, file: &str, line: u64, reason: &str) {
        self.counts.bad_dates += 1;
        if self.counts.bad_dates <= MOST_SHOWN {
            self.console.warn(&format!("{file}: line {line}: {reason}; the article is kept without a date"));
        }
    }

    /// Sums up.
    pub(crate) fn finish(self) -> RejectCounts {
        let shown = |count: usize| if count > MOST_SHOWN { ", the first 20 are shown" } else { "" };
        let RejectCounts { skipped, bad_dates } = self.counts;
        if skipped > 0 {
            let records = if skipped == 1 { "record was" } else { "records were" };
            let kept = self.kept.as_ref().map(|(path, _)| format!(" and kept in {}", path.display()));
            let (kept, shown) = (kept.unwrap_or_default(), shown(skipped));
            self.console.warn(&format!("{skipped} bad {records} skipped{kept}{shown}"));
        }
        if bad_dates > 0 {
            let articles = if bad_dates == 1 { "article has a date" } else { "articles have dates" };
            let shown = shown(bad_dates);
            self.console.warn(&format!("{bad_dates} {articles} that cannot be understood{shown}"));
        }
        self.counts
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("{}: cannot be written: {error}", path.display()))
}
