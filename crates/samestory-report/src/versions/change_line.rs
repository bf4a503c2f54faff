//! A change as a line of JSON.

use std::io::{self, Write};

use samestory::Published;
use samestory::versions::{History, Version};
use samestory_changes::TextChange;
use serde::Serialize;

#[derive(Serialize)]
struct ChangeLine<'a> {
    url: Option<&'a str>,
    source: Option<&'a str>,
    from: u32,
    to: u32,
    time: Option<Published>,
    seconds_later: Option<u64>,
    old_title: &'a str,
    new_title: &'a str,
    #[serde(flatten)]
    change: &'a TextChange,
}

/// Writes a change between two versions of an article.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_change_line(
    out: &mut impl Write,
    history: &History,
    old: &Version,
    new: &Version,
    change: &TextChange,
) -> io::Result<()> {
    let line = ChangeLine {
        url: history.url(),
        source: history.source(),
        from: old.number,
        to: new.number,
        time: new.time,
        seconds_later: new.since(old).map(|later| later.seconds),
        old_title: &old.title,
        new_title: &new.title,
        change,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
