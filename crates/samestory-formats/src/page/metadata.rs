//! What a page declares of its article: in JSON-LD, Open Graph, `meta`, microdata, `time`, `link`; and what it shows near the headline.

use super::blocks::Blocks;
use super::headline::Headlines;
use super::json_ld::{self, plain};
use super::page_head::{NAMES, Page};
use super::tree::{NodeId, Tree, one_line};

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: String,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// The text that is declared for machines.
    pub(super) body: Option<String>,
}

/// Reads what a page declares.
pub(super) fn metadata(tree: &Tree, blocks: &Blocks) -> Metadata {
    let page = Page::of(tree);
    let canonical = page.canonical();
    let addresses: Vec<&str> = canonical.iter().map(String::as_str).collect();
    let mut declared = json_ld::read(tree, &addresses);
    if let Some(said) = page.first(&["parsely-page"]) {
        declared.complete(said);
    }
    let url = canonical.or_else(|| declared.url.clone());
    let declared_publisher = page.publisher(&declared);
    let host = url.as_deref().map(host_label).unwrap_or_default();
    let site_names: Vec<String> = page
        .all(&NAMES.sites)
        .map(one_line)
        .chain(declared.publisher.clone())
        .chain(declared.site.clone())
        .chain(Some(host))
        .filter(|name| !name.is_empty())
        .collect();
    let sites: Vec<&str> = site_names.iter().map(|name| name.trim_start_matches('@')).collect();
    let shown: Vec<NodeId> = (1..tree.len()).filter(|id| tree.name(*id) == "h1").collect();
    // Open Graph and the cards of another network are one voice
    let social = page.first(&["og:title", "twitter:title"]).map(plain);
    let headlines = Headlines {
        shown: shown.iter().map(|id| tree.line_in(*id)).chain(page.item_texts("headline")).take(24).collect(),
        declared: declared
            .headline
            .iter()
            .cloned()
            .chain(social)
            .chain(page.all(&NAMES.titles).map(plain))
            .collect(),
        title: (1..tree.len())
            .find(|id| tree.name(*id) == "title" && !tree.ancestors(*id).any(|id| tree.name(id) == "svg"))
            .map(|id| tree.line_in(id)),
    };
    let mut title = headlines.choose(&sites);
    if title.is_empty() {
        // no headline of the first rank: the first of the second
        title = blocks
            .all
            .iter()
            .find(|block| matches!(block.kind, "h2" | "h3") && !block.is_beside && block.chars < 200)
            .map(|block| block.text.clone())
            .unwrap_or_default();
    }
    let publisher = declared_publisher.or_else(|| headlines.site_in_title(&title));
    let headline = shown.into_iter().find(|id| tree.line_in(*id) == title);
    let published = page.published(&declared, headline, blocks, url.as_deref());
    let modified = page.modified(&declared);
    let authors = page.authors(&declared, &sites, headline, blocks);
    Metadata {
        title,
        published,
        modified,
        publisher,
        authors,
        language: page.language(&declared),
        url,
        body: declared.body,
    }
}

/// The part of a host that names the outlet: "gazette" of "www.gazette.co.uk".
fn host_label(url: &str) -> String {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    let long = labels.iter().rev().skip(1).find(|label| label.len() > 3);
    long.map(|label| (*label).to_owned()).unwrap_or_default()
}
