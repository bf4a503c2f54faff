//! What a page says of its article in JSON-LD.

use serde_json::{Map, Value};

use super::tree::{Tree, one_line};

/// Types of schema.org that are articles, and how sure that is.
const ARTICLES: &[(&str, u32)] = &[
    ("NewsArticle", 9),
    ("ReportageNewsArticle", 9),
    ("AnalysisNewsArticle", 9),
    ("OpinionNewsArticle", 9),
    ("BackgroundNewsArticle", 9),
    ("AskPublicNewsArticle", 9),
    ("ReviewNewsArticle", 9),
    ("LiveBlogPosting", 8),
    ("Article", 8),
    ("BlogPosting", 8),
    ("Report", 7),
    ("AdvertiserContentArticle", 7),
    ("SatiricalArticle", 8),
    ("ScholarlyArticle", 7),
    ("TechArticle", 7),
    ("SocialMediaPosting", 5),
    ("DiscussionForumPosting", 5),
    ("Review", 4),
    ("CriticReview", 5),
    ("ImageGallery", 4),
    ("MediaGallery", 4),
    ("Recipe", 4),
    ("CreativeWork", 3),
    ("WebPage", 2),
    ("ItemPage", 2),
    ("VideoObject", 1),
];

/// No page has more objects that are looked at.
const MAX_OBJECTS: usize = 4096;

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) headline: Option<String>,
    pub(super) body: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// Names of the site, of organisations.
    pub(super) site: Option<String>,
}

impl Declared {
    /// Takes what is missing from another object about the page: `parsely-page`.
    pub(super) fn complete(&mut self, json: &str) {
        let Ok(Value::Object(page)) = serde_json::from_str(json) else { return };
        let said = |key: &str| text(page.get(key));
        self.published = self.published.take().or_else(|| said("pub_date"));
        self.url = self.url.take().or_else(|| said("link"));
        if self.authors.is_empty() {
            self.authors = match page.get("authors") {
                Some(Value::Array(names)) => names.iter().filter_map(|name| text(Some(name))).collect(),
                _ => said("author").into_iter().collect(),
            };
        }
    }
}

/// Reads all JSON-LD of a page.
pub(super) fn read(tree: &Tree, addresses: &[&str]) -> Declared {
    let mut roots = Vec::new();
    for id in 1..tree.len() {
        if tree.name(id) == "script" {
            roots.extend(values(&tree.text_in(id)));
        }
    }
    let mut objects = Vec::new();
    for root in &roots {
        collect(root, false, &mut objects);
    }
    let mut best: Option<(u32, &Map<String, Value>)> = None;
    for (object, is_inside) in &objects {
        let Some(kind) = kind(object) else { continue };
        let has = |key: &str| u32::from(object.get(key).is_some_and(|value| !is_blank(value)));
        let url = url_of(object);
        let is_this =
            url.as_deref().is_some_and(|url| addresses.iter().any(|address| same_address(address, url)));
        let score = kind * 4
            + 3 * has("headline")
            + has("name")
            + 4 * has("datePublished")
            + 3 * has("articleBody")
            + 2 * has("author")
            + 8 * u32::from(is_this);
        let score = if *is_inside { score / 2 } else { score };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, object));
        }
    }
    let find = |reference: &str| {
        objects.iter().map(|(object, _)| *object).find(|object| {
            object.get("@id").and_then(Value::as_str) == Some(reference) && object.contains_key("name")
        })
    };
    let mut declared = Declared::default();
    for (object, _) in &objects {
        if types(object)
            .any(|name| name == "WebSite" || name == "NewsMediaOrganization" || name == "Organization")
            && declared.site.is_none()
        {
            declared.site = text(object.get("name"));
        }
    }
    let Some((_, article)) = best else { return declared };
    let is_work = kind(article).is_some_and(|kind| kind >= 3);
    declared.headline = text(article.get("headline")).or_else(|| text(article.get("name")));
    declared.body = article
        .get("articleBody")
        .or_else(|| article.get("reviewBody"))
        .or_else(|| article.get("text"))
        .and_then(body)
        .or_else(|| article.get("liveBlogUpdate").and_then(updates));
    declared.published = date(article, &["datePublished", "dateCreated", "uploadDate"]);
    declared.modified = date(article, &["dateModified"]);
    declared.url = url_of(article);
    declared.language = article.get("inLanguage").and_then(|value| match value {
        Value::Object(language) => text(language.get("alternateName")).or_else(|| text(language.get("name"))),
        other => text(Some(other)),
    });
    if is_work {
        for key in ["author", "creator"] {
            if declared.authors.is_empty()
                && let Some(value) = article.get(key)
            {
                names(value, &find, &mut declared.authors, 0);
            }
        }
    }
    for key in ["publisher", "sourceOrganization", "provider", "isPartOf"] {
        if declared.publisher.is_none()
            && let Some(value) = article.get(key)
        {
            let mut found = Vec::new();
            names(value, &find, &mut found, 0);
            declared.publisher = found.into_iter().next().filter(|name| key != "isPartOf" || name.len() < 60);
        }
    }
    declared
}

/// The values that a script holds, its usual faults mended: wrapped in comments or CDATA, control characters, trailing commas, escaped
/// like HTML, one after another.
fn values(script: &str) -> Vec<Value> {
    let mut text = script.trim().trim_start_matches('\u{feff}').trim();
    for (start, end) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
        ("//", ""),
    ] {
        if let Some(rest) = text.strip_prefix(start) {
            text = rest.trim_end().strip_suffix(end).unwrap_or(rest).trim();
        }
    }
    let text = text.trim_end_matches(';').trim_end();
    if !text.contains(['{', '[']) {
        return Vec::new();
    }
    let decoded;
    let text = if text.contains("&quot;") && !text.contains("\":") {
        decoded = text.replace("&quot;", "\"").replace("&amp;", "&");
        decoded.as_str()
    } else {
        text
    };
    let read = |text: &str| -> Result<Vec<Value>, serde_json::Error> {
        serde_json::Deserializer::from_str(text).into_iter::<Value>().collect()
    };
    read(text).or_else(|_| read(&mended(text))).unwrap_or_default()
}

/// JSON without control characters in strings, without commas before brackets, without comments, with backslashes that mean something.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut in_string = false;
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                // a quotation mark within a text: nothing of JSON follows it
                let closes = !in_string || {
                    let rest = chars.clone().find(|c| !c.is_whitespace());
                    matches!(rest, None | Some(',' | ':' | '}' | ']'))
                };
                if closes {
                    in_string = !in_string;
                    mended.push(c);
                } else {
                    mended.push_str("\\\"");
                }
            }
            '\\' if in_string => {
                if let Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') = chars.peek() {
                    mended.push(c);
                    mended.extend(chars.next());
                }
            }
            '\n' | '\r' if in_string => mended.push_str("\\n"),
            c if c.is_control() => mended.push(' '),
            '}' | ']' if !in_string => {
                let kept = mended.trim_end().trim_end_matches(',').len();
                mended.truncate(kept);
                mended.push(c);
            }
            ';' if !in_string => {}
            c => mended.push(c),
        }
    }
    mended
}

/// All objects in a value, and whether they stand in an article.
fn collect<'v>(root: &'v Value, is_inside: bool, objects: &mut Vec<(&'v Map<String, Value>, bool)>) {
    let mut waiting = vec![(root, is_inside)];
    while let Some((value, is_inside)) = waiting.pop() {
        if objects.len() >= MAX_OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev().map(|value| (value, is_inside))),
            Value::Object(object) => {
                objects.push((object, is_inside));
                let inside = is_inside || kind(object).is_some_and(|kind| kind > 2);
                for (key, value) in object.iter().rev() {
                    if value.is_object() || value.is_array() {
                        let inside = inside
                            || matches!(
                                key.as_str(),
                                "itemListElement" | "hasPart" | "mentions" | "citation" | "liveBlogUpdate"
                            );
                        waiting.push((value, inside && key != "@graph" && key != "mainEntity"));
                    }
                }
            }
            _ => {}
        }
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let one = object.get("@type").and_then(Value::as_str);
    let many = object.get("@type").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many).map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

fn kind(object: &Map<String, Value>) -> Option<u32> {
    types(object)
        .filter_map(|name| ARTICLES.iter().find(|(known, _)| *known == name))
        .map(|(_, kind)| *kind)
        .max()
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

/// A text, the first of several, entities decoded.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => one_line(&plain(text)),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find_map(|value| text(Some(value))),
        Value::Object(object) => return text(object.get("@value").or_else(|| object.get("name"))),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The text of an article: as it is, or in pieces.
fn body(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => plain(text),
        Value::Array(values) => values.iter().filter_map(body).collect::<Vec<_>>().join("\n"),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The updates of a live blog, each its headline and text.
fn updates(value: &Value) -> Option<String> {
    let mut lines = Vec::new();
    let one = std::slice::from_ref(value);
    for update in value.as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_object) {
        let text_of = update.get("articleBody").or_else(|| update.get("text")).and_then(body);
        if let Some(text_of) = text_of {
            lines.extend(text(update.get("headline")));
            lines.push(text_of);
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A text without markup and entities, paragraphs on lines of their own.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let once = strip(text);
    // "&lt;p&gt;" and "&amp;quot;" are written too
    if once.contains("</")
        || once.contains("&#")
        || once.contains("&quot;")
        || once.contains("&amp;")
        || once.contains("&nbsp;")
    {
        strip(&once)
    } else {
        once
    }
}

fn strip(text: &str) -> String {
    let tree = Tree::parse(text);
    let mut plain = String::with_capacity(text.len());
    for id in 1..tree.len() {
        match tree.text(id) {
            Some(text) => plain.push_str(text),
            None if matches!(tree.name(id), "p" | "br" | "div" | "li" | "h2" | "h3" | "h4") => {
                plain.push('\n')
            }
            None => {}
        }
    }
    plain
}

fn date(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| text(object.get(*key)).filter(|text| text.bytes().any(|byte| byte.is_ascii_digit())))
}

fn url_of(object: &Map<String, Value>) -> Option<String> {
    let of = |value: &Value| match value {
        Value::String(url) => Some(url.trim().to_owned()),
        Value::Object(page) => page
            .get("@id")
            .or_else(|| page.get("url"))
            .and_then(Value::as_str)
            .map(|url| url.trim().to_owned()),
        _ => None,
    };
    let is_address = |url: &String| url.starts_with("http") && url.len() > 12;
    ["mainEntityOfPage", "url", "@id"].iter().find_map(|key| object.get(*key).and_then(of).filter(is_address))
}

fn same_address(one: &str, other: &str) -> bool {
    let bare = |url: &str| {
        let url = url.split(['#', '?']).next().unwrap_or(url);
        url.trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_start_matches("www.")
            .trim_end_matches('/')
            .to_owned()
    };
    bare(one) == bare(other)
}

/// The names of persons and organisations in a value.
pub(super) fn names<'v>(
    value: &'v Value,
    find: &dyn Fn(&str) -> Option<&'v Map<String, Value>>,
    found: &mut Vec<String>,
    depth: usize,
) {
    if depth > 4 || found.len() > 40 {
        return;
    }
    match value {
        Value::String(name) => {
            let referred = find(name).and_then(|object| text(object.get("name")));
            found.extend(referred.or_else(|| text(Some(value))));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, find, found, depth + 1)),
        Value::Object(object) => {
            let reference = object.get("@id").and_then(Value::as_str);
            match object.get("name").filter(|name| !is_blank(name)) {
                Some(name) => names(name, &|_| None, found, depth + 1),
                None => {
                    let given = text(object.get("givenName")).zip(text(object.get("familyName")));
                    let referred = reference.and_then(find).and_then(|object| text(object.get("name")));
                    found.extend(
                        referred.or_else(|| given.map(|(given, family)| format!("{given} {family}"))),
                    );
                }
            }
        }
        _ => {}
    }
}
