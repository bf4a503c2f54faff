//! Places by shingle.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// For each shingle the places of the articles that hold it, in order. Most have one, which needs no list.
///
/// A posting of an expired article stays until half of all may be of such.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    firsts: HashMap<u64, First, FixedState>,
    /// Places after the first, for shingles that have more.
    lists: Vec<Vec<u32>>,
    /// Lists that no shingle has.
    free: Vec<u32>,
    posted: usize,
    stale: usize,
}

/// The first place of a shingle, and where the others are.
#[derive(Debug, Clone, Copy)]
struct First {
    place: u32,
    /// The number of the list, from 1; 0 for none.
    list: u32,
}

impl Postings {
    /// The places of a shingle, in order; some may have expired.
    pub(crate) fn of(&self, shingle: u64) -> impl Iterator<Item = u32> + '_ {
        let first = self.firsts.get(&shingle);
        let more = first.and_then(|first| self.lists.get((first.list as usize).wrapping_sub(1)));
        first.map(|first| first.place).into_iter().chain(more.into_iter().flatten().copied())
    }

    /// Adds a place after all that are there, unless `most` are, those before `base` left out.
    pub(crate) fn add(&mut self, shingle: u64, place: u32, base: u32, most: usize) {
        let Self { firsts, lists, free, posted, .. } = self;
        let mut new = false;
        let first = firsts.entry(shingle).or_insert_with(|| {
            new = true;
            First { place, list: 0 }
        });
        if new {
            *posted += 1;
            return;
        }
        if first.list == 0 {
            match first.place {
                known if known == place => {}
                known if known < base => first.place = place,
                _ if most > 1 => {
                    first.list = match free.pop() {
                        Some(list) => list,
                        None => {
                            lists.push(Vec::new());
                            lists.len() as u32
                        }
                    };
                    lists[first.list as usize - 1].push(place);
                    *posted += 1;
                }
                _ => {}
            }
            return;
        }
        let list = &mut lists[first.list as usize - 1];
        if list.last() == Some(&place) {
            return;
        }
        if list.len() + 1 >= most {
            let before = list.len();
            list.retain(|&p| p >= base);
            if first.place < base && !list.is_empty() {
                first.place = list.remove(0);
            }
            *posted -= before - list.len();
        }
        if list.len() + 1 < most {
            list.push(place);
            *posted += 1;
        }
    }

    /// Notes that so many postings may have become stale.
    pub(crate) fn expire(&mut self, postings: usize) {
        self.stale += postings;
    }

    /// Drops postings before `base` if they may be half of all.
    pub(crate) fn clean(&mut self, base: u32) {
        if self.stale * 2 <= self.posted + 1024 {
            return;
        }
        let Self { firsts, lists, free, posted, stale } = self;
        *posted = 0;
        firsts.retain(|_, first| {
            let list = lists.get_mut((first.list as usize).wrapping_sub(1));
            let mut left = 0;
            if let Some(list) = list {
                list.retain(|&place| place >= base);
                if first.place < base && !list.is_empty() {
                    first.place = list.remove(0);
                }
                left = list.len();
                if list.is_empty() {
                    free.push(first.list);
                    *list = Vec::new();
                    first.list = 0;
                }
            }
            let stays = first.place >= base;
            *posted += left + usize::from(stays);
            stays
        });
        firsts.shrink_to_fit();
        *stale = 0;
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let lists: usize = self.lists.iter().map(|l| size_of::<Vec<u32>>() + l.capacity() * 4).sum();
        self.firsts.capacity() * (size_of::<(u64, First)>() + 1) + lists + self.free.capacity() * 4
    }

    /// Checks order and counts, and gives all postings.
    pub(crate) fn validate(&self) -> Result<Vec<(u64, u32)>, String> {
        let mut all = Vec::new();
        for &shingle in self.firsts.keys() {
            let places: Vec<u32> = self.of(shingle).collect();
            if places.windows(2).any(|w| w[0] >= w[1]) {
                return Err(format!("the places of shingle {shingle} are out of order: {places:?}"));
            }
            all.extend(places.into_iter().map(|place| (shingle, place)));
        }
        if all.len() != self.posted {
            return Err(format!("{} postings are there, {} were counted", all.len(), self.posted));
        }
        Ok(all)
    }
}
