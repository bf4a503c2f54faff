//! Every file of a run: what it reads, what it writes, and that the two are never one file.
//!
//! A command says once, in [`RunFiles`], which files it reads and writes. The check for files with two uses is made before
//! anything is opened for writing, and only [`RunFiles`] opens files: `tests/architecture.rs` holds the rest of the command to
//! that.

mod folder;
mod growing;
mod identity;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod role;
mod run_files;
mod screen;
mod unfinished;

pub(crate) use output::{Content, Output};
pub(crate) use role::Role;
pub(crate) use run_files::{InputFile, RunFiles};
pub(crate) use unfinished::before_signals_end;
#[cfg(feature = "serve")]
pub(crate) use unfinished::leave_signals;
