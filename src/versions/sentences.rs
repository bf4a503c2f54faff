//! From text to sentences.

use crate::text::{Language, is_stop_word};

/// Abbreviations that never end a sentence: what they shorten goes on with the next word. Without the dot, case-folded, sorted.
const OPEN: &[&str] = &[
    "adm", "capt", "cmdr", "col", "cpl", "dr", "e.g", "fr", "gen", "gov", "herr", "hon", "i.e", "lt", "maj",
    "messrs", "mgr", "mm", "mme", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "reps", "rev", "sen",
    "sens", "sgt", "sr", "sra", "st", "ste", "vgl", "vs", "z.b",
];

/// Abbreviations that may end a sentence. Sorted.
const MAY_END: &[&str] = &[
    "apr", "aug", "ave", "bros", "bzw", "co", "corp", "dec", "dept", "dez", "etc", "feb", "fri", "inc",
    "jan", "jr", "jul", "jun", "ltd", "mar", "mon", "no", "nos", "nov", "nr", "oct", "okt", "p", "pp", "sat",
    "sep", "sept", "sun", "thu", "thur", "thurs", "tue", "tues", "usw", "vol", "wed",
];

/// Characters before a full stop that are looked at: longer words are no abbreviations.
const LONGEST_WORD: usize = 16;

/// Quotation marks and the like before the first letter of a sentence.
const LONGEST_OPENING: usize = 8;

/// Languages whose short words tell that a sentence begins.
const LANGUAGES: [Language; 4] = [Language::English, Language::French, Language::German, Language::Spanish];

/// A sentence of a text, without the white space around it.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// The sentence as printed.
    pub text: &'t str,
    /// The byte it begins at.
    pub start: usize,
    /// Its paragraph, from 0: paragraphs are parted by blank lines.
    pub paragraph: u32,
}

impl Sentence<'_> {
    /// The byte after it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The sentences of a text, in order; white space is in none of them, everything else is in one.
///
/// A sentence ends at a blank line, and at a full stop, question or exclamation mark (and the quotation marks and brackets that
/// close after it) that white space and no lower-case letter follow. Titles ("Mrs.") and initials never end one; other
/// abbreviations ("U.S.", "Inc.", "Oct.") only before a capitalised stop word ("The").
///
/// # Complexity
///
/// Linear in the text.
///
/// # Examples
///
/// ```
/// use samestory::unstable::versions::sentences;
///
/// let found: Vec<_> = sentences("Mrs. Clinton left the U.S. on Oct. 28. “It is late.” She slept.").iter().map(|s| s.text).collect();
/// assert_eq!(found, ["Mrs. Clinton left the U.S. on Oct. 28.", "“It is late.”", "She slept."]);
/// ```
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut paragraph = 0;
    let mut start = text.len() - text.trim_start().len();
    // marks before this place were looked at together with the first of them
    let mut looked_at = start;
    for (at, c) in text.char_indices() {
        if at < looked_at {
            continue;
        }
        let end = match c {
            '\n' | '\u{2029}' if is_paragraph_break(&text[at..]) => at,
            c if is_terminator(c) => {
                let end =
                    text.len() - text[at..].trim_start_matches(|c| is_terminator(c) || is_closer(c)).len();
                looked_at = end;
                if !ends_sentence(&text[start..at], &text[at..end], &text[end..]) {
                    continue;
                }
                end
            }
            _ => continue,
        };
        let next = text.len() - text[end..].trim_start().len();
        found.push(Sentence { text: text[start..end].trim_end(), start, paragraph });
        paragraph += u32::from(is_paragraph_break(&text[end..next]));
        (start, looked_at) = (next, next);
    }
    let last = text[start..].trim_end();
    if !last.is_empty() {
        found.push(Sentence { text: last, start, paragraph });
    }
    found
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '“')
}

/// Whether the white space a text begins with holds a blank line.
fn is_paragraph_break(text: &str) -> bool {
    let blank = &text[..text.len() - text.trim_start().len()];
    blank.matches('\n').nth(1).is_some() || blank.contains('\u{2029}')
}

/// Whether a sentence ends with its marks, by what is before and after them.
fn ends_sentence(before: &str, marks: &str, after: &str) -> bool {
    let next = after.trim_start();
    let blank = &after[..after.len() - next.len()];
    if next.is_empty() || is_paragraph_break(blank) || marks.starts_with(['。', '！', '？']) {
        return true;
    }
    let opened = next.char_indices().take(LONGEST_OPENING).find(|(_, c)| c.is_alphanumeric());
    let opened = opened.map_or("", |(at, _)| &next[at..]);
    if blank.is_empty() || opened.starts_with(char::is_lowercase) {
        return false;
    }
    if marks != "." {
        return true;
    }
    let longest = before.char_indices().rev().take(LONGEST_WORD).last().map_or(0, |(at, _)| at);
    let before = &before[longest..];
    let word = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '.').len();
    let word = before[word..].to_lowercase();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    if is_initial || OPEN.binary_search(&word.as_str()).is_ok() {
        return false;
    }
    let is_dotted = word.contains('.') && word.contains(char::is_alphabetic);
    let may_go_on = is_dotted || MAY_END.binary_search(&word.as_str()).is_ok();
    !may_go_on || begins_with_stop_word(opened)
}

fn begins_with_stop_word(text: &str) -> bool {
    let word: String =
        text.chars().take_while(|c| c.is_alphabetic()).take(16).flat_map(char::to_lowercase).collect();
    LANGUAGES.iter().any(|&language| is_stop_word(&word, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        sentences(text).iter().map(|s| s.text).collect()
    }

    #[test]
    fn tables_are_sorted() {
        assert!(OPEN.is_sorted() && MAY_END.is_sorted());
    }

    #[test]
    fn where_sentences_end() {
        for (text, expected) in [
            ("One. Two! Three? Four", vec!["One.", "Two!", "Three?", "Four"]),
            ("He left the U.S. The rest stayed.", vec!["He left the U.S.", "The rest stayed."]),
            (
                "The U.S. Senate met on Nov. 3 in St. Paul.",
                vec!["The U.S. Senate met on Nov. 3 in St. Paul."],
            ),
            ("“Why?” he asked. “No.” Silence.", vec!["“Why?” he asked.", "“No.”", "Silence."]),
            (
                "J. R. Smith of Acme Inc. left. It grew 3.5 percent.",
                vec!["J. R. Smith of Acme Inc. left.", "It grew 3.5 percent."],
            ),
            (
                "A heading\n\nText goes on\nin a line.\nNext.",
                vec!["A heading", "Text goes on\nin a line.", "Next."],
            ),
            ("First.\u{a0} Second.", vec!["First.", "Second."]),
            ("  \n ", vec![]),
            ("...", vec!["..."]),
            ("他来了。她走了。", vec!["他来了。", "她走了。"]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn paragraphs_are_counted() {
        let found = sentences("\n\nAb. Bc.\n\nCd.\n \nDe.");
        assert_eq!(found.iter().map(|s| s.paragraph).collect::<Vec<_>>(), [0, 0, 1, 2]);
        assert!(found.iter().all(|s| s.end() <= 24));
    }
}
