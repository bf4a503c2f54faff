//! The records of a WARC file.

use std::io::{self, BufRead};

use super::records::{RecordPlace, RecordProblem};
use super::{append_until, fill};
use crate::files::DamagedMember;
use crate::limits::ReadLimits;

/// The header of a record has at most so many bytes.
const MAX_HEADER: usize = 1 << 16;

/// Reads the responses of a WARC file (1.0, 1.1) one at a time, each with its header; other records are passed over. A file of gzip
/// members is one stream here.
#[derive(Debug)]
pub(crate) struct WarcReader<R> {
    reader: R,
    limits: ReadLimits,
    buffer: Vec<u8>,
    /// How many records were begun.
    number: u64,
}

impl<R: BufRead> WarcReader<R> {
    /// Reads from the beginning of a reader.
    pub(crate) fn new(reader: R, limits: ReadLimits) -> Self {
        Self { reader, limits, buffer: Vec::new(), number: 0 }
    }

    /// How many records were begun.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn text(&self) -> &[u8] {
        &self.buffer
    }

    pub(crate) fn take_text(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// Goes to the next response; none at the end. What stands in a damaged member of gzip is a record with a problem.
    ///
    /// # Errors
    ///
    /// If the reader fails.
    pub(crate) fn advance(&mut self) -> io::Result<Option<RecordPlace>> {
        let begun = self.number;
        match self.next_response() {
            Err(error) if error.get_ref().is_some_and(|inner| inner.is::<DamagedMember>()) => {
                // the damage may stand before the first byte of a record
                self.number = self.number.max(begun + 1);
                let problem = Some(RecordProblem::Malformed("its compressed member is damaged"));
                Ok(Some(RecordPlace { line: self.number, problem }))
            }
            next => next,
        }
    }

    fn next_response(&mut self) -> io::Result<Option<RecordPlace>> {
        loop {
            let Some(is_version) = self.begin()? else { return Ok(None) };
            self.number += 1;
            let line = self.number;
            let place = |problem| Ok(Some(RecordPlace { line, problem }));
            if !is_version {
                self.skip_to_version()?;
                return place(Some(RecordProblem::Malformed("no WARC record begins here")));
            }
            let is_whole = self.read_header()?;
            let header = WarcHeader::of(&self.buffer);
            let Some(length) = header.length.filter(|_| is_whole) else {
                return place(Some(RecordProblem::Malformed(
                    "field \"Content-Length\" is missing or no number",
                )));
            };
            if !header.is_response {
                self.skip(length)?;
                continue;
            }
            let room = self.limits.max_record_bytes.saturating_sub(self.buffer.len()) as u64;
            let kept = usize::try_from(length.min(room)).unwrap_or(usize::MAX);
            let missing = self.keep(kept)?;
            if length > room {
                self.skip(length - room)?;
                return place(Some(RecordProblem::TooLong(self.limits.max_record_bytes)));
            }
            return place(
                (missing > 0).then_some(RecordProblem::Malformed("the file ends inside the record")),
            );
        }
    }

    /// Goes to the first line that is not blank, and says whether it is that of a record; none at the end.
    fn begin(&mut self) -> io::Result<Option<bool>> {
        loop {
            self.buffer.clear();
            let (read, _) = append_until(&mut self.reader, b'\n', &mut self.buffer, MAX_HEADER)?;
            if read == 0 {
                return Ok(None);
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(self.buffer.starts_with(b"WARC/")));
            }
        }
    }

    /// Reads the lines of a header up to a blank one; whether there is one.
    fn read_header(&mut self) -> io::Result<bool> {
        loop {
            let begun = self.buffer.len();
            let (read, is_whole) = append_until(&mut self.reader, b'\n', &mut self.buffer, MAX_HEADER)?;
            if read == 0 || !is_whole || self.buffer.len() == MAX_HEADER {
                return Ok(false);
            }
            if self.buffer[begun..].trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    /// Passes over what is no record, to where a line begins with "WARC/". What was passed over is in the buffer, as far as there is
    /// room.
    fn skip_to_version(&mut self) -> io::Result<()> {
        loop {
            let available = fill(&mut self.reader)?;
            if available.is_empty() || available.starts_with(&b"WARC/"[..available.len().min(5)]) {
                return Ok(());
            }
            append_until(&mut self.reader, b'\n', &mut self.buffer, MAX_HEADER)?;
        }
    }

    /// Adds so many bytes to the buffer; how many were missing.
    fn keep(&mut self, mut length: usize) -> io::Result<usize> {
        while length > 0 {
            let available = fill(&mut self.reader)?;
            if available.is_empty() {
                break;
            }
            let taken = available.len().min(length);
            self.buffer.extend_from_slice(&available[..taken]);
            self.reader.consume(taken);
            length -= taken;
        }
        Ok(length)
    }

    fn skip(&mut self, mut length: u64) -> io::Result<()> {
        while length > 0 {
            let available = fill(&mut self.reader)?.len();
            if available == 0 {
                break;
            }
            let taken = usize::try_from(length).unwrap_or(usize::MAX).min(available);
            self.reader.consume(taken);
            length -= taken as u64;
        }
        Ok(())
    }
}

/// What a header says that decides how a record is read.
struct WarcHeader {
    length: Option<u64>,
    is_response: bool,
}

impl WarcHeader {
    fn of(header: &[u8]) -> Self {
        let mut found = Self { length: None, is_response: false };
        for line in header.split(|&byte| byte == b'\n') {
            let Some(colon) = memchr::memchr(b':', line) else { continue };
            let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
            if name.eq_ignore_ascii_case(b"content-length") {
                found.length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
            } else if name.eq_ignore_ascii_case(b"warc-type") {
                found.is_response =
                    value.eq_ignore_ascii_case(b"response") || value.eq_ignore_ascii_case(b"resource");
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn responses_are_read_and_faults_passed_over() {
        let record = |kind: &str, body: &str| {
            format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n", body.len())
        };
        let text = record("warcinfo", "x")
            + &record("response", "one")
            + "garbage\nmore\n"
            + "WARC/1.1\r\nWARC-Type: response\r\n\r\n"
            + &record("response", "two")
            + "WARC/1.0\nwarc-type: response\ncontent-length: 9\n\ncut";
        for size in [1, 7, 4096] {
            let mut records =
                WarcReader::new(BufReader::with_capacity(size, text.as_bytes()), ReadLimits::default());
            let mut read = Vec::new();
            while let Some(place) = records.advance().unwrap() {
                let body = String::from_utf8_lossy(records.text())
                    .trim_end()
                    .rsplit('\n')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                read.push((place.line, body, place.problem.is_none()));
            }
            let texts: Vec<(u64, &str, bool)> =
                read.iter().map(|(n, text, good)| (*n, text.as_str(), *good)).collect();
            assert_eq!(
                texts,
                [
                    (2, "one", true),
                    (3, "more", false),
                    (4, "WARC-Type: response", false),
                    (5, "two", true),
                    (6, "cut", false)
                ],
                "{size}"
            );
        }
    }
}
