//! Saved pages: a file that is one article, or two versions of one.

use std::path::Path;

use samestory::credits::{Newsroom, Newsrooms};
use samestory::versions::Observation;

use crate::newsdiffs::{NewsDiffsError, NewsDiffsPage};
use crate::saved_page::SavedPage;

/// Names of files that may be saved pages.
const ENDINGS: &[&str] = &["txt", "html", "htm"];

/// Whether a file may be a saved page, by its name.
pub(super) fn may_be_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a text that begins with a bracket is no array of JSON objects.
pub(super) fn is_page(text: &[u8]) -> bool {
    let inside = text.trim_ascii_start().strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    !inside.is_some_and(|inside| inside.starts_with(b"{") || inside.starts_with(b"]"))
}

/// What a saved page shows, the earlier version first: both versions of a page of NewsDiffs or News Sniffer, else one article that
/// has its id from the name of the file, and its source, by any name the table knows.
///
/// # Errors
///
/// If it is a page of versions that lacks something.
pub(super) fn read_page(
    path: &Path,
    text: &str,
    newsrooms: &Newsrooms,
) -> Result<Vec<Observation>, NewsDiffsError> {
    if NewsDiffsPage::is_one(text) || !may_be_page(path) {
        return NewsDiffsPage::read(text).map(|page| page.observations().to_vec());
    }
    let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let stem = name(path.file_stem());
    let known = known_by(&stem, newsrooms);
    let SavedPage { title, text, .. } = SavedPage::read(text);
    Ok(vec![Observation {
        id: Some(name(path.file_name())),
        source: Some(known.map_or(stem, |newsroom| newsroom.name.clone())),
        title,
        text,
        ..Observation::default()
    }])
}

/// The newsroom that a file is named after: by any of its names, or by the first part of a domain.
fn known_by<'n>(stem: &str, newsrooms: &'n Newsrooms) -> Option<&'n Newsroom> {
    let by_name = newsrooms.source(Some(stem), None).and_then(|id| newsrooms.get(id));
    let label = |domain: &String| domain.split('.').next().is_some_and(|l| l.eq_ignore_ascii_case(stem));
    by_name.or_else(|| {
        let mut named = newsrooms.iter().map(|(_, n)| n).filter(|n| n.domains.iter().any(label));
        named.next().filter(|_| named.next().is_none())
    })
}
