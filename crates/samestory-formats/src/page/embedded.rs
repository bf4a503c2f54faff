//! The article of a page that shows none: in the data of its scripts, or for browsers without scripts.

use serde_json::{Map, Value};

use super::article_blocks::letters;
use super::blocks::Blocks;
use super::dates::read_date;
use super::headline::is_same_headline;
use super::json_ld::{names, plain};
use super::main_text::{Known, MIN_PROSE, main_text};
use super::rich_text::{is_called_beside, paragraphs, plain_name};
use super::script_data::each_value;
use super::tree::{Tree, one_line};
use super::value_limits::MAX_VALUES;
use crate::fields::{Field, FieldMap};

/// So many objects of a value are looked at.
const MAX_OBJECTS: usize = 20_000;

/// A text stands at most so many objects below the one that has the headline.
const DEEPEST_TEXT: usize = 2;

/// The worst rank of a name of a field that says it is the whole text: what follows are summaries.
const MAX_RANK: u8 = 3;

/// Parts of other names that a text has.
const BODIES: &[&str] =
    &["body", "paragraphs", "blocks", "contentelements", "components", "richtext", "articlecontent"];

/// An article that was found in the data of a page.
#[derive(Debug, Default)]
pub(super) struct Embedded {
    pub(super) headline: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    /// Whether the headline is that of the page to the letter, and how long the text is.
    rank: (bool, usize),
}

/// The longest text in the data of scripts whose headline is that of the page; none if it is too short to be an article.
pub(super) fn from_scripts(html: &str, title: &str) -> Option<Embedded> {
    let mut best: Option<Embedded> = None;
    if title.is_empty() {
        return None;
    }
    each_value(html, &mut |value| {
        let (mut of_value, mut budget) = (None::<Embedded>, MAX_VALUES);
        // a headline in an object beside the text counts where no object has both
        for depth in 0..=DEEPEST_TEXT {
            if of_value.is_none() {
                of_value = longest(value, title, depth, &mut budget);
            }
        }
        let found = of_value.filter(|found| best.as_ref().is_none_or(|best| found.rank > best.rank));
        if let Some(found) = found {
            best = Some(found);
        }
    });
    best
}

/// The longest text of the objects of a value that have this headline, `depth` objects below them; of equals the innermost.
fn longest(value: &Value, title: &str, depth: usize, budget: &mut usize) -> Option<Embedded> {
    let nothing = Map::new();
    let (mut waiting, mut left) = (vec![(value, &nothing)], MAX_OBJECTS);
    let mut best: Option<Embedded> = None;
    while let Some((value, around)) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev().map(|value| (value, around))),
            Value::Object(object) => {
                left -= 1;
                if left == 0 {
                    break;
                }
                if let Some((headline, owner)) = headline(object, title, depth) {
                    let text = body(object, around, title, 0, budget);
                    let chars = text.iter().map(|line| line.chars().count()).sum();
                    let rank = (letters(&headline) == letters(title), chars);
                    if chars > MIN_PROSE && best.as_ref().is_none_or(|best| rank >= best.rank) {
                        best = Some(Embedded { headline, paragraphs: text, rank, ..about(&[object, owner]) });
                    }
                }
                waiting.extend(object.values().rev().map(|value| (value, object)));
            }
            _ => {}
        }
    }
    best
}

/// The headline of an object that is that of the page, and the object that has it, so many objects below.
fn headline<'v>(
    object: &'v Map<String, Value>,
    title: &str,
    depth: usize,
) -> Option<(String, &'v Map<String, Value>)> {
    if depth > 0 {
        let inner = object.values().filter_map(Value::as_object);
        return inner.filter_map(|inner| headline(inner, title, depth - 1)).next();
    }
    headlines(object).into_iter().find(|text| is_same_headline(text, title)).map(|text| (text, object))
}

/// What an object has as headlines.
fn headlines(object: &Map<String, Value>) -> Vec<String> {
    let of_title = object.iter().filter(|(name, _)| rank_as(name, Field::Title).is_some());
    let texts = of_title.flat_map(|(_, value)| match value {
        Value::String(text) => vec![text.as_str()],
        Value::Object(forms) => forms.values().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    });
    texts.map(|text| one_line(&plain(text))).filter(|text| !text.is_empty()).collect()
}

/// The rank of a name, if it is one of a field.
fn rank_as(name: &str, field: Field) -> Option<u8> {
    FieldMap::default().lookup(name).filter(|found| found.field == field).map(|found| found.rank)
}

/// The longest text that an object has in members with names of texts, or that an object in it has.
fn body(
    object: &Map<String, Value>,
    root: &Map<String, Value>,
    title: &str,
    depth: usize,
    budget: &mut usize,
) -> Vec<String> {
    let length = |lines: &Vec<String>| lines.iter().map(String::len).sum::<usize>();
    let mut of_member = |(name, value): (&String, &Value)| {
        let name = plain_name(name);
        let is_body = rank_as(&name, Field::Text).is_some_and(|rank| rank <= MAX_RANK)
            || BODIES.iter().any(|part| name.contains(part));
        if is_called_beside(&name) {
            return None;
        }
        if is_body {
            let mut lines = paragraphs(value, root, budget);
            lines.retain(|line| letters(line) != letters(title));
            return Some(lines);
        }
        let inner = value.as_object().filter(|_| depth < DEEPEST_TEXT)?;
        // what has a headline of its own is another article
        let is_other = headlines(inner).iter().any(|other| !is_same_headline(other, title));
        (!is_other).then(|| body(inner, root, title, depth + 1, budget))
    };
    // of equals the first
    object.iter().rev().filter_map(&mut of_member).max_by_key(length).unwrap_or_default()
}

/// What objects say of an article beside its text.
fn about<'o>(objects: &[&'o Map<String, Value>]) -> Embedded {
    let members = |field: Field| {
        let of = |object: &&'o Map<String, Value>| {
            let of_field = object.iter().filter_map(|(name, value)| Some((rank_as(name, field)?, value)));
            let mut of_field: Vec<_> = of_field.collect();
            of_field.sort_by_key(|(rank, _)| *rank);
            of_field.into_iter().map(|(_, value)| value)
        };
        objects.iter().flat_map(of).collect::<Vec<_>>()
    };
    let date = |field: Field| {
        members(field).into_iter().find_map(|value| match value {
            Value::String(text) => read_date(text, false),
            Value::Number(number) => read_date(&number.to_string(), false),
            _ => None,
        })
    };
    let names_of = |value: &Value| {
        let mut found = Vec::new();
        names(value, &|_| None, &mut found, 0);
        (!found.is_empty()).then_some(found)
    };
    Embedded {
        published: date(Field::Published),
        modified: date(Field::Modified),
        authors: members(Field::Author).into_iter().find_map(names_of).unwrap_or_default(),
        ..Embedded::default()
    }
}

/// The text that a page has for browsers without scripts, if it is an article.
pub(super) fn from_noscript(tree: &Tree, title: &str) -> Option<Vec<String>> {
    let html: String =
        (1..tree.len()).filter(|id| tree.name(*id) == "noscript").map(|id| tree.text_in(id) + "\n").collect();
    if html.len() < 2 * MIN_PROSE {
        return None;
    }
    let tree = Tree::parse(&html);
    let blocks = Blocks::of(&tree);
    let mut text = main_text(&tree, &blocks, &Known { title, ..Known::default() });
    // what most pages say there
    text.paragraphs.retain(|line| !line.to_ascii_lowercase().contains("javascript"));
    let chars: usize = text.paragraphs.iter().map(|line| line.chars().count()).sum();
    (!text.is_all && chars > 2 * MIN_PROSE).then_some(text.paragraphs)
}
