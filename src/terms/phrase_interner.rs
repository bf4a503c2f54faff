//! Phrases: several terms in a row as one term.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::terms::{TermId, Vocabulary};

/// Phrases remembered before all are forgotten; results do not depend on it.
const MAX_REMEMBERED: usize = 1 << 20;

const HASHER: FixedState = FixedState::with_seed(0x6a6f_696e);

/// Interns phrases, and remembers the term of each in a tree whose branches are numbers. The words of a phrase are put together only
/// the first time.
#[derive(Default)]
pub(crate) struct PhraseInterner {
    tree: HashTable<Branch>,
    text: String,
}

/// One more term after those before.
#[derive(Clone, Copy)]
struct Branch {
    /// The first term, or the number of the branch that is gone on with.
    before: u32,
    /// Whether it is the number of a branch.
    longer: bool,
    next: TermId,
    number: u32,
    /// The term of the phrase, if it was interned.
    term: Option<TermId>,
}

impl Branch {
    fn hash(&self) -> u64 {
        let pair = u64::from(self.before) << 32 | u64::from(self.next.0);
        HASHER.hash_one(if self.longer { !pair } else { pair })
    }

    fn is(&self, other: &Self) -> bool {
        (self.before, self.longer, self.next) == (other.before, other.longer, other.next)
    }
}

impl PhraseInterner {
    /// The term of several terms in a row: their words, parted by blanks, without the marks of names inside.
    pub(crate) fn intern(&mut self, parts: &[TermId], vocabulary: &mut Vocabulary) -> TermId {
        let [first, rest @ ..] = parts else { return vocabulary.intern("") };
        let (mut before, mut longer) = (first.0, false);
        for (at, &next) in rest.iter().enumerate() {
            let number = self.tree.len() as u32;
            let branch = Branch { before, longer, next, number, term: None };
            let mut branch =
                self.tree.entry(branch.hash(), |b| b.is(&branch), Branch::hash).or_insert(branch);
            if at + 1 == rest.len() {
                let text = &mut self.text;
                return *branch.get_mut().term.get_or_insert_with(|| put_together(parts, text, vocabulary));
            }
            (before, longer) = (branch.get().number, true);
        }
        *first
    }

    /// Forgets everything once it is too much.
    pub(crate) fn bound(&mut self) {
        if self.tree.len() > MAX_REMEMBERED {
            self.clear();
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.tree.clear();
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.tree.capacity() * (size_of::<Branch>() + 1) + self.text.capacity()
    }
}

fn put_together(parts: &[TermId], text: &mut String, vocabulary: &mut Vocabulary) -> TermId {
    text.clear();
    for (at, &part) in parts.iter().enumerate() {
        let term = vocabulary.term(part).unwrap_or_default();
        if at == 0 {
            text.push_str(term);
        } else {
            text.push(' ');
            text.push_str(term.strip_prefix('@').unwrap_or(term));
        }
    }
    vocabulary.intern(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_keep_their_terms() {
        let (mut vocabulary, mut phrases) = (Vocabulary::new(), PhraseInterner::default());
        let terms = ["@leon", "@panetta", "@bin", "x"].map(|term| vocabulary.intern(term));
        let [leon, panetta, bin, x] = terms;
        let rows: [&[TermId]; 7] = [
            &[leon, panetta],
            &[leon, panetta, bin],
            &[leon, bin, panetta],
            &[panetta, leon],
            &[x],
            &[x, leon, x, leon, x],
            &[leon, panetta, bin, x],
        ];
        for _ in 0..2 {
            for row in rows {
                let mut text = String::new();
                let expected = put_together(row, &mut text, &mut vocabulary);
                assert_eq!(phrases.intern(row, &mut vocabulary), expected);
            }
        }
        assert_eq!(vocabulary.get("@leon panetta bin x"), Some(phrases.intern(rows[6], &mut vocabulary)));
        assert_eq!(vocabulary.len(), 10);
    }
}
