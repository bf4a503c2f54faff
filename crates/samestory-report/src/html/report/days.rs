//! The days of the input, and how many articles each has.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use samestory::{Published, Story};

use super::words::count;
use crate::html::Link;

/// From so many days on the input is counted by the month, and from so many months on by the year.
const MAX_DAYS: i32 = 400;
const MAX_MONTHS: i32 = 240;

/// A chart of more years, or of more than three times as many days, has only the periods that have articles: some dates are wrong.
const MAX_YEARS: i16 = 120;

/// A chart of fewer bars is narrow.
const FEW: usize = 12;

/// How long a period of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

/// How many articles a period has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Load {
    articles: usize,
    /// Those of them that are copies or versions.
    copies: usize,
}

/// The days that an input is about; months or years if it is long.
#[derive(Debug)]
pub(super) struct Days {
    unit: Unit,
    loads: BTreeMap<Date, Load>,
}

impl Days {
    /// The days of the articles of stories. A copy or a later version counts as a copy.
    pub(super) fn of<'s>(stories: impl Iterator<Item = &'s Story> + Clone) -> Self {
        let members = stories.flat_map(|story| &story.members);
        Self::new(members.filter_map(|member| {
            Some((member.published?, member.copy_of.is_some() || member.version_of.is_some()))
        }))
    }

    /// The days of articles, of which each is dated and a copy or not.
    fn new(articles: impl Iterator<Item = (Published, bool)> + Clone) -> Self {
        let mut days: Vec<Date> = articles.clone().map(|(published, _)| date(published)).collect();
        days.sort_unstable();
        // the odd date that is far away does not make months of days
        let (low, high) = (days.len() / 200, days.len() - days.len() / 200);
        let (first, last) = (days.get(low), high.checked_sub(1).and_then(|at| days.get(at)));
        let length = first.zip(last).map_or(0, |(first, last)| (*last - *first).get_days());
        let unit = match length {
            ..=MAX_DAYS => Unit::Day,
            _ if length / 30 <= MAX_MONTHS => Unit::Month,
            _ => Unit::Year,
        };
        let mut loads: BTreeMap<Date, Load> = BTreeMap::new();
        for (published, is_copy) in articles {
            let load = loads.entry(start(date(published), unit)).or_default();
            load.articles += 1;
            load.copies += usize::from(is_copy);
        }
        Self { unit, loads }
    }

    /// The beginning of the period of a time.
    pub(super) fn start(&self, published: Published) -> Date {
        start(date(published), self.unit)
    }

    /// The name of a period: "Monday 29 October 2012".
    pub(super) fn title(&self, day: Date) -> String {
        let format = match self.unit {
            Unit::Day => "%A %-d %B %Y",
            Unit::Month => "%B %Y",
            Unit::Year => "%Y",
        };
        day.strftime(format).to_string()
    }

    /// The periods as bars, each a link to its stories if it `has_stories`. Nothing for an input of one period.
    pub(super) fn chart(&self, has_stories: impl Fn(Date) -> bool) -> Markup {
        let bars = self.bars();
        if bars.len() < 2 {
            return Markup::default();
        }
        let most = bars.iter().map(|(_, load)| load.articles).max().unwrap_or(1).max(1);
        let height = |articles: usize| (articles * 100).div_ceil(most);
        let short = if self.unit == Unit::Day { "%-d %b" } else { "%b %Y" };
        let label = |bar: Option<&(Date, Load)>| bar.map(|(day, _)| day.strftime(short).to_string());
        html! {
            figure.few[bars.len() < FEW] {
                svg.chart viewBox={ "0 0 " (bars.len() * 10) " 100" } preserveAspectRatio="none" role="group" aria-label="Articles by time" {
                    @for (at, (day, load)) in bars.iter().enumerate() {
                        @let bar = html! {
                            title { (self.title(*day)) ": " (count(load.articles, "article", "articles")) }
                            rect.hit x=(at * 10) y="0" width="10" height="100" {}
                            (column(at, height(load.articles - load.copies), height(load.articles)))
                        };
                        @if has_stories(*day) {
                            @let link = Link::day(day.year(), day.month(), day.day());
                            a href=(link) { (bar) }
                        } @else if load.articles > 0 {
                            g { (bar) }
                        }
                    }
                }
                figcaption.ends {
                    @if let Some(first) = label(bars.first()) { span { (first) } }
                    span { "up to " (count(most, "article", "articles")) " a " (self.unit.name()) }
                    @if let Some(last) = label(bars.last()) { span { (last) } }
                }
            }
        }
    }

    /// All periods from the first to the last; those that have articles if there would be too many.
    fn bars(&self) -> Vec<(Date, Load)> {
        let (Some((first, _)), Some((last, _))) = (self.loads.first_key_value(), self.loads.last_key_value())
        else {
            return Vec::new();
        };
        let too_many_days = self.unit == Unit::Day && (*last - *first).get_days() > 3 * MAX_DAYS;
        if too_many_days || last.year() - first.year() > MAX_YEARS {
            return self.loads.iter().map(|(day, load)| (*day, *load)).collect();
        }
        let mut bars = Vec::new();
        let mut day = *first;
        while day <= *last {
            bars.push((day, self.loads.get(&day).copied().unwrap_or_default()));
            let Some(next) = self.unit.next(day) else { break };
            day = next;
        }
        bars
    }
}

/// A bar of the chart: what is copied stands on what is written.
fn column(at: usize, written: usize, all: usize) -> Markup {
    html! {
        rect.copy x=(at * 10 + 1) y=(100 - all) width="8" height=(all - written) {}
        rect.own x=(at * 10 + 1) y=(100 - written) width="8" height=(written) {}
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    fn next(self, day: Date) -> Option<Date> {
        match self {
            Self::Day => day.tomorrow().ok(),
            Self::Month => day.last_of_month().tomorrow().ok(),
            Self::Year => day.last_of_year().tomorrow().ok(),
        }
    }
}

fn start(day: Date, unit: Unit) -> Date {
    match unit {
        Unit::Day => day,
        Unit::Month => day.first_of_month(),
        Unit::Year => day.first_of_year(),
    }
}

/// The day of a time, in UTC.
fn date(published: Published) -> Date {
    let timestamp = Timestamp::from_second(published.seconds()).unwrap_or_default();
    timestamp.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(dates: &[&str]) -> Days {
        Days::new(dates.iter().map(|day| (day.parse().unwrap_or_else(|_| panic!("{day}")), false)))
    }

    #[test]
    fn long_inputs_are_counted_by_the_month_or_year() {
        let short = days(&["2012-10-29", "2012-10-31", "2012-10-31"]);
        let loads: Vec<usize> = short.bars().iter().map(|(_, load)| load.articles).collect();
        assert_eq!((short.unit, loads), (Unit::Day, vec![1, 0, 2]));
        assert_eq!(short.title(short.bars()[2].0), "Wednesday 31 October 2012");
        let long = days(&["2012-10-29", "2015-02-01"]);
        assert_eq!((long.unit, long.bars().len()), (Unit::Month, 29));
        let longer = days(&["1900-10-29", "2015-02-01"]);
        assert_eq!((longer.unit, longer.bars().len()), (Unit::Year, 116));
        assert_eq!(days(&[]).chart(|_| true).into_string(), "");
    }
}
