//! What the head of a page says: `meta`, `link`, `html lang`.

use std::sync::LazyLock;

use super::dates::read_date;
use super::json_ld::{Declared, plain};
use super::tree::{NodeId, Tree, one_line};
use super::word_tables::list;

/// The names of `meta` elements.
pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let table = include_str!("words/metas.tsv");
    Names {
        titles: list(table, "title"),
        published: list(table, "published"),
        modified: list(table, "modified"),
        authors: list(table, "author"),
        sites: list(table, "site"),
    }
});

/// The lists of the table, the surest first.
pub(super) struct Names {
    pub(super) titles: Vec<&'static str>,
    pub(super) published: Vec<&'static str>,
    pub(super) modified: Vec<&'static str>,
    pub(super) authors: Vec<&'static str>,
    pub(super) sites: Vec<&'static str>,
}

/// Everything that is gathered before it is judged.
pub(super) struct Page<'t> {
    pub(super) tree: &'t Tree,
    /// The `meta` elements: name in lower case, content.
    metas: Vec<(String, &'t str)>,
    /// Whether month stands before day in dates of slashes.
    month_first: bool,
}

impl<'t> Page<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut metas = Vec::new();
        for id in 1..tree.len() {
            if tree.name(id) != "meta" {
                continue;
            }
            let Some(content) = tree.attribute(id, "content").or_else(|| tree.attribute(id, "value")) else {
                continue;
            };
            if content.trim().is_empty() {
                continue;
            }
            for name in ["property", "name", "itemprop", "http-equiv"] {
                for name in tree.attribute(id, name).unwrap_or("").split_whitespace().take(8) {
                    let name = name.to_ascii_lowercase();
                    let dublin =
                        ["dc:", "dcterms:", "dcterm:"].iter().find_map(|prefix| name.strip_prefix(prefix));
                    metas.push((dublin.map_or(name.clone(), |name| format!("dc.{name}")), content.trim()));
                }
            }
        }
        let mut page = Self { tree, metas, month_first: false };
        let language = tree.attribute(0, "lang").unwrap_or("").to_ascii_lowercase();
        let locale = page.first(&["og:locale"]).unwrap_or("").to_ascii_lowercase();
        page.month_first = language == "en-us"
            || locale == "en_us" && !matches!(language.as_str(), "en-gb" | "en-au" | "en-in")
            || language == "en";
        page
    }

    /// The contents of these, in the order of the names.
    pub(super) fn all(&self, names: &[&str]) -> impl Iterator<Item = &'t str> {
        let of = |name: &str| {
            self.metas
                .iter()
                .filter(move |(known, _)| known == name)
                .map(|(_, content)| *content)
                .collect::<Vec<_>>()
        };
        names.iter().flat_map(|name| of(name)).collect::<Vec<_>>().into_iter()
    }

    pub(super) fn first(&self, names: &[&str]) -> Option<&'t str> {
        self.all(names).next()
    }

    /// The texts of elements with this `itemprop`.
    pub(super) fn item_texts(&self, item: &str) -> Vec<String> {
        self.items(item)
            .filter(|id| self.tree.name(*id) != "meta")
            .map(|id| self.tree.line_in(id))
            .filter(|text| !text.is_empty())
            .take(12)
            .collect()
    }

    pub(super) fn items(&self, item: &str) -> impl Iterator<Item = NodeId> {
        let of = |id: &NodeId| {
            self.tree
                .attribute(*id, "itemprop")
                .is_some_and(|props| props.split_whitespace().any(|prop| prop.eq_ignore_ascii_case(item)))
        };
        (1..self.tree.len()).filter(of).collect::<Vec<_>>().into_iter()
    }

    /// The address of the article.
    pub(super) fn canonical(&self) -> Option<String> {
        let tree = self.tree;
        let link = |wanted: &str| {
            (1..tree.len()).filter(|id| tree.name(*id) == "link").find_map(|id| {
                let is_one =
                    tree.attribute(id, "rel")?.split_whitespace().any(|rel| rel.eq_ignore_ascii_case(wanted));
                tree.attribute(id, "href").filter(|_| is_one).map(str::trim).filter(|href| !href.is_empty())
            })
        };
        let base =
            (1..tree.len()).find(|id| tree.name(*id) == "base").and_then(|id| tree.attribute(id, "href"));
        let known = [
            link("canonical"),
            self.first(&["og:url", "twitter:url", "parsely-link", "dc.identifier", "syndication-source"]),
            link("original-source"),
        ];
        let full = known.iter().flatten().find(|url| is_address(url) && !is_home(url));
        let full = full.or_else(|| known.iter().flatten().find(|url| is_address(url)));
        if let Some(url) = full {
            return Some(if url.starts_with("//") { format!("https:{url}") } else { (*url).to_owned() });
        }
        // an address without its host: what else names the host
        if let Some(base) = base.and_then(|base| url::Url::parse(base.trim()).ok())
            && let Some(joined) = known.iter().flatten().find_map(|relative| base.join(relative).ok())
            && matches!(joined.scheme(), "http" | "https")
        {
            return Some(joined.into());
        }
        let relative = known.iter().flatten().find(|url| url.starts_with('/'))?;
        let host = [link("alternate"), link("shortlink"), link("home")]
            .into_iter()
            .flatten()
            .find(|url| is_address(url))?;
        let scheme = host.find("://")? + 3;
        let end = host[scheme..].find('/').map_or(host.len(), |at| scheme + at);
        Some(format!("{}{relative}", &host[..end]))
    }

    pub(super) fn publisher(&self, declared: &Declared) -> Option<String> {
        let named = self.first(&["og:site_name"]).map(|name| one_line(&plain(name)));
        let from_title = || {
            let title = self
                .first(&["application-name", "dc.publisher", "dcterms.publisher", "publisher"])
                .map(|name| one_line(&plain(name)));
            title
                .or_else(|| self.first(&["twitter:site"]).map(|name| name.trim_start_matches('@').to_owned()))
        };
        declared
            .publisher
            .clone()
            .or(named)
            .or_else(|| declared.site.clone())
            .or_else(from_title)
            .filter(|name| !name.is_empty() && name.chars().count() < 100)
    }

    pub(super) fn language(&self, declared: &Declared) -> Option<String> {
        let tag = |text: &str| {
            let tag = text.trim().split([',', ';', ' ']).next().unwrap_or("").replace('_', "-");
            let first = tag.split('-').next().unwrap_or("");
            (matches!(first.len(), 2 | 3) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
                .then_some(tag)
        };
        let of_html = self.tree.attribute(0, "lang").or_else(|| self.tree.attribute(0, "xml:lang"));
        let others = [
            self.first(&["content-language", "dc.language", "dcterms.language", "language", "inlanguage"]),
            declared.language.as_deref(),
            self.first(&["og:locale"]),
        ];
        of_html.and_then(tag).or_else(|| others.into_iter().flatten().find_map(tag))
    }

    /// A date in a text of this page.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let library = || text.trim().parse::<samestory::Published>().ok();
        let Some(own) = read_date(text, self.month_first) else {
            // the library knows months of more scripts
            let is_foreign = text.contains(|c: char| c > '\u{36f}' && c.is_alphabetic());
            return (is_foreign && text.len() <= MAX_OTHER_DATE).then(library)?.map(|date| date.to_string());
        };
        // and more zones: "10:00 IST", "10:00 America/New_York"
        let shown = own.len() == "2024-11-04T08:10:00".len() && text.len() <= MAX_OTHER_DATE;
        let zoned = shown.then(|| own.parse::<samestory::Published>().ok().zip(library())).flatten();
        match zoned {
            Some((known, zoned))
                if known != zoned
                    && zoned.precision() == samestory::Precision::Second
                    && known.days_to(zoned) < 1.0 =>
            {
                Some(zoned.to_string())
            }
            _ => Some(own),
        }
    }
}

/// A line with a date that the library is asked for is no longer, in bytes.
const MAX_OTHER_DATE: usize = 120;

fn is_address(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://") || url.starts_with("//")) && url.len() > 10
}

fn is_home(url: &str) -> bool {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    rest.trim_end_matches('/').split(['/', '?', '#']).count() < 2
}
