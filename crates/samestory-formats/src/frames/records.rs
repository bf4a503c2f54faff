//! The records of a JSON file, one at a time.

use std::io::{self, BufRead};

use super::array_seek::ArraySeek;
use super::json_tables::{TableRow, put_name, table_rows};
use super::nesting::{Scanner, nesting};
use super::{fill, newlines};
use crate::limits::ReadLimits;

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
    shape: JsonShape,
    state: ReaderState,
    /// How many brackets are open around the array that is read.
    around: usize,
    /// How many members of an object were read.
    members: u64,
    /// The rows of a table, and its line.
    rows: (std::vec::IntoIter<TableRow>, u64),
}

/// How objects stand in a file that begins with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JsonShape {
    /// One a line.
    Lines,
    /// One after the other, each over as many lines as it likes.
    Objects,
    /// In the array of this name, which an object holds: `{"status": "ok", "articles": [{…}, {…}]}`. Several such objects may follow
    /// each other.
    Wrapped(String),
    /// In all arrays that an object holds: `{"gazette": [{…}], "courier": [{…}]}`.
    Lists,
    /// Each a member of one object, by its id or address: `{"a-1": {…}, "a-2": {…}}`.
    Members,
    /// One table: columns by name with their cells by row or in order, columns and rows, or rows behind a header, as pandas writes them.
    /// It is read whole.
    Table,
}

/// The state of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReaderState {
    /// At the beginning of a file, or behind an array.
    Start,
    InLines,
    InArray,
    InObjects,
    InMembers,
    InTable,
}

/// A record that [`RecordReader::advance`] went to.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPlace {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// Why it cannot be used, if that is known before it is parsed.
    pub problem: Option<RecordProblem>,
}

/// Why a record is not read.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordProblem {
    /// It has more bytes than [`ReadLimits::max_record_bytes`], which is given; its text is cut there.
    TooLong(usize),
    /// Arrays and objects in it stand deeper than [`ReadLimits::max_nesting`], which is given.
    TooDeep(usize),
    /// The file ends inside the array.
    OpenArray,
    /// A quote is not closed, so that the row does not end.
    OpenQuote,
    /// A row of a table has more cells than the header.
    SurplusCells {
        /// The number of the row in a table that is read whole, from 1, the header not counted.
        row: Option<u64>,
        /// How many cells the row has.
        cells: usize,
        /// How many cells the header has.
        columns: usize,
        /// The cells that are in no column and not blank, as they stand in the file.
        surplus: Vec<String>,
    },
    /// Its frame is wrong, as is said.
    Malformed(&'static str),
}

/// So many surplus cells of a row are shown, and so many characters of each.
const MAX_SHOWN_CELLS: usize = 3;
const MAX_SHOWN_CELL: usize = 40;

impl std::fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong(limit) => write!(f, "the record has more than {limit} bytes, which is the limit"),
            Self::TooDeep(limit) => write!(f, "the record is nested deeper than {limit}, which is the limit"),
            Self::OpenArray => write!(f, "the file ends inside the array"),
            Self::OpenQuote => write!(f, "a quote is opened and never closed"),
            Self::SurplusCells { row, cells, columns, surplus } => {
                match row {
                    Some(row) => write!(f, "row {row} of the table")?,
                    None => f.write_str("the row")?,
                }
                write!(f, " has {cells} cells, the header has {columns}; in no column:")?;
                for (at, cell) in surplus.iter().take(MAX_SHOWN_CELLS).enumerate() {
                    let line = cell.chars().map(|c| if c.is_control() { ' ' } else { c });
                    let shown: String = line.take(MAX_SHOWN_CELL).collect();
                    let cut = if cell.chars().nth(MAX_SHOWN_CELL).is_some() { "…" } else { "" };
                    write!(f, "{} {shown}{cut}", if at > 0 { "," } else { "" })?;
                }
                if surplus.len() > MAX_SHOWN_CELLS { f.write_str(", …") } else { Ok(()) }
            }
            Self::Malformed(what) => f.write_str(what),
        }
    }
}

impl<R: BufRead> RecordReader<R> {
    /// Reads lines from the beginning of a reader.
    pub fn new(reader: R) -> Self {
        let limits = ReadLimits::default();
        Self {
            reader,
            limits,
            buffer: Vec::new(),
            line: 1,
            arrays: false,
            shape: JsonShape::Lines,
            state: ReaderState::Start,
            around: 0,
            members: 0,
            rows: (Vec::new().into_iter(), 1),
        }
    }

    /// Says how objects stand in the file.
    #[must_use]
    pub(crate) fn with_shape(mut self, shape: JsonShape) -> Self {
        self.shape = shape;
        self
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
                    Some(b'[' | b'{') if self.shape == JsonShape::Table => {
                        if let Some(place) = self.read_table()? {
                            return Ok(Some(place));
                        }
                        self.state = ReaderState::InTable;
                    }
                    Some(b'{') if self.shape == JsonShape::Members => {
                        self.reader.consume(1);
                        self.members = 0;
                        self.state = ReaderState::InMembers;
                    }
                    Some(b'[') if self.arrays => {
                        self.reader.consume(1);
                        self.around = 0;
                        self.state = ReaderState::InArray;
                    }
                    Some(b'{') if self.shape == JsonShape::Objects => self.state = ReaderState::InObjects,
                    Some(b'{') if self.shape != JsonShape::Lines => {
                        let line = self.line;
                        if !self.enter_wrapper()? {
                            let problem =
                                Some(RecordProblem::Malformed("the object holds no list of articles"));
                            return Ok(Some(RecordPlace { line, problem }));
                        }
                        self.buffer.clear();
                        self.state = ReaderState::InArray;
                    }
                    Some(_) => self.state = ReaderState::InLines,
                }
            }
            let next = match self.state {
                ReaderState::InArray => self.next_element()?,
                ReaderState::InMembers => self.next_member()?,
                ReaderState::InTable => self.next_row(),
                ReaderState::InObjects => {
                    self.state = ReaderState::Start;
                    return self.read_value().map(Some);
                }
                _ => return self.next_line(),
            };
            if next.is_some() {
                return Ok(next);
            }
            if self.shape == JsonShape::Lists && self.around > 0 && self.enter_wrapper()? {
                continue;
            }
            self.leave_wrapper()?;
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
        self.read_value().map(Some)
    }

    /// The next member of an object, with its name within it; none behind the end of the object.
    fn next_member(&mut self) -> io::Result<Option<RecordPlace>> {
        loop {
            self.buffer.clear();
            match self.first_byte()? {
                None => return Ok(None),
                Some(b'"') => {}
                Some(byte) => {
                    self.reader.consume(1);
                    if byte == b'}' {
                        return Ok(None);
                    }
                    continue;
                }
            }
            let named = self.read_value()?;
            let name = std::mem::take(&mut self.buffer);
            if named.problem.is_some() || self.first_byte()? != Some(b':') {
                continue;
            }
            self.reader.consume(1);
            if self.first_byte()?.is_none() {
                return Ok(None);
            }
            let place = self.read_value()?;
            put_name(&mut self.buffer, &name, self.members);
            self.members += 1;
            return Ok(Some(place));
        }
    }

    /// Reads a table whole; a record if it is none.
    fn read_table(&mut self) -> io::Result<Option<RecordPlace>> {
        let place = self.read_value()?;
        if place.problem.is_some() {
            return Ok(Some(place));
        }
        let Some(rows) = table_rows(&self.buffer) else { return Ok(Some(place)) };
        self.rows = (rows.into_iter(), place.line);
        Ok(None)
    }

    fn next_row(&mut self) -> Option<RecordPlace> {
        let TableRow { text, problem } = self.rows.0.next()?;
        self.buffer = text;
        Some(RecordPlace { line: self.rows.1, problem })
    }

    /// Reads a value to its end.
    fn read_value(&mut self) -> io::Result<RecordPlace> {
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
        Ok(RecordPlace { line, problem })
    }

    /// Goes into the array of the object that begins here; whether it has one. If not, it is passed over.
    fn enter_wrapper(&mut self) -> io::Result<bool> {
        let mut seek = match &self.shape {
            JsonShape::Wrapped(wanted) => ArraySeek::new(wanted.as_bytes()),
            JsonShape::Lists => ArraySeek::any(self.around),
            _ => return Ok(false),
        };
        loop {
            let available = fill(&mut self.reader)?;
            if available.is_empty() {
                return Ok(false);
            }
            let (length, found) = seek.scan(available);
            let room = MAX_SHOWN.saturating_sub(self.buffer.len());
            self.buffer.extend_from_slice(&available[..length.min(room)]);
            self.line += newlines(&available[..length]);
            self.reader.consume(length);
            if let Some(found) = found {
                self.around = seek.depth();
                return Ok(found);
            }
        }
    }

    /// Passes over what is left of the object around an array.
    fn leave_wrapper(&mut self) -> io::Result<()> {
        let mut seek = ArraySeek::within(self.around);
        while seek.depth() > 0 {
            let available = fill(&mut self.reader)?;
            if available.is_empty() {
                break;
            }
            let (length, _) = seek.scan(available);
            self.line += newlines(&available[..length]);
            self.reader.consume(length);
        }
        self.around = 0;
        Ok(())
    }
}

/// So much is kept of an object that holds no array of articles.
const MAX_SHOWN: usize = 1 << 10;

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
    fn objects_over_lines_and_wrapped_arrays_are_read() {
        let of = |text: &str, shape: JsonShape| {
            let mut of_any_size = [1, 2, 4096].into_iter().map(|size| {
                let reader = BufReader::with_capacity(size, text.as_bytes());
                let mut records = RecordReader::new(reader).with_arrays().with_shape(shape.clone());
                let mut read = Vec::new();
                while let Some(place) = records.advance().unwrap() {
                    let text = String::from_utf8_lossy(records.text()).into_owned();
                    read.push((place.line, text, place.problem.is_none()));
                }
                read
            });
            let first = of_any_size.next().unwrap();
            of_any_size.for_each(|other| assert_eq!(first, other));
            first
        };
        assert_eq!(
            of("{\n\"a\": 1\n}\n{\"b\":\n2}", JsonShape::Objects),
            [(1, "{\n\"a\": 1\n}".to_owned(), true), (4, "{\"b\":\n2}".to_owned(), true)]
        );
        let text = "{\"x\": {\"articles\": 1, \"y\": \"[\"}, \"r\": {\"articles\":\n[{\"a\":1},\n{\"a\":2}]}, \"n\": []}\n{\"error\": 1}\n{\"articles\": [{\"a\":3}]}";
        let text_of_lists = "{\"g\": [{\"a\":1}, {\"b\":[2]}],\n\"n\": {\"x\": [3]}, \"c\": [{\"d\":4}], \"t\": 5}\n{\"e\": []}\n{\"f\": [{\"h\":6}]}";
        let of_lists: Vec<String> =
            of(text_of_lists, JsonShape::Lists).into_iter().map(|(_, text, _)| text).collect();
        assert_eq!(of_lists, ["{\"a\":1}", "{\"b\":[2]}", "{\"d\":4}", "{\"h\":6}"]);
        assert_eq!(
            of(text, JsonShape::Wrapped("articles".to_owned())),
            [
                (2, "{\"a\":1}".to_owned(), true),
                (3, "{\"a\":2}".to_owned(), true),
                (4, "{\"error\": 1}".to_owned(), false),
                (5, "{\"a\":3}".to_owned(), true)
            ]
        );
    }

    #[test]
    fn what_is_too_large_is_passed_over() {
        let limits = ReadLimits { max_record_bytes: 4, max_nesting: 2, ..ReadLimits::default() };
        let long = Some(RecordProblem::TooLong(4));
        let of = |text: &str| read(text, limits);
        assert_eq!(
            of("abcd\nabcde\nf"),
            [(1, "abcd".to_owned(), None), (2, "abcd".to_owned(), long.clone()), (3, "f".to_owned(), None)]
        );
        assert_eq!(
            of("[\"ab\",\n\"abc\",1]"),
            [
                (1, "\"ab\"".to_owned(), None),
                (2, "\"abc".to_owned(), long.clone()),
                (2, "1".to_owned(), None)
            ]
        );
        let deep = Some(RecordProblem::TooDeep(2));
        assert_eq!(
            of("x\n[[[\n[[]]\n"),
            [(1, "x".to_owned(), None), (2, "[[[".to_owned(), deep.clone()), (3, "[[]]".to_owned(), None)]
        );
        assert_eq!(of("[[[[]]],1]")[0].2, long);
        assert_eq!(of("[[{[")[0].2, deep);
    }
}
