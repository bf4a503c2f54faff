//! What time it is in a stream: told by the articles, not by the machine.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::saved::ensure;

/// The median is taken of at most so many dates: half of them are more than most feeds list at once, as those of one feed may all be wrong.
const LOOKED_AT: usize = 101;

/// The median is taken of at least so many dates.
const LEAST: usize = 9;

/// The time of a stream: the highest median of the last 101 dates so far. It never goes back, and absurd dates, past or future, do not move
/// it, unless half of the last ones are. Before nine dates were seen it knows no time.
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
            if self.recent.len() >= LEAST {
                let mut dates = [0; LOOKED_AT];
                dates.iter_mut().zip(&self.recent).for_each(|(date, &recent)| *date = recent);
                let known = self.recent.len();
                let median = *dates[..known].select_nth_unstable(known / 2).1;
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
        for t in 9..300 {
            clock.see(Some(t));
        }
        assert_eq!(clock.see(Some(300)), Some(250));
        for _ in 0..200 {
            assert!(clock.see(Some(0)) >= Some(250), "it never goes back");
        }
    }

    #[test]
    fn a_feed_of_wrong_dates_does_not_move_it() {
        let mut clock = StreamClock::default();
        (0..200).for_each(|t| _ = clock.see(Some(t)));
        (0..50).for_each(|_| _ = clock.see(Some(1_000_000)));
        assert!(clock.now() < Some(200), "{:?}", clock.now());
        (200..400).for_each(|t| _ = clock.see(Some(t)));
        assert_eq!(clock.now(), Some(349));
    }
}
