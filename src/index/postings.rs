//! The articles that hold a term.

use smallvec::SmallVec;

/// Article and weight, ascending by article. Those of dead articles stay until they are most of the list.
#[derive(Debug, Clone, Default)]
pub(super) struct PostingList {
    /// Most terms are in one or two articles: these need no memory of their own.
    postings: SmallVec<[(u32, f32); 2]>,
    /// So many at the beginning are dead and no longer read.
    start: u32,
    /// How many are dead, those at the beginning included.
    dead: u32,
}

impl PostingList {
    /// Appends the posting of an article that came after all present ones.
    pub(super) fn push(&mut self, id: u32, weight: f32) {
        self.postings.push((id, weight));
    }

    /// Takes the posting of an article as dead. All articles before `base` are dead, and those from it on which `is_kept`
    /// denies.
    pub(super) fn bury(&mut self, id: u32, base: u32, is_kept: impl Fn(u32) -> bool) {
        self.dead += 1;
        let is_first = |at: u32| self.postings.get(at as usize).is_some_and(|&(first, _)| first == id);
        // articles mostly leave in the order in which they came
        if is_first(self.start) {
            let dead = |at: u32| self.postings.get(at as usize).is_some_and(|&(next, _)| next < base);
            self.start += 1;
            while dead(self.start) {
                self.start += 1;
            }
        }
        if self.dead as usize * 2 > self.postings.len() {
            if self.start == self.dead {
                drop(self.postings.drain(..self.start as usize));
            } else {
                self.postings.retain(|&mut (id, _)| id >= base && is_kept(id));
            }
            (self.start, self.dead) = (0, 0);
            if self.postings.capacity() > 4 * self.postings.len() {
                self.postings.shrink_to_fit();
            }
        }
    }

    /// The postings of articles numbered from `base` to before `end`; no end if it is [`u32::MAX`].
    pub(super) fn between(&self, base: u32, end: u32) -> &[(u32, f32)] {
        let mut postings = &self.postings[self.start as usize..];
        if postings.first().is_some_and(|&(first, _)| first < base) {
            postings = &postings[postings.partition_point(|&(id, _)| id < base)..];
        }
        if end < u32::MAX && postings.last().is_some_and(|&(last, _)| last >= end) {
            postings = &postings[..postings.partition_point(|&(id, _)| id < end)];
        }
        postings
    }

    /// How many are not dead.
    pub(super) fn live(&self) -> usize {
        self.postings.len() - self.dead as usize
    }

    /// Whether an article has this weight here.
    pub(super) fn contains(&self, id: u32, weight: f32) -> bool {
        self.postings[self.start as usize..].contains(&(id, weight))
    }

    /// Bytes held beside itself.
    pub(super) fn memory_usage(&self) -> usize {
        if self.postings.spilled() { self.postings.capacity() * size_of::<(u32, f32)>() } else { 0 }
    }

    /// Checks order and counts.
    ///
    /// # Errors
    ///
    /// What is wrong.
    pub(super) fn validate(&self) -> Result<(), String> {
        if !self.postings.is_sorted_by(|a, b| a.0 < b.0) {
            return Err("postings are out of order".to_owned());
        }
        if self.start > self.dead || self.dead as usize > self.postings.len() {
            return Err(format!(
                "{} of {} postings are dead, {} at the beginning",
                self.dead,
                self.postings.len(),
                self.start
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whoever_is_not_buried_is_listed(order in Just((0..40_u32).collect::<Vec<_>>()).prop_shuffle(), most in 0..41_usize) {
            let mut list = PostingList::default();
            (0..40).for_each(|id| list.push(id, id as f32));
            let mut live: Vec<u32> = (0..40).collect();
            for id in order.into_iter().take(most) {
                live.retain(|&other| other != id);
                let base = live.first().copied().unwrap_or(40);
                list.bury(id, base, |id| live.contains(&id));
                list.validate().unwrap();
                prop_assert_eq!(list.live(), live.len());
                let listed: Vec<u32> = list.between(base, 30).iter().map(|&(id, _)| id).collect();
                let expected = live.iter().copied().filter(|&id| id < 30);
                prop_assert!(expected.clone().all(|id| listed.contains(&id)));
                prop_assert!(listed.iter().all(|id| (base..30).contains(id)));
                prop_assert!(list.between(base, u32::MAX).len() <= 2 * live.len().max(1));
            }
        }
    }
}
