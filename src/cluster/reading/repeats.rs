//! Counts of what is repeated, in fixed memory.

use serde::{Deserialize, Serialize, Serializer};

use crate::saved::ensure;

/// A count takes the lowest bits of a place, the hash the others.
const COUNT: u64 = 0x3ff;

const COUNT_BITS: u32 = COUNT.count_ones();

/// Counts hashes in a table of fixed size.
///
/// Hashes that fall on one place vote: the more frequent one stays (Boyer & Moore 1991, per place). A count is never too
/// high by more than the hash's 2⁻⁵⁴, and what no longer comes is forgotten.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "SavedRepeats")]
pub(crate) struct Repeats {
    /// The upper bits of a hash and its count. A power of two of them, or none.
    places: Vec<u64>,
    /// No count goes further, so that what no longer comes is forgotten.
    max: u64,
}

impl Repeats {
    /// A table of 8 bytes a place. With no places nothing is counted.
    pub(crate) fn new(places: usize, max: u64) -> Self {
        debug_assert!(places == 0 || places.is_power_of_two());
        Self { places: vec![0; places], max: max.min(COUNT) }
    }

    pub(crate) fn count_of(&self, hash: u64) -> u64 {
        let Some(&there) = self.places.get(self.place_of(hash)) else { return 0 };
        if (there ^ hash) & !COUNT == 0 { there & COUNT } else { 0 }
    }

    /// Counts a hash once more.
    pub(crate) fn add(&mut self, hash: u64) {
        let (at, max) = (self.place_of(hash), self.max);
        let Some(place) = self.places.get_mut(at) else { return };
        let count = *place & COUNT;
        *place = match *place ^ count {
            there if there == hash & !COUNT => there | (count + 1).min(max),
            _ if count == 0 => (hash & !COUNT) | 1,
            there => there | (count - 1),
        };
    }

    /// Counts a hash so many times less, down to 0.
    pub(crate) fn subtract(&mut self, hash: u64, times: u64) {
        let (at, count) = (self.place_of(hash), self.count_of(hash));
        if count > 0 {
            self.places[at] -= times.min(count);
        }
    }

    /// Checks that a table, used with `own` repeats, is what [`new`](Self::new) makes of these numbers if there are to be so many.
    ///
    /// # Errors
    ///
    /// Says what is otherwise.
    pub(crate) fn check(&self, repeats: usize, own: u64, places: usize, max: u64) -> Result<(), String> {
        let places = if repeats == 0 { 0 } else { places };
        ensure(own == repeats as u64, || format!("{own} repeats, {repeats} by the configuration"))?;
        ensure((self.places.len(), self.max) == (places, max.min(COUNT)), || {
            format!("{} places up to {}", self.places.len(), self.max)
        })
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.places.capacity() * size_of::<u64>()
    }

    fn place_of(&self, hash: u64) -> usize {
        (hash >> COUNT_BITS) as usize & self.places.len().wrapping_sub(1)
    }
}

/// What is counted, in the order of the places. A hash that is counted no times is as good as none.
#[derive(Serialize, Deserialize)]
struct SavedRepeats {
    places: u32,
    max: u64,
    counted: Vec<u64>,
}

impl Serialize for Repeats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let counted = self.places.iter().copied().filter(|place| place & COUNT > 0).collect();
        SavedRepeats { places: self.places.len() as u32, max: self.max, counted }.serialize(serializer)
    }
}

/// More places than any table has.
const MAX_PLACES: u32 = 1 << 22;

impl TryFrom<SavedRepeats> for Repeats {
    type Error = String;

    fn try_from(SavedRepeats { places, max, counted }: SavedRepeats) -> Result<Self, String> {
        let is_size = places == 0 || (places.is_power_of_two() && places <= MAX_PLACES);
        ensure(is_size && max <= COUNT, || format!("repeats: {places} places up to {max}"))?;
        let mut repeats = Self::new(places as usize, max);
        for place in counted {
            let at = repeats.place_of(place);
            match repeats.places.get_mut(at) {
                Some(there) if *there == 0 && place & COUNT > 0 => *there = place,
                _ => return Err(format!("repeats: {place} has no place")),
            }
        }
        Ok(repeats)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hashes on one place of a table of eight.
    fn on_one_place(number: u64) -> u64 {
        number << 40
    }

    #[test]
    fn the_more_frequent_of_one_place_stays() {
        let mut repeats = Repeats::new(8, 64);
        let (often, seldom) = (on_one_place(1), on_one_place(2));
        for _ in 0..3 {
            repeats.add(often);
            repeats.add(often);
            repeats.add(seldom);
        }
        assert_eq!((repeats.count_of(often), repeats.count_of(seldom)), (3, 0));
        (0..4).for_each(|_| repeats.add(seldom));
        assert_eq!((repeats.count_of(often), repeats.count_of(seldom)), (0, 1));
    }

    #[test]
    fn counts_stay_within_their_bounds() {
        let mut repeats = Repeats::new(8, 5);
        (0..9).for_each(|_| repeats.add(7));
        assert_eq!(repeats.count_of(7), 5);
        repeats.subtract(on_one_place(1), 1);
        repeats.subtract(7, 2);
        assert_eq!(repeats.count_of(7), 3);
        repeats.subtract(7, 9);
        assert_eq!(repeats.count_of(7), 0);
    }

    #[test]
    fn without_places_nothing_is_counted() {
        let mut repeats = Repeats::new(0, 5);
        repeats.add(7);
        repeats.subtract(7, 1);
        assert_eq!((repeats.count_of(7), repeats.memory_usage()), (0, 0));
    }
}
