//! The rows of a table in text: CSV and the like.

use std::io::{self, BufRead};

use super::append_until;
use super::records::{RecordPlace, RecordProblem};
use crate::limits::ReadLimits;

/// A cell in quotes may go over so many lines; where it goes over more, the quote is taken for a character.
const MAX_LINES_OF_ROW: usize = 10_000;

/// Reads rows one at a time. Line ends within quotes are part of a cell.
#[derive(Debug)]
pub(crate) struct RowReader<R> {
    reader: R,
    delimiter: u8,
    quotes: bool,
    limits: ReadLimits,
    buffer: Vec<u8>,
    /// Lines that were read as a part of a row and turned out not to be one.
    put_back: Vec<u8>,
    line: u64,
}

impl<R: BufRead> RowReader<R> {
    /// Reads rows from the beginning of a reader; `quotes` says whether cells may be in quotes.
    pub(crate) fn new(reader: R, delimiter: u8, quotes: bool, limits: ReadLimits) -> Self {
        Self { reader, delimiter, quotes, limits, buffer: Vec::new(), put_back: Vec::new(), line: 1 }
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn text(&self) -> &[u8] {
        &self.buffer
    }

    pub(crate) fn take_text(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    pub(crate) fn advance(&mut self) -> io::Result<Option<RecordPlace>> {
        loop {
            self.buffer.clear();
            let line = self.line;
            let limit = self.limits.max_record_bytes;
            let (mut state, mut lines, mut is_cut, mut first_line) = (Cell::Begins, 0, false, 0);
            loop {
                let begun = self.buffer.len();
                let (read, is_whole) = self.append_line(limit)?;
                is_cut |= self.buffer.len() - begun < read;
                if read == 0 {
                    break;
                }
                lines += 1;
                if lines == 1 {
                    first_line = self.buffer.len();
                }
                state = self.scan(begun, state);
                if state != Cell::InQuotes || is_cut || lines == MAX_LINES_OF_ROW || !is_whole {
                    break;
                }
            }
            if self.buffer.is_empty() && lines == 0 {
                return Ok(None);
            }
            if state == Cell::InQuotes && lines > 1 {
                // the quote never ends: only the line in which it begins is wrong
                let mut rest = self.buffer.split_off(first_line);
                rest.append(&mut self.put_back);
                self.put_back = rest;
                self.line = line + 1;
                return Ok(Some(RecordPlace { line, problem: Some(RecordProblem::OpenQuote) }));
            }
            self.line = line + lines as u64;
            if is_cut {
                return Ok(Some(RecordPlace { line, problem: Some(RecordProblem::TooLong(limit)) }));
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(RecordPlace { line, problem: None }));
            }
        }
    }

    fn append_line(&mut self, limit: usize) -> io::Result<(usize, bool)> {
        if self.put_back.is_empty() {
            return append_until(&mut self.reader, b'\n', &mut self.buffer, limit);
        }
        let end = memchr::memchr(b'\n', &self.put_back).map_or(self.put_back.len(), |at| at + 1);
        let is_whole = self.put_back[..end].ends_with(b"\n");
        let room = limit.saturating_sub(self.buffer.len());
        self.buffer.extend_from_slice(&self.put_back[..end.min(room)]);
        self.put_back.drain(..end);
        if is_whole {
            return Ok((end, true));
        }
        let (read, is_whole) = append_until(&mut self.reader, b'\n', &mut self.buffer, limit)?;
        Ok((end + read, is_whole))
    }

    /// The state of the cell at the end of the buffer.
    fn scan(&self, from: usize, mut state: Cell) -> Cell {
        if !self.quotes {
            return Cell::Plain;
        }
        for &byte in &self.buffer[from..] {
            state = match state {
                Cell::InQuotes if byte == b'"' => Cell::QuoteInQuotes,
                Cell::InQuotes => Cell::InQuotes,
                Cell::Begins | Cell::QuoteInQuotes if byte == b'"' => Cell::InQuotes,
                _ if byte == self.delimiter => Cell::Begins,
                _ => Cell::Plain,
            };
        }
        state
    }
}

/// Where in a cell the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Begins,
    Plain,
    InQuotes,
    /// A quote that ends the cell, or the first of two that stand for one.
    QuoteInQuotes,
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn read(text: &str) -> Vec<(u64, String, bool)> {
        let mut rows =
            RowReader::new(BufReader::with_capacity(3, text.as_bytes()), b',', true, ReadLimits::default());
        let mut read = Vec::new();
        while let Some(place) = rows.advance().unwrap() {
            read.push((
                place.line,
                String::from_utf8_lossy(rows.text()).trim_end().to_owned(),
                place.problem.is_none(),
            ));
        }
        read
    }

    #[test]
    fn rows_end_outside_of_quotes() {
        let expected = |rows: &[(u64, &str, bool)]| -> Vec<(u64, String, bool)> {
            rows.iter().map(|&(line, text, good)| (line, text.to_owned(), good)).collect()
        };
        assert_eq!(
            read("a,b\n\n1,\"x\ny \"\"z\"\"\"\n2,5\" pipe\n"),
            expected(&[(1, "a,b", true), (3, "1,\"x\ny \"\"z\"\"\"", true), (5, "2,5\" pipe", true)])
        );
        assert_eq!(
            read("1,\"open\n2,b\n3,c"),
            expected(&[(1, "1,\"open", false), (2, "2,b", true), (3, "3,c", true)])
        );
    }
}
