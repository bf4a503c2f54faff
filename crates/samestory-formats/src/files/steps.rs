//! What the sources of a run hold, step by step: records, and saved pages whole.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use samestory::credits::Newsrooms;

use super::compressed::{BoxedReader, DamagedFile, Expanded};
use super::contents::{Contents, Pages, is_known, read_head};
use super::encoding::{LineFeeds, has_bare_returns, packed, to_line_feeds};
use super::gzip::Remark;
use super::note::{json_note, table_note};
use super::options::ReadOptions;
use super::page::{ReadPage, may_be_page, read_page};
use super::rejected::{InputError, RecordPosition, Rejected};
use super::source::{Origin, Source, decoded_with};
use crate::format::{Format, Sniffed, is_sitemap, said_delimiter, sniff, xml_encoding};
use crate::frames::{ElementReader, Frames, RecordProblem, RecordReader, RowReader, WarcReader};
use crate::limits::ReadLimits;
use crate::newsdiffs::NewsDiffsError;
use crate::records::{Columns, FeedHeader, Kind};

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
    /// The rest of a file that cannot be read, and why.
    Rest(RecordPosition, String),
}

/// The reader of a file that holds records.
type Input = BufReader<BoxedReader>;

/// Reads the records of several sources, and saved pages whole.
pub(super) struct Steps {
    options: ReadOptions,
    pages: Pages,
    origins: Vec<Origin>,
    waiting: VecDeque<Source>,
    current: Option<Frames<Input>>,
    /// How the records of the file are understood.
    kind: Kind,
    /// Whether a record of the file was read.
    has_begun: bool,
    /// How many sources have been read to their end.
    ended: u32,
    /// The text of a page.
    page: Vec<u8>,
    /// What should be said about files.
    notes: Vec<String>,
    /// Files that were left out, and why.
    left_out: Vec<String>,
    /// What is to be said of the file that is read, at its end.
    remark: Remark,
}

impl Steps {
    /// Reads these sources, in their order.
    pub(super) fn new(
        sources: impl IntoIterator<Item = Source>,
        pages: Pages,
        options: impl Into<ReadOptions>,
    ) -> Self {
        Self {
            options: options.into(),
            pages,
            origins: Vec::new(),
            waiting: sources.into_iter().collect(),
            current: None,
            kind: Kind::NewsItem,
            has_begun: false,
            ended: 0,
            page: Vec::new(),
            notes: Vec::new(),
            left_out: Vec::new(),
            remark: Remark::default(),
        }
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
                        None => {
                            self.begin_records();
                            Step::Record(place)
                        }
                        Some(problem @ RecordProblem::OpenArray) => Step::Rest(place, problem.to_string()),
                        Some(problem) => Step::Excess(place, problem.to_string()),
                    }));
                }
                Ok(None) => {
                    let remark = std::mem::take(&mut self.remark);
                    if let Some(reason) = remark.get() {
                        self.page.clear();
                        self.current = Some(nothing());
                        return Ok(Some(Step::Rest(self.at(begun), (*reason).to_owned())));
                    }
                    self.end_file();
                }
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
        let only_known = origin.only_known && self.pages != Pages::None;
        self.origins.push(origin);
        self.has_begun = false;
        let limits = self.options.limits;
        let fail = |error: io::Error| unreadable(&name, &error);
        self.remark = Remark::default();
        let mut reader = match open().and_then(|raw| decoded_with(raw, limits.max_expansion, &self.remark)) {
            Ok(reader) => reader,
            Err(error) if only_known && error.kind() == io::ErrorKind::InvalidData => {
                self.leave_out(&format!("{name}: {error}"));
                return Ok(None);
            }
            Err(error) if ends_one_file(&error) => {
                return self.excess_or_failure(self.at(1), error).map(Some);
            }
            Err(error) => return Err(fail(error)),
        };
        let mut head = Vec::new();
        let read = if self.pages == Pages::None { Ok(()) } else { read_head(&mut reader, &mut head) };
        let start = self.at(1);
        match read {
            // what was read before the damage is good
            Err(error) if ends_one_file(&error) && !head.is_empty() => {
                reader = Box::new(Failing(Some(error)))
            }
            Err(error) => {
                self.page = head;
                return self.excess_or_failure(start, error).map(Some);
            }
            Ok(()) => {}
        }
        if has_bare_returns(&head) {
            to_line_feeds(&mut head);
            reader = Box::new(LineFeeds(reader));
        }
        if let Some(reason) = packed(&head) {
            if only_known {
                self.leave_out(&format!("{name}: {reason}"));
                return Ok(None);
            }
            self.page = head;
            self.current = Some(nothing());
            return Ok(Some(Step::Excess(start, reason.to_owned())));
        }
        let is_known = self.pages == Pages::None || is_known(&head, self.options.from, named_like_page);
        if only_known && !is_known {
            self.leave_out(&format!("{name}: it is in none of the formats that are read"));
            return Ok(None);
        }
        let contents = Contents::of(&head, self.options.from, self.pages, named_like_page);
        if !is_known && self.options.from.is_none() && matches!(contents, Contents::Json(..)) {
            self.notes.push(format!(
                "{name}: it begins like none of the formats that are read, and is read as JSON lines"
            ));
        }
        let mut whole: BoxedReader = Box::new(Cursor::new(head.clone()).chain(reader));
        if matches!(contents, Contents::Records(Format::Feed | Format::NewsMl | Format::Nitf))
            && let Some(encoding) = xml_encoding(&head)
        {
            whole = Box::new(reencoded(whole, encoding));
        }
        let input = BufReader::with_capacity(BUFFER, whole);
        match contents {
            Contents::Json(shape, context) => {
                self.kind = Kind::Json(Arc::clone(&self.options.map), Arc::new(context));
                let records = RecordReader::new(input).with_arrays().with_limits(limits).with_shape(shape);
                self.current = Some(Frames::Json(records));
                Ok(None)
            }
            Contents::Table(format, delimiter) => self.begin_table(format, delimiter, input, start),
            Contents::Records(Format::Opml) => {
                self.page = head;
                let reason = "it is a list of feeds and holds no articles; \"samestory watch\" reads it";
                self.current = Some(nothing());
                Ok(Some(Step::Excess(start, reason.to_owned())))
            }
            Contents::Records(format) => {
                let items: &'static [&'static str] =
                    if is_sitemap(&head) { &["url"] } else { &["item", "entry"] };
                if let Some(origin) = self.origins.last_mut() {
                    origin.is_numbered = format == Format::Warc;
                }
                (self.kind, self.current) = match format {
                    Format::Warc => (Kind::Capture, Some(Frames::Warc(WarcReader::new(input, limits)))),
                    Format::NewsMl => {
                        (Kind::NewsItem, Some(elements(input, &["newsItem", "NewsItem"], limits)))
                    }
                    Format::Nitf => (Kind::Nitf, Some(elements(input, &["nitf"], limits))),
                    _ => (
                        Kind::FeedItem(Arc::new(FeedHeader::default())),
                        Some(elements(input, items, limits)),
                    ),
                };
                Ok(None)
            }
            Contents::Page => self.begin_page(input, start),
        }
    }

    /// Begins a table: its first row says what the columns are.
    fn begin_table(
        &mut self,
        format: Format,
        delimiter: u8,
        input: Input,
        start: RecordPosition,
    ) -> Result<Option<Step>, InputError> {
        let mut rows = RowReader::new(input, delimiter, format == Format::Csv, self.options.limits);
        if format == Format::Gkg {
            self.kind = Kind::Gkg(Arc::new(Columns::gkg()));
            self.current = Some(Frames::Rows(rows));
            return Ok(None);
        }
        let mut header = rows.advance();
        // "sep=;" stands above the header
        if header.is_ok() && said_delimiter(rows.text()).is_some() {
            header = rows.advance();
        }
        let columns = Columns::read(rows.text(), delimiter, &self.options.map);
        self.current = Some(Frames::Rows(rows));
        if let Err(error) = header {
            return self.excess_or_failure(start, error).map(Some);
        }
        self.notes.extend(table_note(&self.origin(start).name, format, &columns));
        self.kind = Kind::Row(Arc::new(columns));
        Ok(None)
    }

    /// Reads a page whole.
    fn begin_page(&mut self, mut input: Input, start: RecordPosition) -> Result<Option<Step>, InputError> {
        let limit = self.options.limits.max_record_bytes;
        self.page.clear();
        let read = input.by_ref().take((limit as u64).saturating_add(1)).read_to_end(&mut self.page);
        // nothing is read from it after this
        self.current = Some(nothing());
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

    /// Learns from the first good record of a file what is to be known for all.
    fn begin_records(&mut self) {
        if std::mem::replace(&mut self.has_begun, true) {
            return;
        }
        match (&self.kind, &self.current) {
            (Kind::FeedItem(_), Some(Frames::Elements(items))) => {
                let header = FeedHeader::read(&crate::legacy::text_of(items.header()));
                self.kind = Kind::FeedItem(Arc::new(header));
            }
            (Kind::Json(map, _), Some(Frames::Json(records))) if self.pages != Pages::None => {
                let name = self.origins.last().map_or("", |origin| origin.name.as_str());
                let note = json_note(name, records.text(), map);
                self.notes.extend(note);
            }
            _ => {}
        }
    }

    /// How the record that was read last is understood.
    pub(super) fn kind(&self) -> &Kind {
        &self.kind
    }

    /// What is to be said about files, each time once.
    pub(super) fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// The mappings of the options whose key no record had so far.
    pub(super) fn unfound_mappings(&self) -> Vec<String> {
        self.options.map.unfound()
    }

    /// The files that were left out, each once, with the reason.
    pub(super) fn take_left_out(&mut self) -> Vec<String> {
        std::mem::take(&mut self.left_out)
    }

    fn leave_out(&mut self, reason: &str) {
        self.left_out.push(format!("{reason}; the file is left out"));
        self.end_file();
    }

    fn end_file(&mut self) {
        self.current = None;
        self.page.clear();
        self.ended += 1;
    }

    /// A file that grows out of proportion or is damaged is left, and reading goes on with the next; other errors end the run.
    fn excess_or_failure(&mut self, place: RecordPosition, error: io::Error) -> Result<Step, InputError> {
        // a damaged archive of pages has many good ones before the damage
        let is_archive = matches!(self.current, Some(Frames::Warc(_)));
        if !is_archive && !ends_one_file(&error) {
            let what = format!("{}: line {}", self.origin(place).name, place.line);
            return Err(unreadable(&what, &error));
        }
        if let Some(mut records) = self.current.take() {
            self.page.append(&mut records.take_text());
        }
        self.current = Some(nothing());
        let is_said = error.get_ref().is_some_and(|inner| inner.is::<DamagedFile>());
        let reason = match is_archive && !is_said {
            true => format!("the rest of the file cannot be read: {error}"),
            false => error.to_string(),
        };
        Ok(Step::Rest(place, reason))
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
        self.current.as_mut().map(Frames::take_text).unwrap_or_default()
    }

    /// Gives the memory of a record that is needed no more, for the next.
    pub(super) fn give_back(&mut self, text: Vec<u8>) {
        if let Some(records) = &mut self.current {
            records.give_back(text);
        }
    }

    /// What the saved page that was read last shows.
    ///
    /// # Errors
    ///
    /// If it is a page of versions that lacks something.
    pub(super) fn saved_page(
        &self,
        place: RecordPosition,
        newsrooms: &Newsrooms,
    ) -> Result<ReadPage, NewsDiffsError> {
        let origin = self.origin(place);
        let path = origin.path_or_name();
        // what is HTML by its first bytes is read as HTML, whatever it is called
        let named = if may_be_page(path) { path.to_owned() } else { with_ending(path) };
        let is_html = self.options.from == Some(Format::Page) || sniff(&self.page) == Sniffed::Html;
        let path = if is_html { &named } else { path };
        let mut found = read_page(path, &self.page, newsrooms)?;
        let name = path.file_name().map(|name| name.to_string_lossy());
        for seen in &mut found.seen {
            if let Some(id) = origin.id().filter(|_| seen.id.as_deref() == name.as_deref()) {
                seen.id = Some(id.to_owned());
            }
        }
        Ok(found)
    }

    /// Puts a record aside.
    pub(super) fn reject(&self, place: RecordPosition, reason: String, text: Vec<u8>) -> Rejected {
        let Origin { name, is_numbered, .. } = self.origin(place);
        Rejected { place, name: name.clone(), reason, text, is_numbered: *is_numbered, is_rest: false }
    }

    /// Puts aside what was read last.
    pub(super) fn reject_last(&mut self, place: RecordPosition, reason: String) -> Rejected {
        let text = if self.page.is_empty() { self.take_record() } else { std::mem::take(&mut self.page) };
        self.reject(place, reason, text)
    }

    /// Puts aside the rest of a file that is read in part.
    pub(super) fn reject_rest(&mut self, place: RecordPosition, reason: String) -> Rejected {
        Rejected { is_rest: true, ..self.reject_last(place, reason) }
    }

    /// Where a record is from.
    pub(super) fn origin(&self, place: RecordPosition) -> &Origin {
        &self.origins[place.source as usize]
    }

    /// How much is read.
    pub(super) fn limits(&self) -> ReadLimits {
        self.options.limits
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

/// A path with ".html" behind it.
fn with_ending(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".html");
    PathBuf::from(name)
}

/// What follows the good part of a damaged file: the error.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Whether an error is about the contents of one file.
fn ends_one_file(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Expanded>() || inner.is::<DamagedFile>())
}

fn elements(input: Input, names: &'static [&'static str], limits: ReadLimits) -> Frames<Input> {
    Frames::Elements(ElementReader::new(input, names, limits))
}

/// Records of a file that has no more.
fn nothing() -> Frames<Input> {
    Frames::Json(RecordReader::new(BufReader::new(Box::new(io::empty()) as BoxedReader)))
}

/// XML in UTF-8 that declares another encoding.
fn reencoded(reader: BoxedReader, encoding: &'static Encoding) -> impl Read + Send {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(reader)
}

fn unreadable(what: &str, error: &io::Error) -> InputError {
    InputError::Failed(format!("{what}: cannot be read: {error}"))
}
