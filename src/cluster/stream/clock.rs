//! What time it is in a stream: told by the articles, not by the machine.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::saved::ensure;

/// How many dates the median is taken of.
const LOOKED_AT: usize = 9;

/// The time of a stream: the highest median of nine dates in a row so far. It never goes back, and a few absurd dates,
/// past or future, do not move it. Before nine dates were seen it knows no time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct StreamClock {
    recent: VecDeque<i64>,
    now: Option<i64>,
}

impl StreamClock {
    /// The time, if it is known.
    pub(crate) fn now(&self) -> Option<i64> {
        self.now
    }

    /// Checks that no more dates are kept than are looked at.
    ///
    /// # Errors
    ///
    /// Says how many are.
    pub(crate) fn check(&self) -> Result<(), String> {
        ensure(self.recent.len() <= LOOKED_AT, || format!("the clock has {} dates", self.recent.len()))
    }

    /// Takes the next date, in seconds, and tells the time; none before nine dates were seen.
    pub(crate) fn see(&mut self, published: Option<i64>) -> Option<i64> {
        if let Some(seconds) = published {
            if self.recent.len() == LOOKED_AT {
                self.recent.pop_front();
            }
            self.recent.push_back(seconds);
            if self.recent.len() == LOOKED_AT {
                let mut sorted: Vec<i64> = self.recent.iter().copied().collect();
                sorted.sort_unstable();
                let median = sorted[LOOKED_AT / 2];
                self.now = Some(self.now.map_or(median, |now| now.max(median)));
            }
        }
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_dates_do_not_move_it() {
        let mut clock = StreamClock::default();
        for t in 0..8 {
            assert_eq!(clock.see(Some(t)), None);
        }
        assert_eq!(clock.see(Some(8)), Some(4));
        assert_eq!(clock.see(Some(i64::MAX)), Some(5));
        assert_eq!(clock.see(Some(i64::MIN)), Some(5));
        assert_eq!(clock.see(None), Some(5));
        for t in 9..20 {
            clock.see(Some(t));
        }
        assert_eq!(clock.see(Some(20)), Some(16));
        for _ in 0..20 {
            assert!(clock.see(Some(0)) >= Some(16), "it never goes back");
        }
    }
}
