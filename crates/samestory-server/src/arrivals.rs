//! Articles on their way into the stream.

use samestory::Article;
use samestory_formats::{ArticleFiles, Format, InputError, ReadLimits, ReadOptions, Record, Source};
use samestory_report::language_of;

use crate::problem::Problem;

/// An article on its way into the stream.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub(crate) article: Article,
    /// The number of the version, if its page says so.
    pub(crate) version: Option<u32>,
    /// As declared, else as its text looks.
    pub(crate) language: Option<String>,
    /// Where it stood in its body or file.
    pub(crate) line: u64,
    /// What of it was no use.
    pub(crate) warnings: Vec<String>,
}

impl From<Record> for Arrival {
    fn from(record: Record) -> Self {
        let mut warnings = record.warnings;
        warnings.extend(record.bad_date.map(|error| format!("{error}; the article has no date")));
        let odd = record.odd_fields.iter();
        warnings.extend(odd.map(|odd| format!("field \"{}\": {}; it is left out", odd.field, odd.reason)));
        Self {
            language: language_of(&record.article),
            article: record.article,
            version: record.version,
            line: record.line,
            warnings,
        }
    }
}

/// A record of a body that is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RejectedRecord {
    pub(crate) line: u64,
    pub(crate) field: Option<String>,
    pub(crate) message: String,
}

/// Reads the records of a body, in order: one object, an array, or JSON lines, with the field names of files.
///
/// # Errors
///
/// If the body is no JSON at all.
pub(crate) fn read_body(
    body: Vec<u8>,
    limits: ReadLimits,
) -> Result<Vec<Result<Arrival, RejectedRecord>>, Problem> {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body).trim_ascii_start();
    match text.first() {
        Some(b'{' | b'[') => {}
        Some(_) => return Err(Problem::bad_request("the body is no JSON object, array or lines of objects")),
        None => return Err(Problem::bad_request("the body is empty")),
    }
    let source = Source::new("body", move || Ok(Box::new(std::io::Cursor::new(body))));
    let options = ReadOptions::from(limits).from_format(Some(Format::Json)).with_repeated_ids(true);
    let mut files = ArticleFiles::new([source], options);
    let mut found = Vec::new();
    loop {
        let block = files.next_block();
        if block.is_empty() {
            return Ok(found);
        }
        for read in block {
            found.push(match read {
                Ok(record) => Ok(Arrival::from(record)),
                Err(InputError::Rejected(rejected)) => Err(RejectedRecord {
                    line: rejected.place.line,
                    field: field_of(&rejected.reason),
                    message: rejected.reason,
                }),
                Err(other) => return Err(Problem::bad_request(other.to_string())),
            });
        }
    }
}

/// The field that a reason names: `field "id": …`.
fn field_of(reason: &str) -> Option<String> {
    let (_, rest) = reason.split_once("field \"")?;
    Some(rest.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Vec<Result<String, RejectedRecord>> {
        let read = read_body(body.as_bytes().to_vec(), ReadLimits::default()).unwrap();
        read.into_iter().map(|read| read.map(|arrival| arrival.article.id)).collect()
    }

    #[test]
    fn an_object_an_array_and_lines_are_read() {
        let ids = |body| read(body).into_iter().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(ids(r#"{"id": "a", "title": "Mali"}"#), ["a"]);
        assert_eq!(ids("{\n \"id\": \"a\",\n \"headline\": \"Mali\"\n}\n"), ["a"]);
        assert_eq!(ids(r#"[{"id": "a", "title": "Mali"}, {"id": "b", "text": "Mali"}]"#), ["a", "b"]);
        assert_eq!(ids("{\"id\": 1, \"title\": \"x\"}\n{\"id\": 2, \"title\": \"y\"}\n"), ["1", "2"]);
    }

    #[test]
    fn a_bad_record_costs_none_of_the_others() {
        let read = read(
            "{\"id\": 1, \"title\": \"x\"}\n{\"id\": 2}\n{\"id\": 1, \"title\": \"z\"}\n{\"id\": 3, \"title\": \"y\"}\n",
        );
        // an id may come again, as another version
        assert_eq!(read.iter().filter(|read| read.is_ok()).count(), 3);
        let rejected = read[1].as_ref().unwrap_err();
        assert_eq!((rejected.line, rejected.field.as_deref()), (2, None));
    }

    #[test]
    fn what_is_no_json_is_told_at_once() {
        let error = |body: &[u8]| read_body(body.to_vec(), ReadLimits::default()).unwrap_err().message;
        assert_eq!(error(b" \n"), "the body is empty");
        assert!(error(b"\x1f\x8b\x08").contains("no JSON"));
        assert!(error(b"<html>").contains("no JSON"));
    }
}
