//! Changes as a feed.

use std::fmt::{self, Write};

use crate::html::{Escaped, Link, diff_fragment};
use samestory::Published;
use samestory::versions::{History, TextChange, Version, canonical_url};

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

/// What is needed of a version to write its entry.
struct Entry<'h> {
    history: &'h History,
    old: &'h Version,
    new: &'h Version,
    change: TextChange,
}

/// The changes of some articles (one, those of a source, those of a story) as an Atom feed ([RFC
/// 4287](https://www.rfc-editor.org/rfc/rfc4287)), the newest first: an entry for each version after the first, with its headline,
/// the kind of change and the change itself as HTML. An article whose address is not http or https has no link. Ids stay the same while the feed grows.
///
/// Versions without a time stand last, at the latest time known before them.
pub fn atom_feed<'h>(info: &FeedInfo, histories: impl IntoIterator<Item = &'h History>) -> String {
    let mut entries: Vec<(Option<Published>, Entry<'h>)> = Vec::new();
    for history in histories {
        let mut time = history.first_seen();
        for (old, new, change) in history.changes() {
            time = new.time.or(time);
            entries.push((time, Entry { history, old, new, change }));
        }
    }
    let seconds = |time: Option<Published>| time.map_or(i64::MIN, Published::seconds);
    entries.sort_by_key(|(time, entry)| std::cmp::Reverse((seconds(*time), entry.new.number)));
    let mut xml = String::new();
    // writing to memory cannot fail
    let _ = write_feed(&mut xml, info, &entries);
    xml
}

fn write_feed(xml: &mut String, info: &FeedInfo, entries: &[(Option<Published>, Entry<'_>)]) -> fmt::Result {
    writeln!(
        xml,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n<id>{}</id>\n\
         <updated>{}</updated>\n<author><name>samestory</name></author>",
        Escaped(&info.title),
        Escaped(&info.id),
        stamp(entries.first().and_then(|(time, _)| *time))
    )?;
    if let Some(link) = info.url.as_deref().and_then(Link::web) {
        writeln!(xml, "<link rel=\"self\" {link}/>")?;
    }
    for (time, entry) in entries {
        write_entry(xml, *time, entry)?;
    }
    xml.push_str("</feed>\n");
    Ok(())
}

fn write_entry(xml: &mut String, time: Option<Published>, entry: &Entry<'_>) -> fmt::Result {
    let Entry { history, old, new, change } = entry;
    let title = if new.title.trim().is_empty() { "Untitled article" } else { new.title.trim() };
    writeln!(
        xml,
        "<entry>\n<title>{} (version {})</title>\n<id>{}</id>\n<updated>{}</updated>",
        Escaped(title),
        new.number,
        Escaped(&entry_id(history, new)),
        stamp(time)
    )?;
    if let Some(link) = history.url().and_then(Link::web) {
        writeln!(xml, "<link rel=\"alternate\" {link}/>")?;
    }
    if let Some(source) = history.source() {
        writeln!(xml, "<author><name>{}</name></author>", Escaped(source))?;
    }
    let later = new.since(old).map(|later| format!(", {later} later")).unwrap_or_default();
    let headline = if change.headline.is_some() { "; another headline" } else { "" };
    writeln!(
        xml,
        "<category term=\"{0}\"/>\n<summary>{0}{later}: {1} words came, {2} went{headline}</summary>\n\
         <content type=\"html\">{3}</content>\n</entry>",
        change.class.name(),
        change.numbers.added_words,
        change.numbers.deleted_words,
        Escaped(&diff_fragment(old, new, change))
    )
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
