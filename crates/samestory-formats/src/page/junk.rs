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
        comments: list(table, "comments"),
    }
});

/// The lists of the table.
struct Texts {
    beginnings: Vec<&'static str>,
    whole: Vec<&'static str>,
    headings: Vec<&'static str>,
    whole_headings: Vec<&'static str>,
    credits: Vec<&'static str>,
    comments: Vec<&'static str>,
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
    // who wrote a post that is quoted
    let is_handle = text.starts_with(['—', '–', '-']) && text.contains("(@");
    if bare.is_empty() || is_mail || is_handle || TEXTS.whole.contains(&bare) {
        return true;
    }
    if is_imprint(text, chars) {
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

/// Whether a line in Chinese or Japanese says when and by whom: "2024年11月04日 16:10 来源：日报 作者：王小明", "（责任编辑：李四）".
fn is_imprint(text: &str, chars: usize) -> bool {
    const MAX: usize = 70;
    const EDITORS: &[&str] = &["责任编辑", "責任編輯", "责编", "编辑", "編輯", "校对"];
    let bare = text.trim_matches(['（', '）', '(', ')', '[', ']', '【', '】', ' ']);
    let is_edited =
        EDITORS.iter().any(|word| bare.strip_prefix(word).is_some_and(|rest| rest.starts_with(['：', ':'])));
    let is_dated = text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains('年')
        && ["来源：", "來源：", "来源:", "作者：", "作者:"].iter().any(|label| text.contains(label));
    chars <= MAX && (is_edited || is_dated) && !text.contains('。')
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

/// Whether a heading stands over what readers wrote, a number in it or not: "Readers' comments (718)".
pub(super) fn is_comments_heading(text: &str, chars: usize) -> bool {
    if chars > 40 {
        return false;
    }
    let letters = text.to_lowercase().replace(|c: char| !c.is_alphabetic() && c != '\'', " ");
    let words: Vec<&str> = letters.split_whitespace().collect();
    TEXTS.comments.contains(&words.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_over_comments() {
        for text in ["Readers' Comments (718)", "12 Kommentare", "评论(0)", "3 commentaires :", "Comments"]
        {
            assert!(is_comments_heading(text, text.chars().count()), "{text}");
        }
        for text in ["Minister comments on strike", "评论员文章", "No comment"] {
            assert!(!is_comments_heading(text, text.chars().count()), "{text}");
        }
    }
}
