//! Which articles hold a shingle.

use super::furniture::REPEATED;
use super::postings::Postings;
use super::prepared::Prepared;
use super::print::Print;
use super::winnow::{SHORTEST_RUN, Selected};
use crate::article::ArticleId;
use crate::published::Published;
use crate::window::Window;

/// Articles by their selected shingles, oldest first; old ones expire.
#[derive(Debug, Default)]
pub(crate) struct ShingleIndex {
    entries: Window<Prepared>,
    postings: Postings,
}

impl ShingleIndex {
    pub(crate) fn len(&self) -> usize {
        self.entries.items().len()
    }

    /// The article at a place.
    pub(crate) fn entry(&self, place: u32) -> Option<&Prepared> {
        self.entries.get(place)
    }

    /// The places of all articles that have a [run](SHORTEST_RUN) of words in common with a text, in order of arrival.
    ///
    /// # Complexity
    ///
    /// A look-up per selected shingle and a short comparison per article that it finds.
    pub(crate) fn candidates(&self, print: &Print) -> Vec<u32> {
        let mut places: Vec<u32> = Vec::new();
        for selected in &print.selected {
            for place in self.postings.of(selected.shingle) {
                let Some(entry) = self.entry(place) else { continue };
                if !places.contains(&place) && has_run_at(&entry.print, print, selected) {
                    places.push(place);
                }
            }
        }
        places.sort_unstable();
        places
    }

    /// The selected shingles that a source has repeated, with this article, in as many as make it furniture.
    pub(crate) fn repeated(&self, new: &Prepared) -> Vec<u64> {
        let Some(source) = new.circumstances.source else { return Vec::new() };
        let of_source = |&place: &u32| self.entry(place).is_some_and(|e| e.repeats_for(source));
        let repeated = |shingle: u64| self.postings.of(shingle).filter(of_source).count() + 1 >= REPEATED;
        new.print.selected.iter().map(|s| s.shingle).filter(|&shingle| repeated(shingle)).collect()
    }

    /// Adds an article; a shingle that finds `most` articles already does not find this one.
    pub(crate) fn insert(&mut self, entry: Prepared, most: usize) {
        let (first, place) = (self.entries.first(), self.entries.next());
        for selected in &entry.print.selected {
            self.postings.add(selected.shingle, place, first, most);
        }
        self.entries.push(entry);
    }

    /// Forgets the oldest articles until so many are left.
    pub(crate) fn expire_to(&mut self, most: usize) {
        self.expire(self.len().saturating_sub(most));
    }

    /// Forgets articles from the first on until one is of this time or later; one without a date goes with those before it.
    pub(crate) fn expire_before(&mut self, seconds: i64) -> usize {
        let date = |entry: &Prepared| entry.circumstances.published.map(Published::seconds);
        let stays =
            self.entries.items().iter().position(|entry| date(entry).is_some_and(|date| date >= seconds));
        let before = stays.unwrap_or(self.len());
        let last_dated = self.entries.items().iter().take(before).rposition(|entry| date(entry).is_some());
        let count = last_dated.map_or(0, |last| stays.unwrap_or(last + 1));
        self.expire(count);
        count
    }

    /// Forgets the articles that came before this one.
    pub(crate) fn expire_up_to(&mut self, first: ArticleId) {
        self.expire(self.entries.items().iter().position(|entry| entry.id >= first).unwrap_or(self.len()));
    }

    fn expire(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        for _ in 0..count {
            let Some(entry) = self.entries.pop() else { break };
            self.postings.expire(entry.print.selected.len());
        }
        self.postings.clean(self.entries.first());
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let entry = |e: &Prepared| size_of::<Prepared>() + e.print.memory_usage();
        self.entries.items().iter().map(entry).sum::<usize>() + self.postings.memory_usage()
    }

    /// Checks that postings and entries agree.
    pub(crate) fn validate(&self) -> Result<(), String> {
        let end = self.entries.next();
        for (shingle, place) in self.postings.validate()? {
            if place >= end {
                return Err(format!("a posting names place {place}, where no article is"));
            }
            let holds = |e: &Prepared| e.print.selected.iter().any(|s| s.shingle == shingle);
            if !self.entry(place).is_none_or(holds) {
                return Err(format!("the article at place {place} does not hold its shingle {shingle}"));
            }
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
