//! What a page declares of its article: in JSON-LD, Open Graph, `meta`, microdata, `time`, `link`; and what it shows near the headline.

use super::authors;
use super::blocks::Blocks;
use super::dates::{date_in_address, read_date};
use super::headline::Headlines;
use super::hints::words;
use super::json_ld::{self, Declared, plain};
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

const TITLES: &[&str] = &[
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "hdl",
    "headline",
    "article:title",
    "cxenseparse:title",
    "citation_title",
    "rnews:headline",
    "title",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "published-date",
    "published_at",
    "published_time",
    "publication_date",
    "publicationdate",
    "publication-date",
    "article.published",
    "article.created",
    "article:publicationdate",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "ptime",
    "pdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
    "dcterms.available",
    "citation_publication_date",
    "citation_date",
    "rnews:datepublished",
    "bt:pubdate",
    "vr:published_time",
    "last-published",
    "article:create_time",
    "created",
    "datecreated",
    "date_published",
    "dc.date.publication",
    "weibo:article:create_at",
    "og:pubdate",
    "timestamp",
    "nrkpub",
    "release_date",
    "og:regdate",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "og:modified_time",
    "article:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "modified",
    "updated",
    "revision_date",
    "article.updated",
    "last_updated_date",
    "utime",
    "date_modified",
    "moddate",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "byl",
    "byline",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "creator",
    "cxenseparse:author",
    "citation_author",
    "rbauthors",
    "authors",
    "article.author",
    "dcsext.author",
    "twitter:data1",
    "og:author",
    "mediator_author",
    "dable:author",
];
const SITES: &[&str] = &[
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "twitter:site",
    "cre",
    "source",
    "copyright",
    "apple-mobile-web-app-title",
    "al:ios:app_name",
];

/// Everything that is gathered before it is judged.
struct Page<'t> {
    tree: &'t Tree,
    /// The `meta` elements: name in lower case, content.
    metas: Vec<(String, &'t str)>,
    /// Whether month stands before day in dates of slashes.
    month_first: bool,
}

/// Reads what a page declares.
pub(super) fn metadata(tree: &Tree, blocks: &Blocks) -> Metadata {
    let page = Page::of(tree);
    let canonical = page.canonical();
    let addresses: Vec<&str> = canonical.iter().map(String::as_str).collect();
    let declared = json_ld::read(tree, &addresses);
    let url = canonical.or_else(|| declared.url.clone());
    let publisher = page.publisher(&declared);
    let host = url.as_deref().map(host_label).unwrap_or_default();
    let site_names: Vec<String> = page
        .all(SITES)
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
            .chain(page.all(TITLES).map(plain))
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

impl<'t> Page<'t> {
    fn of(tree: &'t Tree) -> Self {
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
    fn all(&self, names: &[&str]) -> impl Iterator<Item = &'t str> {
        let of = |name: &str| {
            self.metas
                .iter()
                .filter(move |(known, _)| known == name)
                .map(|(_, content)| *content)
                .collect::<Vec<_>>()
        };
        names.iter().flat_map(|name| of(name)).collect::<Vec<_>>().into_iter()
    }

    fn first(&self, names: &[&str]) -> Option<&'t str> {
        self.all(names).next()
    }

    /// The texts of elements with this `itemprop`.
    fn item_texts(&self, item: &str) -> Vec<String> {
        self.items(item)
            .filter(|id| self.tree.name(*id) != "meta")
            .map(|id| self.tree.line_in(id))
            .filter(|text| !text.is_empty())
            .take(12)
            .collect()
    }

    fn items(&self, item: &str) -> impl Iterator<Item = NodeId> {
        let of = |id: &NodeId| {
            self.tree
                .attribute(*id, "itemprop")
                .is_some_and(|props| props.split_whitespace().any(|prop| prop.eq_ignore_ascii_case(item)))
        };
        (1..self.tree.len()).filter(of).collect::<Vec<_>>().into_iter()
    }

    /// The address of the article.
    fn canonical(&self) -> Option<String> {
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
        let relative = known.iter().flatten().find(|url| url.starts_with('/'))?;
        let host = [base, link("alternate"), link("shortlink"), link("home")]
            .into_iter()
            .flatten()
            .find(|url| is_address(url))?;
        let scheme = host.find("://")? + 3;
        let end = host[scheme..].find('/').map_or(host.len(), |at| scheme + at);
        Some(format!("{}{relative}", &host[..end]))
    }

    fn publisher(&self, declared: &Declared) -> Option<String> {
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

    fn language(&self, declared: &Declared) -> Option<String> {
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

    fn read(&self, text: &str) -> Option<String> {
        read_date(text, self.month_first)
    }

    fn published(
        &self,
        declared: &Declared,
        headline: Option<NodeId>,
        blocks: &Blocks,
        url: Option<&str>,
    ) -> Option<String> {
        let own = declared.published.as_deref().and_then(|text| self.read(text));
        let meta = || self.all(PUBLISHED).find_map(|text| self.read(text));
        let item = || self.items("datePublished").find_map(|id| self.date_of(id));
        let times = || self.time_element(headline);
        let shown = || self.shown_date(headline, blocks);
        let changed = || self.all(MODIFIED).find_map(|text| self.read(text));
        own.or_else(meta)
            .or_else(item)
            .or_else(times)
            .or_else(shown)
            .or_else(|| url.and_then(date_in_address))
            .or_else(changed)
    }

    fn modified(&self, declared: &Declared) -> Option<String> {
        let own = declared.modified.as_deref().and_then(|text| self.read(text));
        let item = || self.items("dateModified").find_map(|id| self.date_of(id));
        own.or_else(|| self.all(MODIFIED).find_map(|text| self.read(text))).or_else(item)
    }

    /// The date that an element says: in `datetime`, `content`, `title`, or as text.
    fn date_of(&self, id: NodeId) -> Option<String> {
        let attribute = ["datetime", "content", "title"]
            .iter()
            .find_map(|name| self.tree.attribute(id, name).and_then(|text| self.read(text)));
        attribute.or_else(|| {
            Some(self.tree.line_in(id))
                .filter(|line| line.chars().count() < 120)
                .and_then(|line| self.read(&line))
        })
    }

    /// The `time` that says when the article was published: marked so, else the nearest after the headline.
    fn time_element(&self, headline: Option<NodeId>) -> Option<String> {
        let tree = self.tree;
        let times: Vec<(NodeId, String)> = (1..tree.len())
            .filter(|id| matches!(tree.name(*id), "time" | "abbr" | "relative-time" | "?"))
            .filter(|id| {
                tree.name(*id) == "time"
                    || tree.attribute(*id, "datetime").is_some()
                    || tree.name(*id) == "abbr" && words(tree, *id).contains(" published ")
            })
            .map(|id| (id, words(tree, id)))
            .collect();
        let is_change = |words: &str| words.contains(" updated ") || words.contains(" modified ");
        let marked = times.iter().filter(|(id, words)| {
            tree.attribute(*id, "pubdate").is_some()
                || (words.contains(" published ")
                    || words.contains(" date published ")
                    || words.contains(" entry date ")
                    || words.contains(" pubdate "))
                    && !is_change(words)
        });
        if let Some(date) = marked.filter_map(|(id, _)| self.date_of(*id)).next() {
            return Some(date);
        }
        let headline = headline.unwrap_or(0);
        let mut near: Vec<&(NodeId, String)> = times.iter().filter(|(_, words)| !is_change(words)).collect();
        near.sort_by_key(|(id, _)| (*id < headline, id.abs_diff(headline)));
        near.into_iter().chain(&times).find_map(|(id, _)| self.date_of(*id))
    }

    /// A date that is shown as text: in an element that is called so, else a short line near the headline.
    fn shown_date(&self, headline: Option<NodeId>, blocks: &Blocks) -> Option<String> {
        let tree = self.tree;
        let called =
            (1..tree.len()).filter(|id| tree.text(*id).is_none() && tree.end(*id) - id < 24).filter(|id| {
                let words = words(tree, *id);
                [
                    " date ",
                    " time ",
                    " timestamp ",
                    " published ",
                    " pubdate ",
                    " publish ",
                    " posted ",
                    " fecha ",
                    " datum ",
                    " data ",
                    " dateline ",
                    " byline ",
                    " datetime ",
                    " post meta ",
                    " entry meta ",
                    " meta ",
                    " info ",
                    " pubtime ",
                ]
                .iter()
                .any(|word| words.contains(word))
            });
        let mut called: Vec<NodeId> = called.take(400).collect();
        let headline = headline.unwrap_or(0);
        called.sort_by_key(|id| (*id < headline, id.abs_diff(headline)));
        let of_called = called.into_iter().filter(|id| id.abs_diff(headline) < 4000).find_map(|id| {
            let line = tree.line_in(id);
            (line.chars().count() < 160).then(|| self.read(&line)).flatten()
        });
        if of_called.is_some() {
            return of_called;
        }
        let first = blocks.all.iter().position(|block| block.at >= headline).unwrap_or(0);
        let after = blocks.all[first..].iter().take(14);
        let before = blocks.all[..first].iter().rev().take(4);
        let line =
            |block: &super::blocks::Block| if block.chars < 140 { self.read(&block.text) } else { None };
        let lines = after.chain(before).find_map(line);
        // a wire's last line, or a dateline that begins the text
        lines.or_else(|| blocks.all.iter().rev().take(3).find_map(line)).or_else(|| {
            blocks.all.iter().find(|block| block.prose() > 0).and_then(|block| {
                let head: String = block.text.chars().take(60).collect();
                self.read(&head)
            })
        })
    }

    /// Persons, wherever they are named; else the organisation that the page declares as author.
    fn authors(
        &self,
        declared: &Declared,
        sites: &[&str],
        headline: Option<NodeId>,
        blocks: &Blocks,
    ) -> Vec<String> {
        let persons = self.persons(declared, sites, headline, blocks);
        if !persons.is_empty() {
            return persons;
        }
        let own = authors::organisations(&declared.authors);
        if !own.is_empty() {
            return own;
        }
        let metas = AUTHORS.iter().map(|name| self.all(&[name]).map(str::to_owned).collect::<Vec<_>>());
        metas.map(|texts| authors::organisations(&texts)).find(|names| !names.is_empty()).unwrap_or_default()
    }

    fn persons(
        &self,
        declared: &Declared,
        sites: &[&str],
        headline: Option<NodeId>,
        blocks: &Blocks,
    ) -> Vec<String> {
        let own = authors::clean(&declared.authors, sites);
        if !own.is_empty() {
            return own;
        }
        let of_metas: Vec<Vec<String>> =
            AUTHORS.iter().map(|name| self.all(&[name]).map(str::to_owned).collect()).collect();
        for texts in of_metas {
            let names = authors::clean(&texts, sites);
            if !names.is_empty() {
                return names;
            }
        }
        let tree = self.tree;
        let item: Vec<String> = self
            .items("author")
            .chain(self.items("creator"))
            .filter(|id| tree.name(*id) != "meta")
            .map(|id| {
                let end = tree.end(id);
                let inner = (id + 1..end)
                    .find(|inner| tree.attribute(*inner, "itemprop").is_some_and(|prop| prop == "name"));
                inner.map_or_else(
                    || tree.line_in(id),
                    |inner| {
                        tree.attribute(inner, "content").map_or_else(|| tree.line_in(inner), str::to_owned)
                    },
                )
            })
            .filter(|text| text.chars().count() < 120)
            .collect();
        let names = authors::clean(&item, sites);
        if !names.is_empty() {
            return names;
        }
        self.shown_authors(sites, headline, blocks)
    }

    /// Authors that are shown: `rel=author`, an element that is called so, a line that begins with "By".
    fn shown_authors(&self, sites: &[&str], headline: Option<NodeId>, blocks: &Blocks) -> Vec<String> {
        let tree = self.tree;
        let text =
            |id: NodeId| Some(tree.line_in(id)).filter(|line| !line.is_empty() && line.chars().count() < 120);
        let headline = headline.unwrap_or(0);
        let in_comments =
            |id: NodeId| tree.ancestors(id).any(|id| blocks.hints[id] == super::hints::Hint::Comments);
        let rel: Vec<String> = (1..tree.len())
            .filter(|id| {
                tree.attribute(*id, "rel")
                    .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"))
            })
            .filter(|id| !in_comments(*id))
            .filter_map(text)
            .take(4)
            .collect();
        let names = authors::clean(&rel, sites);
        if !names.is_empty() {
            return names;
        }
        let marks: [&[&str]; 2] = [
            &[
                " author name ",
                " byline name ",
                " authorname ",
                " author link ",
                " byline author ",
                " byline link ",
                " c byline author ",
                " fn ",
            ],
            &[
                " byline ",
                " author ",
                " authors ",
                " autor ",
                " auteur ",
                " autore ",
                " article author ",
                " entry author ",
                " writer ",
                " reporter ",
                " by ",
            ],
        ];
        for marks in marks {
            let mut called: Vec<NodeId> = (1..tree.len())
                .filter(|id| tree.text(*id).is_none() && tree.end(*id) - id < 40)
                .filter(|id| {
                    let words = words(tree, *id);
                    marks.iter().any(|mark| words.contains(mark)) && !in_comments(*id)
                })
                .take(200)
                .collect();
            called.sort_by_key(|id| (*id < headline, id.abs_diff(headline)));
            for id in called {
                // links in it are the names
                let links: Vec<String> =
                    (id..tree.end(id)).filter(|inner| tree.name(*inner) == "a").filter_map(text).collect();
                for texts in [links, text(id).into_iter().collect()] {
                    let names = authors::clean(&texts, sites);
                    if !names.is_empty() && names.len() < 7 {
                        return names;
                    }
                }
            }
        }
        let first = blocks.all.iter().position(|block| block.at >= headline).unwrap_or(0);
        let line = blocks.all[first..].iter().take(8).find(|block| {
            let lower = block.text.to_lowercase();
            block.chars < 100
                && ["by ", "von ", "par ", "por ", "di ", "door ", "автор", "текст:", "作者", "记者", "بقلم"]
                    .iter()
                    .any(|word| lower.starts_with(word))
                && !block.text.ends_with('.')
        });
        line.map(|block| authors::clean(std::slice::from_ref(&block.text), sites))
            .filter(|names| names.len() < 5)
            .unwrap_or_default()
    }
}

fn is_address(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://") || url.starts_with("//")) && url.len() > 10
}

fn is_home(url: &str) -> bool {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    rest.trim_end_matches('/').split(['/', '?', '#']).count() < 2
}
