//! Articles as JSON lines: what `samestory evaluate` reads.

use std::io::{self, Write};

use samestory::Published;
use serde::Serialize;

use super::row::{Decision, Row};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    story: String,
    source: Option<&'a str>,
    published: Option<Published>,
    #[serde(flatten)]
    decision: Option<&'a Decision>,
}

/// Writes an article.
pub(crate) fn write_json_line(out: &mut impl Write, row: &Row) -> io::Result<()> {
    let line = Line {
        id: &row.id,
        story: row.story.to_string(),
        source: row.source.as_deref(),
        published: row.published,
        decision: row.decision.as_ref(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
