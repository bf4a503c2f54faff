//! Which ids were used lately, and where first.
//!
//! An id is kept as a fingerprint of 16 bytes with its place, 33 bytes in all, and not for ever: the last [`WINDOW`] are known for sure,
//! twice as many at most. That is 69 MB, however long a stream runs. Fingerprints of two ids are never equal in practice: among a
//! thousand million ids that is one chance in 10²⁰.

use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use hashbrown::HashMap;

use crate::json_lines::Record;

/// So many ids are known for sure: what fills a table of 2²⁰ places.
const WINDOW: usize = (1 << 20) / 8 * 7;

/// The ids that were used lately, each with the place of its first use.
#[derive(Debug)]
pub(crate) struct UsedIds<P> {
    /// Two hashes with keys of their own are one fingerprint.
    keys: [RandomState; 2],
    first: Generations<P>,
    /// How often an id was used that is an address or a hash.
    repeats: Generations<u64>,
}

impl<P: Copy> Default for UsedIds<P> {
    fn default() -> Self {
        Self::with_window(WINDOW)
    }
}

impl<P: Copy> UsedIds<P> {
    fn with_window(size: usize) -> Self {
        let keys = [RandomState::default(), RandomState::default()];
        Self { keys, first: Generations::new(size), repeats: Generations::new(size) }
    }

    /// Remembers where the id of a record is used. One that is its address or a hash, and is used already, gets a number from 2 behind
    /// "#": the same address may be read again, with another text.
    ///
    /// # Errors
    ///
    /// Where the id was used first, if the record gives it itself.
    pub(crate) fn add(&mut self, record: &mut Record, place: P) -> Result<(), P> {
        let id = &mut record.article.id;
        if record.has_own_id {
            return self.add_id(id, place);
        }
        self.add_numbered(id, place);
        Ok(())
    }

    /// Remembers where an id is used. One that is used already gets a number from 2 behind "#".
    pub(crate) fn add_numbered(&mut self, id: &mut String, place: P) {
        while let Err(_first) = self.add_id(id, place) {
            let counted = id.rsplit_once('#').map(|(stem, _)| stem);
            let stem = counted.filter(|stem| self.repeats.get(self.fingerprint(stem)).is_some());
            let stem = stem.unwrap_or(id).to_owned();
            let print = self.fingerprint(&stem);
            let number = self.repeats.get(print).unwrap_or(1) + 1;
            self.repeats.insert(print, number);
            *id = format!("{stem}#{number}");
        }
    }

    /// Remembers where an id is used.
    ///
    /// # Errors
    ///
    /// Where it was used first.
    pub(crate) fn add_id(&mut self, id: &str, place: P) -> Result<(), P> {
        let print = self.fingerprint(id);
        match self.first.get(print) {
            Some(first) => Err(first),
            None => {
                self.first.insert(print, place);
                Ok(())
            }
        }
    }

    fn fingerprint(&self, id: &str) -> Fingerprint {
        self.keys.each_ref().map(|key| key.hash_one(id))
    }
}

type Fingerprint = [u64; 2];

/// What was said of fingerprints lately: the newer ones, and those before them.
#[derive(Debug)]
struct Generations<V> {
    size: usize,
    newer: HashMap<Fingerprint, V, RandomState>,
    older: HashMap<Fingerprint, V, RandomState>,
}

impl<V: Copy> Generations<V> {
    fn new(size: usize) -> Self {
        Self { size, newer: HashMap::default(), older: HashMap::default() }
    }

    fn get(&self, print: Fingerprint) -> Option<V> {
        self.newer.get(&print).or_else(|| self.older.get(&print)).copied()
    }

    fn insert(&mut self, print: Fingerprint, value: V) {
        if self.newer.len() >= self.size {
            std::mem::swap(&mut self.newer, &mut self.older);
            self.newer.clear();
        }
        self.newer.insert(print, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lately_used_ids_are_known_and_no_more_are_kept() {
        let mut used = UsedIds::with_window(100);
        for number in 0..1000_u64 {
            assert_eq!(used.add_id(&format!("a{number}"), number), Ok(()));
            let known = number.saturating_sub(99);
            assert_eq!(used.add_id(&format!("a{known}"), 5000), Err(known));
            assert!(used.first.newer.len() + used.first.older.len() <= 200);
        }
        assert_eq!(used.add_id("a0", 7), Ok(()));
    }
}
