//! The records of a JSON file, one at a time.

use std::io::{self, BufRead};

use super::limits::ReadLimits;
use super::nesting::{Scanner, nesting};

/// Reads the records of a file one at a time, in bounded memory: lines or, if wanted, the elements of an array.
///
/// A file whose first byte that is not blank is `[` is an array, whatever its line ends are; what follows the array is read like a
/// file of its own. In every other file each line that is not blank is a record.
///
/// # Resource use
///
/// One record, up to [`ReadLimits::max_record_bytes`].
///
/// # Examples
///
/// ```
/// use samestory_formats::RecordReader;
///
/// let mut records = RecordReader::new("[{\"id\": 1},\n {\"id\": 2}]".as_bytes()).with_arrays();
/// let mut read = Vec::new();
/// while let Some(record) = records.advance()? {
///     read.push((record.line, String::from_utf8_lossy(records.text()).into_owned()));
/// }
/// assert_eq!(read, [(1, "{\"id\": 1}".to_owned()), (2, "{\"id\": 2}".to_owned())]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct RecordReader<R> {
    reader: R,
    limits: ReadLimits,
    buffer: Vec<u8>,
    /// The line that is read next, from 1.
    line: u64,
    arrays: bool,
    state: ReaderState,
}

/// The state of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReaderState {
    /// At the beginning of a file, or behind an array.
    Start,
    InLines,
    InArray,
}

/// A record that [`RecordReader::advance`] went to.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordPlace {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// Why it cannot be used, if that is known before it is parsed.
    pub problem: Option<RecordProblem>,
}

/// Why a record is not read.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordProblem {
    /// It has more bytes than [`ReadLimits::max_record_bytes`], which is given; its text is cut there.
    TooLong(usize),
    /// Arrays and objects in it stand deeper than [`ReadLimits::max_nesting`], which is given.
    TooDeep(usize),
    /// The file ends inside the array.
    OpenArray,
}

impl std::fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong(limit) => write!(f, "the record has more than {limit} bytes, which is the limit"),
            Self::TooDeep(limit) => write!(f, "the record is nested deeper than {limit}, which is the limit"),
            Self::OpenArray => write!(f, "the file ends inside the array"),
        }
    }
}

impl<R: BufRead> RecordReader<R> {
    /// Reads lines from the beginning of a reader.
    pub fn new(reader: R) -> Self {
        let limits = ReadLimits::default();
        Self { reader, limits, buffer: Vec::new(), line: 1, arrays: false, state: ReaderState::Start }
    }

    /// Reads arrays too.
    #[must_use]
    pub fn with_arrays(mut self) -> Self {
        self.arrays = true;
        self
    }

    /// Takes other limits than the default.
    #[must_use]
    pub fn with_limits(mut self, limits: ReadLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The record, or as much of it as was read: a line with its end.
    pub fn text(&self) -> &[u8] {
        &self.buffer
    }

    /// The memory of the record, to be kept or [given back](Self::give_back).
    pub fn take_text(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// Gives memory that is needed no more, for the next record.
    pub fn give_back(&mut self, buffer: Vec<u8>) {
        self.buffer = buffer;
    }

    /// The reader, which stands behind the last record.
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.reader
    }

    /// The reader, which stands behind the last record.
    pub fn into_inner(self) -> R {
        self.reader
    }

    /// Passes over blanks: the first byte of the next record, which stays to be read; none at the end.
    ///
    /// # Errors
    ///
    /// If the reader fails.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        self.first_byte()
    }

    /// Goes to the next record; none at the end.
    ///
    /// # Errors
    ///
    /// If the reader fails. What was read of the record is in [`text`](Self::text).
    pub fn advance(&mut self) -> io::Result<Option<RecordPlace>> {
        loop {
            self.buffer.clear();
            if self.state == ReaderState::Start {
                match self.first_byte()? {
                    None => return Ok(None),
                    Some(b'[') if self.arrays => {
                        self.reader.consume(1);
                        self.state = ReaderState::InArray;
                    }
                    Some(_) => self.state = ReaderState::InLines,
                }
            }
            let next = match self.state {
                ReaderState::InArray => self.next_element()?,
                _ => return self.next_line(),
            };
            if next.is_some() {
                return Ok(next);
            }
            self.state = ReaderState::Start;
        }
    }

    /// The line that is read next, or that the record begins on whose reading failed.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Goes to the first byte that is not blank, which stays to be read.
    fn first_byte(&mut self) -> io::Result<Option<u8>> {
        loop {
            let available = fill(&mut self.reader)?;
            if available.is_empty() {
                return Ok(None);
            }
            let blank = available.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = available.get(blank).copied();
            self.line += newlines(&available[..blank]);
            self.reader.consume(blank);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn next_line(&mut self) -> io::Result<Option<RecordPlace>> {
        loop {
            self.buffer.clear();
            let mut is_cut = false;
            let mut is_whole = false;
            while !is_whole {
                let available = fill(&mut self.reader)?;
                if available.is_empty() {
                    break;
                }
                let end = memchr::memchr(b'\n', available).map(|at| at + 1);
                is_whole = end.is_some();
                let length = end.unwrap_or(available.len());
                let room = self.limits.max_record_bytes.saturating_sub(self.buffer.len());
                self.buffer.extend_from_slice(&available[..length.min(room)]);
                // a line end alone does not make a line too long
                is_cut |= available[..length].trim_ascii_end().len() > room;
                self.reader.consume(length);
            }
            if self.buffer.is_empty() && !is_whole {
                return Ok(None);
            }
            let line = self.line;
            self.line += u64::from(is_whole);
            if is_cut || !self.buffer.trim_ascii().is_empty() {
                let too_long = is_cut.then_some(RecordProblem::TooLong(self.limits.max_record_bytes));
                return Ok(Some(RecordPlace { line, problem: too_long.or_else(|| self.too_deep()) }));
            }
            if !is_whole {
                return Ok(None);
            }
        }
    }

    fn too_deep(&self) -> Option<RecordProblem> {
        let limit = self.limits.max_nesting;
        (nesting(&self.buffer, limit) > limit).then_some(RecordProblem::TooDeep(limit))
    }

    /// The next element of an array; none behind its end.
    fn next_element(&mut self) -> io::Result<Option<RecordPlace>> {
        loop {
            match self.first_byte()? {
                None => {
                    self.state = ReaderState::InLines;
                    let problem = Some(RecordProblem::OpenArray);
                    return Ok(Some(RecordPlace { line: self.line, problem }));
                }
                Some(byte @ (b',' | b']')) => {
                    self.reader.consume(1);
                    if byte == b']' {
                        return Ok(None);
                    }
                }
                Some(_) => break,
            }
        }
        let line = self.line;
        let (mut scanner, mut is_cut) = (Scanner::default(), false);
        loop {
            let available = fill(&mut self.reader)?;
            if available.is_empty() {
                break;
            }
            let (length, is_whole) = scanner.scan(available);
            let room = self.limits.max_record_bytes.saturating_sub(self.buffer.len());
            self.buffer.extend_from_slice(&available[..length.min(room)]);
            is_cut |= length > room;
            self.line += newlines(&available[..length]);
            self.reader.consume(length);
            if is_whole {
                break;
            }
        }
        let limit = self.limits.max_nesting;
        let problem = match () {
            () if is_cut => Some(RecordProblem::TooLong(self.limits.max_record_bytes)),
            () if scanner.deepest() > limit => Some(RecordProblem::TooDeep(limit)),
            () => None,
        };
        Ok(Some(RecordPlace { line, problem }))
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

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn read(text: &str, limits: ReadLimits) -> Vec<(u64, String, Option<RecordProblem>)> {
        // cut anywhere, it is the same
        let mut of_any_size = (1..5).chain([4096]).map(|size| {
            let reader = BufReader::with_capacity(size, text.as_bytes());
            let mut records = RecordReader::new(reader).with_arrays().with_limits(limits);
            let mut read = Vec::new();
            while let Some(RecordPlace { line, problem }) = records.advance().unwrap() {
                read.push((line, String::from_utf8_lossy(records.text()).trim_end().to_owned(), problem));
            }
            read
        });
        let first = of_any_size.next().unwrap();
        of_any_size.for_each(|other| assert_eq!(first, other));
        first
    }

    fn texts(text: &str) -> Vec<(u64, String)> {
        read(text, ReadLimits::default()).into_iter().map(|(line, text, _)| (line, text)).collect()
    }

    fn owned(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
        expected.iter().map(|&(line, text)| (line, text.to_owned())).collect()
    }

    #[test]
    fn lines_and_arrays_are_read() {
        for (text, expected) in [
            ("", &[][..]),
            (" \n\n", &[]),
            ("a\n\n b\r\nc", &[(1, "a"), (3, " b"), (4, "c")]),
            (
                "\n[1,\n{\"a\":\"]\\\"}\"} ,[2,[]], \"x,]\"]\n",
                &[(2, "1"), (3, "{\"a\":\"]\\\"}\"}"), (3, "[2,[]]"), (3, "\"x,]\"")],
            ),
            ("[{}{}]", &[(1, "{}"), (1, "{}")]),
            ("[]", &[]),
            ("[1]\n{\"id\":1}\n[2]", &[(1, "1"), (2, "{\"id\":1}"), (3, "[2]")]),
            ("[1][2]", &[(1, "1"), (1, "2")]),
            ("[1,{\"a\":", &[(1, "1"), (1, "{\"a\":"), (1, "")]),
        ] {
            assert_eq!(texts(text), owned(expected), "{text}");
        }
        assert_eq!(read("[1", ReadLimits::default())[1].2, Some(RecordProblem::OpenArray));
    }

    #[test]
    fn what_is_too_large_is_passed_over() {
        let limits = ReadLimits { max_record_bytes: 4, max_nesting: 2, ..ReadLimits::default() };
        let long = Some(RecordProblem::TooLong(4));
        let of = |text: &str| read(text, limits);
        assert_eq!(
            of("abcd\nabcde\nf"),
            [(1, "abcd".to_owned(), None), (2, "abcd".to_owned(), long), (3, "f".to_owned(), None)]
        );
        assert_eq!(
            of("[\"ab\",\n\"abc\",1]"),
            [(1, "\"ab\"".to_owned(), None), (2, "\"abc".to_owned(), long), (2, "1".to_owned(), None)]
        );
        let deep = Some(RecordProblem::TooDeep(2));
        assert_eq!(
            of("x\n[[[\n[[]]\n"),
            [(1, "x".to_owned(), None), (2, "[[[".to_owned(), deep), (3, "[[]]".to_owned(), None)]
        );
        assert_eq!(of("[[[[]]],1]")[0].2, long);
        assert_eq!(of("[[{[")[0].2, deep);
    }
}
