//! Which ids are used, and where first.

use foldhash::quality::RandomState;
use hashbrown::HashMap;
use hashbrown::hash_map::EntryRef;

use crate::json_lines::Record;

/// The ids that were used, each with the place of its first use.
#[derive(Debug)]
pub(crate) struct UsedIds<P> {
    first: HashMap<String, P, RandomState>,
    /// How often an id was used that is an address or a hash.
    repeats: HashMap<String, u64, RandomState>,
}

impl<P> Default for UsedIds<P> {
    fn default() -> Self {
        Self { first: HashMap::default(), repeats: HashMap::default() }
    }
}

impl<P: Copy> UsedIds<P> {
    /// Remembers where the id of a record is used. One that is its address or a hash, and is used already, gets a number from 2 behind
    /// "#": the same address may be read again, with another text.
    ///
    /// # Errors
    ///
    /// Where the id was used first, if the record gives it itself.
    pub(crate) fn add(&mut self, record: &mut Record, place: P) -> Result<(), P> {
        if record.has_own_id {
            return self.add_id(&record.article.id, place);
        }
        while self.first.contains_key(&record.article.id) {
            let stem =
                record.article.id.rsplit_once('#').filter(|(stem, _)| self.repeats.contains_key(*stem));
            let stem = stem.map_or(record.article.id.as_str(), |(stem, _)| stem).to_owned();
            let number = self.repeats.entry_ref(&stem).or_insert(1);
            *number += 1;
            record.article.id = format!("{stem}#{number}");
        }
        self.first.insert(record.article.id.clone(), place);
        Ok(())
    }

    /// Remembers where an id is used.
    ///
    /// # Errors
    ///
    /// Where it was used first.
    pub(crate) fn add_id(&mut self, id: &str, place: P) -> Result<(), P> {
        match self.first.entry_ref(id) {
            EntryRef::Vacant(free) => {
                free.insert(place);
                Ok(())
            }
            EntryRef::Occupied(taken) => Err(*taken.get()),
        }
    }
}
