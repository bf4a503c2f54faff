//! Changes as a feed.

use std::borrow::Cow;

use quick_xml::se::{SeError, Serializer};
use samestory::Published;
use samestory::unstable::versions::canonical_url;
use samestory::versions::{History, Version};
use samestory_changes::TextChange;
use serde::Serialize;

use crate::allowed::allowed;
use crate::html::{Link, diff_fragment};

/// What a feed says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedInfo {
    /// Its title.
    pub title: String,
    /// Its id, the same for ever: an address or "urn:…".
    pub id: String,
    /// Where it is: an http or https address; anything else is left out.
    pub url: Option<String>,
}

impl FeedInfo {
    /// A feed with an id made from a name that stays the same: "urn:samestory:feed:" and the name, escaped.
    pub fn new(title: impl Into<String>, name: &str) -> Self {
        Self { title: title.into(), id: format!("urn:samestory:feed:{}", urn_part(name)), url: None }
    }
}

/// A change and the article it is of.
struct Changed<'h> {
    history: &'h History,
    old: &'h Version,
    new: &'h Version,
    change: TextChange,
    /// When it was seen, or the latest time known before it.
    time: Option<Published>,
}

/// The changes of some articles (one, those of a source, those of a story) as an Atom feed ([RFC
/// 4287](https://www.rfc-editor.org/rfc/rfc4287)), the newest first: an entry for each version after the first, with its headline,
/// the kind of change and the change itself as HTML. An article whose address is not http or https has no link. Ids stay the same while the feed grows.
///
/// Versions without a time stand last, at the latest time known before them.
pub fn atom_feed<'h>(info: &FeedInfo, histories: impl IntoIterator<Item = &'h History>) -> String {
    let mut changes: Vec<Changed<'h>> = Vec::new();
    for history in histories {
        let mut time = history.first_seen();
        for (old, new, change) in samestory_changes::changes(history) {
            time = new.time.or(time);
            changes.push(Changed { history, old, new, change, time });
        }
    }
    let seconds = |time: Option<Published>| time.map_or(i64::MIN, Published::seconds);
    changes.sort_by_key(|changed| std::cmp::Reverse((seconds(changed.time), changed.new.number)));
    let feed = Feed {
        xmlns: "http://www.w3.org/2005/Atom",
        title: allowed(&info.title),
        id: allowed(&info.id),
        updated: stamp(changes.first().and_then(|changed| changed.time)),
        author: Person { name: "samestory".into() },
        link: info.url.as_deref().and_then(Link::web).map(|link| FeedLink { rel: "self", link }),
        entries: Entries(&changes),
    };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // writing to memory cannot fail
    let _ = write_feed(&mut xml, &feed);
    xml.push('\n');
    xml
}

fn write_feed(xml: &mut String, feed: &Feed<'_>) -> Result<(), SeError> {
    let mut serializer = Serializer::new(xml);
    // a line for each element
    serializer.indent(' ', 0);
    feed.serialize(serializer).map(|_| ())
}

/// The elements of a feed, in the order in which they are written.
#[derive(Serialize)]
#[serde(rename = "feed")]
struct Feed<'a> {
    #[serde(rename = "@xmlns")]
    xmlns: &'static str,
    title: Cow<'a, str>,
    id: Cow<'a, str>,
    updated: String,
    author: Person<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<FeedLink>,
    #[serde(rename = "entry")]
    entries: Entries<'a>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: Cow<'a, str>,
}

#[derive(Serialize)]
struct FeedLink {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@href")]
    link: Link,
}

/// Each entry is made when it is written: the changes as HTML are never in memory twice.
struct Entries<'a>(&'a [Changed<'a>]);

impl Serialize for Entries<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Entry::new))
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    title: String,
    id: String,
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<FeedLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Person<'a>>,
    category: Category,
    summary: String,
    content: Content,
}

#[derive(Serialize)]
struct Category {
    #[serde(rename = "@term")]
    term: &'static str,
}

#[derive(Serialize)]
struct Content {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "$text")]
    html: String,
}

impl<'a> Entry<'a> {
    fn new(changed: &'a Changed<'a>) -> Self {
        let Changed { history, old, new, change, time } = changed;
        let title = if new.title.trim().is_empty() { "Untitled article" } else { new.title.trim() };
        let later = new.since(old).map(|later| format!(", {later} later")).unwrap_or_default();
        let headline = if change.headline.is_some() { "; another headline" } else { "" };
        let class = change.class.name();
        Self {
            title: format!("{} (version {})", allowed(title), new.number),
            id: allowed(&entry_id(history, new)).into_owned(),
            updated: stamp(*time),
            link: history.url().and_then(Link::web).map(|link| FeedLink { rel: "alternate", link }),
            author: history.source().map(|source| Person { name: allowed(source) }),
            category: Category { term: class },
            summary: format!(
                "{class}{later}: {} words came, {} went{headline}",
                change.numbers.added_words, change.numbers.deleted_words
            ),
            content: Content { kind: "html", html: diff_fragment(old, new, change).into_string() },
        }
    }
}

/// The same for the same version of the same article, whatever else is in the feed.
fn entry_id(history: &History, version: &Version) -> String {
    let key = history.url().map(canonical_url).unwrap_or_else(|| history.versions()[0].title.clone());
    format!("urn:samestory:version:{}:{}", urn_part(&key), version.number)
}

/// A text inside a URN, what is not allowed there escaped.
fn urn_part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                part.push(char::from(byte))
            }
            _ => part.push_str(&format!("%{byte:02X}")),
        }
    }
    part
}

/// A time as RFC 3339 has it; a day stands for its noon, and no time at all for the beginning of Unix time, as a feed must have one.
fn stamp(time: Option<Published>) -> String {
    let seconds = time.map_or(0, Published::seconds);
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
