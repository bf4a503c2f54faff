//! Why a page cannot be read.

use std::fmt;

/// What a saved page lacks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsDiffsError {
    /// The line, from 1.
    pub line: u32,
    /// What was to be read there.
    pub field: &'static str,
    /// What was found, and what is allowed.
    pub message: String,
}

impl NewsDiffsError {
    pub(super) fn new(line: usize, field: &'static str, message: impl Into<String>) -> Self {
        Self { line: u32::try_from(line).unwrap_or(u32::MAX), field, message: message.into() }
    }
}

impl fmt::Display for NewsDiffsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: field \"{}\": {}", self.line, self.field, self.message)
    }
}

impl std::error::Error for NewsDiffsError {}
