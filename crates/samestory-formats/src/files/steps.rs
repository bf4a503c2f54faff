//! What the sources of a run hold, step by step: records, and saved pages whole.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufReader, Cursor, Read};

use super::compressed::{BoxedReader, Expanded};
use super::page::{is_page, may_be_page};
use super::rejected::{InputError, RecordPosition, Rejected};
use super::source::{Origin, Source, decoded};
use crate::limits::ReadLimits;
use crate::records::RecordReader;

/// What is read and decoded at once.
const BUFFER: usize = 1 << 16;

/// What [`Steps::advance`] went to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A line, or an element of an array.
    Record(RecordPosition),
    /// A saved page, whole.
    Page(RecordPosition),
    /// What exceeds a limit, and which.
    Excess(RecordPosition, String),
}

/// Which files are saved pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// None: all hold records.
    None,
    /// Those that are named like one and hold no records.
    ByName,
    /// All that hold no records.
    Any,
}

/// How much of a file decides whether one that begins with a bracket is a saved page.
const HEAD: u64 = 1 << 10;

/// Reads the records of several sources, and saved pages whole.
pub(super) struct Steps {
    limits: ReadLimits,
    pages: Pages,
    origins: Vec<Origin>,
    waiting: VecDeque<Source>,
    current: Option<RecordReader<BufReader<BoxedReader>>>,
    /// How many sources have been read to their end.
    ended: u32,
    /// The text of a page.
    page: Vec<u8>,
}

impl Steps {
    /// Reads these sources, in their order.
    pub(super) fn new(sources: impl IntoIterator<Item = Source>, pages: Pages, limits: ReadLimits) -> Self {
        let waiting = sources.into_iter().collect();
        Self { limits, pages, origins: Vec::new(), waiting, current: None, ended: 0, page: Vec::new() }
    }

    /// Goes to the next record or page.
    ///
    /// # Errors
    ///
    /// If a source cannot be read. Nothing follows.
    pub(super) fn advance(&mut self) -> Result<Option<Step>, InputError> {
        let step = self.step();
        if step.is_err() {
            self.current = None;
            self.waiting.clear();
        }
        step
    }

    fn step(&mut self) -> Result<Option<Step>, InputError> {
        loop {
            let Some(records) = &mut self.current else {
                let Some(source) = self.waiting.pop_front() else { return Ok(None) };
                if let Some(step) = self.begin(source)? {
                    return Ok(Some(step));
                }
                continue;
            };
            let begun = records.line();
            match records.advance() {
                Ok(Some(record)) => {
                    let place = self.at(record.line);
                    return Ok(Some(match record.problem {
                        None => Step::Record(place),
                        Some(problem) => Step::Excess(place, problem.to_string()),
                    }));
                }
                Ok(None) => self.end_file(),
                Err(error) => {
                    let place = self.at(begun);
                    return self.excess_or_failure(place, error).map(Some);
                }
            }
        }
    }

    /// Opens a file, and reads it whole if it is a page.
    fn begin(&mut self, source: Source) -> Result<Option<Step>, InputError> {
        let (origin, open) = source.into_parts();
        let (name, named_like_page) = (origin.name.clone(), origin.path().is_some_and(may_be_page));
        self.origins.push(origin);
        let fail = |error: io::Error| unreadable(&name, &error);
        let reader = open().and_then(|raw| decoded(raw, self.limits.max_expansion)).map_err(fail)?;
        let mut records = self.records(BufReader::with_capacity(BUFFER, reader));
        let start = self.at(1);
        let may_be_page = self.pages == Pages::Any || self.pages == Pages::ByName && named_like_page;
        let first = match records.peek() {
            Ok(first) if may_be_page => first,
            Ok(_) => None,
            Err(error) => {
                self.current = Some(records);
                return self.excess_or_failure(start, error).map(Some);
            }
        };
        let limit = self.limits.max_record_bytes;
        let blank_lines = usize::try_from(records.line() - 1).unwrap_or(0).min(limit);
        let holds_records = match first {
            None | Some(b'{') => true,
            Some(b'[') => {
                // "[Advertisement]" begins a page, "[{" an array
                let mut head = vec![b'\n'; blank_lines];
                records.get_mut().take(HEAD).read_to_end(&mut head).map_err(fail)?;
                let is_page = named_like_page && is_page(&head);
                let rest = records.into_inner();
                let whole: BoxedReader = Box::new(Cursor::new(head).chain(rest));
                records = self.records(BufReader::new(whole));
                !is_page
            }
            Some(_) => false,
        };
        if holds_records {
            self.current = Some(records);
            return Ok(None);
        }
        self.page.clear();
        if first != Some(b'[') {
            self.page.resize(blank_lines, b'\n');
        }
        let room = (limit as u64).saturating_add(1);
        let read = records.get_mut().take(room).read_to_end(&mut self.page);
        // nothing is read from it after this
        self.current = Some(self.records(BufReader::new(Box::new(io::empty()) as BoxedReader)));
        match read {
            Err(error) => self.excess_or_failure(start, error).map(Some),
            Ok(_) if self.page.len() > limit => {
                self.page.truncate(limit);
                let reason = format!("the page has more than {limit} bytes, which is the limit");
                Ok(Some(Step::Excess(start, reason)))
            }
            Ok(_) => Ok(Some(Step::Page(start))),
        }
    }

    fn records(&self, reader: BufReader<BoxedReader>) -> RecordReader<BufReader<BoxedReader>> {
        RecordReader::new(reader).with_arrays().with_limits(self.limits)
    }

    fn end_file(&mut self) {
        self.current = None;
        self.page.clear();
        self.ended += 1;
    }

    /// A file that grows out of proportion is left, and reading goes on with the next; other errors end the run.
    fn excess_or_failure(&mut self, place: RecordPosition, error: io::Error) -> Result<Step, InputError> {
        if !error.get_ref().is_some_and(|inner| inner.is::<Expanded>()) {
            let what = format!("{}: line {}", self.origin(place).name, place.line);
            return Err(unreadable(&what, &error));
        }
        if let Some(mut records) = self.current.take() {
            self.page.append(&mut records.take_text());
        }
        self.current = Some(self.records(BufReader::new(Box::new(io::empty()) as BoxedReader)));
        Ok(Step::Excess(place, error.to_string()))
    }

    /// The record with its end, the page, or as much of either as was read.
    pub(super) fn text(&self) -> &[u8] {
        match &self.current {
            Some(records) if self.page.is_empty() => records.text(),
            _ => &self.page,
        }
    }

    /// The record with its end, to be kept.
    pub(super) fn take_record(&mut self) -> Vec<u8> {
        self.current.as_mut().map(RecordReader::take_text).unwrap_or_default()
    }

    /// Gives the memory of a record that is needed no more, for the next.
    pub(super) fn give_back(&mut self, text: Vec<u8>) {
        if let Some(records) = &mut self.current {
            records.give_back(text);
        }
    }

    /// Puts a record aside.
    pub(super) fn reject(&self, place: RecordPosition, reason: String, text: Vec<u8>) -> Rejected {
        Rejected { place, name: self.origin(place).name.clone(), reason, text }
    }

    /// Puts aside what was read last.
    pub(super) fn reject_last(&mut self, place: RecordPosition, reason: String) -> Rejected {
        let text = if self.page.is_empty() { self.take_record() } else { std::mem::take(&mut self.page) };
        self.reject(place, reason, text)
    }

    /// Where a record is from.
    pub(super) fn origin(&self, place: RecordPosition) -> &Origin {
        &self.origins[place.source as usize]
    }

    /// How much is read.
    pub(super) fn limits(&self) -> ReadLimits {
        self.limits
    }

    fn at(&self, line: u64) -> RecordPosition {
        RecordPosition { source: self.ended, line }
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Steps")
            .field("origins", &self.origins)
            .field("waiting", &self.waiting)
            .finish_non_exhaustive()
    }
}

fn unreadable(what: &str, error: &io::Error) -> InputError {
    InputError::Failed(format!("{what}: cannot be read: {error}"))
}
