//! Phrases: several terms in a row as one term.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::interner::TermInterner;
use crate::terms::TermId;

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
    pub(crate) fn intern(&mut self, parts: &[TermId], terms: &mut TermInterner<'_>) -> TermId {
        let [first, rest @ ..] = parts else { return terms.intern("") };
        let (mut before, mut longer) = (first.0, false);
        for (at, &next) in rest.iter().enumerate() {
            let number = self.tree.len() as u32;
            let branch = Branch { before, longer, next, number, term: None };
            let mut branch =
                self.tree.entry(branch.hash(), |b| b.is(&branch), Branch::hash).or_insert(branch);
            if at + 1 == rest.len() {
                let text = &mut self.text;
                return *branch.get_mut().term.get_or_insert_with(|| put_together(parts, text, terms));
            }
            (before, longer) = (branch.get().number, true);
        }
        *first
    }

    /// The term of several terms in a row, if it was interned.
    pub(crate) fn find(&self, parts: &[TermId]) -> Option<TermId> {
        let [first, rest @ ..] = parts else { return None };
        let (mut before, mut longer, mut term) = (first.0, false, Some(*first));
        for &next in rest {
            let branch = Branch { before, longer, next, number: 0, term: None };
            let found = self.tree.find(branch.hash(), |b| b.is(&branch))?;
            (before, longer, term) = (found.number, true, found.term);
        }
        term
    }

    /// Takes the phrases of another one, in which terms have other numbers, and leaves that empty.
    pub(crate) fn take_over(&mut self, other: &mut Self, number: impl Fn(TermId) -> TermId) {
        let mut branches: Vec<Branch> = other.tree.drain().collect();
        branches.sort_unstable_by_key(|branch| branch.number);
        // the numbers of the branches here
        let mut numbers: Vec<u32> = Vec::with_capacity(branches.len());
        for Branch { before, longer, next, term, .. } in branches {
            // a branch is longer than one that was there before it
            let before = if longer { numbers[before as usize] } else { number(TermId(before)).0 };
            let own = self.tree.len() as u32;
            let branch = Branch { before, longer, next: number(next), number: own, term: None };
            let mut entry = self.tree.entry(branch.hash(), |b| b.is(&branch), Branch::hash).or_insert(branch);
            let entry = entry.get_mut();
            entry.term = entry.term.or(term.map(&number));
            numbers.push(entry.number);
        }
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

fn put_together(parts: &[TermId], text: &mut String, terms: &mut TermInterner<'_>) -> TermId {
    text.clear();
    for (at, &part) in parts.iter().enumerate() {
        let term = terms.term(part).unwrap_or_default();
        if at == 0 {
            text.push_str(term);
        } else {
            text.push(' ');
            text.push_str(term.strip_prefix('@').unwrap_or(term));
        }
    }
    terms.intern(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Vocabulary;

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
        let mut terms = TermInterner::new(None, &mut vocabulary);
        for _ in 0..2 {
            for row in rows {
                let mut text = String::new();
                let expected = put_together(row, &mut text, &mut terms);
                assert_eq!(phrases.intern(row, &mut terms), expected);
                assert_eq!(phrases.find(row), Some(expected));
            }
        }
        let longest = phrases.intern(rows[6], &mut terms);
        assert_eq!(vocabulary.get("@leon panetta bin x"), Some(longest));
        assert_eq!(vocabulary.len(), 10);

        // what another one knows, under other numbers
        let number = |TermId(term)| TermId(100 - term);
        let row = |terms: &[TermId]| terms.iter().copied().map(number).collect::<Vec<_>>();
        let known: Vec<Option<TermId>> = rows.iter().map(|row| phrases.find(row).map(number)).collect();
        let mut all = PhraseInterner::default();
        all.intern(&row(&[x, leon]), &mut TermInterner::new(None, &mut Vocabulary::new()));
        all.take_over(&mut phrases, number);
        assert_eq!(rows.map(|terms| all.find(&row(terms))).as_slice(), known);
        assert_eq!((phrases.find(rows[0]), all.find(&row(&[leon, x]))), (None, None));
    }
}
