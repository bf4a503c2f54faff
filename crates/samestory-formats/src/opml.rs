//! Lists of feeds.

use crate::legacy::text_of;
use crate::xml::{Element, parse};

/// A feed of a list.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFeed {
    /// What it is called, if it has a name.
    pub title: Option<String>,
    /// Its address.
    pub url: String,
}

/// Reads a list of feeds: OPML, or addresses, one a line ("#" begins a remark). Feeds stand in the order of the list, each once.
///
/// # Examples
///
/// ```
/// let list = br#"<opml><body><outline text="News"><outline text="Gazette" xmlUrl="https://x.example/rss"/></outline></body></opml>"#;
/// let feeds = samestory_formats::read_feed_list(list);
/// assert_eq!((feeds[0].title.as_deref(), feeds[0].url.as_str()), (Some("Gazette"), "https://x.example/rss"));
/// assert_eq!(samestory_formats::read_feed_list(b"https://x.example/rss # all\n").len(), 1);
/// ```
pub fn read_feed_list(list: &[u8]) -> Vec<ListedFeed> {
    let text = text_of(list);
    let mut feeds: Vec<ListedFeed> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut add = |title: Option<&str>, url: &str| {
        let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
        // "feed://x.example/rss", "feed:https://x.example/rss", as browsers wrote them
        let url = match url.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
            Some(rest) => rest.to_owned(),
            None => url.to_owned(),
        };
        if !url.is_empty() && seen.insert(url.clone()) {
            feeds.push(ListedFeed { title, url });
        }
    };
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        add_outlines(&parse(&text), &mut add);
    } else {
        for line in text.lines() {
            let line = line.trim_start_matches('\u{feff}');
            let address = line.split_once(" #").map_or(line, |(address, _)| address).trim();
            if !address.starts_with('#') {
                add(None, address);
            }
        }
    }
    feeds
}

fn add_outlines(element: &Element, add: &mut impl FnMut(Option<&str>, &str)) {
    for child in element.children() {
        if child.local() == "outline" {
            let address = ["xmlUrl", "xmlurl", "url"].into_iter().find_map(|name| child.attribute(name));
            let title = child.attribute("title").or_else(|| child.attribute("text"));
            if let Some(address) = address {
                add(title, address.trim());
            }
        }
        add_outlines(child, add);
    }
}
