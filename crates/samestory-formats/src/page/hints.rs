//! What classes, ids and roles say about an element.

use std::sync::OnceLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::elements::is_inline;
use super::tree::{NodeId, Tree};
use super::word_tables::rows;

/// What an element is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// Nothing is said.
    None,
    /// Something beside the article: menus, advertisements, related articles.
    Beside,
    /// What readers wrote.
    Comments,
    /// Not shown.
    Hidden,
    /// The text of the article.
    Text,
    /// The paragraph under the headline.
    Lead,
}

/// Attributes that say what an element is.
const SPEAKING: &[&str] = &["class", "id", "role", "data-testid", "data-component", "itemprop", ""];

/// No element says more words.
const MAX_WORDS: usize = 48;

/// An id of more words is made from a heading.
const MAX_ID_WORDS: usize = 4;

/// How classes begin that name what an article is about, not what the element is: "author-jane-roe".
const SUBJECTS: &[&str] = &[
    "author-",
    "category-",
    "tag-",
    "topic-",
    "type-",
    "post-",
    "section-",
    "format-",
    "status-",
    "postid-",
    "article--",
];

/// Classes of elements that are a whole post, with what it is about in other classes.
const WHOLE_POST: &[&str] = &["hentry", "h-entry", "type-post", "status-publish"];

/// The words of an element's class, id and role, in lower case, a blank before and after each.
pub(super) fn words(tree: &Tree, id: NodeId) -> String {
    words_of(tree, id, |token| token)
}

/// The words that say what an element is, not in which variant.
pub(super) fn kind_words(tree: &Tree, id: NodeId) -> String {
    words_of(tree, id, block_and_element)
}

fn words_of(tree: &Tree, id: NodeId, part: fn(&str) -> &str) -> String {
    let mut words = String::from(" ");
    if !tree.has_attributes(id) {
        return words;
    }
    // the id of a heading is made of its text
    let is_heading = matches!(tree.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    for name in SPEAKING {
        let Some(value) = tree.attribute(id, name) else { continue };
        if *name == "id" && is_heading {
            continue;
        }
        let before = words.len();
        let names_subjects = *name == "class"
            && (matches!(tree.name(id), "article" | "main" | "body")
                || value.split_whitespace().any(|token| WHOLE_POST.contains(&token)));
        for token in value.split_whitespace().take(MAX_WORDS) {
            let token = if *name == "class" { part(token) } else { token };
            if !(names_subjects && SUBJECTS.iter().any(|subject| token.starts_with(subject))) {
                push_words(&mut words, token);
            }
        }
        if *name == "id" && words[before..].bytes().filter(|byte| *byte == b' ').count() > MAX_ID_WORDS {
            words.truncate(before);
        }
    }
    words
}

/// Marks in a class between what an element is and what it has or looks like.
const MODIFIERS: &[&str] = &["--", "-with-", "-has-", "_with_", "_has_"];

/// How classes begin that only say what an element has.
const HAS: &[&str] = &["has-", "with-", "without-", "js-has-"];

/// A class without its modifier: "section--with-ads" is a section, "has-related" nothing.
fn block_and_element(token: &str) -> &str {
    if HAS.iter().any(|has| token.starts_with(has)) {
        return "";
    }
    let cut = MODIFIERS.iter().filter_map(|mark| token.find(mark)).filter(|at| *at > 0).min();
    cut.map_or(token, |at| &token[..at])
}

/// Appends the words of a token: "storyBody__text-block" has four.
fn push_words(words: &mut String, token: &str) {
    let mut was_lower = false;
    for c in token.chars().take(80) {
        if c.is_alphabetic() {
            if c.is_uppercase() && was_lower && !words.ends_with(' ') {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
            was_lower = c.is_lowercase();
        } else if !words.ends_with(' ') {
            words.push(' ');
            was_lower = false;
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
}

/// The lists that a phrase is in, as bits.
type Lists = u8;

const IN_HIDDEN: Lists = 1;
const IN_BESIDE_INLINE: Lists = 2;
const IN_COMMENTS: Lists = 4;
const IN_TEXT: Lists = 8;
const IN_LEAD: Lists = 16;
const IN_NOT_BESIDE: Lists = 32;
const IN_BESIDE: Lists = 64;

/// The words of elements that are called no more than this, and are the text.
const PLAIN_TEXT: &[&str] = &[" text ", " entry ", " articletext ", " fulltext "];

/// The lists as the table names them.
const NAMES: &[(&str, Lists)] = &[
    ("hidden", IN_HIDDEN),
    ("beside-inline", IN_BESIDE_INLINE),
    ("comments", IN_COMMENTS),
    ("text", IN_TEXT),
    ("lead", IN_LEAD),
    ("not-beside", IN_NOT_BESIDE),
    ("beside", IN_BESIDE),
];

/// No phrase has more words.
const MAX_PHRASE: usize = 5;

/// The lists of each phrase.
fn lists() -> &'static HashMap<&'static str, Lists, RandomState> {
    static LISTS: OnceLock<HashMap<&'static str, Lists, RandomState>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = HashMap::default();
        for (list, phrase) in rows(include_str!("words/classes.tsv")) {
            let bit = NAMES.iter().find(|(name, _)| *name == list).map_or(0, |(_, bit)| *bit);
            *lists.entry(phrase).or_default() |= bit;
        }
        lists
    })
}

/// The lists of all phrases in the words.
fn said(words: &str) -> Lists {
    let blanks: Vec<usize> =
        words.bytes().enumerate().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at).collect();
    let lists = lists();
    let mut said = 0;
    for (at, start) in blanks.iter().enumerate() {
        for end in blanks[at + 1..].iter().take(MAX_PHRASE) {
            said |= lists.get(&words[start + 1..*end]).copied().unwrap_or(0);
        }
    }
    said
}

/// The hint of an element by its name and its words.
pub(super) fn hint(tree: &Tree, id: NodeId, words: &str) -> Hint {
    let name = tree.name(id);
    let said = said(words);
    let says = |list: Lists| said & list != 0;
    if is_hidden(tree, id) || says(IN_HIDDEN) {
        return Hint::Hidden;
    }
    if matches!(
        name,
        "nav"
            | "aside"
            | "footer"
            | "menu"
            | "dialog"
            | "figcaption"
            | "figure"
            | "form"
            | "select"
            | "button"
            | "search"
    ) {
        return Hint::Beside;
    }
    if words.len() < 3 {
        return Hint::None;
    }
    if is_inline(name) && !matches!(name, "?" | "figure") {
        return if says(IN_BESIDE_INLINE) { Hint::Beside } else { Hint::None };
    }
    if says(IN_COMMENTS) {
        return Hint::Comments;
    }
    if says(IN_TEXT) || matches!(name, "div" | "section") && PLAIN_TEXT.contains(&words) {
        return Hint::Text;
    }
    let is_title = matches!(name, "h1" | "header");
    if says(IN_LEAD) && !is_title {
        return Hint::Lead;
    }
    if !is_title && name != "main" && says(IN_BESIDE) && !says(IN_NOT_BESIDE) {
        return Hint::Beside;
    }
    Hint::None
}

/// Whether an element is called something beside the article or hidden, not only hidden by its style.
pub(super) fn is_called_beside(tree: &Tree, id: NodeId) -> bool {
    said(&kind_words(tree, id)) & (IN_HIDDEN | IN_BESIDE | IN_COMMENTS) != 0
}

fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    if tree.attribute(id, "hidden").is_some_and(|value| value != "until-found") {
        return true;
    }
    if tree.attribute(id, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return true;
    }
    tree.attribute(id, "style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}
