//! Articles as JSON lines.

use std::fmt;
use std::io::{self, BufRead};

use super::date_order::ReadDate;
use super::fields::{Assembled, Field, FieldMap, Fields, OddField, read_object};
use super::frames::{RecordProblem, RecordReader};
use super::legacy::{note_encoding, text_of};
use super::limits::ReadLimits;
use super::used_ids::UsedIds;
use samestory::{Article, ArticleError, Published, PublishedError};

/// One article read from a line, with what labelled corpora add to it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its source, by its place in the list, from 0.
    pub source: u32,
    /// Its line, from 1.
    pub line: u64,
    /// The article.
    pub article: Article,
    /// The labels, where the line has any.
    pub gold: Gold,
    /// The number of the version that it is, if a page of versions says so.
    pub version: Option<u32>,
    /// A date that was there and could not be understood; the article goes on without one.
    pub bad_date: Option<PublishedError>,
    /// The date, if there is one: day and month may have to be told from each other by other dates.
    pub(crate) date: Option<ReadDate>,
    /// What was given up or is unsure; each names the file.
    pub warnings: Vec<String>,
    /// When it was last changed.
    pub modified: Option<Published>,
    /// Other fields whose values are no use.
    pub odd_fields: Vec<OddField>,
    /// Whether the id is one that the record gives, and not its address or a hash.
    pub(crate) has_own_id: bool,
    /// Whether `line` is the number of the record.
    pub(crate) is_numbered: bool,
}

impl Record {
    /// Where it stands in its file, in words: "line 7", "record 7".
    pub fn place(&self) -> String {
        format!("{} {}", if self.is_numbered { "record" } else { "line" }, self.line)
    }
}

/// What a labelled corpus says about an article.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gold {
    /// The story it belongs to.
    pub story: Option<String>,
    /// The id of the article whose text it prints.
    pub copy_of: Option<String>,
    /// The id of the first version of the same article.
    pub version_of: Option<String>,
}

/// Reads articles from JSON lines: an object a line with `id`, `title`, `text`, `source`, `url`, `published`, `modified`, `author` and
/// `lang`, or other usual names for these ([`FieldMap`]). Only one of `title` and `text` is required: without an id the address is
/// one, else a hash. Numbers are taken as text, null as missing, unknown fields are passed over, blank lines skipped, a byte order mark
/// ignored. Integers of any length keep their digits. Character references and tags in texts are decoded. A field that is neither text
/// nor number is [noted](Record::odd_fields), and the article goes on without it.
///
/// An id is used once: one that comes again among the last 917,504 is an error. No more of them are kept, however long the input.
///
/// A line that cannot be an article gives an error that names it; reading goes on with the next. Only a failing reader
/// ends it.
///
/// # Examples
///
/// ```
/// use samestory_formats::JsonLines;
///
/// let lines = "{\"id\": 1, \"title\": \"Mali\"}\n{\"id\": 2}\n{\"id\": 1, \"text\": \"x\"}\n";
/// let read: Vec<_> = JsonLines::new(lines.as_bytes()).collect();
/// assert_eq!(read[0].as_ref().unwrap().article.id, "1");
/// assert_eq!(
///     read[1].as_ref().unwrap_err().to_string(),
///     "line 2: article \"2\" has neither \"title\" nor \"text\""
/// );
/// assert_eq!(read[2].as_ref().unwrap_err().to_string(), "line 3: field \"id\": \"1\" was used on line 1 already");
/// ```
#[derive(Debug)]
pub struct JsonLines<R> {
    records: RecordReader<R>,
    limits: ReadLimits,
    used: UsedIds<u64>,
    failed: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads from the beginning of a reader.
    pub fn new(reader: R) -> Self {
        let limits = ReadLimits::default();
        Self { records: RecordReader::new(reader), limits, used: UsedIds::default(), failed: false }
    }

    /// Takes other limits than the default.
    #[must_use]
    pub fn with_limits(mut self, limits: ReadLimits) -> Self {
        self.records = self.records.with_limits(limits);
        self.limits = limits;
        self
    }

    fn parse(&mut self, line: u64, problem: Option<RecordProblem>) -> Result<Record, ReadErrorKind> {
        if let Some(problem) = problem {
            return Err(ReadErrorKind::Record(problem));
        }
        let mut record = parse(self.records.text(), line)?;
        let bytes = record.article.title.len().saturating_add(record.article.body.len());
        if bytes > self.limits.max_text_bytes {
            return Err(ReadErrorKind::LongText { bytes, limit: self.limits.max_text_bytes });
        }
        if let Err(first_line) = self.used.add(&mut record, line) {
            return Err(ReadErrorKind::DuplicateId { id: record.article.id, first_line });
        }
        Ok(record)
    }
}

/// Reads one line as [`JsonLines`] does, for those who have the lines already; `number` is the one given for it.
///
/// # Errors
///
/// As [`JsonLines`], with the number given for the line; ids may be used twice.
///
/// # Examples
///
/// ```
/// let record = samestory_formats::read_record(br#"{"id": 1, "title": "Mali"}"#, 7)?;
/// assert_eq!((record.line, record.article.title.as_str()), (7, "Mali"));
/// # Ok::<(), samestory_formats::ReadError>(())
/// ```
pub fn read_record(line: &[u8], number: u64) -> Result<Record, ReadError> {
    parse(line, number).map_err(|kind| ReadError { line: number, kind })
}

fn parse(line: &[u8], number: u64) -> Result<Record, ReadErrorKind> {
    let fields = read_fields(line, &FieldMap::default(), &mut |_, _| {})?;
    Assembled::new(fields).into_record(number).map_err(ReadErrorKind::Article)
}

/// The fields of a line of JSON; `seen` is told which names were used.
pub(crate) fn read_fields(
    line: &[u8],
    map: &FieldMap,
    seen: &mut dyn FnMut(Field, &str),
) -> Result<Fields, ReadErrorKind> {
    let text = text_of(line);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if !text.trim_start().starts_with('{') {
        return Err(ReadErrorKind::NotAnObject);
    }
    let mut fields = read_object(text, map, seen).map_err(ReadErrorKind::Json)?;
    note_encoding(line, &mut fields);
    Ok(fields)
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let begun = self.records.line();
        match self.records.advance() {
            Ok(None) => None,
            Ok(Some(place)) => {
                let line = place.line;
                let parsed = self.parse(line, place.problem);
                Some(parsed.map_err(|kind| ReadError { line, kind }))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(ReadError { line: begun.max(self.records.line()), kind: ReadErrorKind::Io(error) }))
            }
        }
    }
}

/// A line that is no article.
#[derive(Debug)]
pub struct ReadError {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub kind: ReadErrorKind,
}

/// What can be wrong with a line.
#[non_exhaustive]
#[derive(Debug)]
pub enum ReadErrorKind {
    /// The reader failed; nothing more can be read.
    Io(io::Error),
    /// The record exceeds a limit of [`ReadLimits`].
    Record(RecordProblem),
    /// Title and text have more bytes than [`ReadLimits::max_text_bytes`].
    LongText {
        /// How many they have.
        bytes: usize,
        /// How many they may have.
        limit: usize,
    },
    /// The line does not begin like a JSON object.
    NotAnObject,
    /// The line is no JSON, or a field is neither text nor number.
    Json(serde_json::Error),
    /// Something required is missing.
    Article(ArticleError),
    /// An earlier line has the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// The line that used it first.
        first_line: u64,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

impl fmt::Display for ReadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot be read: {error}"),
            Self::Record(problem) => write!(f, "{problem}"),
            Self::LongText { bytes, limit } => {
                write!(f, "title and text have {bytes} bytes, {limit} is the limit")
            }
            Self::NotAnObject => write!(f, "no JSON object: it does not begin with {{"),
            Self::Json(error) => {
                // the position inside the line is what helps: serde_json counts lines from 1
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                write!(f, "no article in JSON: {message} (column {})", error.column())
            }
            Self::Article(error) => write!(f, "{error}"),
            Self::DuplicateId { id, first_line } => {
                write!(f, "field \"id\": \"{id}\" was used on line {first_line} already")
            }
        }
    }
}

impl std::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Record, String>> {
        JsonLines::new(text.as_bytes()).map(|r| r.map_err(|e| e.to_string())).collect()
    }

    #[test]
    fn all_fields() {
        let line = r#"{"id":"x","source":"AP","url":"u","published":"2012-10-29","lang":"en","title":"t","text":"b","story":7,"copy_of":"y","version_of":null,"more":[1]}"#;
        let record = read(line).remove(0).unwrap();
        assert_eq!(record.article.published.unwrap().to_string(), "2012-10-29");
        assert_eq!(record.gold.story.as_deref(), Some("7"));
        assert_eq!((record.gold.copy_of.as_deref(), record.gold.version_of), (Some("y"), None));
    }

    #[test]
    fn ids_keep_all_digits() {
        let digits = "1".repeat(400);
        let text = format!(
            "{{\"id\":{digits}2,\"title\":\"t\"}}\n{{\"id\":{digits}3,\"title\":\"t\",\"story\":-{digits}}}\n"
        );
        let records = read(&text);
        assert_eq!(records[0].as_ref().unwrap().article.id, digits.clone() + "2");
        assert_eq!(records[1].as_ref().unwrap().gold.story, Some(format!("-{digits}")));
        let of = |id: &str| read(&format!("{{\"id\":{id},\"title\":\"t\"}}")).remove(0).map(|r| r.article.id);
        assert_eq!(
            (of("1.50").unwrap(), of("1e3").unwrap(), of("-7").unwrap()),
            ("1.5".into(), "1000".into(), "-7".into())
        );
        // an id that is none does not cost the article
        assert_eq!((of("1e999").unwrap().len(), of("{}").unwrap().len()), (16, 16));
    }

    #[test]
    fn limits_are_errors_of_a_line() {
        let limits =
            ReadLimits { max_record_bytes: 60, max_text_bytes: 5, max_nesting: 2, ..ReadLimits::default() };
        let text =
            "{\"id\":1,\"title\":\"short\"}\n{\"id\":2,\"title\":\"abc\",\"text\":\"def\"}\n{\"x\":[[1]]}\n"
                .to_owned()
                + &"x".repeat(61);
        let read: Vec<_> = JsonLines::new(text.as_bytes()).with_limits(limits).collect();
        let errors: Vec<String> =
            read.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "line 2: title and text have 6 bytes, 5 is the limit",
                "line 3: the record is nested deeper than 2, which is the limit",
                "line 4: the record has more than 60 bytes, which is the limit",
            ]
        );
    }

    #[test]
    fn a_bad_date_costs_the_date_only() {
        let records = read("{\"id\":1,\"title\":\"t\",\"published\":\"soon\"}\n");
        let record = records[0].as_ref().unwrap();
        assert_eq!(record.article.published, None);
        assert!(matches!(&record.bad_date, Some(PublishedError::Unreadable { found }) if found == "soon"));
    }

    #[test]
    fn every_bad_line_is_named_and_the_rest_goes_on() {
        let text = "\u{feff}{\"id\":\"a\",\"title\":\"t\"}\n\n{\"id\":\n[1]\n{\"id\":{},\"title\":\"t\"}\n{\"title\":\"t\"}\n{\"id\":\"b\",\"title\":\"t\"}";
        let read = read(text);
        let errors: Vec<&str> = read.iter().filter_map(|r| r.as_ref().err()).map(String::as_str).collect();
        let good: Vec<&Record> = read.iter().filter_map(|r| r.as_ref().ok()).collect();
        assert_eq!(good.len(), 4);
        assert_eq!(errors.len(), 2);
        assert_eq!(errors[0], "line 3: no article in JSON: EOF while parsing a value (column 0)");
        assert_eq!(errors[1], "line 4: no JSON object: it does not begin with {");
        // an odd id is noted, and an article without one has another
        assert!(good[1].odd_fields[0].reason.starts_with("a text, a number or null"));
        assert_eq!(good[2].article.id, format!("{}#2", good[1].article.id));
    }

    #[test]
    fn what_is_no_utf8_is_read_and_said() {
        let lines = b"{\"id\":1,\"title\":\"Br\xfccke \xe4\"}\n{\"id\":2,\"title\":\"t\"}\n";
        let read: Vec<_> = JsonLines::new(&lines[..]).collect();
        let first = read[0].as_ref().unwrap();
        assert_eq!(first.article.title, "Brücke ä");
        assert_eq!(first.odd_fields[0].reason, "2 bytes are no UTF-8, and are read as windows-1252");
        assert!(read[1].is_ok());
    }
}
