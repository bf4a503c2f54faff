//! Tests of the command, one binary.

#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

mod cli;
mod corrections;
#[cfg(feature = "parallel")]
#[path = "../../../tests/form_reports.rs"]
mod form_reports;
mod formats;
mod hostile_text;
mod limits;
mod outputs;
mod run_files;
#[cfg(feature = "serve")]
mod serve;
mod state;
#[cfg(feature = "watch")]
mod watch;
