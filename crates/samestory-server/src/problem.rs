//! Why a question has no answer.

use std::fmt;

use serde::Serialize;

/// Why a question has no answer: what whoever asked is told.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind of problem it is, in a word that programs tell apart.
    pub code: &'static str,
    /// What is wrong, for people.
    pub message: String,
    /// The status over HTTP.
    #[serde(skip)]
    pub status: u16,
    /// After so many seconds it may be tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), status, retry_after: None }
    }

    /// The question itself is wrong.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "bad_request", message)
    }

    /// What is asked for is not there.
    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "not_found", message)
    }

    /// Changes since a cursor are not known.
    pub(crate) fn cursor_gone() -> Self {
        let message =
            "changes since this cursor are not kept: read the stories again, and go on with their cursor";
        Self::new(410, "cursor_gone", message)
    }

    /// The stream is not there any more.
    pub(crate) fn stopped() -> Self {
        Self::new(503, "stopped", "the server is about to stop")
    }

    /// An answer could not be written.
    pub(crate) fn internal(message: impl fmt::Display) -> Self {
        Self::new(500, "internal", message.to_string())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
