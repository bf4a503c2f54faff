//! The text of an article as programs keep it: HTML in a string, paragraphs in a list, or a tree of blocks and spans.

use serde_json::{Map, Value};

use super::blocks::Blocks;
use super::json_ld::plain;
use super::junk::is_junk;
use super::tree::{Tree, one_line};
use super::value_limits::{DEEPEST, spend};

/// The names of members that hold what an object says, the best first.
const HOLDERS: &[&str] = &[
    "text",
    "value",
    "content",
    "html",
    "rendered",
    "body",
    "paragraphs",
    "children",
    "blocks",
    "model",
    "data",
    "attributes",
    "items",
    "elements",
    "contentelements",
    "nodes",
    "fields",
    "root",
    "document",
    "json",
    "markdown",
    "raw",
    "innerblocks",
    "innerhtml",
    "sections",
    "components",
    "props",
];

/// The names of members that say what an object is.
const KINDS: &[&str] =
    &["type", "_type", "nodeType", "__typename", "kind", "blockType", "component", "tagName", "name"];

/// What stands in a paragraph.
const INLINE: &[&str] = &[
    "text",
    "textnode",
    "span",
    "link",
    "hyperlink",
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "bold",
    "italic",
    "mark",
    "fragment",
    "urllink",
    "inline",
    "br",
    "linebreak",
];

/// What is no text of an article, whatever it holds.
const BESIDE: &[&str] = &[
    "image",
    "picture",
    "photo",
    "figure",
    "caption",
    "video",
    "audio",
    "media",
    "embed",
    "gallery",
    "slideshow",
    "advert",
    "related",
    "recommend",
    "newsletter",
    "teaser",
    "promo",
    "comment",
    "byline",
    "author",
    "tweet",
    "social",
    "share",
    "iframe",
    "button",
    "footer",
    "sidebar",
    "podcast",
    "paywall",
    "interstitial",
];

/// The paragraphs of a value; `around` holds what it refers to by name. The budget is how many values are read, which falls: what is
/// referred to may be read again and again.
pub(super) fn paragraphs(value: &Value, around: &Map<String, Value>, budget: &mut usize) -> Vec<String> {
    let mut text = RichText { around, lines: Vec::new(), open: String::new(), budget };
    text.add(value, false, 0);
    text.flush();
    text.lines
}

struct RichText<'r> {
    around: &'r Map<String, Value>,
    lines: Vec<String>,
    /// The paragraph that is being read.
    open: String,
    budget: &'r mut usize,
}

impl RichText<'_> {
    fn flush(&mut self) {
        let line = one_line(&std::mem::take(&mut self.open));
        if is_text(&line) {
            self.lines.push(line);
        }
    }

    fn add(&mut self, value: &Value, is_inline: bool, depth: usize) {
        if depth == DEEPEST || *self.budget == 0 {
            return;
        }
        let bytes = value.as_str().map_or(0, str::len);
        spend(self.budget, bytes);
        match value {
            Value::String(text) if is_inline => self.open.push_str(&plain(text)),
            Value::String(text) => self.add_text(text, depth),
            Value::Array(parts) => {
                let is_line = is_inline || is_line(parts);
                for part in parts {
                    self.add(part, is_line, depth + 1);
                    if !is_line {
                        self.flush();
                    }
                }
            }
            Value::Object(object) => self.add_object(object, is_inline, depth),
            _ => {}
        }
    }

    fn add_object(&mut self, object: &Map<String, Value>, is_inline: bool, depth: usize) {
        let around = self.around;
        if let Some(referred) = object.get("__ref").and_then(Value::as_str).and_then(|name| around.get(name))
        {
            self.add(referred, is_inline, depth + 1);
            return;
        }
        let kind = kind(object);
        if is_called_beside(&kind) || is_teaser(object) {
            return;
        }
        if matches!(kind.as_str(), "br" | "linebreak") {
            self.open.push(' ');
        }
        let is_inline = is_inline && !is_block(object, &kind);
        if !is_inline {
            self.flush();
        }
        for holder in HOLDERS {
            let mut members = object.iter().filter(|(name, _)| plain_name(name) == *holder);
            let Some((_, value)) = members.next() else { continue };
            let before = (self.lines.len(), self.open.len());
            self.add(value, is_inline || value.is_string() && !is_markup(value), depth + 1);
            if (self.lines.len(), self.open.len()) != before {
                break;
            }
        }
        if !is_inline {
            self.flush();
        }
    }

    /// Adds a text that is a block: HTML, JSON in a string, or lines.
    fn add_text(&mut self, text: &str, depth: usize) {
        let text = text.trim();
        if text.starts_with(['{', '[']) {
            if let Ok(value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
                self.add(&value, false, depth + 1);
            }
            return;
        }
        self.flush();
        if !text.contains(['<', '&']) {
            for line in text.lines() {
                self.open.push_str(line);
                self.flush();
            }
            return;
        }
        let tree = Tree::parse(text);
        for block in Blocks::of(&tree).all {
            if !block.is_beside && is_text(&block.text) {
                self.lines.push(block.text);
            }
        }
    }
}

/// What an object is said to be, in small letters.
fn kind(object: &Map<String, Value>) -> String {
    let mut said = KINDS.iter().filter_map(|name| object.get(*name).and_then(Value::as_str)).map(plain_name);
    said.find(|kind| !matches!(kind.as_str(), "tag" | "element" | "node")).unwrap_or_default()
}

/// Whether a name without capitals and separators is one of something beside an article.
pub(super) fn is_called_beside(name: &str) -> bool {
    matches!(name, "ad" | "script" | "style") || BESIDE.iter().any(|word| name.contains(word))
}

/// Whether an object is a headline with an address.
fn is_teaser(object: &Map<String, Value>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| object.get(*name).is_some_and(Value::is_string));
    has(&["title", "headline"]) && has(&["url", "href", "link"])
}

/// A name in small letters, without separators.
pub(super) fn plain_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text is more than a line: HTML, JSON or several lines.
fn is_markup(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains(['<', '&', '\n']) || text.starts_with(['{', '[']))
}

/// Whether an object is a block of its own, in a list that may be one paragraph.
fn is_block(object: &Map<String, Value>, kind: &str) -> bool {
    !kind.is_empty() && !INLINE.contains(&kind) || object.get("content").is_some_and(Value::is_string)
}

/// Whether the parts of a list are pieces of one paragraph: some say so, or stand within a sentence.
fn is_line(parts: &[Value]) -> bool {
    let pieces = parts.iter().map(|part| match part {
        Value::String(text) => Some((text.as_str(), false)),
        Value::Object(object) => {
            let kind = kind(object);
            let text = ["text", "value", "data"].iter().find_map(|name| object.get(*name)?.as_str());
            (!is_block(object, &kind)).then_some((text.unwrap_or_default(), !kind.is_empty()))
        }
        _ => None,
    });
    let Some(pieces) = pieces.collect::<Option<Vec<_>>>() else { return false };
    let is_said = pieces.iter().any(|(_, is_said)| *is_said);
    let within = |pair: &[(&str, bool)]| {
        let (text, next) = (pair[0].0, pair[1].0);
        text.ends_with(' ') || next.starts_with([' ', ',', '.']) || next.starts_with(char::is_lowercase)
    };
    is_said || pieces.windows(2).any(within)
}

/// Whether a line may stand in an article: no address, no key, no code.
fn is_text(line: &str) -> bool {
    let (chars, letters) = line.chars().fold((0, 0), |(chars, letters), c| {
        (chars + 1, letters + usize::from(c.is_alphanumeric() || c == ' '))
    });
    let is_token = line.is_ascii() && !line.contains(' ');
    chars > 1 && 4 * letters >= 3 * chars && !is_token && !is_junk(line, chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_all_shapes_have_the_same_paragraphs() {
        let expected = ["The dam gave way, said Ida Kolt.", "Nobody is missing, and the road is open."];
        for body in [
            r#""<p>The dam <b>gave way</b>, said Ida Kolt.</p><p>Nobody is missing, and the road is open.</p>""#,
            r#""The dam gave way, said Ida Kolt.\n\nNobody is missing, and the road is open.""#,
            r#"["The dam gave way, said Ida Kolt.", "Nobody is missing, and the road is open."]"#,
            r#"[{"type":"paragraph","text":"The dam gave way, said Ida Kolt."},{"type":"image","caption":"The dam in May."},
                {"type":"paragraph","text":"Nobody is missing, and the road is open."}]"#,
            r#"{"nodeType":"document","data":{},"content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"The dam "},
                {"nodeType":"hyperlink","data":{"uri":"https://x.example"},"content":[{"nodeType":"text","value":"gave way"}]},
                {"nodeType":"text","value":", said Ida Kolt."}]},
                {"nodeType":"paragraph","content":[{"nodeType":"text","value":"Nobody is missing, and the road is open."}]}]}"#,
            r#"[{"_type":"block","children":[{"_type":"span","text":"The dam gave way"},{"_type":"span","text":", said Ida Kolt."}]},
                {"_type":"block","children":[{"_type":"span","text":"Nobody is missing, and the road is open."}]}]"#,
            r#"[{"type":"text","content":"The dam gave way, said <i>Ida Kolt</i>."},{"type":"text","content":"Nobody is missing, and the road is open."}]"#,
            r#"{"model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"The dam gave way, said Ida Kolt.",
                "blocks":[{"type":"fragment","model":{"text":"The dam gave way, said Ida Kolt."}}]}}]}},
                {"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Nobody is missing, and the road is open."}}]}}]}}"#,
            r#"[{"name":"core/paragraph","attributes":{"content":"The dam gave way, said Ida Kolt."}},
                {"name":"core/paragraph","attributes":{"content":"Nobody is missing, and the road is open."}}]"#,
            r#"[{"__ref":"P:1"},{"__ref":"P:2"}]"#,
            r#"[{"children":[{"text":"The dam "},{"text":"gave way","bold":true},{"text":", said Ida Kolt."}]},
                {"children":[{"text":"Nobody is missing, and the road is open."}]}]"#,
            r#"[{"type":"tag","name":"p","children":[{"type":"text","data":"The dam "},{"type":"tag","name":"b","children":[{"type":"text","data":"gave way"}]},
                {"type":"text","data":", said Ida Kolt."}]},
                {"type":"tag","name":"p","children":[{"type":"text","data":"Nobody is missing, and the road is open."}]}]"#,
            r#""{\"blocks\":[{\"type\":\"unstyled\",\"text\":\"The dam gave way, said Ida Kolt.\"},{\"type\":\"unstyled\",\"text\":\"Nobody is missing, and the road is open.\"}]}""#,
        ] {
            let root = serde_json::json!({"P:1": {"__typename": "Paragraph", "text": expected[0]}, "P:2": {"__typename": "Paragraph", "text": expected[1]}});
            let value: Value = serde_json::from_str(body).unwrap();
            assert_eq!(paragraphs(&value, root.as_object().unwrap(), &mut 1000), expected, "{body}");
        }
    }

    #[test]
    fn references_in_a_circle_end() {
        let root = serde_json::json!({"a": [{"__ref": "a"}, {"__ref": "a"}]});
        assert!(paragraphs(&root["a"], root.as_object().unwrap(), &mut 100_000).is_empty());
    }
}
