//! What changed between two wordings, word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::tokens::{Token, count_words, tokens};

/// A run of words that stayed, went or came.
///
/// The `old` parts of all runs make up the old wording, the `new` parts the new one. In a run that stayed both are the same words;
/// their bytes may differ in what `comparable` passes over.
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
/// use samestory_changes::WordKind;
/// use samestory_changes::unstable::diff_words;
///
/// let edits = diff_words("Ten people died on Monday.", "Twelve people died on Monday.");
/// assert_eq!((edits[0].kind, edits[0].old.as_str()), (WordKind::Deleted, "Ten"));
/// assert_eq!((edits[1].kind, edits[1].new.as_str()), (WordKind::Added, "Twelve"));
/// assert_eq!((edits[2].kind, edits[2].new.as_str()), (WordKind::Kept, " people died on Monday."));
/// ```
pub fn diff_words(old: &str, new: &str) -> Vec<WordEdit> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old_tokens, &new_tokens);
    let is_kept = |op: &DiffOp| op.tag() == DiffTag::Equal;
    let mut edits: Vec<WordEdit> = Vec::new();
    let mut at = 0;
    while let Some(op) = ops.get(at) {
        at += 1;
        let (mut gone, mut come) = (op.old_range(), op.new_range());
        if is_kept(op) {
            push(&mut edits, WordKind::Kept, &old_tokens[gone], &new_tokens[come]);
            continue;
        }
        // what stayed between two changes and has no word is drawn into them
        while let [between, next, ..] = &ops[at..]
            && !is_kept(next)
            && old_tokens[between.old_range()].iter().all(|token| !token.is_word)
        {
            (gone.end, come.end) = (next.old_range().end, next.new_range().end);
            at += 2;
        }
        push_changed(&mut edits, &old_tokens[gone], &new_tokens[come]);
    }
    edits
}

/// Adds what went and what came in its place; marks that both begin or end with stayed.
fn push_changed(edits: &mut Vec<WordEdit>, gone: &[Token<'_>], come: &[Token<'_>]) {
    let before = gone.iter().zip(come).take_while(|(old, new)| old == new).count();
    let ((same_old, gone), (same_new, come)) = (gone.split_at(before), come.split_at(before));
    push(edits, WordKind::Kept, same_old, same_new);
    let after = gone.iter().rev().zip(come.iter().rev()).take_while(|(old, new)| old == new).count();
    let (gone, same_old) = gone.split_at(gone.len() - after);
    let (come, same_new) = come.split_at(come.len() - after);
    push(edits, WordKind::Deleted, gone, &[]);
    push(edits, WordKind::Added, &[], come);
    push(edits, WordKind::Kept, same_old, same_new);
}

/// Adds a run, or lengthens the one before if both stayed.
fn push(edits: &mut Vec<WordEdit>, kind: WordKind, old: &[Token<'_>], new: &[Token<'_>]) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    let text = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text).collect::<String>();
    match edits.last_mut() {
        Some(last) if last.kind == WordKind::Kept && kind == WordKind::Kept => {
            last.old.push_str(&text(old));
            last.new.push_str(&text(new));
        }
        _ => edits.push(WordEdit::new(kind, &text(old), &text(new))),
    }
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
        assert_eq!(
            shown("the Tuaregs and left", "the Tuaregs, in fear and left"),
            "the Tuaregs[+, in fear+] and left"
        );
        assert_eq!(shown("", "a"), "[+a+]");
        assert_eq!(shown("a", ""), "[-a-]");
        assert_eq!(shown("a\u{a0}b", "a b"), "a b");
        assert!(diff_words("", "").is_empty());
    }
}
