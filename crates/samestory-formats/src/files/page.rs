//! Saved pages: a file that is one article, or two versions of one.

use std::path::Path;

use samestory::Published;
use samestory::credits::{Newsroom, Newsrooms};
use samestory::versions::Observation;

use crate::newsdiffs::{NewsDiffsError, NewsDiffsPage};
use crate::page::{Page, decode_page, read_text};
use crate::saved_page::{SavedPage, is_html};

/// Names of files that may be saved pages.
const ENDINGS: &[&str] = &["txt", "html", "htm", "xhtml", "mht", "mhtml"];

/// Whether a file may be a saved page, by its name.
pub(super) fn may_be_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a text that begins with a bracket is no array of JSON objects.
pub(super) fn is_page(text: &[u8]) -> bool {
    let inside = text.trim_ascii_start().strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    !inside.is_some_and(|inside| inside.starts_with(b"{") || inside.starts_with(b"]"))
}

/// A saved page.
#[derive(Debug, Default)]
pub(super) struct ReadPage {
    /// What it shows, the earlier version first.
    pub(super) seen: Vec<Observation>,
    /// When the article was published, if that is not when it was seen.
    pub(super) published: Option<Published>,
    /// When it was changed last.
    pub(super) modified: Option<Published>,
    /// Who wrote it.
    pub(super) author: Option<String>,
    /// The language that the page declares.
    pub(super) language: Option<String>,
    /// What was given up or is unsure; each names the page.
    pub(super) warnings: Vec<String>,
}

/// Reads a saved page: both versions of a page of NewsDiffs or News Sniffer, else one article. That has its source and address from what
/// the page declares, else its source, by any name the table knows, and its id from the name of the file. It was seen when it was changed
/// last.
///
/// # Errors
///
/// If it is a page of versions that lacks something.
pub(super) fn read_page(
    path: &Path,
    bytes: &[u8],
    newsrooms: &Newsrooms,
) -> Result<ReadPage, NewsDiffsError> {
    let name = path.display();
    let Page { text, warning } = decode_page(bytes, &name.to_string());
    let mut read = ReadPage { warnings: warning.into_iter().collect(), ..ReadPage::default() };
    if NewsDiffsPage::is_one(&text) || !may_be_page(path) {
        let page = NewsDiffsPage::read(&text)?;
        if page.is_closed {
            read.warnings.push(format!("{name}: its site does not check the article again for changes"));
        }
        read.seen = page.observations().to_vec();
        return Ok(read);
    }
    let of = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, file) = (of(path.file_stem()), of(path.file_name()));
    let by_name = || known_by(&stem, newsrooms).map_or(stem.clone(), |newsroom| newsroom.name.clone());
    if !is_html(&text) {
        let SavedPage { title, text, .. } = SavedPage::read(&text);
        let seen =
            Observation { id: Some(file), source: Some(by_name()), title, text, ..Observation::default() };
        return Ok(ReadPage { seen: vec![seen], ..read });
    }
    let page = read_text(&text, &name.to_string());
    let time = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Published>().ok());
    let (published, modified) = (time(&page.published), time(&page.modified));
    let later = modified
        .filter(|modified| published.is_none_or(|published| published.seconds() < modified.seconds()));
    read.warnings.extend(page.warnings);
    read.published = published.or(modified);
    read.modified = modified;
    read.author = (!page.authors.is_empty()).then(|| page.authors.join(", "));
    read.language = page.language;
    read.seen.push(Observation {
        id: page.url.is_none().then_some(file),
        url: page.url,
        source: Some(page.publisher.unwrap_or_else(by_name)),
        time: later.or(published),
        title: page.title,
        text: page.text,
        ..Observation::default()
    });
    Ok(read)
}

/// The newsroom that a file is named after: by any of its names, or by the first part of a domain.
fn known_by<'n>(stem: &str, newsrooms: &'n Newsrooms) -> Option<&'n Newsroom> {
    let by_name = newsrooms.source(Some(stem), None);
    let label = |domain: &String| domain.split('.').next().is_some_and(|l| l.eq_ignore_ascii_case(stem));
    by_name.or_else(|| {
        let mut named = newsrooms.iter().filter(|n| n.domains.iter().any(label));
        named.next().filter(|_| named.next().is_none())
    })
}
