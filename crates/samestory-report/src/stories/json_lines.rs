//! Articles as JSON lines: what `samestory evaluate` reads.

use std::io::{self, Write};

use samestory::origins::Role;
use samestory::{Member, Published, StoryId};
use serde::Serialize;

use super::decision::Decision;

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
pub fn write_json_line(
    out: &mut impl Write,
    story: StoryId,
    article: &Member,
    decision: Option<&Decision>,
) -> io::Result<()> {
    let line = Line {
        id: &article.id,
        story: story.to_string(),
        source: article.source.as_deref(),
        published: article.published,
        decision,
        roles: article.role.map(|role| Roles {
            role,
            version: article.version,
            copy_of: article.copy_of.as_deref(),
            version_of: article.version_of.as_deref(),
            written_by: article.written_by.as_deref(),
        }),
    };
    // a writer is asked once a line, not for every comma
    let mut line = serde_json::to_vec(&line)?;
    line.push(b'\n');
    out.write_all(&line)
}
