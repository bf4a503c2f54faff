//! Where records begin and end, in bounded memory. What they say is understood elsewhere, on all threads.

mod array_seek;
mod elements;
mod json_tables;
mod nesting;
mod records;
mod rows;
mod warc;

use std::io::{self, BufRead};

pub(crate) use elements::ElementReader;
pub(crate) use records::JsonShape;
pub use records::{RecordPlace, RecordProblem, RecordReader};
pub(crate) use rows::RowReader;
pub(crate) use warc::WarcReader;

/// A reader of the records of one file.
pub(crate) enum Frames<R> {
    Json(RecordReader<R>),
    Rows(RowReader<R>),
    Elements(ElementReader<R>),
    Warc(WarcReader<R>),
}

impl<R: BufRead> Frames<R> {
    /// Goes to the next record; none at the end.
    ///
    /// # Errors
    ///
    /// If the reader fails. What was read of the record is in [`text`](Self::text).
    pub(crate) fn advance(&mut self) -> io::Result<Option<RecordPlace>> {
        match self {
            Self::Json(records) => records.advance(),
            Self::Rows(rows) => rows.advance(),
            Self::Elements(elements) => elements.advance(),
            Self::Warc(records) => records.advance(),
        }
    }

    /// The line, or the number of the record, that is read next.
    pub(crate) fn line(&self) -> u64 {
        match self {
            Self::Json(records) => records.line(),
            Self::Rows(rows) => rows.line(),
            Self::Elements(elements) => elements.line(),
            Self::Warc(records) => records.number() + 1,
        }
    }

    /// The record, or as much of it as was read.
    pub(crate) fn text(&self) -> &[u8] {
        match self {
            Self::Json(records) => records.text(),
            Self::Rows(rows) => rows.text(),
            Self::Elements(elements) => elements.text(),
            Self::Warc(records) => records.text(),
        }
    }

    /// The memory of the record, to be kept or given back.
    pub(crate) fn take_text(&mut self) -> Vec<u8> {
        match self {
            Self::Json(records) => records.take_text(),
            Self::Rows(rows) => rows.take_text(),
            Self::Elements(elements) => elements.take_text(),
            Self::Warc(records) => records.take_text(),
        }
    }

    /// Gives memory that is needed no more, for the next record.
    pub(crate) fn give_back(&mut self, text: Vec<u8>) {
        if let Self::Json(records) = self {
            records.give_back(text);
        }
    }
}

/// What can be read; nothing at the end.
fn fill<R: BufRead>(reader: &mut R) -> io::Result<&[u8]> {
    let at_end = loop {
        match reader.fill_buf() {
            Ok(available) => break available.is_empty(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    };
    // the same bytes again, if there are any; a terminal is not asked twice for its end
    if at_end { Ok(&[]) } else { reader.fill_buf() }
}

/// Adds what comes next to a text, up to and with a byte, as far as there is room; how many bytes there were, and whether the byte was
/// found.
fn append_until<R: BufRead>(
    reader: &mut R,
    end: u8,
    text: &mut Vec<u8>,
    limit: usize,
) -> io::Result<(usize, bool)> {
    let mut read = 0;
    loop {
        let available = fill(reader)?;
        if available.is_empty() {
            return Ok((read, false));
        }
        let found = memchr::memchr(end, available).map(|at| at + 1);
        let length = found.unwrap_or(available.len());
        let room = limit.saturating_sub(text.len());
        text.extend_from_slice(&available[..length.min(room)]);
        reader.consume(length);
        read += length;
        if found.is_some() {
            return Ok((read, true));
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
