//! How much of the input was read.

use std::path::Path;
use std::process::ExitCode;

use samestory_report::Skipped;

use crate::console;
use crate::failure::Failure;
use crate::files::Output;

/// Too little was read to call it done.
const TOO_LITTLE: u8 = 3;

/// How much of the input was read, and how much was wrong with it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Reading {
    /// Records that were read.
    pub(crate) read: usize,
    /// Records that were skipped.
    pub(crate) skipped: usize,
    /// Files of which the rest was cut off, damaged or out of proportion.
    pub(crate) partly_read: usize,
    /// Articles that lost their date.
    pub(crate) bad_dates: usize,
    /// The share of the records that has to be read, 0 to 1.
    pub(crate) min_share: f64,
}

/// What a report says of it.
impl From<Reading> for Skipped {
    fn from(reading: Reading) -> Self {
        Self { records: reading.skipped, dates: reading.bad_dates }
    }
}

impl Reading {
    /// Of two inputs together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            read: self.read + other.read,
            skipped: self.skipped + other.skipped,
            partly_read: self.partly_read + other.partly_read,
            bad_dates: self.bad_dates + other.bad_dates,
            min_share: self.min_share.max(other.min_share),
        }
    }

    /// Whether nothing, or less than asked for, was read because records were skipped or a file could not be read to its end.
    pub(crate) fn is_too_little(&self) -> bool {
        let all = self.read as f64 + self.skipped as f64;
        let is_all = self.skipped == 0 && self.partly_read == 0;
        !is_all && (self.read == 0 || (self.read as f64) < self.min_share * all)
    }

    /// Whether a file of an earlier run stays, because too little was read to replace it. Says so.
    pub(crate) fn keeps(&self, earlier: &Path) -> bool {
        let keeps = self.is_too_little() && earlier.exists();
        if keeps {
            console::note(&format!("{} stays as it was", earlier.display()));
        }
        keeps
    }

    /// Lets an output appear, unless one of an earlier run stays.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn finish(&self, output: Output) -> Result<(), Failure> {
        match output.replaced().is_some_and(|earlier| self.keeps(earlier)) {
            true => Ok(()),
            false => output.finish(),
        }
    }

    /// Says how much was read, if not all was.
    pub(crate) fn report(self) -> ExitCode {
        let (say, code): (fn(&str), _) = match self.is_too_little() {
            true => (console::error, ExitCode::from(TOO_LITTLE)),
            false => (console::warning, ExitCode::SUCCESS),
        };
        match self.partly_read {
            0 => {}
            1 => say("1 file was read in part only"),
            files => say(&format!("{files} files were read in part only")),
        }
        if self.skipped > 0 {
            say(&format!("{} of {} records were read", self.read, self.read + self.skipped));
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_is_a_share_or_nothing() {
        let reading = |read, skipped, min_share| Reading { read, skipped, min_share, ..Reading::default() };
        assert!(!reading(0, 0, 1.0).is_too_little());
        assert!(!reading(9, 1, 0.9).is_too_little());
        assert!(reading(9, 1, 1.0).is_too_little());
        assert!(reading(0, 1, 0.0).is_too_little());
        assert!(!reading(1, 99, 0.0).is_too_little());
        let partly = |read| Reading { partly_read: 1, ..reading(read, 0, 1.0) };
        assert!(partly(0).is_too_little() && !partly(1).is_too_little());
    }
}
