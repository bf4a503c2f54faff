//! Saved web pages: the article of a page, and what the page declares of it.

mod article_blocks;
mod authors;
mod blocks;
mod bylines;
mod candidates;
mod charset;
mod clock;
mod dates;
mod elements;
mod headline;
mod hints;
mod json_ld;
mod junk;
mod main_text;
mod metadata;
mod months;
mod page_dates;
mod page_head;
mod pieces;
#[cfg(feature = "pages")]
mod readable;
mod record;
mod teasers;
mod tree;
mod tree_builder;
mod word_tables;

pub(crate) use dates::read_date;
pub use record::PageRecord;

use blocks::Blocks;
use main_text::{Known, main_text};
use metadata::metadata;
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
    let charset::Decoded { text, encoding, undecodable } = charset::decode(bytes);
    let sequences = if undecodable == 1 { "sequence of bytes is" } else { "sequences of bytes are" };
    let warning =
        format!("{name}: {undecodable} {sequences} no {encoding}; marks of replacement stand for them");
    Page { text, warning: (undecodable > 0).then_some(warning) }
}

/// Reads the article of an HTML page that is decoded already.
pub(crate) fn read_text(html: &str, name: &str) -> PageRecord {
    let tree = Tree::parse(html);
    let blocks = Blocks::of(&tree);
    let metadata = metadata(&tree, &blocks);
    #[cfg(feature = "pages")]
    let readable = readable::readable_text(&tree, &blocks);
    #[cfg(not(feature = "pages"))]
    let readable: Option<String> = None;
    let known =
        Known { title: &metadata.title, declared: metadata.body.as_deref(), readable: readable.as_deref() };
    let text = main_text(&tree, &blocks, &known);
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
    PageRecord {
        title: metadata.title,
        text: text.paragraphs.join("\n\n"),
        published: metadata.published,
        modified: metadata.modified,
        publisher: metadata.publisher,
        authors: metadata.authors,
        url: metadata.url,
        language: metadata.language,
        warnings,
    }
}
