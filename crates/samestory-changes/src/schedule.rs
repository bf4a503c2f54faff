//! When to look for changes again.

use samestory::Published;
use samestory::versions::{Elapsed, History};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How often an article is looked at, by the time since it last changed: what is new changes often, what is old hardly ever.
///
/// The default is that of NewsDiffs: every 15 minutes for 3 hours, every hour for a day, every 3 hours for 7 days, every 3 days for
/// 30 days, every 30 days for 360 days, then never.
///
/// # Examples
///
/// ```
/// use samestory::versions::Elapsed;
/// use samestory_changes::Schedule;
///
/// let schedule = Schedule::default();
/// let delay = |seconds| schedule.delay(Elapsed { seconds }).map(|delay| delay.seconds);
/// assert_eq!(delay(0), Some(15 * 60));
/// assert_eq!(delay(5 * 3600), Some(3600));
/// assert_eq!(delay(400 * 86_400), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Up to which age (exclusive) how much time is between two looks, ages rising. Older articles are left alone.
    pub steps: Vec<(Elapsed, Elapsed)>,
}

impl Default for Schedule {
    fn default() -> Self {
        let steps = [
            (3 * HOUR, 15 * MINUTE),
            (DAY, HOUR),
            (7 * DAY, 3 * HOUR),
            (30 * DAY, 3 * DAY),
            (360 * DAY, 30 * DAY),
        ];
        Self {
            steps: steps.map(|(age, delay)| (Elapsed { seconds: age }, Elapsed { seconds: delay })).into(),
        }
    }
}

impl Schedule {
    /// The time between two looks at an article of some age: the time since it last changed, or was first seen.
    pub fn delay(&self, age: Elapsed) -> Option<Elapsed> {
        self.steps.iter().find(|(limit, _)| age < *limit).map(|&(_, delay)| delay)
    }

    /// How long after a time an article is to be looked at again; none if never, or if nothing is known of its age.
    pub fn next_check(&self, history: &History, now: Published) -> Option<Elapsed> {
        let age = now.seconds().saturating_sub(history.last_changed()?.seconds());
        self.delay(Elapsed { seconds: u64::try_from(age).unwrap_or(0) })
    }

    /// How urgent a look is: the time since the last one as a share of the delay. From 1 on it is due, and of many articles the
    /// largest comes first; 0 if it never is.
    pub fn urgency(&self, age: Elapsed, since_look: Elapsed) -> f64 {
        match self.delay(age) {
            Some(delay) if delay.seconds > 0 => since_look.seconds as f64 / delay.seconds as f64,
            Some(_) => f64::INFINITY,
            None => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_newsdiffs_does() {
        let schedule = Schedule::default();
        for (age, expected) in [
            (3 * HOUR - 1, Some(15 * MINUTE)),
            (3 * HOUR, Some(HOUR)),
            (DAY, Some(3 * HOUR)),
            (7 * DAY, Some(3 * DAY)),
            (30 * DAY, Some(30 * DAY)),
            (360 * DAY, None),
        ] {
            assert_eq!(schedule.delay(Elapsed { seconds: age }), expected.map(|seconds| Elapsed { seconds }));
        }
        let look = |seconds| schedule.urgency(Elapsed { seconds: 0 }, Elapsed { seconds });
        assert_eq!((look(450), look(900)), (0.5, 1.0));
        assert_eq!(schedule.urgency(Elapsed { seconds: 999 * DAY }, Elapsed { seconds: DAY }), 0.0);
    }
}
