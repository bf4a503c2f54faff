//! Observations as JSON lines.

use serde::Deserialize;

use super::json_lines::lenient;
use super::{ReadError, ReadErrorKind};
use crate::published::{Published, PublishedError};
use crate::versions::Observation;

/// An observation read from a line.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedLine {
    /// The observation.
    pub observation: Observation,
    /// A time that was there and could not be understood; the observation goes on without one.
    pub bad_time: Option<PublishedError>,
}

#[derive(Deserialize)]
struct RawObservation {
    #[serde(default, deserialize_with = "lenient")]
    article: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    version_of: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    source: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    story: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    time: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    published: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
}

/// Reads an observation from a line of JSON: an object with `url`, `time`, `title`, `text`, `source`, `story`, and `article`, the id
/// that is the same for all versions. Lines of articles ([`JsonLines`](super::JsonLines)) are observations too: `published` is the
/// time, and where there is no `url`, `version_of` or else `id` says which article it is. Some text is required.
///
/// # Errors
///
/// As [`JsonLines`](super::JsonLines), with the number given for the line; ids may be used twice.
///
/// # Examples
///
/// ```
/// let line = br#"{"url": "http://news.example/mali", "time": "2012-10-29T14:00:00Z", "title": "Mali", "text": "Ten died."}"#;
/// let observed = samestory::formats::read_observation(line, 1)?.observation;
/// assert_eq!(observed.key().as_deref(), Some("url:news.example/mali"));
/// # Ok::<(), samestory::formats::ReadError>(())
/// ```
pub fn read_observation(line: &[u8], number: u64) -> Result<ObservedLine, ReadError> {
    parse(line).map_err(|kind| ReadError { line: number, kind })
}

fn parse(line: &[u8]) -> Result<ObservedLine, ReadErrorKind> {
    let text = std::str::from_utf8(line).map_err(|e| ReadErrorKind::NotUtf8 { byte: e.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        return Err(ReadErrorKind::NotAnObject);
    }
    let raw: RawObservation = serde_json::from_str(text).map_err(ReadErrorKind::Json)?;
    let (time, bad_time) = match raw.time.or(raw.published).as_deref().map(str::parse::<Published>) {
        None => (None, None),
        Some(Ok(time)) => (Some(time), None),
        Some(Err(error)) => (None, Some(error)),
    };
    let named = || raw.url.is_none().then(|| raw.version_of.clone().or_else(|| raw.id.clone())).flatten();
    let id = raw.article.or_else(named);
    if raw.title.is_none() && raw.text.is_none() {
        let id = id.or(raw.url).unwrap_or_default();
        return Err(ReadErrorKind::Article(crate::article::ArticleError::NoText { id }));
    }
    let observation = Observation {
        id,
        url: raw.url,
        source: raw.source,
        story: raw.story,
        time,
        title: raw.title.unwrap_or_default(),
        text: raw.text.unwrap_or_default(),
        ..Observation::default()
    };
    Ok(ObservedLine { observation, bad_time })
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
