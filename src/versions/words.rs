//! What changed between two wordings, word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::tokens::{Token, count_words, tokens};

/// A run of words that stayed, went or came.
///
/// The `old` parts of all runs make up the old wording, the `new` parts the new one. In a run that stayed both are the same words;
/// their bytes may differ in what [`comparable`](super::comparable) passes over.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordEdit {
    /// What became of the words.
    pub kind: WordKind,
    /// As the old wording prints them; empty if they came.
    pub old: String,
    /// As the new wording prints them; empty if they went.
    pub new: String,
}

/// What became of words.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordKind {
    /// They stayed.
    Kept,
    /// They went.
    Deleted,
    /// They came.
    Added,
}

impl WordEdit {
    fn new(kind: WordKind, old: &str, new: &str) -> Self {
        Self { kind, old: old.to_owned(), new: new.to_owned() }
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        count_words(if self.kind == WordKind::Deleted { &self.old } else { &self.new })
    }
}

/// The changes from one wording to another: runs that stayed, went and came, in reading order, what went before what came in its
/// place. Blanks and marks between two changed words count as changed with them, so that a phrase is one run.
///
/// # Complexity
///
/// O((n + m) · d) for n and m words and d changes, bounded by heuristics where d is large ([Myers
/// 1986](https://doi.org/10.1007/BF01840446)).
///
/// # Examples
///
/// ```
/// use samestory::versions::{WordKind, diff_words};
///
/// let edits = diff_words("Ten people died on Monday.", "Twelve people died on Monday.");
/// assert_eq!((edits[0].kind, edits[0].old.as_str()), (WordKind::Deleted, "Ten"));
/// assert_eq!((edits[1].kind, edits[1].new.as_str()), (WordKind::Added, "Twelve"));
/// assert_eq!((edits[2].kind, edits[2].new.as_str()), (WordKind::Kept, " people died on Monday."));
/// ```
pub fn diff_words(old: &str, new: &str) -> Vec<WordEdit> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old_tokens, &new_tokens);
    let mut runs: Vec<Run<'_, '_>> = Vec::new();
    for op in ops {
        let (tag, old_range, new_range) = match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (true, old_index..old_index + len, new_index..new_index + len)
            }
            DiffOp::Delete { old_index, old_len, new_index } => {
                (false, old_index..old_index + old_len, new_index..new_index)
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                (false, old_index..old_index, new_index..new_index + new_len)
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (false, old_index..old_index + old_len, new_index..new_index + new_len)
            }
        };
        runs.push(Run { kept: tag, old: &old_tokens[old_range], new: &new_tokens[new_range] });
    }
    let text = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text).collect::<String>();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let run = &runs[at];
        if run.kept {
            edits.push(WordEdit::new(WordKind::Kept, &text(run.old), &text(run.new)));
            at += 1;
            continue;
        }
        let (mut gone, mut come) = (text(run.old), text(run.new));
        at += 1;
        // what stayed between two changes and has no word is drawn into them
        while let [between, next, ..] = &runs[at..]
            && !next.kept
            && between.old.iter().all(|token| !token.is_word)
        {
            gone.push_str(&(text(between.old) + &text(next.old)));
            come.push_str(&(text(between.new) + &text(next.new)));
            at += 2;
        }
        if !gone.is_empty() {
            edits.push(WordEdit::new(WordKind::Deleted, &gone, ""));
        }
        if !come.is_empty() {
            edits.push(WordEdit::new(WordKind::Added, "", &come));
        }
    }
    edits
}

struct Run<'r, 't> {
    kept: bool,
    old: &'r [Token<'t>],
    new: &'r [Token<'t>],
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let show = |edit: &WordEdit| match edit.kind {
            WordKind::Kept => edit.new.clone(),
            WordKind::Deleted => format!("[-{}-]", edit.old),
            WordKind::Added => format!("[+{}+]", edit.new),
        };
        diff_words(old, new).iter().map(show).collect()
    }

    #[test]
    fn phrases_are_one_run() {
        assert_eq!(shown("a b c d", "a x y d"), "a [-b c-][+x y+] d");
        assert_eq!(shown("It rained.", "It rained, too."), "It rained[+, too+].");
        assert_eq!(shown("", "a"), "[+a+]");
        assert_eq!(shown("a", ""), "[-a-]");
        assert_eq!(shown("a\u{a0}b", "a b"), "a b");
        assert!(diff_words("", "").is_empty());
    }
}
