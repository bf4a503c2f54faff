//! How the articles of a JSON file stand in it, as its first bytes show.

use crate::fields::{Field, FieldMap, STANDING_FOR, WRAPPERS as PARTS};
use crate::frames::JsonShape;

/// Lists of articles in objects, by their names.
const LISTS: &[&str] = &[
    "articles",
    "items",
    "results",
    "data",
    "docs",
    "documents",
    "stories",
    "news",
    "entries",
    "hits",
    "records",
    "rows",
    "posts",
    "response",
    "value",
    "newsItems",
    "entry",
    "list",
];

/// Objects and lists are looked into so deep.
const DEEPEST: usize = 7;

/// Of each object and list no more members are looked at.
const MAX_MEMBERS: usize = 64;

/// How the objects of a file stand that begins with one.
pub(crate) fn object_shape(text: &[u8], first_line: Option<&[u8]>) -> JsonShape {
    let line = first_line.unwrap_or(text);
    let is_whole = is_whole_object(line);
    let goes_on =
        !is_whole && (goes_on(line, text.get(line.len()..).unwrap_or_default()) || has_several_objects(line));
    if is_whole || goes_on || first_line.is_none() {
        let seen = if is_whole { line } else { text };
        if let Some(shape) = Outline::read(seen).and_then(|outline| around_articles(&outline)) {
            return shape;
        }
    }
    if goes_on { JsonShape::Objects } else { JsonShape::Lines }
}

/// How the values of a file stand that begins with a list: a list of lists is a table.
pub(crate) fn list_shape(text: &[u8]) -> JsonShape {
    let opens_two = text.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"["));
    match Outline::read(text).filter(|_| opens_two) {
        Some(Outline::List(rows)) if rows.first().is_some_and(is_header) => JsonShape::Table,
        _ => JsonShape::Lines,
    }
}

pub(crate) fn is_whole_object(line: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

/// Whether an object that ends not with its first line goes on in the next, as programs break lines: behind a bracket or a comma, and
/// not with another object.
pub(crate) fn goes_on(line: &[u8], rest: &[u8]) -> bool {
    let breaks = matches!(line.trim_ascii_end().last(), Some(b'{' | b',' | b'['));
    let opens_list = line.trim_ascii_end().ends_with(b"[");
    let next = rest.trim_ascii_start().first();
    breaks && (opens_list || next.is_some_and(|&byte| byte != b'{'))
}

/// Whether a line holds an object, and another behind it.
fn has_several_objects(line: &[u8]) -> bool {
    let mut objects = serde_json::Deserializer::from_slice(line).into_iter::<serde::de::IgnoredAny>();
    matches!(objects.next(), Some(Ok(_)))
        && line[objects.byte_offset()..].trim_ascii_start().first() == Some(&b'{')
}

/// How articles stand in an object that is none itself.
fn around_articles(outline: &Outline) -> Option<JsonShape> {
    let Outline::Object(members) = outline else { return None };
    let wrapped = |name: &str| JsonShape::Wrapped(name.to_owned());
    let mut lists = Vec::new();
    outline.lists(0, &mut lists);
    let is_feed = members.iter().any(|(name, _)| name == "version");
    let has_text =
        members.iter().any(|(name, value)| is_text_name(name) && !matches!(value, Outline::List(_)));
    let known = lists.iter().find(|list| list.depth <= 2 && LISTS.contains(&list.name));
    if let Some(list) = known {
        return (is_feed || !has_text || list.depth > 0).then(|| wrapped(list.name));
    }
    if is_table(members) {
        return Some(JsonShape::Table);
    }
    if has_text || outline.is_article() {
        return None;
    }
    let first = members.first()?;
    let is_id = |(name, _): &(String, Outline)| {
        FieldMap::default().lookup(name).is_none() && !PARTS.contains(&name.as_str())
    };
    if members.iter().all(|member| matches!(member.1, Outline::Object(_)) && is_id(member))
        && first.1.is_article()
    {
        return Some(JsonShape::Members);
    }
    let of_articles = |(_, value): &(String, Outline)| match value {
        Outline::List(elements) => elements.is_empty() || elements.first().is_some_and(Outline::is_article),
        _ => false,
    };
    if members.len() > 1 && members.iter().all(of_articles) {
        return Some(JsonShape::Lists);
    }
    lists.iter().find(|list| list.first.is_article()).map(|list| wrapped(list.name))
}

/// Whether the members of an object are the columns of a table: objects by row or lists, or a list of columns with one of rows.
fn is_table(members: &[(String, Outline)]) -> bool {
    let named = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    if let (Some(columns), Some(Outline::List(rows))) = (named("columns"), named("data")) {
        return is_header(columns) && rows.iter().all(|row| matches!(row, Outline::List(_)));
    }
    let is_column = |(_, value): &(String, Outline)| match value {
        Outline::Object(rows) => rows
            .first()
            .is_some_and(|(row, value)| *value == Outline::Value && !STANDING_FOR.contains(&row.as_str())),
        Outline::List(rows) => {
            rows.first().is_some_and(|row| matches!(row, Outline::Value | Outline::Text(_)))
        }
        _ => false,
    };
    let first_row = |(_, value): &(String, Outline)| match value {
        Outline::Object(rows) => rows.first().map(|(row, _)| row.clone()),
        _ => None,
    };
    let names_title = |(name, _): &(String, Outline)| is_text_name(name);
    // a head that ends within the first column shows no second one
    let rows = members.first().and_then(first_row);
    members.iter().all(is_column)
        && members.iter().any(names_title)
        && members.iter().all(|member| first_row(member) == rows)
        && (members.len() > 1 || rows.is_some_and(|row| row == "0"))
}

/// Whether a list names columns of a table of articles.
fn is_header(list: &Outline) -> bool {
    let Outline::List(cells) = list else { return false };
    cells.iter().all(|cell| matches!(cell, Outline::Text(_) | Outline::Value))
        && cells.iter().any(|cell| matches!(cell, Outline::Text(name) if is_text_name(name)))
}

fn is_text_name(name: &str) -> bool {
    matches!(FieldMap::default().lookup(name), Some(found) if matches!(found.field, Field::Title | Field::Text))
}

/// A value of JSON without what does not matter for the shape of a file. Its end may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outline {
    Value,
    /// A short text in a list: a column's name.
    Text(String),
    List(Vec<Outline>),
    Object(Vec<(String, Outline)>),
}

/// A list of objects, and where it stands.
struct FoundList<'o> {
    name: &'o str,
    /// In how many objects and lists the object is that holds it.
    depth: usize,
    first: &'o Outline,
}

impl Outline {
    fn read(text: &[u8]) -> Option<Self> {
        let mut reader = OutlineReader { text, at: 0 };
        reader.value(0)
    }

    /// All lists of objects, in order.
    fn lists<'o>(&'o self, depth: usize, found: &mut Vec<FoundList<'o>>) {
        let Self::Object(members) = self else { return };
        for (name, value) in members {
            match value {
                Self::List(elements) => {
                    if let Some(first @ Self::Object(_)) = elements.first() {
                        found.push(FoundList { name, depth, first });
                    }
                }
                Self::Object(_) => value.lists(depth + 1, found),
                _ => {}
            }
        }
    }

    /// Whether it has a headline, and a text, an address, a date or an outlet.
    fn is_article(&self) -> bool {
        let Self::Object(members) = self else { return false };
        let map = FieldMap::default();
        let is_field = |wanted: &[Field]| {
            members.iter().any(|(name, value)| {
                !matches!(value, Self::List(_))
                    && map.lookup(name).is_some_and(|found| wanted.contains(&found.field))
            })
        };
        let others = [Field::Text, Field::Url, Field::Published, Field::Source, Field::Id];
        is_field(&[Field::Title]) && is_field(&others)
            || members.iter().any(|(name, value)| PARTS.contains(&name.as_str()) && value.is_article())
    }
}

/// Reads an outline; what is cut off ends all that is open.
struct OutlineReader<'t> {
    text: &'t [u8],
    at: usize,
}

impl OutlineReader<'_> {
    /// The next byte that is not blank.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
        self.text.get(self.at).copied()
    }

    fn value(&mut self, depth: usize) -> Option<Outline> {
        match self.peek()? {
            b'"' => Some(match self.string() {
                Some(text) if text.len() < 60 => Outline::Text(text),
                _ => Outline::Value,
            }),
            opening @ (b'[' | b'{') if depth < DEEPEST => {
                self.at += 1;
                Some(if opening == b'[' { self.list(depth) } else { self.object(depth) })
            }
            b'[' | b'{' => {
                self.pass_over();
                Some(Outline::Value)
            }
            _ => {
                let rest = &self.text[self.at..];
                let length = rest
                    .iter()
                    .position(|byte| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace());
                self.at += length.unwrap_or(rest.len()).max(1);
                Some(Outline::Value)
            }
        }
    }

    fn list(&mut self, depth: usize) -> Outline {
        let mut elements = Vec::new();
        loop {
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => match self.value(depth + 1) {
                    Some(element) if elements.len() < MAX_MEMBERS => elements.push(element),
                    _ => {}
                },
            }
        }
        Outline::List(elements)
    }

    fn object(&mut self, depth: usize) -> Outline {
        let mut members: Vec<(String, Outline)> = Vec::new();
        loop {
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b'"') => {
                    let Some(name) = self.string() else { break };
                    if self.peek() != Some(b':') {
                        continue;
                    }
                    self.at += 1;
                    let Some(value) = self.value(depth + 1) else { break };
                    // only names of columns matter, which stand in lists
                    let value = if matches!(value, Outline::Text(_)) { Outline::Value } else { value };
                    if members.len() < MAX_MEMBERS {
                        members.push((name, value));
                    }
                }
                Some(_) => self.at += 1,
            }
        }
        Outline::Object(members)
    }

    /// A text in quotes, behind which it goes; none if it is not closed.
    fn string(&mut self) -> Option<String> {
        let begun = self.at + 1;
        let mut at = begun;
        loop {
            match self.text.get(at) {
                None => {
                    self.at = self.text.len();
                    return None;
                }
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Some(String::from_utf8_lossy(&self.text[begun..at]).into_owned())
    }

    /// Goes behind an object or a list without looking into it.
    fn pass_over(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.string();
                    continue;
                }
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> JsonShape {
        let line = text.find('\n').map(|end| &text.as_bytes()[..end]);
        match text.starts_with('[') {
            true => list_shape(text.as_bytes()),
            false => object_shape(text.as_bytes(), line),
        }
    }

    #[test]
    fn lists_of_articles_have_any_name() {
        let article = r#"{"title":"Dam","url":"https://x.example/1"}"#;
        for (around, name) in [
            ("{\"total\":1,\"meldungen\":[A]}", "meldungen"),
            ("{\"data\":{\"search\":{\"edges\":[{\"cursor\":\"x\",\"node\":A}]}}}", "edges"),
            ("{\"content\":[A],\"pageable\":{\"sort\":{\"empty\":true}},\"totalElements\":1}", "content"),
            ("{\"related\":[A],\"articles\":[A]}", "articles"),
            ("{\n \"query\": {\"q\": \"dam\"},\n \"payload\": [\n  A\n ]\n}", "payload"),
        ] {
            let text = around.replace('A', article);
            assert_eq!(shape(&text), JsonShape::Wrapped(name.to_owned()), "{text}");
        }
        for text in [
            r#"{"title":"Dam","related":[{"title":"Lake","url":"https://x.example/2"}]}"#,
            r#"{"id":1,"content":[{"type":"text","text":"The dam gave way."}]}"#,
            r#"{"article":{"title":"Dam","text":"It gave way."},"source":{"name":"Gazette"}}"#,
            r#"{"title":{"rendered":"Dam"},"content":{"rendered":"It gave way."}}"#,
            r#"{"article":{"title":"Dam","text":"It gave way.","related":[{"title":"Lake","url":"https://x.example/2"}]}}"#,
        ] {
            assert_eq!(shape(text), JsonShape::Lines, "{text}");
        }
    }

    #[test]
    fn tables_and_objects_by_id_are_known() {
        for text in [
            r#"{"title":{"0":"Dam","1":"Lake"},"text":{"0":"It gave way.","1":"It is full."}}"#,
            r#"{"title":["Dam","Lake"],"text":["It gave way.","It is full."]}"#,
            r#"{"columns":["title","text"],"index":[0],"data":[["Dam","It gave way."]]}"#,
            r#"[["title","text"],["Dam","It gave way."]]"#,
            r#"{"title":{"0":"Dam","1":"La"#,
        ] {
            assert_eq!(shape(text), JsonShape::Table, "{text}");
        }
        for text in [
            r#"{"a-1":{"title":"Dam","text":"It gave way."},"a-2":{"title":"Lake"}}"#,
            "{\n \"0\": {\n  \"url\": \"https://x.example/1\",\n  \"title\": \"Dam\"\n }\n}",
            r#"{"https://x.example/1":{"title":"Dam","text":"It ga"#,
        ] {
            assert_eq!(shape(text), JsonShape::Members, "{text}");
        }
        assert_eq!(shape("[[1,2],[3,4]]"), JsonShape::Lines);
        let lists = r#"{"gazette":[{"title":"Dam","url":"https://x.example/1"}],"courier":[{"title":"Lake","text":"It is full."}],"herald":[]}"#;
        assert_eq!(shape(lists), JsonShape::Lists);
        let named = r#"{"sources":[{"name":"Gazette","url":"https://x.example"}],"reports":[{"title":"Dam","url":"https://x.example/1"}]}"#;
        assert_eq!(shape(named), JsonShape::Wrapped("reports".to_owned()));
    }

    #[test]
    fn any_bytes_have_a_shape() {
        for text in
            ["{", "{\"", "{\"a\"", "{\"a\":", "{\"a\":[", "{\"a\":[{", "[[", "[[\"", "{}}", "{,:]", "{\"\\"]
        {
            shape(text);
        }
    }
}
