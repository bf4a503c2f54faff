//! Sums of scores by story.

use super::groups::Slot;
use crate::cluster::linkage::score::Sum;

/// The sums of the scores of one article by story.
#[derive(Debug, Default)]
pub(crate) struct StorySums {
    pub(crate) sums: Vec<(Slot, Sum)>,
    /// By slot: one more than its place among the sums, 0 if it has none. All 0 once the sums are finished.
    places: Vec<u32>,
}

impl StorySums {
    pub(crate) fn clear(&mut self, slots: usize) {
        self.sums.clear();
        if self.places.len() < slots {
            self.places.resize(slots, 0);
        }
    }

    pub(crate) fn add(&mut self, slot: Slot, sum: Sum) {
        let place = &mut self.places[slot.index()];
        if *place == 0 {
            self.sums.push((slot, 0));
            *place = self.sums.len() as u32;
        }
        self.sums[*place as usize - 1].1 += sum;
    }

    /// The sum of a story, once all are added up.
    pub(crate) fn of(&self, slot: Slot) -> Sum {
        self.sums.iter().find(|&&(other, _)| other == slot).map_or(0, |&(_, sum)| sum)
    }

    pub(crate) fn finish(&mut self) {
        self.sums.iter().for_each(|(slot, _)| self.places[slot.index()] = 0);
    }
}
