//! An article, or an observation of one, of what a record says.

use samestory::versions::Observation;
use samestory::{Article, ArticleError, Published, PublishedError};

use super::language_names::code;
use super::synonyms::Field;
use super::{Fields, OddField};
use crate::date_order::ReadDate;
use crate::feed_mark::without_feed_mark;
use crate::json_lines::{Gold, Record};
use crate::observation_line::ObservedLine;
use crate::plain_text::{headline, plain_text, without_by};

/// What a record says, decoded and understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct Assembled {
    id: Option<String>,
    url: Option<String>,
    source: Option<String>,
    published: Option<ReadDate>,
    modified: Option<Published>,
    time: Option<ReadDate>,
    author: Option<String>,
    language: Option<String>,
    title: String,
    text: String,
    /// What is the same for all versions.
    article: Option<String>,
    gold: Gold,
    /// A date of publication, and a time of observation, that were there and could not be understood.
    bad_date: Option<PublishedError>,
    odd: Vec<OddField>,
    warnings: Vec<String>,
}

impl Assembled {
    /// Decodes texts, and reads dates and addresses.
    pub(crate) fn new(mut fields: Fields) -> Self {
        let mut odd = std::mem::take(&mut fields.odd);
        let date = |fields: &Fields, field: Field, odd: &mut Vec<OddField>| {
            let read = ReadDate::new(fields.get(field)?);
            read.map_err(|error| odd.push(OddField { field: field.name(), reason: error.to_string() })).ok()
        };
        join_clock(&mut fields);
        let modified = date(&fields, Field::Modified, &mut odd);
        let time = date(&fields, Field::Time, &mut odd);
        let (published, bad_date) = match fields.get(Field::Published).map(ReadDate::new) {
            None => (None, None),
            Some(Ok(published)) => (Some(published), None),
            Some(Err(error)) => (None, Some(error)),
        };
        let warnings = std::mem::take(&mut fields.warnings);
        let mut text_of = |field| fields.take(field);
        let (mut id, mut url) = (text_of(Field::Id), text_of(Field::Url));
        if url.as_deref().is_some_and(is_name) {
            // the address of ninjs and Atom may be a name without a place
            let name = url.take();
            id = id.or(name);
        }
        if url.is_none() && id.as_deref().is_some_and(is_address) {
            url.clone_from(&id);
        }
        let source = text_of(Field::Source).map(|source| match is_address(&source) {
            true => host(&source).to_owned(),
            false => headline(&source).into_owned(),
        });
        let language = text_of(Field::Lang);
        let mut text = text_of(Field::Text).unwrap_or_default();
        let mut article = text_of(Field::Article);
        if text.is_empty() && article.as_deref().is_some_and(is_running_text) {
            // some collections call the text so
            text = article.take().unwrap_or_default();
        }
        let title = decoded(text_of(Field::Title).unwrap_or_default(), headline);
        let text = decoded(text, plain_text);
        let text = without_feed_mark(&text, &title).unwrap_or(text);
        Self {
            id,
            url,
            source,
            published: published.or(modified),
            modified: modified.map(ReadDate::usual),
            time,
            author: text_of(Field::Author)
                .filter(|author| !is_number(author))
                .map(|author| without_by(&headline(&author)).to_owned()),
            language: language.map(|name| code(&name).map_or(name, str::to_owned)),
            title,
            text,
            article,
            gold: Gold {
                story: text_of(Field::Story),
                copy_of: text_of(Field::CopyOf),
                version_of: text_of(Field::VersionOf),
            },
            bad_date,
            odd,
            warnings,
        }
    }

    /// Why there is neither title nor text, if that is since the value of one is no use.
    pub(crate) fn odd_text(&self) -> Option<String> {
        let is_text = |odd: &&OddField| [Field::Title, Field::Text].map(Field::name).contains(&odd.field);
        let OddField { field, reason } = self.odd.iter().find(is_text)?;
        Some(format!("field \"{field}\": {reason}"))
    }

    /// The record of a line.
    ///
    /// # Errors
    ///
    /// If it has neither title nor text.
    pub(crate) fn into_record(self, line: u64) -> Result<Record, ArticleError> {
        let has_own_id = self.id.is_some();
        let id = match (self.id, &self.url) {
            (Some(id), _) => id,
            (None, Some(url)) => url.clone(),
            (None, None) => hash([&self.title, &self.text, self.source.as_deref().unwrap_or_default()]),
        };
        let mut article = Article::builder(id).title(self.title).body(self.text).build()?;
        article.source = self.source;
        article.url = self.url;
        article.author = self.author;
        article.published = self.published.map(ReadDate::usual);
        article.language = self.language;
        Ok(Record {
            source: 0,
            line,
            article,
            gold: self.gold,
            version: None,
            bad_date: self.bad_date,
            date: self.published,
            warnings: self.warnings,
            modified: self.modified,
            odd_fields: self.odd,
            has_own_id,
            is_numbered: false,
        })
    }

    /// The observation of a line: the time of observation is that of publication if none is given.
    ///
    /// # Errors
    ///
    /// If it has neither title nor text.
    pub(crate) fn into_observed(self, place: crate::RecordPosition) -> Result<ObservedLine, ArticleError> {
        let captured = || self.url.as_deref().and_then(Observation::capture_time).map(ReadDate::Certain);
        let observed = self.time.or_else(captured);
        let bad_time = if observed.is_none() { self.bad_date } else { None };
        let date = observed.or(self.published);
        let named = if self.url.is_none() { self.gold.version_of.or(self.id) } else { None };
        let id = self.article.or(named);
        if self.title.trim().is_empty() && self.text.trim().is_empty() {
            return Err(ArticleError::NoText { id: id.or(self.url).unwrap_or_default() });
        }
        let observation = Observation {
            id,
            url: self.url,
            source: self.source,
            story: self.gold.story,
            time: date.map(ReadDate::usual),
            title: self.title,
            text: self.text,
            ..Observation::default()
        };
        Ok(ObservedLine { place, observation, bad_time, date, warnings: self.warnings, odd_fields: self.odd })
    }
}

/// Puts a time of day that has a field of its own behind the day of publication: "04.11.2024" and "14:30".
fn join_clock(fields: &mut Fields) {
    let is_clock = |text: &str| {
        let parts: Vec<&str> = text.trim().split(':').collect();
        (2..=3).contains(&parts.len())
            && parts
                .iter()
                .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if let (Some(day), Some(clock)) = (fields.get(Field::Published), fields.get(Field::Time))
        && is_clock(clock)
        && !day.contains(':')
    {
        let joined = format!("{} {}", day.trim(), clock.trim());
        fields.take(Field::Time);
        fields.take(Field::Published);
        fields.set(Field::Published, joined);
    }
}

/// Whether an author is only the number of one.
fn is_number(author: &str) -> bool {
    author.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// A text decoded; one that needs none is not copied.
fn decoded(text: String, decode: fn(&str) -> std::borrow::Cow<'_, str>) -> String {
    match decode(&text) {
        std::borrow::Cow::Owned(decoded) => decoded,
        std::borrow::Cow::Borrowed(_) => text,
    }
}

/// Whether a text is the address of something on the web.
pub(super) fn is_address(text: &str) -> bool {
    let start = text.trim_start().as_bytes();
    let begins = |scheme: &str| {
        start.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    begins("http://") || begins("https://")
}

/// Whether an identifier names a thing and no place: "urn:newsml:…", "tag:example.com,2024:…".
fn is_name(text: &str) -> bool {
    text.starts_with("urn:") || text.starts_with("tag:")
}

/// The host of an address, without "www.".
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether a value is rather a text than a name.
fn is_running_text(value: &str) -> bool {
    value.split_whitespace().nth(9).is_some()
}

/// 16 hexadecimal digits that are the same wherever the same texts are read (FNV-1a, 64 bits).
fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in texts.into_iter().flat_map(|text| text.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assembled(values: &[(Field, &str)]) -> Assembled {
        let mut fields = Fields::default();
        for &(field, value) in values {
            fields.set(field, value);
        }
        Assembled::new(fields)
    }

    #[test]
    fn an_id_is_found() {
        let id = |values: &[(Field, &str)]| assembled(values).into_record(1).unwrap().article.id;
        let (title, url) = ((Field::Title, "Dam"), (Field::Url, "https://x.example/1"));
        assert_eq!(id(&[title, url, (Field::Id, "a")]), "a");
        assert_eq!(id(&[title, url]), "https://x.example/1");
        assert_eq!(id(&[title, (Field::Url, "urn:newsml:x")]), "urn:newsml:x");
        assert_eq!(id(&[title]), id(&[title]));
        assert_eq!(id(&[title]).len(), 16);
        assert_ne!(id(&[title]), id(&[(Field::Title, "Dams")]));
    }

    #[test]
    fn a_source_may_be_an_address() {
        let read = assembled(&[(Field::Title, "Dam"), (Field::Source, "https://www.x.example/news/1")]);
        let record = read.into_record(1).unwrap();
        assert_eq!(record.article.source.as_deref(), Some("x.example"));
        assert_eq!(record.article.url.as_deref(), Some("https://www.x.example/news/1"));
    }

    #[test]
    fn a_clock_beside_the_day_is_its_time() {
        let date = |values: &[(Field, &str)]| {
            let record = assembled(values).into_record(1).unwrap();
            record.article.published.map(|date| date.to_string())
        };
        let (title, day) = ((Field::Title, "Dam"), (Field::Published, "04.11.2024"));
        assert_eq!(date(&[title, day, (Field::Time, "14:30")]).as_deref(), Some("2024-11-04T14:30:00Z"));
        assert_eq!(date(&[title, day, (Field::Time, "2024-11-05T10:00:00Z")]).as_deref(), Some("2024-11-04"));
    }

    #[test]
    fn numbers_and_by_are_no_part_of_an_author() {
        let author = |name: &str| {
            assembled(&[(Field::Title, "Dam"), (Field::Author, name)]).into_record(1).unwrap().article.author
        };
        assert_eq!((author("7"), author("Jane Roe").as_deref()), (None, Some("Jane Roe")));
        assert_eq!(
            (author("By Jane Roe").as_deref(), author("Byron").as_deref()),
            (Some("Jane Roe"), Some("Byron"))
        );
    }

    #[test]
    fn odd_dates_are_noted() {
        let read = assembled(&[(Field::Title, "t"), (Field::Published, "soon"), (Field::Modified, "later")]);
        let record = read.into_record(1).unwrap();
        assert!(record.bad_date.is_some());
        assert_eq!(record.odd_fields[0].field, "modified");
    }
}
