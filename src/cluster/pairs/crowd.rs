//! How many articles either of a pair could be taken for.

use std::ops::Range;

use crate::published::Published;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Days are counted from 1600-01-01, in days before 1970; earlier dates count as that day.
const FIRST_DAY: f64 = 135_140.0;

/// Some 700 years, a power of two of days; later dates count as the last day.
const DAYS: i64 = 1 << 18;

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
/// 8 bytes for each day between the first and the last date, up to four times as much where these do not come in order; 1 kB at
/// least, 2 MB at most. A question is answered in constant time. A change takes an addition for each later day of its block, and for
/// each later block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crowd {
    /// By day from `first` on: the sum of the days of its block up to it. Whole blocks of days, a power of two of them. Days without
    /// articles lie in front and behind, as room for dates to come.
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
    (published.seconds() as f64 / SECONDS_PER_DAY + FIRST_DAY).clamp(0.0, (DAYS - 1) as f64)
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

    /// The days that hold one more: they double on the side where it lies, until they are all days that there are.
    fn days_with(&self, day: i64) -> Range<i64> {
        let len = self.days.len() as i64;
        let mut days = if len == 0 { day..day + BLOCK as i64 } else { self.first..self.first + len };
        while !days.contains(&day) {
            let len = days.end - days.start;
            days = if day < days.start { days.start - len..days.end } else { days.start..days.end + len };
        }
        if days.end - days.start < DAYS { days } else { 0..DAYS }
    }

    /// Grows the sums so that they hold a day.
    fn make_room(&mut self, day: i64) {
        let held = self.days_with(day);
        let (first, len) = (held.start, (held.end - held.start) as usize);
        if len == self.days.len() {
            return;
        }
        let mut days: Vec<Weight> = held.map(|day| self.up_to(day + 1) - self.up_to(day)).collect();
        self.blocks = Vec::with_capacity(len / BLOCK);
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
        assert!(crowd.memory_usage() <= MOST_BYTES);
        assert_eq!(crowd.around([at(0.5), at(0.5)]), 1.0);
    }

    #[test]
    fn the_newest_first_take_little_more_than_the_oldest_first() {
        let [mut ascending, mut descending] = [Crowd::default(), Crowd::default()];
        for number in 0..400 {
            ascending.change(at(f64::from(number) + 0.25), weight(0));
            descending.change(at(f64::from(399 - number) + 0.25), weight(0));
        }
        assert_eq!(ascending.memory_usage(), (512 + 512 / BLOCK) * size_of::<Weight>());
        assert_eq!(descending.memory_usage(), 2 * ascending.memory_usage());
        assert_eq!(descending.around([at(0.5), at(399.5)]), 400.0);
    }

    /// Of all days that there are, with the sums of their blocks.
    const MOST_BYTES: usize = (DAYS as usize) * (BLOCK + 1) / BLOCK * size_of::<Weight>();

    /// Days near each other, or of all centuries.
    fn days() -> impl Strategy<Value = i64> {
        prop_oneof![4 => -400_i64..400, 1 => -135_000_i64..83_000]
    }

    proptest! {
        #[test]
        fn as_by_adding_up_each_day(
            mut changes in prop::collection::vec((days(), 0_u32..9), 1..60),
            order in 0..3,
            asked in prop::collection::vec((days(), 0_u32..1000), 9),
        ) {
            match order {
                0 => changes.sort_unstable(),
                1 => changes.sort_unstable_by(|a, b| b.cmp(a)),
                _ => {}
            }
            let asked: Vec<f64> = asked.into_iter().map(|(day, part)| day as f64 + f64::from(part) / 1000.0).collect();
            let mut crowd = Crowd::default();
            let mut by_day = std::collections::BTreeMap::<i64, Weight>::new();
            for &(day, alike) in &changes {
                crowd.change(at(day as f64 + 0.3), weight(alike));
                *by_day.entry(day + FIRST_DAY as i64).or_default() += weight(alike);
            }
            prop_assert!(crowd.memory_usage() <= MOST_BYTES);
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
