//! Terms and their numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::parallel;
use crate::saved::ensure;

/// Terms that one thread searches at a time.
const BLOCK: usize = 1024;

/// The number of a term in a `Vocabulary`: dense, in order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TermId(pub u32);

impl TermId {
    /// As an index into arrays by term.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for TermId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}", self.0)
    }
}

/// The terms seen so far, each under a dense [`TermId`].
///
/// A stream forgets terms that have not come for long. Such a number is given to the next new term of as many bytes.
///
/// # Resource use
///
/// All terms lie in one buffer: the bytes of the term plus about 20 bytes. `Vocabulary::memory_usage` tells.
///
/// # Examples
///
/// ```
/// use samestory::unstable::terms::Vocabulary;
///
/// let mut vocabulary = Vocabulary::new();
/// let mali = vocabulary.intern("mali");
/// assert_eq!(vocabulary.intern("mali"), mali);
/// assert_eq!(vocabulary.term(mali), Some("mali"));
/// assert_eq!(vocabulary.get("algeria"), None);
/// ```
#[derive(Clone, Default)]
pub struct Vocabulary {
    text: String,
    ends: Vec<usize>,
    /// Hashes and numbers.
    table: HashTable<(u32, u32)>,
    /// By number of bytes, the numbers of forgotten terms; the last is given first. Their places in the text are given with them.
    forgotten: BTreeMap<usize, Vec<TermId>>,
}

const HASHER: FixedState = FixedState::with_seed(0x5a4d_e570);

impl Vocabulary {
    /// An empty vocabulary.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of a term, given to it now if it has none.
    ///
    /// # Panics
    ///
    /// At 2³² terms.
    pub fn intern(&mut self, term: &str) -> TermId {
        let hash = hash(term);
        self.find(hash, term).unwrap_or_else(|| self.append(hash, term))
    }

    /// Adds the terms of another vocabulary; `numbers` are the numbers here of its first terms, those of the others are
    /// appended.
    ///
    /// They are searched on all cores. What is not found is new, since the other vocabulary has it once.
    pub(crate) fn intern_all(&mut self, other: &Self, numbers: &mut Vec<TermId>) {
        let rest = numbers.len() as u32..other.numbers() as u32;
        let mut found: Vec<(u32, Option<TermId>)> = rest.map(|id| (id, None)).collect();
        parallel::for_each_chunk(&mut found, BLOCK, |found| {
            found.iter_mut().for_each(|(id, number)| *number = self.get(other.text_of(*id)));
        });
        numbers.extend(found.into_iter().map(|(id, number)| {
            let term = other.text_of(id);
            number.unwrap_or_else(|| self.append(hash(term), term))
        }));
    }

    /// The number of a term, if it has one.
    pub fn get(&self, term: &str) -> Option<TermId> {
        self.find(hash(term), term)
    }

    fn find(&self, hash: u32, term: &str) -> Option<TermId> {
        let found =
            self.table.find(spread(hash), |&(h, id)| h == hash && is(term, &self.text, &self.ends, id));
        found.map(|&(_, id)| TermId(id))
    }

    /// Adds a term that is not there.
    fn append(&mut self, hash: u32, term: &str) -> TermId {
        let id = self.reuse(term).unwrap_or_else(|| self.append_text(term)).0;
        self.table.insert_unique(spread(hash), (hash, id), |&(hash, _)| spread(hash));
        TermId(id)
    }

    fn append_text(&mut self, term: &str) -> TermId {
        let id = u32::try_from(self.ends.len()).expect("a vocabulary holds fewer than 2^32 terms");
        self.text.push_str(term);
        self.ends.push(self.text.len());
        TermId(id)
    }

    /// Puts a term in the place of a forgotten one of as many bytes.
    fn reuse(&mut self, term: &str) -> Option<TermId> {
        if self.forgotten.is_empty() {
            return None;
        }
        let id = self.forgotten.get_mut(&term.len())?.pop()?;
        self.text.replace_range(self.place_of(id.0), term);
        Some(id)
    }

    /// Forgets a term. Its number must be held by nothing but this vocabulary.
    pub(crate) fn forget(&mut self, id: TermId) {
        if id.index() >= self.ends.len() {
            return;
        }
        let term = self.text_of(id.0);
        let (hash, bytes) = (hash(term), term.len());
        if let Ok(entry) = self.table.find_entry(spread(hash), |&(_, other)| other == id.0) {
            entry.remove();
            self.forgotten.entry(bytes).or_default().push(id);
        }
    }

    /// Gives back the memory of the places that forgotten terms had in the table: it doubles when they fill it.
    pub(crate) fn shrink(&mut self) {
        self.table.shrink_to_fit(|&(hash, _)| spread(hash));
    }

    /// Adds terms as they were numbered in another vocabulary after those that are here: the [texts](Self::texts) behind the
    /// numbers, and which of them were [forgotten](Self::forgotten).
    ///
    /// # Errors
    ///
    /// Says what is wrong with them.
    pub(crate) fn restore(mut self, texts: &[String], forgotten: &[TermId]) -> Result<Self, String> {
        let first = self.numbers();
        let is_forgotten: BTreeSet<TermId> = forgotten.iter().copied().collect();
        let is_new = |id: &TermId| (first..first + texts.len()).contains(&id.index());
        ensure(is_forgotten.len() == forgotten.len() && forgotten.iter().all(is_new), || {
            "a term is forgotten that cannot be".to_owned()
        })?;
        for text in texts {
            let next = TermId(self.numbers() as u32);
            if is_forgotten.contains(&next) {
                self.append_text(text);
            } else {
                let hash = hash(text);
                ensure(self.find(hash, text).is_none(), || format!("the term \"{text}\" is there twice"))?;
                self.append_text(text);
                self.table.insert_unique(spread(hash), (hash, next.0), |&(hash, _)| spread(hash));
            }
        }
        for &id in forgotten {
            self.forgotten.entry(self.place_of(id.0).len()).or_default().push(id);
        }
        Ok(self)
    }

    /// The numbers of forgotten terms; of as many bytes, the one that is given again first is the last.
    pub(crate) fn forgotten(&self) -> impl Iterator<Item = TermId> {
        self.forgotten.values().flatten().copied()
    }

    /// The texts behind all numbers given so far, those of forgotten terms too.
    pub(crate) fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.ends.len() as u32).map(|id| self.text_of(id))
    }

    /// How many numbers were given: all are below.
    pub(crate) fn numbers(&self) -> usize {
        self.ends.len()
    }

    fn place_of(&self, id: u32) -> std::ops::Range<usize> {
        let at = id as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        start..self.ends[at]
    }

    fn text_of(&self, id: u32) -> &str {
        &self.text[self.place_of(id)]
    }

    fn is_forgotten(&self, id: TermId) -> bool {
        if self.forgotten.is_empty() {
            return false;
        }
        let hash = hash(self.text_of(id.0));
        self.table.find(spread(hash), |&(_, other)| other == id.0).is_none()
    }

    /// The term of a number.
    pub fn term(&self, id: TermId) -> Option<&str> {
        (id.index() < self.ends.len() && !self.is_forgotten(id)).then(|| self.text_of(id.0))
    }

    /// All terms in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (TermId, &str)> {
        let all = (0..self.ends.len() as u32).map(TermId);
        all.filter(|&id| !self.is_forgotten(id)).map(|id| (id, self.text_of(id.0)))
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Forgets all terms, keeping the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.table.clear();
        self.forgotten.clear();
    }

    /// Bytes held.
    pub fn memory_usage(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.table.capacity() * (size_of::<(u32, u32)>() + 1)
            + self.forgotten.values().map(|ids| ids.capacity() * size_of::<TermId>()).sum::<usize>()
    }

    /// Checks that every term is found under its own number.
    ///
    /// # Errors
    ///
    /// The first term that is not.
    pub fn validate(&self) -> Result<(), String> {
        let forgotten = self.forgotten().count();
        if self.table.len() + forgotten != self.ends.len() {
            return Err(format!(
                "{} terms, {forgotten} forgotten and {} numbers",
                self.table.len(),
                self.ends.len()
            ));
        }
        if let Some(id) = self.forgotten().find(|&id| id.index() >= self.ends.len() || !self.is_forgotten(id))
        {
            return Err(format!("{id} is forgotten and has a term"));
        }
        match self.iter().find(|&(id, term)| self.get(term) != Some(id)) {
            Some((id, term)) => Err(format!("term \"{term}\" is not found under {id}")),
            None => Ok(()),
        }
    }
}

fn hash(term: &str) -> u32 {
    HASHER.hash_one(term.as_bytes()) as u32
}

/// The table looks at the highest and the lowest bits.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// Whether a number is that of a term.
fn is(term: &str, text: &str, ends: &[usize], id: u32) -> bool {
    let at = id as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    text.as_bytes()[start..ends[at]] == *term.as_bytes()
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocabulary").field("terms", &self.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_and_in_order_of_arrival() {
        let mut vocabulary = Vocabulary::new();
        let terms = ["mali", "", "algeria", "mali", "clinton", "", "x"];
        let ids: Vec<u32> = terms.iter().map(|t| vocabulary.intern(t).0).collect();
        assert_eq!(ids, [0, 1, 2, 0, 3, 1, 4]);
        vocabulary.validate().unwrap();
        assert_eq!(
            vocabulary.iter().map(|(_, t)| t).collect::<Vec<_>>(),
            ["mali", "", "algeria", "clinton", "x"]
        );
        assert_eq!(vocabulary.term(TermId(9)), None);
        let mut other = Vocabulary::new();
        ["mali", "new", "clinton", "newer"].iter().for_each(|t| _ = other.intern(t));
        let mut numbers = vec![TermId(0)];
        vocabulary.intern_all(&other, &mut numbers);
        assert_eq!(numbers, [0, 5, 3, 6].map(TermId));
        assert_eq!(vocabulary.term(TermId(6)), Some("newer"));
        vocabulary.validate().unwrap();
        vocabulary.clear();
        assert!(vocabulary.is_empty() && vocabulary.get("mali").is_none());
    }

    #[test]
    fn the_numbers_of_forgotten_terms_are_given_again() {
        let mut vocabulary = Vocabulary::new();
        let [mali, oran, ñu, sea] = ["mali", "oran", "ñu", "sea"].map(|term| vocabulary.intern(term));
        [mali, ñu, oran, ñu].into_iter().for_each(|id| vocabulary.forget(id));
        vocabulary.validate().unwrap();
        assert_eq!((vocabulary.len(), vocabulary.numbers(), vocabulary.get("mali")), (1, 4, None));
        assert_eq!((vocabulary.term(mali), vocabulary.term(sea)), (None, Some("sea")));
        let texts: Vec<String> = vocabulary.texts().map(str::to_owned).collect();
        let forgotten: Vec<TermId> = vocabulary.forgotten().collect();
        let mut restored = Vocabulary::restore(Vocabulary::new(), &texts, &forgotten).unwrap();
        for vocabulary in [&mut vocabulary, &mut restored] {
            // of as many bytes: the one that was forgotten last
            let given = ["abc", "fish", "oran", "cook", "four"].map(|term| vocabulary.intern(term));
            assert_eq!(given, [ñu, oran, mali, TermId(4), TermId(5)]);
            vocabulary.validate().unwrap();
        }
    }
}
