//! Observations as JSON lines.

use super::date_order::ReadDate;
use super::fields::{Assembled, FieldMap, OddField};
use super::json_lines::read_fields;
use super::{ReadError, ReadErrorKind, RecordPosition};
use samestory::PublishedError;
use samestory::versions::Observation;

/// An observation read from a line.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedLine {
    /// Where it stands.
    pub place: RecordPosition,
    /// The observation.
    pub observation: Observation,
    /// A time that was there and could not be understood; the observation goes on without one.
    pub bad_time: Option<PublishedError>,
    /// The time, if there is one: day and month may have to be told from each other by other dates.
    pub(crate) date: Option<ReadDate>,
    /// What was given up or is unsure; each names the file.
    pub warnings: Vec<String>,
    /// Other fields whose values are no use.
    pub odd_fields: Vec<OddField>,
}

/// Reads an observation from a line of JSON: an object with `url`, `time`, `title`, `text`, `source`, `story`, and `article`, the id
/// that is the same for all versions. Lines of articles ([`JsonLines`](super::JsonLines)) are observations too: `published` is the
/// time, that of the capture if the address is a web archive's, and where there is no `url`, `version_of` or else `id` says which article it is. Some text is required.
///
/// # Errors
///
/// As [`JsonLines`](super::JsonLines), with the number given for the line; ids may be used twice.
///
/// # Examples
///
/// ```
/// let line = br#"{"url": "http://news.example/mali", "time": "2012-10-29T14:00:00Z", "title": "Mali", "text": "Ten died."}"#;
/// let observed = samestory_formats::read_observation(line, 1)?.observation;
/// assert_eq!(observed.key().as_deref(), Some("url:news.example/mali"));
/// # Ok::<(), samestory_formats::ReadError>(())
/// ```
pub fn read_observation(line: &[u8], number: u64) -> Result<ObservedLine, ReadError> {
    parse(line, number).map_err(|kind| ReadError { line: number, kind })
}

fn parse(line: &[u8], number: u64) -> Result<ObservedLine, ReadErrorKind> {
    let fields = read_fields(line, &FieldMap::default(), &mut |_, _| {})?;
    let place = RecordPosition { source: 0, line: number };
    Assembled::new(fields).into_observed(place).map_err(ReadErrorKind::Article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_article_it_is() {
        let key = |line: &str| read_observation(line.as_bytes(), 7).unwrap().observation.key();
        assert_eq!(key(r#"{"id":"b","version_of":"a","text":"x"}"#).as_deref(), Some("id:a"));
        assert_eq!(
            key(r#"{"id":"b","url":"http://x.example/1","text":"x"}"#).as_deref(),
            Some("url:x.example/1")
        );
        assert_eq!(key(r#"{"article":7,"url":"http://x.example/1","title":"x"}"#).as_deref(), Some("id:7"));
        assert_eq!(key(r#"{"text":"x"}"#), None);
        let error = read_observation(br#"{"url":"u"}"#, 7).unwrap_err().to_string();
        assert_eq!(error, "line 7: article \"u\" has neither \"title\" nor \"text\"");
    }
}
