//! Articles as JSON lines: what `samestory evaluate` reads.

use std::io::{self, Write};

use samestory::Published;
use samestory::origins::Role;
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
    #[serde(flatten)]
    roles: Option<Roles<'a>>,
}

/// Where the text comes from, in short.
#[derive(Serialize)]
struct Roles<'a> {
    role: Role,
    version: Option<u32>,
    copy_of: Option<&'a str>,
    version_of: Option<&'a str>,
    written_by: Option<&'a str>,
}

/// Writes an article.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_json_line(out: &mut impl Write, row: &Row) -> io::Result<()> {
    let line = Line {
        id: &row.id,
        story: row.story.to_string(),
        source: row.source.as_deref(),
        published: row.published,
        decision: row.decision.as_ref(),
        roles: row.printing.as_ref().map(|printing| Roles {
            role: printing.role,
            version: printing.version,
            copy_of: printing.copy_of.as_deref(),
            version_of: printing.version_of.as_deref(),
            written_by: printing.written_by.as_deref(),
        }),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
