//! Which articles share enough fingerprints.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::sketch::Sketch;
use crate::saved::ensure;

const HASHER: FixedState = FixedState::with_seed(0x736b_6574);

/// The places of articles by the fingerprints of their [sketches](Sketch): by every other one, as texts of which a good part is the same
/// share many. Places count up; those before a base have expired.
///
/// # Resource use
///
/// Some 5 bytes a fingerprint.
#[derive(Debug, Default)]
pub(crate) struct SketchIndex {
    postings: HashTable<Posting>,
    /// Postings of expired articles, at most.
    stale: usize,
    /// Memory to reuse.
    places: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    fingerprint: u32,
    place: u32,
}

impl SketchIndex {
    /// The places from `base` on that have fingerprints of a sketch, ascending, each with how many of those that are looked up.
    ///
    /// # Complexity
    ///
    /// A look-up for each fingerprint, and n log n in what they find.
    pub(crate) fn shared(&mut self, sketch: &Sketch, base: u32) -> Vec<(u32, usize)> {
        self.places.clear();
        for fingerprint in indexed(sketch) {
            let found = self.postings.iter_hash(hash(fingerprint));
            let found = found.filter(|posting| posting.fingerprint == fingerprint && posting.place >= base);
            self.places.extend(found.map(|posting| posting.place));
        }
        self.places.sort_unstable();
        self.places.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect()
    }

    /// Adds the article at a place; a fingerprint that finds `most` articles from `base` on does not find this one.
    pub(crate) fn insert(&mut self, sketch: &Sketch, place: u32, base: u32, most: usize) {
        for fingerprint in indexed(sketch) {
            let known = self.postings.iter_hash(hash(fingerprint));
            let known = known.filter(|known| known.fingerprint == fingerprint && known.place >= base);
            if known.take(most).count() < most {
                self.post(Posting { fingerprint, place });
            }
        }
    }

    fn post(&mut self, posting: Posting) {
        self.postings.insert_unique(hash(posting.fingerprint), posting, |posting| hash(posting.fingerprint));
    }

    /// The fingerprints of a sketch that do not find the article at a place, though it is its sketch; ascending.
    pub(crate) fn hidden(&self, sketch: &Sketch, place: u32) -> Vec<u32> {
        let finds = |fingerprint: u32| {
            let found = |posting: &Posting| posting.fingerprint == fingerprint && posting.place == place;
            self.postings.find(hash(fingerprint), found).is_some()
        };
        indexed(sketch).filter(|&fingerprint| !finds(fingerprint)).collect()
    }

    /// Adds the article at a place as it was, with what was [hidden](Self::hidden).
    ///
    /// # Errors
    ///
    /// If what was hidden is not of the sketch.
    pub(crate) fn restore(&mut self, sketch: &Sketch, place: u32, hidden: &[u32]) -> Result<(), String> {
        let is_kept = |fingerprint: &u32| indexed(sketch).any(|kept| kept == *fingerprint);
        ensure(hidden.is_sorted_by(|a, b| a < b) && hidden.iter().all(is_kept), || {
            format!("{} fingerprints that do not find an article are not its own", hidden.len())
        })?;
        for fingerprint in indexed(sketch).filter(|kept| hidden.binary_search(kept).is_err()) {
            self.post(Posting { fingerprint, place });
        }
        Ok(())
    }

    /// Checks that each fingerprint finds at most so many articles, and only those from `base` on that `holds` says to have it.
    ///
    /// # Errors
    ///
    /// Says which does not.
    pub(crate) fn validate(
        &self,
        base: u32,
        most: usize,
        holds: impl Fn(u32, u32) -> bool,
    ) -> Result<(), String> {
        let live = self.postings.iter().filter(|posting| posting.place >= base);
        let mut live: Vec<(u32, u32)> = live.map(|posting| (posting.fingerprint, posting.place)).collect();
        live.sort_unstable();
        for run in live.chunk_by(|a, b| a.0 == b.0) {
            let found = run.len();
            ensure(found <= most, || format!("a fingerprint finds {found} articles, {most} allowed"))?;
            ensure(run.is_sorted_by(|a, b| a < b), || "a fingerprint finds an article twice".to_owned())?;
        }
        match live.iter().find(|&&(fingerprint, place)| !holds(place, fingerprint)) {
            Some((_, place)) => Err(format!("the article at place {place} does not hold its fingerprint")),
            None => Ok(()),
        }
    }

    /// Notes that an article has expired, and drops postings before `base` if they may be half of all.
    pub(crate) fn expire(&mut self, sketch: &Sketch, base: u32) {
        self.stale += indexed(sketch).count();
        if self.stale * 2 > self.postings.len() + 1024 {
            self.postings.retain(|posting| posting.place >= base);
            self.postings.shrink_to(self.postings.len() * 2, |posting| hash(posting.fingerprint));
            self.stale = 0;
        }
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        self.postings.capacity() * (size_of::<Posting>() + 1) * 8 / 7
    }
}

/// The fingerprints of a sketch that are looked up, ascending.
fn indexed(sketch: &Sketch) -> impl Iterator<Item = u32> {
    sketch.kept().iter().copied().filter(|fingerprint| fingerprint % 2 == 0)
}

fn hash(fingerprint: u32) -> u64 {
    HASHER.hash_one(fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::sketch::Sketcher;

    /// The sketch of a text of which all shingles are kept.
    fn sketch(words: std::ops::Range<u32>) -> Sketch {
        let text: String = words.map(|n| format!("word{} ", n.wrapping_mul(2_654_435_761))).collect();
        Sketcher::default().sketch(&text)
    }

    /// How many fingerprints of both are looked up.
    fn found(a: &Sketch, b: &Sketch) -> usize {
        indexed(a).filter(|&fingerprint| indexed(b).any(|other| other == fingerprint)).count()
    }

    fn holds_all(index: &SketchIndex, sketches: &[Sketch], base: u32, most: usize) -> Result<(), String> {
        index.validate(base, most, |place, fingerprint| {
            sketches[place as usize].kept().binary_search(&fingerprint).is_ok()
        })
    }

    #[test]
    fn places_are_found_with_what_they_share() {
        let sketches = [sketch(0..20), sketch(100..120), sketch(10..30)];
        let mut index = SketchIndex::default();
        (0..).zip(&sketches).for_each(|(place, sketch)| index.insert(sketch, place, 0, 9));
        let [all, some] = [0, 2].map(|other| found(&sketches[0], &sketches[other]));
        assert!(all > some && some > 1, "{all} {some}");
        assert_eq!(index.shared(&sketches[0], 0), [(0, all), (2, some)]);
        assert_eq!(index.shared(&sketches[0], 1), [(2, some)], "what has expired is not found");
        assert_eq!(index.shared(&sketch(200..230), 0), []);
        assert_eq!(index.shared(&sketch(0..2), 0), [], "there are no shingles");
        assert_eq!(holds_all(&index, &sketches, 0, 9), Ok(()));
        assert!(holds_all(&index, &sketches, 0, 1).is_err());
    }

    #[test]
    fn what_has_expired_counts_no_more() {
        let same = sketch(0..20);
        let mut index = SketchIndex::default();
        (0..5).for_each(|place| index.insert(&same, place, 0, 2));
        let all = found(&same, &same);
        assert_eq!(index.shared(&same, 0), [(0, all), (1, all)]);
        index.expire(&same, 1);
        index.insert(&same, 5, 1, 2);
        assert_eq!(index.shared(&same, 1), [(1, all), (5, all)]);
    }

    #[test]
    fn postings_of_expired_articles_are_dropped() {
        let mut index = SketchIndex::default();
        for place in 0..1000 {
            let sketch = sketch(place * 100..place * 100 + 30);
            index.insert(&sketch, place, place, 9);
            index.expire(&sketch, place + 1);
        }
        assert!(index.postings.len() < 2000, "{}", index.postings.len());
    }

    #[test]
    fn an_index_can_be_made_again_from_sketches() {
        let sketches: Vec<Sketch> = (0..12).map(|n| sketch(n % 5..n % 5 + 20)).collect();
        let (mut index, mut again) = (SketchIndex::default(), SketchIndex::default());
        (0..).zip(&sketches).for_each(|(place, sketch)| index.insert(sketch, place, 0, 3));
        for (place, sketch) in (0..).zip(&sketches) {
            let hidden = index.hidden(sketch, place);
            assert_eq!(hidden.is_empty(), place < 3);
            again.restore(sketch, place, &hidden).unwrap();
        }
        assert_eq!(holds_all(&again, &sketches, 0, 3), Ok(()));
        for sketch in &sketches {
            assert_eq!(again.shared(sketch, 0), index.shared(sketch, 0));
        }
        let foreign = sketch(300..320).kept().to_vec();
        assert!(again.restore(&sketches[0], 12, &foreign).is_err());
    }
}
