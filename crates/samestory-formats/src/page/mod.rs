//! Saved web pages: the article of a page, and what the page declares of it.

mod article_blocks;
mod authors;
mod beside;
mod blocks;
mod bylines;
mod candidates;
mod charset;
mod clock;
mod dates;
mod elements;
mod embedded;
mod headline;
mod hints;
mod json_ld;
mod junk;
mod main_text;
mod metadata;
mod mhtml;
mod months;
mod page_dates;
mod page_head;
mod pieces;
#[cfg(feature = "pages")]
mod readable;
mod record;
mod rich_text;
mod script_data;
mod teasers;
mod threads;
mod tree;
mod tree_builder;
mod value_limits;
mod word_tables;

pub(crate) use dates::read_date;
pub(crate) use mhtml::is_mhtml;
pub use record::PageRecord;

use blocks::Blocks;
use embedded::{from_noscript, from_scripts};
use main_text::{Known, MainText, main_text};
use metadata::{Metadata, metadata};
use tree::Tree;

/// Fewer characters of text than this are said in a warning.
const SHORT: usize = 100;

/// Reads the article of an HTML page, under a name for its warnings.
///
/// # Complexity
///
/// Linear, but for what the readability port does, which is given no more than a bounded tree.
///
/// # Examples
///
/// ```
/// let page = b"<html lang=en><title>Dam gives way | Gazette</title><meta property='article:published_time' content='2024-11-04'>
///     <nav>Home</nav><h1>Dam gives way</h1><p>The dam gave <b>way</b>, engineers said.";
/// let record = samestory_formats::read_page(page, "dam.html");
/// assert_eq!((record.title.as_str(), record.text.as_str()), ("Dam gives way", "The dam gave way, engineers said."));
/// assert_eq!((record.published.as_deref(), record.language.as_deref()), (Some("2024-11-04"), Some("en")));
/// ```
pub fn read_page(bytes: &[u8], name: &str) -> PageRecord {
    let Page { text, warning } = decode_page(bytes, name);
    let mut record = read_text(&text, name);
    record.warnings.splice(0..0, warning);
    record
}

/// A page as text, and what of its bytes could not be decoded.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) warning: Option<String>,
}

/// Decodes a page, under a name for the warning.
pub(crate) fn decode_page(bytes: &[u8], name: &str) -> Page {
    let unpacked = mhtml::page_of(bytes);
    let charset::Decoded { text, encoding, undecodable } =
        charset::decode(unpacked.as_deref().unwrap_or(bytes));
    let sequences = if undecodable == 1 { "sequence of bytes is" } else { "sequences of bytes are" };
    let warning =
        format!("{name}: {undecodable} {sequences} no {encoding}; marks of replacement stand for them");
    Page { text, warning: (undecodable > 0).then_some(warning) }
}

/// Reads the article of an HTML page that is decoded already.
pub(crate) fn read_text(html: &str, name: &str) -> PageRecord {
    let tree = Tree::parse(html);
    let blocks = Blocks::of(&tree);
    let mut metadata = metadata(&tree, &blocks);
    #[cfg(feature = "pages")]
    let readable = readable::readable_text(&tree, &blocks);
    #[cfg(not(feature = "pages"))]
    let readable: Option<String> = None;
    let known =
        Known { title: &metadata.title, declared: metadata.body.as_deref(), readable: readable.as_deref() };
    let mut text = main_text(&tree, &blocks, &known);
    take_embedded(html, &tree, &mut metadata, &mut text);
    let mut warnings = Vec::new();
    if tree.is_cut {
        warnings.push(format!("{name}: the page has more elements than are read; its end is left out"));
    }
    let (taken, all) = (
        text.paragraphs.iter().map(|p| p.chars().count()).sum::<usize>(),
        blocks.all.iter().map(|block| block.chars).sum::<usize>(),
    );
    if text.paragraphs.is_empty() {
        warnings.push(format!("{name}: no text of an article was found"));
    } else if text.is_all {
        warnings.push(format!(
            "{name}: no article stands out; all {taken} characters that can be seen are taken for its text"
        ));
    } else if taken < SHORT && all > 10 * SHORT {
        warnings.push(format!(
            "{name}: only {taken} of {all} characters look like an article; the rest is left out"
        ));
    }
    let url = metadata.url.or_else(|| saved_from(html).map(str::to_owned));
    PageRecord {
        title: metadata.title,
        text: text.paragraphs.join("\n\n"),
        published: metadata.published,
        modified: metadata.modified,
        publisher: metadata.publisher,
        authors: metadata.authors,
        url,
        language: metadata.language,
        warnings,
    }
}

/// A text of fewer characters may be what a page shows until its scripts have run.
const MAX_PLACEHOLDER: usize = 1_000;

/// Takes the article from the data of scripts, or from what is there for browsers without scripts, if the page shows none, or less than
/// half of it.
fn take_embedded(html: &str, tree: &Tree, metadata: &mut Metadata, text: &mut MainText) {
    let length = |paragraphs: &[String]| paragraphs.iter().map(|line| line.chars().count()).sum::<usize>();
    let shown = if text.is_all { 0 } else { length(&text.paragraphs) };
    if shown >= MAX_PLACEHOLDER {
        return;
    }
    let is_more = |paragraphs: &[String]| length(paragraphs) > 2 * shown;
    if let Some(found) = from_scripts(html, &metadata.title).filter(|found| is_more(&found.paragraphs)) {
        *text = MainText { paragraphs: found.paragraphs, is_all: false };
        if metadata.title.starts_with(&found.headline) {
            metadata.title = found.headline;
        }
        metadata.published = metadata.published.take().or(found.published);
        metadata.modified = metadata.modified.take().or(found.modified);
        if metadata.authors.is_empty() {
            metadata.authors = found.authors;
        }
    } else if let Some(paragraphs) = from_noscript(tree, &metadata.title).filter(|found| is_more(found)) {
        *text = MainText { paragraphs, is_all: false };
    }
}

/// Where the mark that browsers leave in a page they save stands at the latest.
const MARK_BEFORE: usize = 4 << 10;

/// The address that a browser says it saved a page from: `<!-- saved from url=(0042)https://… -->`.
fn saved_from(html: &str) -> Option<&str> {
    let head = html.get(..MARK_BEFORE).unwrap_or(html);
    let rest = &head[head.find("saved from url=(")? + "saved from url=(".len()..];
    let (digits, address) = rest.split_once(')')?;
    let address = address.split(|c: char| c.is_whitespace() || c == '>').next()?.trim_end_matches("--");
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    (is_address && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_say_where_a_page_was_saved() {
        let page = |mark: &str, head: &str| {
            let html = format!(
                "<!DOCTYPE html>\n{mark}\n<html><head>{head}</head><body><h1>Dam</h1><p>It gave way.</body></html>"
            );
            read_text(&html, "dam.html").url
        };
        let mark = "<!-- saved from url=(0026)https://x.example/news/dam -->";
        assert_eq!(page(mark, "").as_deref(), Some("https://x.example/news/dam"));
        let canonical = "<link rel=canonical href=https://x.example/dam>";
        assert_eq!(page(mark, canonical).as_deref(), Some("https://x.example/dam"));
        assert_eq!(page("<!-- saved from url=(0014)about:internet -->", ""), None);
        assert_eq!(page("<!-- saved from url=(x -->", ""), None);
        let base = "<base href=https://x.example/news/><link rel=canonical href=dam>";
        assert_eq!(page("", base).as_deref(), Some("https://x.example/news/dam"));
    }

    #[test]
    fn what_a_page_says_for_its_counter_of_readers() {
        let html = r#"<html><head><meta name='parsely-page' content='{"title": "Dam", "author": "Jane Roe", "pub_date": "2024-11-04T08:10:00Z", "link": "https://x.example/dam"}'></head><body><h1>Dam</h1><p>It gave way.</body></html>"#;
        let record = read_text(html, "dam.html");
        assert_eq!(
            (record.url.as_deref(), record.authors),
            (Some("https://x.example/dam"), vec!["Jane Roe".to_owned()])
        );
        assert_eq!(record.published.as_deref(), Some("2024-11-04T08:10:00Z"));
    }
}
