//! How many articles either of a pair could be taken for.

use crate::published::Published;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Days are counted from 1600-01-01, in days before 1970; earlier dates count as that day.
const FIRST_DAY: f64 = 135_140.0;

/// Some 700 years; later dates count as the last day.
const DAYS: f64 = 262_144.0;

/// About as precisely as this, in days, the time of a report tells when its event was.
const BLUR: f64 = 0.5;

/// The articles that every input is taken to have besides those that are there: a small input is a part of a larger world.
const UNSEEN: f64 = 4.0;

/// From this square root of the cosine on, two articles are alike: they are counted as one thing that a pair could be taken for.
pub(crate) const ALIKE: f32 = 0.55;

/// Weights are whole numbers of 2⁻¹⁶, so that their sums are exact, whatever the order.
const ONE: f64 = 65_536.0;

/// Days whose weights are summed up together: most changes are near the last day, and cost half of this.
const BLOCK: usize = 128;

/// A part of an article.
pub(crate) type Weight = i64;

/// The effective number of articles by day.
///
/// The odds that two similar articles report one event are about those of the event's other reports to everything else that was
/// published around then. Where a thousand outlets report a thousand events on one day, sharing the day says next to nothing; among
/// articles of years it says much. An article counts 1 / (1 + articles that are [`ALIKE`]), so that the reports of one event,
/// however many, count about as one: the effective number of Hill (1973), for events. So no story, of any size, changes the odds of
/// the others.
///
/// # Resource use
///
/// 8 bytes for each day between the first and the last date, at most 2 MB. A question is answered in constant time. A change takes
/// an addition for each later day of its block, and for each later block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crowd {
    /// By day from `first` on: the sum of the days of its block up to it. Whole blocks of days, a power of two of them.
    days: Vec<Weight>,
    /// By block of days: the sum of the blocks before it.
    blocks: Vec<Weight>,
    first: i64,
    /// The sum over all articles, dated or not.
    all: Weight,
}

/// What an article counts to which so many others are alike.
pub(crate) fn weight(alike: u32) -> Weight {
    (ONE / (1.0 + f64::from(alike))) as Weight
}

/// In days, from 0 on.
fn day(published: Published) -> f64 {
    (published.seconds() as f64 / SECONDS_PER_DAY + FIRST_DAY).clamp(0.0, DAYS - 1.0)
}

impl Crowd {
    /// Changes by how much the articles of a day count.
    pub(crate) fn change(&mut self, published: Option<Published>, by: Weight) {
        self.all += by;
        let Some(published) = published else { return };
        let day = day(published) as i64;
        self.make_room(day);
        let at = (day - self.first) as usize;
        let block = at / BLOCK;
        self.days[at..(block + 1) * BLOCK].iter_mut().for_each(|sum| *sum += by);
        self.blocks[block + 1..].iter_mut().for_each(|sum| *sum += by);
    }

    /// Grows the sums so that they hold a day.
    fn make_room(&mut self, day: i64) {
        if self.days.is_empty() {
            self.first = day;
        }
        let len = self.days.len() as i64;
        if (self.first..self.first + len).contains(&day) {
            return;
        }
        let (first, end) = (self.first.min(day), (self.first + len).max(day + 1));
        let mut days: Vec<Weight> = (first..end).map(|day| self.up_to(day + 1) - self.up_to(day)).collect();
        days.resize(days.len().max(BLOCK).next_power_of_two(), 0);
        self.blocks.clear();
        let mut before = 0;
        for block in days.chunks_mut(BLOCK) {
            self.blocks.push(before);
            let mut sum = 0;
            for day in block {
                sum += *day;
                *day = sum;
            }
            before += sum;
        }
        (self.first, self.days) = (first, days);
    }

    /// The sum of the days before one.
    fn up_to(&self, day: i64) -> Weight {
        let days = (day - self.first).clamp(0, self.days.len() as i64) as usize;
        days.checked_sub(1).map_or(0, |last| self.blocks[last / BLOCK] + self.days[last])
    }

    /// The weights before a time, those of its day as if spread evenly over it.
    fn before(&self, time: f64) -> f64 {
        // rounded down, without a call
        let whole = time as i64 - i64::from(time < 0.0 && time != time as i64 as f64);
        let earlier = self.up_to(whole);
        earlier as f64 + (time - whole as f64) * (self.up_to(whole + 1) - earlier) as f64
    }

    /// The effective number of articles that are about as near in time to one of a pair as the other is, the larger of both sides;
    /// of all articles if a date is missing.
    fn around(&self, pair: [Option<Published>; 2]) -> f64 {
        let [Some(a), Some(b)] = pair else { return self.all as f64 / ONE };
        let reach = a.doubted_seconds_to(b) as f64 / SECONDS_PER_DAY + BLUR;
        let [a, b] = [a, b].map(|published| {
            let time = day(published);
            self.before(time + reach) - self.before(time - reach)
        });
        a.max(b) / ONE
    }

    /// [`Feature::Crowd`](super::features::Feature::Crowd) of a pair, if `times` as many articles are around as are counted.
    pub(crate) fn feature(&self, pair: [Option<Published>; 2], times: f64) -> f32 {
        let others = (times * self.around(pair) - 1.0).max(0.0);
        (others + UNSEEN).ln() as f32
    }

    /// The least [`feature`](Self::feature) of any pair with an article of this date, but for rounding: the nearer in time, the fewer
    /// are around.
    pub(crate) fn min_feature(&self, published: Option<Published>, times: f64) -> f32 {
        self.feature([published; 2], times)
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        (self.days.capacity() + self.blocks.capacity()) * size_of::<Weight>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(days: f64) -> Option<Published> {
        Published::at_second((days * SECONDS_PER_DAY) as i64).ok()
    }

    #[test]
    fn those_within_the_distance_of_the_pair_count() {
        let mut crowd = Crowd::default();
        for day in 0..100 {
            crowd.change(at(f64::from(day) + 0.25), weight(0));
        }
        crowd.change(None, weight(0));
        let around = |a, b| crowd.around([a, b]);
        assert_eq!(around(at(50.5), at(50.5)), 1.0);
        assert_eq!(around(at(50.5), at(52.5)), 5.0);
        assert_eq!(around(at(50.5), None), 101.0);
        assert_eq!(around(at(99.9), at(50.0)), 100.0);
    }

    #[test]
    fn a_story_counts_as_one_however_large() {
        let mut crowd = Crowd::default();
        (0..2000).for_each(|_| crowd.change(at(7.0), weight(1999)));
        assert!((crowd.around([at(7.5), at(7.5)]) - 1.0).abs() < 0.05);
    }

    #[test]
    fn a_date_far_away_costs_little() {
        let mut crowd = Crowd::default();
        for seconds in [-62_000_000_000, 1, 253_402_000_000] {
            let published = Published::at_second(seconds).ok();
            crowd.change(published, weight(0));
        }
        assert!(crowd.memory_usage() <= 1 << 22);
        assert_eq!(crowd.around([at(0.5), at(0.5)]), 1.0);
    }

    proptest! {
        #[test]
        fn as_by_adding_up_each_day(
            changes in prop::collection::vec((-400_i64..400, 0_u32..9), 1..60),
            asked in prop::collection::vec(-500.0_f64..500.0, 9),
        ) {
            let mut crowd = Crowd::default();
            let mut by_day = std::collections::BTreeMap::<i64, Weight>::new();
            for &(day, alike) in &changes {
                crowd.change(at(day as f64 + 0.3), weight(alike));
                *by_day.entry(day + FIRST_DAY as i64).or_default() += weight(alike);
            }
            for pair in asked.windows(2).map(|days| [at(days[0]), at(days[1])]) {
                let least = pair.map(|published| crowd.min_feature(published, 1.5));
                prop_assert!(least.into_iter().all(|least| crowd.feature(pair, 1.5) >= least - 1e-5));
                prop_assert!(crowd.feature([pair[0], None], 1.5) >= least[0] - 1e-5);
            }
            for time in asked.into_iter().map(|day| day + FIRST_DAY) {
                let whole = time.floor() as i64;
                let plainly: Weight = by_day.range(..whole).map(|(_, weight)| weight).sum();
                let own = by_day.get(&whole).copied().unwrap_or(0);
                prop_assert_eq!(crowd.before(time), plainly as f64 + (time - time.floor()) * own as f64);
            }
        }
    }
}
