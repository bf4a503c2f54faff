//! Articles as JSON lines.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead};

use serde::{Deserialize, Deserializer};

use crate::article::{Article, ArticleError};
use crate::published::{Published, PublishedError};

/// One article read from a line, with what labelled corpora add to it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its line, from 1.
    pub line: u64,
    /// The article.
    pub article: Article,
    /// The labels, where the line has any.
    pub gold: Gold,
    /// A date that was there and could not be understood; the article goes on without one.
    pub bad_date: Option<PublishedError>,
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

/// Reads articles from JSON lines: an object a line with `id`, `title`, `text`, `source`, `url`, `published`, `lang`, of
/// which only `id` and one of `title` and `text` are required. Numbers are taken as text, null as missing, unknown fields
/// are passed over, blank lines skipped, a byte order mark ignored.
///
/// A line that cannot be an article gives an error that names it; reading goes on with the next. Only a failing reader
/// ends it.
///
/// # Examples
///
/// ```
/// use samestory::formats::JsonLines;
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
    reader: R,
    line: u64,
    buffer: Vec<u8>,
    first_lines: HashMap<String, u64>,
    failed: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads from the beginning of a reader.
    pub fn new(reader: R) -> Self {
        Self { reader, line: 0, buffer: Vec::new(), first_lines: HashMap::new(), failed: false }
    }

    fn parse(&mut self) -> Result<Record, ReadErrorKind> {
        let record = parse(&self.buffer, self.line)?;
        let id = &record.article.id;
        if let Some(&first_line) = self.first_lines.get(id) {
            return Err(ReadErrorKind::DuplicateId { id: id.clone(), first_line });
        }
        self.first_lines.insert(id.clone(), self.line);
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
/// let record = samestory::formats::read_record(br#"{"id": 1, "title": "Mali"}"#, 7)?;
/// assert_eq!((record.line, record.article.title.as_str()), (7, "Mali"));
/// # Ok::<(), samestory::formats::ReadError>(())
/// ```
pub fn read_record(line: &[u8], number: u64) -> Result<Record, ReadError> {
    parse(line, number).map_err(|kind| ReadError { line: number, kind })
}

fn parse(line: &[u8], number: u64) -> Result<Record, ReadErrorKind> {
    let text = std::str::from_utf8(line).map_err(|e| ReadErrorKind::NotUtf8 { byte: e.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        return Err(ReadErrorKind::NotAnObject);
    }
    let raw: RawRecord = serde_json::from_str(text).map_err(ReadErrorKind::Json)?;
    let (published, bad_date) = match raw.published.as_deref().map(str::parse::<Published>) {
        None => (None, None),
        Some(Ok(published)) => (Some(published), None),
        Some(Err(error)) => (None, Some(error)),
    };
    let article = Article {
        id: raw.id.unwrap_or_default(),
        source: raw.source,
        url: raw.url,
        published,
        language: raw.lang,
        title: raw.title.unwrap_or_default(),
        body: raw.text.unwrap_or_default(),
    };
    article.validate().map_err(ReadErrorKind::Article)?;
    let gold = Gold { story: raw.story, copy_of: raw.copy_of, version_of: raw.version_of };
    Ok(Record { line: number, article, gold, bad_date })
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            self.buffer.clear();
            self.line += 1;
            match self.reader.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => {
                    let parsed = self.parse();
                    return Some(parsed.map_err(|kind| ReadError { line: self.line, kind }));
                }
                Err(error) => {
                    self.failed = true;
                    return Some(Err(ReadError { line: self.line, kind: ReadErrorKind::Io(error) }));
                }
            }
        }
        None
    }
}

#[derive(Deserialize)]
struct RawRecord {
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    source: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    published: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    lang: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    story: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    copy_of: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    version_of: Option<String>,
}

/// A text, a number taken as text, or nothing; blank is nothing.
pub(super) fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Lenient;
    impl<'de> serde::de::Visitor<'de> for Lenient {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text, a number or null")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            self.visit_string(text.to_owned())
        }

        fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Self::Value, E> {
            Ok((!text.trim().is_empty()).then_some(text))
        }

        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(Lenient)
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
    /// The line is no UTF-8.
    NotUtf8 {
        /// The first bad byte of the line.
        byte: usize,
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
        write!(f, "line {}: ", self.line)?;
        match &self.kind {
            ReadErrorKind::Io(error) => write!(f, "cannot be read: {error}"),
            ReadErrorKind::NotUtf8 { byte } => write!(f, "no UTF-8 from byte {byte} on"),
            ReadErrorKind::NotAnObject => write!(f, "no JSON object: it does not begin with {{"),
            ReadErrorKind::Json(error) => {
                // the position inside the line is what helps: serde_json counts lines from 1
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                write!(f, "no article in JSON: {message} (column {})", error.column())
            }
            ReadErrorKind::Article(error) => write!(f, "{error}"),
            ReadErrorKind::DuplicateId { id, first_line } => {
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
        assert_eq!(read.iter().filter(|r| r.is_ok()).count(), 2);
        assert_eq!(errors[0], "line 3: no article in JSON: EOF while parsing a value (column 0)");
        assert_eq!(errors[1], "line 4: no JSON object: it does not begin with {");
        assert!(
            errors[2].contains("line 5") && errors[2].contains("a text, a number or null"),
            "{}",
            errors[2]
        );
        assert_eq!(errors[3], "line 6: field \"id\" is missing or blank");
    }

    #[test]
    fn broken_utf8_is_a_bad_line() {
        let lines = b"{\"id\":1,\"title\":\"\xff\"}\n{\"id\":2,\"title\":\"t\"}\n";
        let read: Vec<_> = JsonLines::new(&lines[..]).collect();
        assert_eq!(read[0].as_ref().unwrap_err().to_string(), "line 1: no UTF-8 from byte 17 on");
        assert!(read[1].is_ok());
    }
}
