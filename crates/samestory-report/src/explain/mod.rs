//! Explanations: why articles are together, and which stories a text belongs to.

mod article;
mod found;
mod lines;
mod pair;
mod score;
mod story;

use std::io::{self, Write};

use serde::Serialize;

pub use article::write_article;
pub use found::write_found;
pub use pair::write_pair;
pub use story::write_story;

/// Writes an explanation as one JSON document.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_json(out: &mut impl Write, explanation: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, explanation)?;
    writeln!(out)
}
