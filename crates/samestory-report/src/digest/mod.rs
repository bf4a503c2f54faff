//! The digest of a story, and the formats it is written in.

mod coverage;
mod layout;
mod outlets;
mod saga;
mod text;

use std::io::{self, Write};

use samestory_digest::Digest;

pub(crate) use saga::around;

pub use outlets::{write_outlets_json, write_outlets_text};
pub use text::write_text;

/// Writes a digest as one JSON document.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_json(out: &mut impl Write, digest: &Digest) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, digest)?;
    writeln!(out)
}
