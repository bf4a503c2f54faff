//! What the records of each format say.

mod capture;
mod feed_item;
mod newsml;
mod newsml1;
mod nitf;
mod row;

use std::sync::Arc;

pub(crate) use feed_item::FeedHeader;
pub(crate) use row::Columns;

use crate::fields::{Field, FieldMap, Fields};
use crate::json_lines::read_fields;
use crate::legacy::{note_encoding, text_of};
use crate::limits::ReadLimits;
use crate::page::read_text;

/// How the records of a file are understood.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// JSON objects; what they do not say about themselves is said by what they stand in.
    Json(Arc<FieldMap>, Arc<JsonContext>),
    Row(Arc<Columns>),
    Gkg(Arc<Columns>),
    FeedItem(Arc<FeedHeader>),
    NewsItem,
    Nitf,
    Capture,
}

/// What an object says about the articles in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct JsonContext {
    /// The outlet: the title of a JSON Feed.
    pub(crate) source: Option<String>,
    pub(crate) language: Option<String>,
}

impl Kind {
    /// Reads a record; `seen` is told which names were used for which fields. None if it holds no article and is no mistake either.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(crate) fn read(
        &self,
        record: &[u8],
        limits: ReadLimits,
        seen: &mut dyn FnMut(Field, &str),
    ) -> Result<Option<Fields>, String> {
        match self {
            Self::Json(map, context) => {
                let mut fields = read_fields(record, map, seen).map_err(|kind| kind.to_string())?;
                for (field, value) in [(Field::Source, &context.source), (Field::Lang, &context.language)] {
                    if let Some(value) = value {
                        fields.set_default(field, value.as_str());
                    }
                }
                Ok(Some(fields))
            }
            Self::Row(columns) => columns.read_row(record).and_then(|fields| noted(Some(fields), record)),
            Self::Gkg(columns) => columns.read_gkg(record).and_then(|fields| noted(Some(fields), record)),
            Self::FeedItem(header) => noted(feed_item::read_item(&text_of(record), header), record),
            Self::NewsItem => noted(newsml::read_item(&text_of(record)), record),
            Self::Nitf => noted(nitf::read(&text_of(record)), record),
            Self::Capture => read_page(record, limits),
        }
    }
}

/// What a record says, with a note if it is in another encoding than UTF-8.
fn noted(fields: Option<Fields>, record: &[u8]) -> Result<Option<Fields>, String> {
    match fields {
        Some(mut fields) => {
            note_encoding(record, &mut fields);
            Ok(Some(fields))
        }
        None => Err("no element is in it that can be read".to_owned()),
    }
}

/// The article of a captured page. What the page does not say is said by the capture: its address, and when it was observed.
fn read_page(record: &[u8], limits: ReadLimits) -> Result<Option<Fields>, String> {
    let Some(capture) = capture::read_capture(record, limits.max_record_bytes)? else { return Ok(None) };
    let declared =
        capture.charset.as_deref().and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let name = capture.url.as_deref().unwrap_or("a page without an address");
    let page = match declared {
        Some(encoding) if std::str::from_utf8(&capture.body).is_err() => {
            read_text(&encoding.decode(&capture.body).0, name)
        }
        _ => crate::page::read_page(&capture.body, name),
    };
    let mut fields = Fields::default();
    fields.warnings = page.warnings;
    fields.set(Field::Title, page.title);
    fields.set(Field::Text, page.text);
    let author = (!page.authors.is_empty()).then(|| page.authors.join(", "));
    let declared = [
        (Field::Url, page.url),
        (Field::Source, page.publisher),
        (Field::Published, page.published),
        (Field::Modified, page.modified),
        (Field::Author, author),
        (Field::Lang, page.language),
    ];
    for (field, value) in declared {
        if let Some(value) = value {
            fields.set(field, value);
        }
    }
    if let Some(url) = capture.url {
        fields.set_default(Field::Url, url);
    }
    if let Some(time) = capture.time {
        fields.set_default(Field::Time, time);
    }
    Ok(Some(fields))
}
