//! Day and month that can be swapped: what the other dates of a feed say.

use std::collections::HashMap;

use samestory::{Published, PublishedError};

/// In which order digits alone name day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// A date as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadDate {
    /// It reads one way only, and says nothing of how digits are ordered.
    Certain(Published),
    /// It reads one way only because of its digits: the feed writes dates in this order.
    Ordered(DateOrder, Published),
    /// It reads in both ways.
    Swappable {
        /// With the day first.
        day_first: Published,
        /// With the month first.
        month_first: Published,
        /// As it is read if nothing else is known.
        usual: Published,
    },
}

impl ReadDate {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub(crate) fn new(text: &str) -> Result<Self, PublishedError> {
        let usual: Published = text.parse()?;
        Ok(match (Published::read_day_first(text), Published::read_month_first(text)) {
            (Ok(day_first), Ok(month_first)) if day_first != month_first => {
                Self::Swappable { day_first, month_first, usual }
            }
            (Ok(_), Err(_)) => Self::Ordered(DateOrder::DayFirst, usual),
            (Err(_), Ok(_)) => Self::Ordered(DateOrder::MonthFirst, usual),
            _ => Self::Certain(usual),
        })
    }

    /// The date if nothing else is known.
    pub(crate) fn usual(self) -> Published {
        match self {
            Self::Certain(date) | Self::Ordered(_, date) | Self::Swappable { usual: date, .. } => date,
        }
    }
}

/// The order of day and month in the dates of each feed, learned from them.
///
/// A date with a part above 12 tells the order: of its source in its file, or else of the file. Without one, that order counts with
/// which the dates of the feed lie closer together. Else a date is read as [`Published`] says.
#[derive(Debug, Clone, Default)]
pub(crate) struct DateOrders {
    of_files: HashMap<u32, Evidence>,
    of_feeds: HashMap<(u32, String), Evidence>,
}

/// What the dates of a feed say.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// How many have the day first, and the month, for certain.
    day_first: u32,
    month_first: u32,
    certain: Span,
    swappable: [Span; 2],
}

/// From the earliest date to the latest.
#[derive(Debug, Clone, Copy, Default)]
struct Span(Option<(i64, i64)>);

impl Span {
    fn add(&mut self, date: Published) {
        let at = date.seconds();
        self.0 = Some(self.0.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
    }

    fn length_with(self, other: Self) -> i64 {
        let ends = [self.0, other.0];
        let ends = ends.iter().flatten();
        let first = ends.clone().map(|span| span.0).min();
        first.zip(ends.map(|span| span.1).max()).map_or(0, |(first, last)| last - first)
    }
}

impl Evidence {
    fn note(&mut self, date: ReadDate) {
        match date {
            ReadDate::Ordered(order, date) => {
                let count = match order {
                    DateOrder::DayFirst => &mut self.day_first,
                    DateOrder::MonthFirst => &mut self.month_first,
                };
                *count = count.saturating_add(1);
                self.certain.add(date);
            }
            ReadDate::Certain(date) => self.certain.add(date),
            ReadDate::Swappable { day_first, month_first, .. } => {
                self.swappable[0].add(day_first);
                self.swappable[1].add(month_first);
            }
        }
    }

    /// What the digits say.
    fn by_digits(&self) -> Option<DateOrder> {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// With which order the dates lie within half the time.
    fn by_nearness(&self) -> Option<DateOrder> {
        let decide = |[day_first, month_first]: [i64; 2]| {
            if 2 * day_first < month_first {
                Some(DateOrder::DayFirst)
            } else if 2 * month_first < day_first {
                Some(DateOrder::MonthFirst)
            } else {
                None
            }
        };
        let among =
            self.certain.0.and_then(|_| decide(self.swappable.map(|span| span.length_with(self.certain))));
        among.or_else(|| decide(self.swappable.map(|span| span.length_with(Span::default()))))
    }
}

impl DateOrders {
    /// Takes down a date of a file and a source.
    pub(crate) fn note(&mut self, file: u32, source: Option<&str>, date: ReadDate) {
        self.of_files.entry(file).or_default().note(date);
        if let Some(source) = source {
            self.of_feeds.entry((file, source.to_owned())).or_default().note(date);
        }
    }

    /// The date, by what all dates that were taken down say.
    pub(crate) fn settle(&self, file: u32, source: Option<&str>, date: ReadDate) -> Published {
        let ReadDate::Swappable { day_first, month_first, usual } = date else { return date.usual() };
        let feed = source.and_then(|source| self.of_feeds.get(&(file, source.to_owned())));
        let levels = [feed, self.of_files.get(&file)];
        let levels = || levels.iter().copied().flatten();
        let order =
            levels().find_map(Evidence::by_digits).or_else(|| levels().find_map(Evidence::by_nearness));
        match order {
            Some(DateOrder::DayFirst) => day_first,
            Some(DateOrder::MonthFirst) => month_first,
            None => usual,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates of one feed, settled.
    fn settled(dates: &[&str]) -> Vec<String> {
        let mut orders = DateOrders::default();
        let read: Vec<ReadDate> = dates.iter().map(|date| ReadDate::new(date).unwrap()).collect();
        read.iter().for_each(|&date| orders.note(0, Some("Gazette"), date));
        read.iter().map(|&date| orders.settle(0, Some("Gazette"), date).to_string()).collect()
    }

    #[test]
    fn a_part_above_twelve_tells_the_order() {
        assert_eq!(settled(&["04/11/2024", "11/25/2024"]), ["2024-04-11", "2024-11-25"]);
        assert_eq!(settled(&["25/11/2024", "11/04/2024"]), ["2024-11-25", "2024-04-11"]);
        assert_eq!(settled(&["04/11/2024 08:10 AM", "25/11/2024 08:10 AM"])[0], "2024-11-04T08:10:00Z");
        assert_eq!(settled(&["Mon 11/04/2024", "11/05/2024"]), ["2024-11-04", "2024-11-05"]);
    }

    #[test]
    fn dates_of_one_feed_are_near_each_other() {
        assert_eq!(settled(&["11/04/2024", "2024-11-05T10:00:00Z"])[0], "2024-11-04");
        assert_eq!(settled(&["11/01/2024", "11/02/2024", "11/03/2024"])[2], "2024-11-03");
        assert_eq!(settled(&["01/11/2024", "02/11/2024", "03/11/2024"])[2], "2024-11-03");
    }

    #[test]
    fn each_source_of_a_file_has_its_own_order() {
        let mut orders = DateOrders::default();
        let date = |text| ReadDate::new(text).unwrap();
        orders.note(0, Some("Ashford"), date("11/25/2024"));
        orders.note(0, Some("Barrow"), date("25/11/2024"));
        let settle = |source| orders.settle(0, source, date("03/11/2024")).to_string();
        assert_eq!(settle(Some("Ashford")), "2024-03-11");
        assert_eq!(settle(Some("Barrow")), "2024-11-03");
        assert_eq!(settle(None), "2024-11-03");
    }
}
