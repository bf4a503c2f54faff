//! Short texts that are no part of an article, whatever they stand in.

use std::sync::LazyLock;

use super::word_tables::list;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    let table = include_str!("words/junk.tsv");
    Texts {
        beginnings: list(table, "beginning"),
        whole: list(table, "whole"),
        headings: list(table, "heading"),
        whole_headings: list(table, "whole-heading"),
        credits: list(table, "credit"),
    }
});

/// The lists of the table.
struct Texts {
    beginnings: Vec<&'static str>,
    whole: Vec<&'static str>,
    headings: Vec<&'static str>,
    whole_headings: Vec<&'static str>,
    credits: Vec<&'static str>,
}

/// No such text is longer, in characters.
const MAX_JUNK: usize = 200;

/// Whether a short text is no part of an article.
pub(super) fn is_junk(text: &str, chars: usize) -> bool {
    if chars > MAX_JUNK {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')'));
    let is_mail = bare.contains('@') && !bare.contains(' ');
    if bare.is_empty() || is_mail || TEXTS.whole.contains(&bare) {
        return true;
    }
    if TEXTS.credits.iter().any(|credit| bare.starts_with(*credit)) {
        return false;
    }
    // a sentence that only begins like one is a sentence: "Read more than a hundred books"
    let begins = |beginning: &&str| {
        bare.strip_prefix(*beginning).is_some_and(|rest| {
            !beginning.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
        })
    };
    if TEXTS.beginnings.iter().any(begins) {
        let is_marked = bare.contains([':', '|', '→', '»', '›']) || chars <= 90;
        return is_marked;
    }
    false
}

/// Whether a heading stands over what is beside the article.
pub(super) fn is_junk_heading(text: &str, chars: usize) -> bool {
    if chars > 60 {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    TEXTS.whole_headings.contains(&bare)
        || TEXTS.headings.iter().any(|heading| {
            bare.strip_prefix(*heading).is_some_and(|rest| {
                rest.chars().count() <= 30 && (!rest.starts_with(char::is_alphanumeric) || !rest.is_ascii())
            })
        })
        || bare.ends_with(" comments") && bare.starts_with(|c: char| c.is_ascii_digit())
}
