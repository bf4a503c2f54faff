//! The elements of HTML that a text may hold, and what its tags end.

/// Elements that end a paragraph.
pub const PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Elements that end a line.
pub const LINES: &[&str] = &["br", "caption", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Elements around a page, or with a content of their own. In a fragment of text they end a line.
pub const WHOLES: &[&str] = &["head", "html", "iframe", "object", "title", "video"];

/// Elements within a line.
pub const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "link", "mark", "meta", "picture", "q", "s", "samp", "small", "source", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
