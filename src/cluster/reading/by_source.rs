//! What a stream remembers of each source.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::saved::{self, ensure};

/// Sources that are remembered at once.
pub(super) const MAX_SOURCES: usize = 4096;

/// Something of each source, of at most 4,096 sources.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub(super) struct BySource<T> {
    #[serde(with = "saved::map")]
    sources: HashMap<u64, T, FixedState>,
}

impl<T> Default for BySource<T> {
    fn default() -> Self {
        Self { sources: HashMap::default() }
    }
}

impl<T: Default> BySource<T> {
    /// That of a source. If there is no room for a new one, only what is to be kept stays, and nothing if that is no less.
    pub(super) fn of(&mut self, source: u64, is_kept: impl Fn(&T) -> bool) -> &mut T {
        if self.sources.len() >= MAX_SOURCES && !self.sources.contains_key(&source) {
            self.sources.retain(|_, of_source| is_kept(of_source));
            if self.sources.len() >= MAX_SOURCES {
                self.sources.clear();
            }
        }
        self.sources.entry(source).or_default()
    }

    /// That of all sources.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.sources.values()
    }

    /// That of all sources, to be changed.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.sources.values_mut()
    }

    /// Checks that there are no more sources than can be.
    ///
    /// # Errors
    ///
    /// Says how many there are.
    pub(super) fn check(&self) -> Result<(), String> {
        let count = self.sources.len();
        ensure(count <= MAX_SOURCES, || format!("{count} sources are remembered, {MAX_SOURCES} allowed"))
    }

    /// Bytes of the table, without what its items hold beside themselves.
    pub(super) fn memory_usage(&self) -> usize {
        self.sources.allocation_size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stays_if_that_makes_room() {
        let mut counts = BySource::<u32>::default();
        for source in 0..MAX_SOURCES as u64 {
            *counts.of(source, |_| false) = u32::from(source % 2 == 0);
        }
        *counts.of(0, |_| false) += 1;
        assert_eq!((counts.values().count(), counts.check()), (MAX_SOURCES, Ok(())));
        *counts.of(u64::MAX, |&count| count > 0) = 1;
        assert_eq!(counts.values().count(), MAX_SOURCES / 2 + 1);
        for source in 1..MAX_SOURCES as u64 {
            *counts.of(source, |_| true) = 1;
        }
        *counts.of(u64::MAX - 1, |_| true) = 1;
        assert!(counts.values().count() < 3);
    }
}
