//! The items of RSS, Atom and sitemaps of news.

use url::Url;

use crate::fields::{Field, Fields};
use crate::xml::{Element, Node, parse};

/// What a feed says about itself: what its items do not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FeedHeader {
    title: Option<String>,
    language: Option<String>,
    /// What links are relative to.
    base: Option<String>,
    author: Option<String>,
}

impl FeedHeader {
    /// Reads what stands before the first item.
    pub(crate) fn read(header: &str) -> Self {
        let root = parse(header);
        // all elements that are open here end with the text
        let feed = root.find("channel").or_else(|| root.find("feed")).or_else(|| root.children().next());
        let Some(feed) = feed else { return Self::default() };
        let feed = &with_ends(feed.clone());
        let text = |name: &str| feed.child(name).map(Element::text).filter(|text| !text.trim().is_empty());
        let outer = root.children().next();
        let attribute =
            |name: &str| feed.attribute(name).or_else(|| outer?.attribute(name)).map(str::to_owned);
        Self {
            title: text("title").map(|title| title.trim().to_owned()),
            language: text("language").or_else(|| attribute("xml:lang")),
            base: attribute("xml:base").or_else(|| link(feed)).or_else(|| text("link")),
            author: feed.child("author").and_then(author),
        }
    }
}

/// Reads an item. The outlet is that of `source` if the feed collects items of several; the text is the content, else the summary.
pub(crate) fn read_item(text: &str, header: &FeedHeader) -> Option<Fields> {
    let mut nodes = parse(text).nodes.into_iter();
    let item = nodes.find_map(|node| if let Node::Element(item) = node { Some(item) } else { None })?;
    let item = &with_ends(item);
    let mut fields = Fields::default();
    for child in item.children() {
        read_child(child, &mut fields, header);
    }
    let base = item.attribute("xml:base").or(header.base.as_deref());
    if let Some(link) = link(item).or_else(|| item.child("link").map(Element::text)) {
        fields.set(Field::Url, resolved(link.trim(), base));
    }
    if let Some(about) = item.attribute("rdf:about") {
        fields.set_default(Field::Id, about);
    }
    for (field, value) in
        [(Field::Source, &header.title), (Field::Lang, &header.language), (Field::Author, &header.author)]
    {
        if let Some(value) = value {
            fields.set_default(field, value.as_str());
        }
    }
    if let Some(language) = item.attribute("xml:lang") {
        fields.set(Field::Lang, language);
    }
    Some(fields)
}

/// Elements of a feed whose names no markup has: they end an element before them that is not closed.
const NEVER_MARKUP: &[&str] = &[
    "guid",
    "pubDate",
    "description",
    "category",
    "creator",
    "encoded",
    "published",
    "updated",
    "enclosure",
];

/// These may be markup in a text, but end what holds a line only.
const SELDOM_MARKUP: &[&str] = &["link", "title", "author", "id", "summary", "content", "source"];

/// An element in which those in it that are not closed end where the next element of a feed begins.
fn with_ends(mut element: Element) -> Element {
    let mut nodes = Vec::new();
    add_with_ends(std::mem::take(&mut element.nodes), &mut nodes);
    element.nodes = nodes;
    element
}

fn add_with_ends(nodes: Vec<Node>, ended: &mut Vec<Node>) {
    for node in nodes {
        let mut behind = Vec::new();
        ended.push(match node {
            Node::Element(mut element) => {
                behind = behind_end(&mut element);
                Node::Element(element)
            }
            text => text,
        });
        // no deeper than elements stand in each other
        add_with_ends(behind, ended);
    }
}

/// Takes out of an element that holds a line or a text what is in it only because it is not closed.
fn behind_end(element: &mut Element) -> Vec<Node> {
    let ends: &[&[&str]] = match element.name.as_str() {
        "title" | "link" | "guid" | "pubDate" => &[NEVER_MARKUP, SELDOM_MARKUP],
        "description" => &[NEVER_MARKUP],
        _ => return Vec::new(),
    };
    let is_end = |node: &Node| match node {
        Node::Element(inner) => ends.iter().any(|names| names.contains(&inner.local())),
        Node::Text(_) => false,
    };
    let first = element.nodes.iter().position(is_end).unwrap_or(element.nodes.len());
    element.nodes.split_off(first)
}

fn read_child(child: &Element, fields: &mut Fields, header: &FeedHeader) {
    let rank = |field, rank| crate::fields::Synonym { field, rank };
    let prefix = child.name.split_once(':').map_or("", |(prefix, _)| prefix);
    match (prefix, child.local()) {
        ("" | "atom" | "rss", "title") => fields.set(Field::Title, child.markup()),
        (_, "title") => fields.put(rank(Field::Title, 3), child.markup()),
        ("" | "atom" | "rss", "guid" | "id") => {
            let id = child.text().trim().to_owned();
            if child.attribute("isPermaLink") != Some("false") && id.starts_with("http") {
                fields.put(rank(Field::Url, 5), id.as_str());
            }
            fields.set(Field::Id, id);
        }
        (_, "origLink") => fields.put(rank(Field::Url, 4), child.text().trim()),
        ("content", "encoded") => fields.set(Field::Text, child.markup()),
        ("" | "atom", "content") => {
            let is_text =
                child.attribute("type").is_none_or(|kind| kind.contains("html") || kind.contains("text"));
            if is_text {
                fields.put(rank(Field::Text, 1), child.markup());
            }
        }
        ("", "fulltext" | "full-text") => fields.put(rank(Field::Text, 1), child.markup()),
        ("" | "atom" | "rss", "description" | "summary") => fields.put(rank(Field::Text, 2), child.markup()),
        ("media" | "itunes" | "dc", "description" | "summary") => {
            fields.put(rank(Field::Text, 3), child.markup())
        }
        // of a sitemap
        (_, "loc") => fields.set(Field::Url, child.text().trim()),
        (_, "lastmod") => fields.set(Field::Modified, child.text().trim()),
        ("news", "news") => child.children().for_each(|inner| read_child(inner, fields, header)),
        ("news", "publication") => {
            for (name, field) in [("name", Field::Source), ("language", Field::Lang)] {
                if let Some(said) = child.children().find(|inner| inner.local() == name) {
                    fields.set(field, said.text().trim());
                }
            }
        }
        ("news", "publication_date") => fields.set(Field::Published, child.text().trim()),
        (_, "pubDate" | "pubdate" | "PubDate" | "published" | "issued") => {
            fields.set(Field::Published, child.text().trim())
        }
        ("dc", "date") => fields.put(rank(Field::Published, 1), child.text().trim()),
        ("" | "atom", "date") => fields.put(rank(Field::Published, 2), child.text().trim()),
        (_, "created") => fields.put(rank(Field::Published, 3), child.text().trim()),
        (_, "updated" | "modified") => fields.set(Field::Modified, child.text().trim()),
        (_, "creator") => fields.set(Field::Author, child.text().trim()),
        (_, "author") => {
            if let Some(name) = author(child) {
                fields.put(rank(Field::Author, 1), name);
            }
        }
        (_, "language") => fields.put(rank(Field::Lang, 1), child.text().trim()),
        ("" | "rss" | "atom", "source") => {
            // the outlet of an item in a feed of many: in RSS its text, in Atom the title of its feed
            let name = child.child("title").map_or_else(|| child.text(), Element::text);
            fields.set(Field::Source, name.trim());
            if let Some(address) = child.attribute("url") {
                fields.set_default(Field::Source, address);
            }
        }
        ("dc", "publisher" | "source") => {
            let name = child.text();
            if header.title.as_deref() != Some(name.trim()) && !name.contains("://") {
                fields.put(rank(Field::Source, 2), name.trim());
            }
        }
        _ => {}
    }
}

/// The address of the page: the link without a relation, or that to the alternate.
fn link(element: &Element) -> Option<String> {
    let links = || element.children().filter(|child| child.local() == "link");
    let of = |relation: Option<&str>| {
        links().find(|link| link.attribute("href").is_some() && link.attribute("rel") == relation)
    };
    let found = of(Some("alternate")).or_else(|| of(None))?;
    found.attribute("href").map(str::to_owned)
}

/// The name of an author: that of Atom, or what RSS has, "jane@x.example (Jane Roe)".
fn author(element: &Element) -> Option<String> {
    let text = element.child("name").map_or_else(|| element.text(), Element::text);
    let text = text.trim();
    let name = match text.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')').trim(),
        _ => text,
    };
    (!name.is_empty()).then(|| name.to_owned())
}

/// A link made absolute, if it is relative and the base is known.
fn resolved(link: &str, base: Option<&str>) -> String {
    if Url::parse(link).is_ok() {
        return link.to_owned();
    }
    let joined = base.and_then(|base| Url::parse(base.trim()).ok()).and_then(|base| base.join(link).ok());
    joined.map_or_else(|| link.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> FeedHeader {
        FeedHeader::read(
            "<?xml version='1.0'?><rss><channel><title>Gazette &amp; Post</title><link>https://x.example/rss</link><language>en-gb</language>",
        )
    }

    #[test]
    fn rss_items_are_read() {
        let item = "<item><title>Tesco&amp;#039;s &lt;b&gt;burgers&lt;/b&gt;</title><link>/news/1</link><guid isPermaLink='false'>g-1</guid>\
            <description>Short&nbsp;text</description><content:encoded><![CDATA[<p>Long text.</p>]]></content:encoded>\
            <pubDate>Mon, 04 Nov 2024 08:10:00 GMT</pubDate><dc:creator>Jane Roe</dc:creator>\
            <source url='https://y.example/rss'>The Courier</source></item>";
        let fields = read_item(item, &header()).unwrap();
        assert_eq!(fields.get(Field::Title), Some("Tesco&#039;s <b>burgers</b>"));
        assert_eq!(fields.get(Field::Url), Some("https://x.example/news/1"));
        assert_eq!((fields.get(Field::Id), fields.get(Field::Source)), (Some("g-1"), Some("The Courier")));
        assert_eq!(fields.get(Field::Text), Some("<p>Long text.</p>"));
        assert_eq!((fields.get(Field::Author), fields.get(Field::Lang)), (Some("Jane Roe"), Some("en-gb")));
        let plain = read_item("<item><title>x</title></item>", &header()).unwrap();
        assert_eq!(plain.get(Field::Source), Some("Gazette & Post"));
    }

    #[test]
    fn what_is_not_closed_ends_where_the_next_element_begins() {
        let rest = "<link>https://x.example/2</link><guid>g-2</guid>";
        let text = "<description><p>Text <b>two</b></p></description><pubDate>Mon, 04 Nov 2024 08:10:00 GMT</pubDate>";
        let whole = format!("<item><title>A <i>dam</i><br/> broke</title>{rest}{text}</item>");
        let fields = read_item(&whole, &header());
        assert_eq!(fields.as_ref().unwrap().get(Field::Title), Some("A <i>dam</i><br></br> broke"));
        for end in ["</title>", "</link>", "</guid>", "</description>"] {
            assert_eq!(read_item(&whole.replace(end, ""), &header()), fields, "without {end}");
        }
        let read = FeedHeader::read(
            "<rss><channel><title>Gazette &amp; Post<link>https://x.example/rss</link><language>en-gb</language>",
        );
        assert_eq!(read, header());
    }

    #[test]
    fn sitemaps_of_news_are_read() {
        let url = "<url><loc>https://x.example/1</loc><lastmod>2024-11-05</lastmod><news:news><news:publication><news:name>Gazette</news:name>\
            <news:language>en</news:language></news:publication><news:publication_date>2024-11-04T09:10:00+01:00</news:publication_date>\
            <news:title>Dam gives way</news:title></news:news><image:image><image:loc>https://x.example/1.jpg</image:loc></image:image></url>";
        let fields = read_item(url, &FeedHeader::default()).unwrap();
        for (field, value) in [
            (Field::Url, "https://x.example/1"),
            (Field::Title, "Dam gives way"),
            (Field::Source, "Gazette"),
            (Field::Lang, "en"),
            (Field::Published, "2024-11-04T09:10:00+01:00"),
            (Field::Modified, "2024-11-05"),
        ] {
            assert_eq!(fields.get(field), Some(value));
        }
    }

    #[test]
    fn atom_entries_are_read() {
        let header = FeedHeader::read(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>Z</title><link rel='self' href='s'/><link href='https://z.example/'/>",
        );
        let entry = "<entry><id>tag:z.example,2024:1</id><title type='html'>A &amp;amp; B</title><link rel='enclosure' href='m.mp3'/><link rel='alternate' href='a/1'/>\
            <updated>2024-11-04T09:00:00Z</updated><author><name>J. Roe</name></author><summary>s</summary>\
            <content type='xhtml'><div><p>One &lt; two.</p><p>Three</p></div></content></entry>";
        let fields = read_item(entry, &header).unwrap();
        assert_eq!(fields.get(Field::Url), Some("https://z.example/a/1"));
        assert_eq!(fields.get(Field::Text), Some("<div><p>One &lt; two.</p><p>Three</p></div>"));
        assert_eq!((fields.get(Field::Author), fields.get(Field::Lang)), (Some("J. Roe"), Some("de")));
        assert_eq!(
            (fields.get(Field::Published), fields.get(Field::Modified)),
            (None, Some("2024-11-04T09:00:00Z"))
        );
    }
}
