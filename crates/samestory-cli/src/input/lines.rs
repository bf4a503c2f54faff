//! The records of several files, one after the other.

use std::collections::VecDeque;
use std::io::{self, BufReader, Cursor, IsTerminal, Read};
use std::path::Path;

use samestory::formats::{ReadLimits, RecordReader};

use super::open::{BoxedReader, Expanded, open};
use super::pages::{is_page, may_be_page};
use crate::args::LimitArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::InputFile;

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, by its place in the list.
    pub(crate) file: u32,
    /// The line, from 1.
    pub(crate) line: u64,
}

/// What [`Lines::advance`] went to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A line, or an element of an array.
    Record(Place),
    /// A saved page, whole.
    Page(Place),
    /// What exceeds a limit, and which.
    Excess(Place, String),
}

/// Which files are saved pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pages {
    /// None: all hold records.
    None,
    /// Those that are named like one and hold no records.
    ByName,
    /// All that hold no records.
    Any,
}

/// How much of a file decides whether one that begins with a bracket is a saved page.
const HEAD: u64 = 1 << 10;

/// Reads the records of several files, and saved pages whole.
pub(crate) struct Lines<'c> {
    console: &'c Console,
    limits: LimitArgs,
    pages: Pages,
    files: Vec<InputFile>,
    waiting: VecDeque<InputFile>,
    current: Option<RecordReader<BufReader<BoxedReader>>>,
    file: u32,
    /// The text of a page.
    page: Vec<u8>,
}

impl<'c> Lines<'c> {
    /// Reads these files.
    ///
    /// # Errors
    ///
    /// If one is not there, or nobody would ever answer: stdin is a terminal and was not asked for.
    pub(crate) fn new(
        files: Vec<InputFile>,
        pages: Pages,
        limits: &LimitArgs,
        console: &'c Console,
    ) -> Result<Self, Failure> {
        let mut total = Some(0u64);
        for file in &files {
            if file.is_implied() && io::stdin().is_terminal() {
                return Err(Failure::Usage("no FILE is given, and nothing comes from stdin".to_owned()));
            }
            // better now than after an hour of the files before it
            let size = file.size().map_err(|error| unreadable(file.name(), &error))?;
            total = total.zip(size).map(|(total, size)| total.saturating_add(size));
        }
        console.reading(total);
        Ok(Self {
            console,
            limits: limits.clone(),
            pages,
            waiting: files.iter().cloned().collect(),
            files,
            current: None,
            file: 0,
            page: Vec::new(),
        })
    }

    /// Goes to the next record or page.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub(crate) fn advance(&mut self) -> Result<Option<Step>, Failure> {
        loop {
            let Some(records) = &mut self.current else {
                let Some(file) = self.waiting.pop_front() else { return Ok(None) };
                if let Some(step) = self.begin(&file)? {
                    return Ok(Some(step));
                }
                continue;
            };
            let begun = records.line();
            match records.advance() {
                Ok(Some(record)) => {
                    let place = Place { file: self.file, line: record.line };
                    return Ok(Some(match record.problem {
                        None => Step::Record(place),
                        Some(problem) => Step::Excess(place, problem.to_string()),
                    }));
                }
                Ok(None) => self.end_file(),
                Err(error) => {
                    let place = Place { file: self.file, line: begun };
                    return self.excess_or_failure(place, error).map(Some);
                }
            }
        }
    }

    /// Opens a file, and reads it whole if it is a page.
    fn begin(&mut self, file: &InputFile) -> Result<Option<Step>, Failure> {
        let fail = |error: io::Error| unreadable(file.name(), &error);
        let reader = open(file, &self.limits, self.console).map_err(fail)?;
        let mut records = self.records(reader);
        let start = Place { file: self.file, line: 1 };
        let named_like_page = file.path().is_some_and(may_be_page);
        let may_be_page = self.pages == Pages::Any || self.pages == Pages::ByName && named_like_page;
        let first = match records.peek() {
            Ok(first) if may_be_page => first,
            Ok(_) => None,
            Err(error) => {
                self.current = Some(records);
                return self.excess_or_failure(start, error).map(Some);
            }
        };
        let limit = self.limits().max_record_bytes;
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
        RecordReader::new(reader).with_arrays().with_limits(self.limits.reading())
    }

    fn end_file(&mut self) {
        self.current = None;
        self.page.clear();
        self.file += 1;
    }

    /// A file that grows out of proportion is left, and reading goes on with the next; other errors end the run.
    fn excess_or_failure(&mut self, place: Place, error: io::Error) -> Result<Step, Failure> {
        if !error.get_ref().is_some_and(|inner| inner.is::<Expanded>()) {
            let what = format!("{}: line {}", self.name(place.file), place.line);
            return Err(unreadable(&what, &error));
        }
        if let Some(mut records) = self.current.take() {
            self.page.append(&mut records.take_text());
        }
        self.current = Some(self.records(BufReader::new(Box::new(io::empty()) as BoxedReader)));
        Ok(Step::Excess(place, error.to_string()))
    }

    /// The record with its end, the page, or as much of either as was read.
    pub(crate) fn text(&self) -> &[u8] {
        match &self.current {
            Some(records) if self.page.is_empty() => records.text(),
            _ => &self.page,
        }
    }

    /// The record with its end, to be kept.
    pub(crate) fn take_text(&mut self) -> Vec<u8> {
        self.current.as_mut().map(RecordReader::take_text).unwrap_or_default()
    }

    /// Gives the memory of a record that is needed no more, for the next.
    pub(crate) fn give_back(&mut self, text: Vec<u8>) {
        if let Some(records) = &mut self.current {
            records.give_back(text);
        }
    }

    /// What a file is called.
    pub(crate) fn name(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", InputFile::name)
    }

    /// Where a file is; for stdin its name.
    pub(crate) fn path(&self, file: u32) -> &Path {
        let file = self.files.get(file as usize);
        file.map_or(Path::new(""), |file| file.path().unwrap_or(Path::new(file.name())))
    }

    /// How much is read of a record.
    pub(crate) fn limits(&self) -> ReadLimits {
        self.limits.reading()
    }
}

fn unreadable(what: &str, error: &io::Error) -> Failure {
    Failure::Failed(format!("{what}: cannot be read: {error}"))
}
