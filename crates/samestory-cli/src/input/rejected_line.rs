//! A bad record as it is kept.

use std::fmt;
use std::io::{self, Write};

use samestory_formats::Rejected;
use serde::{Serialize, Serializer};

use crate::files::Output;

#[derive(Serialize)]
struct RejectedLine<'a> {
    file: &'a str,
    /// Where it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// Its number, in a file whose records have no lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    reason: &'a str,
    text: Lossy<'a>,
    /// Whether the text goes on.
    #[serde(skip_serializing_if = "is_false")]
    cut: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "for serde")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Writes a bad record as a line. Its text is cut where it would have more bytes than `max_text`, as it is written.
pub(super) fn write_rejected(kept: &mut Output, rejected: &Rejected, max_text: usize) -> io::Result<()> {
    let Rejected { place, name: file, reason, text, is_numbered, .. } = rejected;
    let (line, record) = if *is_numbered { (None, Some(place.line)) } else { (Some(place.line), None) };
    let text = text.trim_ascii_end();
    let fitting = fitting(text, max_text);
    let cut = fitting < text.len();
    let line = RejectedLine { file, line, record, reason, text: Lossy(&text[..fitting]), cut };
    serde_json::to_writer(&mut *kept, &line)?;
    kept.write_all(b"\n")?;
    if kept.is_live() { kept.flush() } else { Ok(()) }
}

/// Bytes that should be text, written piece by piece: a record may be large.
struct Lossy<'a>(&'a [u8]);

impl Serialize for Lossy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Lossy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

/// How many bytes of a text may stay, so that no more than `max` are written for them in JSON.
fn fitting(text: &[u8], max: usize) -> usize {
    let (mut at, mut written) = (0, 0);
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            written += escaped_length(c);
            if written > max {
                return at;
            }
            at += c.len_utf8();
        }
        if !chunk.invalid().is_empty() {
            written += char::REPLACEMENT_CHARACTER.len_utf8();
            if written > max {
                return at;
            }
            at += chunk.invalid().len();
        }
    }
    at
}

/// How many bytes a character has in a string of JSON.
fn escaped_length(c: char) -> usize {
    match c {
        '"' | '\\' | '\u{8}' | '\t' | '\n' | '\u{c}' | '\r' => 2,
        '\0'..='\u{1f}' => 6,
        c => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_it_would_become_too_long() {
        let texts: [&[u8]; 4] = [
            b"plain \"text\" \\ with\tends\r\n",
            &[0, 1, 8, 12, 31, 127],
            "Brücke in Söll 😀".as_bytes(),
            b"a\xffb\xf0\x9fc",
        ];
        for text in texts {
            for max in 0..60 {
                let fits = fitting(text, max);
                let written = |text| serde_json::to_string(&Lossy(text)).unwrap().len() - 2;
                assert!(written(&text[..fits]) <= max, "{text:?}, {max}");
                assert!(fits == text.len() || written(text) > max, "{text:?}, {max}");
            }
        }
    }
}
