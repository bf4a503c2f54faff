//! The lines of several files, one after the other.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::open::{is_stdin, name_of, open, total_size};
use super::pages::{is_page, may_be_page};
use crate::console::Console;
use crate::failure::Failure;

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, by its place in the list.
    pub(crate) file: u32,
    /// The line, from 1.
    pub(crate) line: u64,
}

/// Reads lines that are not blank; of a saved page, if they are wanted, the whole at once.
pub(crate) struct Lines<'c> {
    console: &'c Console,
    names: Vec<String>,
    waiting: VecDeque<PathBuf>,
    current: Option<BufReader<Box<dyn Read + Send>>>,
    place: Place,
    buffer: Vec<u8>,
    /// All files, if some may be saved pages.
    pages: Vec<PathBuf>,
    at_page: bool,
}

impl<'c> Lines<'c> {
    /// Reads these files; stdin if there are none.
    ///
    /// # Errors
    ///
    /// If nobody would ever answer: no file, and stdin is a terminal.
    pub(crate) fn new(files: &[PathBuf], console: &'c Console) -> Result<Self, Failure> {
        let waiting: VecDeque<PathBuf> = match files {
            [] if std::io::stdin().is_terminal() => {
                return Err(Failure::Usage("no FILE is given, and nothing comes from stdin".to_owned()));
            }
            [] => [PathBuf::from("-")].into(),
            files => files.iter().cloned().collect(),
        };
        // better now than after an hour of the files before it
        for file in waiting.iter().filter(|file| !is_stdin(file)) {
            std::fs::metadata(file).map_err(|error| unreadable(&name_of(file), &error))?;
        }
        console.reading(total_size(files).filter(|_| !files.is_empty()));
        Ok(Self {
            console,
            names: waiting.iter().map(|file| name_of(file)).collect(),
            waiting,
            current: None,
            place: Place { file: 0, line: 0 },
            buffer: Vec::new(),
            pages: Vec::new(),
            at_page: false,
        })
    }

    /// Takes files that are saved pages as a whole.
    pub(crate) fn with_pages(mut self) -> Self {
        self.pages = self.waiting.iter().cloned().collect();
        self
    }

    /// The path of the saved page that [`advance`](Self::advance) went to; none if that is a line.
    pub(crate) fn page(&self) -> Option<&Path> {
        self.pages.get(self.place.file as usize).filter(|_| self.at_page).map(PathBuf::as_path)
    }

    /// Goes to the next line.
    pub(crate) fn advance(&mut self) -> Result<Option<Place>, Failure> {
        loop {
            let Some(reader) = &mut self.current else {
                let Some(file) = self.waiting.pop_front() else { return Ok(None) };
                let mut reader = self.open(&file)?;
                let fail = |error| unreadable(&name_of(&file), &error);
                self.at_page =
                    !self.pages.is_empty() && may_be_page(&file) && is_page(reader.fill_buf().map_err(fail)?);
                if self.at_page {
                    self.buffer.clear();
                    reader.read_to_end(&mut self.buffer).map_err(fail)?;
                    self.place.line = 1;
                    // there is nothing left in it
                    self.current = Some(reader);
                    return Ok(Some(self.place));
                }
                self.current = Some(reader);
                continue;
            };
            self.buffer.clear();
            self.place.line += 1;
            match reader.read_until(b'\n', &mut self.buffer) {
                Ok(0) => {
                    self.current = None;
                    self.at_page = false;
                    self.place = Place { file: self.place.file + 1, line: 0 };
                }
                Ok(_) if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Ok(Some(self.place)),
                Err(error) => {
                    let what = format!("{}: line {}", self.name(self.place.file), self.place.line);
                    return Err(unreadable(&what, &error));
                }
            }
        }
    }

    fn open(&self, file: &Path) -> Result<BufReader<Box<dyn Read + Send>>, Failure> {
        open(file, self.console).map_err(|error| unreadable(&name_of(file), &error))
    }

    /// The line, with its end.
    pub(crate) fn text(&self) -> &[u8] {
        &self.buffer
    }

    /// The line, with its end, to be kept.
    pub(crate) fn take_text(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// Gives the memory of a line that is needed no more, for the next.
    pub(crate) fn give_back(&mut self, text: Vec<u8>) {
        self.buffer = text;
    }

    /// What a file is called.
    pub(crate) fn name(&self, file: u32) -> &str {
        self.names.get(file as usize).map_or("", String::as_str)
    }
}

fn unreadable(what: &str, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("{what}: cannot be read: {error}"))
}
