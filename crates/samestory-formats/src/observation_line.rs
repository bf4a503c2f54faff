//! Observations as JSON lines.

use serde::Deserialize;

use super::date_order::ReadDate;
use super::identifier::Identifier;
use super::lenient::Lenient;
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
}

#[derive(Deserialize)]
struct RawObservation {
    #[serde(default)]
    article: Identifier,
    #[serde(default)]
    version_of: Identifier,
    #[serde(default)]
    id: Identifier,
    #[serde(default)]
    url: Identifier,
    #[serde(default)]
    source: Identifier,
    #[serde(default)]
    story: Identifier,
    #[serde(default)]
    time: Identifier,
    #[serde(default)]
    published: Identifier,
    #[serde(default)]
    title: Lenient,
    #[serde(default)]
    text: Lenient,
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
    let text = std::str::from_utf8(line).map_err(|e| ReadErrorKind::NotUtf8 { byte: e.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        return Err(ReadErrorKind::NotAnObject);
    }
    let raw: RawObservation = serde_json::from_str(text).map_err(ReadErrorKind::Json)?;
    let captured = || raw.url.0.as_deref().and_then(Observation::capture_time).map(ReadDate::Certain).map(Ok);
    let time = raw.time.0.as_deref().map(ReadDate::new).or_else(captured);
    let (date, bad_time) = match time.or_else(|| raw.published.0.as_deref().map(ReadDate::new)) {
        None => (None, None),
        Some(Ok(date)) => (Some(date), None),
        Some(Err(error)) => (None, Some(error)),
    };
    let named = if raw.url.0.is_none() { raw.version_of.0.or(raw.id.0) } else { None };
    let id = raw.article.0.or(named);
    if raw.title.0.is_none() && raw.text.0.is_none() {
        let id = id.or(raw.url.0).unwrap_or_default();
        return Err(ReadErrorKind::Article(samestory::ArticleError::NoText { id }));
    }
    let observation = Observation {
        id,
        url: raw.url.0,
        source: raw.source.0,
        story: raw.story.0,
        time: date.map(ReadDate::usual),
        title: raw.title.0.unwrap_or_default(),
        text: raw.text.0.unwrap_or_default(),
        ..Observation::default()
    };
    let place = RecordPosition { source: 0, line: number };
    Ok(ObservedLine { place, observation, bad_time, date, warnings: Vec::new() })
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
