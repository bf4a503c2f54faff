//! What is no use, and why.

use std::fmt;

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordPosition {
    /// The source, by its place in the list, from 0.
    pub source: u32,
    /// The line, from 1.
    pub line: u64,
}

/// A record that is no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands.
    pub place: RecordPosition,
    /// What its source is called.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
    /// Its text, as much as was read.
    pub text: Vec<u8>,
    /// Whether the place is the number of the record and not of its line, as in WARC.
    pub is_numbered: bool,
    /// Whether it is no record, but the rest of a source that is cut off, damaged or out of proportion: the source was read in part.
    pub is_rest: bool,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.is_numbered { "record" } else { "line" };
        write!(f, "{}: {unit} {}: {}", self.name, self.place.line, self.reason)
    }
}

/// Why there is no record.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputError {
    /// A record is no use. Reading goes on with the next.
    Rejected(Rejected),
    /// A source cannot be read, or is a page that lacks something. The message names the source; nothing follows.
    Failed(String),
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(rejected) => rejected.fmt(f),
            Self::Failed(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for InputError {}

impl From<Rejected> for InputError {
    fn from(rejected: Rejected) -> Self {
        Self::Rejected(rejected)
    }
}
