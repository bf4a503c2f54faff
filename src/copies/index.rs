//! Which articles hold a shingle.

use std::collections::VecDeque;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::prepared::Prepared;
use super::print::Print;
use super::winnow::{SHORTEST_RUN, Selected};

/// Articles by their selected shingles, oldest first; old ones expire.
///
/// A posting of an expired article stays until half of all are of such.
#[derive(Debug, Default)]
pub(crate) struct ShingleIndex {
    /// The place of the front entry: places count up and are never used again.
    base: u32,
    entries: VecDeque<Prepared>,
    postings: HashMap<u64, Vec<u32>, FixedState>,
    posted: usize,
    stale: usize,
}

impl ShingleIndex {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn entry(&self, place: u32) -> Option<&Prepared> {
        self.entries.get(place.checked_sub(self.base)? as usize)
    }

    /// The places of all articles that have a [run](SHORTEST_RUN) of words in common with a text, in order of arrival.
    ///
    /// # Complexity
    ///
    /// A look-up per selected shingle and a short comparison per article that it finds.
    pub(crate) fn candidates(&self, print: &Print) -> Vec<u32> {
        let mut places: Vec<u32> = Vec::new();
        for selected in &print.selected {
            for &place in self.postings.get(&selected.shingle).into_iter().flatten() {
                let Some(entry) = self.entry(place) else { continue };
                if !places.contains(&place) && has_run_at(&entry.print, print, selected) {
                    places.push(place);
                }
            }
        }
        places.sort_unstable();
        places
    }

    /// Adds an article; a shingle that finds `most` articles already does not find this one.
    pub(crate) fn insert(&mut self, entry: Prepared, most: usize) {
        let place = self.base + self.entries.len() as u32;
        for selected in &entry.print.selected {
            let posted = self.postings.entry(selected.shingle).or_default();
            if posted.last() == Some(&place) {
                continue;
            }
            if posted.len() >= most {
                let before = posted.len();
                posted.retain(|&p| p >= self.base);
                self.posted -= before - posted.len();
                self.stale = self.stale.saturating_sub(before - posted.len());
            }
            if posted.len() < most {
                posted.push(place);
                self.posted += 1;
            }
        }
        self.entries.push_back(entry);
    }

    /// Forgets the oldest articles until so many are left.
    pub(crate) fn expire_to(&mut self, most: usize) {
        self.expire(self.len().saturating_sub(most));
    }

    /// Forgets articles from the first on until one is of this time or later; one without a date goes with those before it.
    pub(crate) fn expire_before(&mut self, seconds: i64) -> usize {
        let date = |entry: &Prepared| entry.circumstances.published.map(crate::published::Published::seconds);
        let still = self.entries.iter().position(|entry| date(entry).is_some_and(|date| date >= seconds));
        let before = &mut self.entries.iter().take(still.unwrap_or(self.len()));
        let last_dated = before.rposition(|entry| date(entry).is_some());
        let count = last_dated.map_or(0, |last| still.unwrap_or(last + 1));
        self.expire(count);
        count
    }

    fn expire(&mut self, count: usize) {
        for entry in self.entries.drain(..count.min(self.entries.len())) {
            self.base += 1;
            self.stale += entry.print.selected.len();
        }
        if self.stale * 2 > self.posted + 1024 {
            self.postings.retain(|_, places| {
                places.retain(|&place| place >= self.base);
                !places.is_empty()
            });
            self.postings.shrink_to_fit();
            self.posted = self.postings.values().map(Vec::len).sum();
            self.stale = 0;
        }
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let prints: usize = self.entries.iter().map(|e| size_of::<Prepared>() + e.print.memory_usage()).sum();
        prints + self.postings.capacity() * 33 + self.posted * size_of::<u32>() * 2
    }

    /// Checks that postings and entries agree.
    pub(crate) fn validate(&self) -> Result<(), String> {
        let end = self.base + self.entries.len() as u32;
        let mut posted = 0;
        for places in self.postings.values() {
            posted += places.len();
            if places.windows(2).any(|w| w[0] >= w[1]) || places.last().is_some_and(|&p| p >= end) {
                return Err(format!("postings out of order or of no article: {places:?}"));
            }
            for &place in places.iter().filter(|&&p| p >= self.base) {
                if self.entry(place).is_none() {
                    return Err(format!("a posting names place {place}, where no article is"));
                }
            }
        }
        if posted != self.posted {
            return Err(format!("{posted} postings are there, {} were counted", self.posted));
        }
        Ok(())
    }
}

/// Whether a run that two texts have in common goes through a shingle that both selected.
fn has_run_at(first: &Print, second: &Print, selected: &Selected) -> bool {
    let there = selected.word as usize;
    first.selected.iter().filter(|s| s.shingle == selected.shingle).any(|s| {
        let here = s.word as usize;
        let (before, after) = (first.words[..here].iter().rev(), first.words[here..].iter());
        let same_before = before.zip(second.words[..there].iter().rev()).take_while(|(a, b)| a == b).count();
        let same_after = after.zip(&second.words[there..]).take_while(|(a, b)| a == b).count();
        same_before + same_after >= SHORTEST_RUN
    })
}
