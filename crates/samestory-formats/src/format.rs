//! The formats that are read, and how one is told from another by its first bytes.

use encoding_rs::Encoding;

use crate::fields::{Field, FieldMap};
use crate::frames::JsonShape;
use crate::json_shape::{goes_on, is_whole_object, list_shape, object_shape};
use crate::legacy::text_of;
use crate::page::is_mhtml;
use crate::records::JsonContext;

/// A format that is read.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON objects: lines, arrays, arrays in objects, objects over several lines.
    Json,
    /// A table with a header, its cells parted by commas, semicolons or bars.
    Csv,
    /// A table with a header, its cells parted by tabs.
    Tsv,
    /// Records of GDELT's Global Knowledge Graph.
    Gkg,
    /// RSS, Atom and sitemaps of news.
    Feed,
    /// A list of feeds.
    Opml,
    /// Captures of pages, in WARC.
    Warc,
    /// NewsML 1 and NewsML-G2.
    NewsMl,
    /// NITF.
    Nitf,
    /// A saved page.
    Page,
}

impl Format {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Json,
        Self::Csv,
        Self::Tsv,
        Self::Feed,
        Self::Opml,
        Self::Page,
        Self::Warc,
        Self::NewsMl,
        Self::Nitf,
        Self::Gkg,
    ];

    /// Its short name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Gkg => "gkg",
            Self::Feed => "feed",
            Self::Opml => "opml",
            Self::Warc => "warc",
            Self::NewsMl => "newsml",
            Self::Nitf => "nitf",
            Self::Page => "page",
        }
    }

    /// The format of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What it is, in a line.
    pub fn description(self) -> &'static str {
        match self {
            Self::Json => {
                "JSON lines, an array, an object that holds one (NewsAPI, GDELT), a table (pandas), JSON Feed, ninjs 1-3, trafilatura, newspaper4k, news-please"
            }
            Self::Csv => "a table with a header, parted by commas, semicolons or bars (Media Cloud, GDELT)",
            Self::Tsv => "a table with a header, parted by tabs",
            Self::Gkg => "GDELT's Global Knowledge Graph 2, a table without a header",
            Self::Feed => "RSS 0.9 to 2.0, Atom, sitemaps of news",
            Self::Opml => "a list of feeds, for \"samestory watch\"",
            Self::Warc => "captures of pages (CC-NEWS), WARC 1.0 and 1.1, as gzip members or plain",
            Self::NewsMl => "NewsML 1 and NewsML-G2: news items, alone or in messages",
            Self::Nitf => "NITF 3",
            Self::Page => {
                "a saved page, HTML, MHTML or text; a page of NewsDiffs or News Sniffer with two versions"
            }
        }
    }
}

/// What the first bytes of a file say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sniffed {
    Json(JsonShape),
    /// A table, with what parts its cells.
    Table(Format, u8),
    /// One of XML or WARC.
    Known(Format),
    /// HTML, for certain.
    Html,
    /// Whatever it is.
    Unknown,
}

/// How many bytes are enough to tell the format.
pub(crate) const ENOUGH: usize = 1 << 16;

/// How many bytes of an object over several lines are enough to see whether it holds a list.
const ENOUGH_OF_OBJECT: usize = 1 << 12;

/// Whether these first bytes tell the format as well as more would. Whoever follows a stream is not kept waiting for more than a line.
pub(crate) fn is_enough(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    match text.first() {
        _ if head.len() >= ENOUGH => true,
        None => false,
        Some(b'<') => root(text).is_some(),
        // the first list of lists is the header of a table
        Some(b'[') => match text[1..].trim_ascii_start().first() {
            None => false,
            Some(b'[') => memchr::memchr(b']', text).is_some(),
            Some(_) => true,
        },
        Some(b'{') => match first_line(text) {
            None => false,
            // a line that is no whole object is told from one that is broken by what follows
            Some(line) => {
                let rest = text.get(line.len() + 1..).unwrap_or_default();
                let is_told = first_line(rest).is_some() && !goes_on(line, rest);
                is_whole_object(line) || is_told || text.len() >= ENOUGH_OF_OBJECT
            }
        },
        Some(_) => first_line(text).is_some(),
    }
}

/// Tells the format from the first bytes.
pub(crate) fn sniff(head: &[u8]) -> Sniffed {
    let text = head.trim_ascii_start();
    match text.first() {
        None => Sniffed::Json(JsonShape::Lines),
        Some(b'[') => Sniffed::Json(list_shape(text)),
        Some(b'{') => Sniffed::Json(object_shape(text, first_line(text))),
        Some(b'<') => match root(text).as_deref() {
            Some("rss" | "rdf" | "feed" | "channel" | "urlset") => Sniffed::Known(Format::Feed),
            Some("opml") => Sniffed::Known(Format::Opml),
            Some("newsitem" | "newsml" | "newsmessage" | "packageitem" | "conceptitem" | "knowledgeitem") => {
                Sniffed::Known(Format::NewsMl)
            }
            Some("nitf") => Sniffed::Known(Format::Nitf),
            Some("html" | "head" | "body" | "!doctype html") => Sniffed::Html,
            _ => Sniffed::Unknown,
        },
        _ if text.starts_with(b"WARC/") => Sniffed::Known(Format::Warc),
        _ if is_mhtml(text) => Sniffed::Html,
        _ => table(text).map_or(Sniffed::Unknown, |(format, delimiter)| Sniffed::Table(format, delimiter)),
    }
}

fn first_line(text: &[u8]) -> Option<&[u8]> {
    memchr::memchr(b'\n', text).map(|end| &text[..end])
}

/// Whether a file begins as a sitemap, whose items are "url".
pub(crate) fn is_sitemap(head: &[u8]) -> bool {
    root(head.trim_ascii_start()).as_deref() == Some("urlset")
}

/// The name of the first element that is neither a declaration nor a comment, in small letters and without a prefix.
fn root(text: &[u8]) -> Option<String> {
    let mut rest = text;
    loop {
        rest = &rest[memchr::memchr(b'<', rest)?..];
        if rest.starts_with(b"<!--") {
            rest = &rest[memchr::memmem::find(rest, b"-->")?..];
            continue;
        }
        let end = memchr::memchr(b'>', rest)?;
        let inside = String::from_utf8_lossy(&rest[1..end]).to_ascii_lowercase();
        if inside.starts_with("!doctype") && inside.split_ascii_whitespace().nth(1) == Some("html") {
            return Some("!doctype html".to_owned());
        }
        if !inside.starts_with(['?', '!']) {
            let name = inside.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
            return Some(name.rsplit(':').next().unwrap_or_default().to_owned());
        }
        rest = &rest[end..];
    }
}

/// What an object that holds a list of articles says about them: a JSON Feed has a title and a language.
pub(crate) fn json_context(head: &[u8]) -> JsonContext {
    let context = || {
        let at = memchr::memmem::find(head, b"\"items\"")?;
        let mut before = head[..at].to_vec();
        before.extend_from_slice(b"\"items\":0}");
        let feed: serde_json::Value = serde_json::from_slice(&before).ok()?;
        let text = |name: &str| Some(feed.get(name)?.as_str()?.to_owned());
        text("version")?
            .contains("jsonfeed.org")
            .then(|| JsonContext { source: text("title"), language: text("language") })
    };
    context().unwrap_or_default()
}

/// The encoding that an XML declaration names, if it is another than UTF-8.
pub(crate) fn xml_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let declaration = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let rest = &declaration[memchr::memmem::find(declaration, b"encoding")? + 8..];
    let name = rest.split(|byte| matches!(byte, b'"' | b'\'')).nth(1)?;
    // a text in UTF-16 has been decoded where the declaration can be read
    Encoding::for_label(name).filter(|found| *found != encoding_rs::UTF_8 && found.is_ascii_compatible())
}

/// A first line that is the header of a table, and what parts its cells.
fn table(text: &[u8]) -> Option<(Format, u8)> {
    if let Some(delimiter) = said_delimiter(text) {
        let format = if delimiter == b'\t' { Format::Tsv } else { Format::Csv };
        return Some((format, delimiter));
    }
    let line = text_of(first_line(text).unwrap_or(text)).into_owned();
    let map = FieldMap::default();
    for delimiter in ['\t', ',', ';', '|'] {
        let cells: Vec<&str> =
            line.trim_end().split(delimiter).map(|cell| cell.trim().trim_matches('"')).collect();
        if delimiter == '\t' && is_gkg(&cells) {
            return Some((Format::Gkg, b'\t'));
        }
        if cells.len() < 2 || cells.iter().any(|cell| cell.len() > 60) {
            continue;
        }
        let known: Vec<_> =
            cells.iter().filter_map(|cell| map.lookup(cell)).map(|found| found.field).collect();
        let is_name = |cell: &&str| cell.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        // one known name is enough in a line of nothing but names
        let are_enough = known.len() >= 2 || cells.iter().all(is_name);
        let is_text =
            |field: &Field| matches!(field, Field::Title | Field::Text | Field::Url | Field::Article);
        if are_enough && known.iter().any(is_text) {
            let format = if delimiter == '\t' { Format::Tsv } else { Format::Csv };
            return Some((format, u8::try_from(delimiter).unwrap_or(b',')));
        }
    }
    None
}

/// What parts the cells, as a first line says it for spreadsheets: "sep=;".
pub(crate) fn said_delimiter(text: &[u8]) -> Option<u8> {
    let line = first_line(text)?.trim_ascii_end();
    match line.get(..4)?.eq_ignore_ascii_case(b"sep=").then(|| &line[4..])? {
        [delimiter @ (b',' | b';' | b'|' | b'\t')] => Some(*delimiter),
        // a tab at the end was trimmed with the line
        [] => Some(b'\t'),
        _ => None,
    }
}

/// A row of GDELT's Global Knowledge Graph begins with "20241104081500-12" and the time.
fn is_gkg(cells: &[&str]) -> bool {
    let is_time = |cell: &str| cell.len() == 14 && cell.bytes().all(|byte| byte.is_ascii_digit());
    cells.len() >= 25 && is_time(cells[1]) && cells[0].get(..14).is_some_and(is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        let json = Sniffed::Json;
        let wrapped = |name: &str| json(JsonShape::Wrapped(name.to_owned()));
        let known = Sniffed::Known;
        for (head, expected) in [
            ("", json(JsonShape::Lines)),
            ("{\"id\":1}\n{", json(JsonShape::Lines)),
            ("{\"id\":\n{\"id\":2}\n", json(JsonShape::Lines)),
            ("{\"id\": 1, \"title\": \"cut off,\n{\"id\":2}\n", json(JsonShape::Lines)),
            ("{\n  \"id\": 1\n}", json(JsonShape::Objects)),
            ("{\"status\":\"ok\",\"articles\":[{\"title\":\"x\"}]}", wrapped("articles")),
            (
                "{\n \"version\": \"https://jsonfeed.org/version/1.1\",\n \"title\": \"x\",\n \"items\": [\n {\n",
                wrapped("items"),
            ),
            ("{\"response\":{\"docs\":[{\"a\":1}]}}", wrapped("docs")),
            ("{\"id\":1,\"title\":\"x\",\"items\":[{\"a\":1}]}\n", json(JsonShape::Lines)),
            ("<?xml version='1.0'?>\n<!-- a --><rss version='2.0'>", known(Format::Feed)),
            ("<rdf:RDF xmlns='x'>", known(Format::Feed)),
            ("<opml version='2.0'>", known(Format::Opml)),
            ("<!DOCTYPE nitf SYSTEM 'x'><nitf>", known(Format::Nitf)),
            ("<newsItem guid='x'>", known(Format::NewsMl)),
            ("<!doctype html>", Sniffed::Html),
            ("<h1>Dam</h1>", Sniffed::Unknown),
            ("WARC/1.0\r\n", known(Format::Warc)),
            ("stories_id,publish_date,title,url\n1,", Sniffed::Table(Format::Csv, b',')),
            ("\"Title\";\"Text\"\n", Sniffed::Table(Format::Csv, b';')),
            ("id\theadline\n", Sniffed::Table(Format::Tsv, b'\t')),
            ("article,highlights\n", Sniffed::Table(Format::Csv, b',')),
            ("sep=;\r\nTitel;Text\r\n", Sniffed::Table(Format::Csv, b';')),
            ("标题,正文,来源\n", Sniffed::Table(Format::Csv, b',')),
            ("Τίτλος;Κείμενο;Πηγή\n", Sniffed::Table(Format::Csv, b';')),
            ("{\"id\":1,\"title\":\"a\"}{\"id\":2}", json(JsonShape::Objects)),
            ("Title, or what there is of it\n", Sniffed::Unknown),
            ("The dam, which gave way, was old.\n", Sniffed::Unknown),
        ] {
            assert_eq!(sniff(head.as_bytes()), expected, "{head}");
        }
        assert!(
            is_enough(b"{\"a\":1}\n") && !is_enough(b"{\"a\":1") && !is_enough(b"<?xml version='1.0'?>\n")
        );
    }
}
