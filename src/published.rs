//! When an article was published, and how precisely that is known.

pub(crate) mod months;
mod written;
#[cfg(test)]
mod written_tests;
mod zones;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const SECONDS_PER_DAY: i64 = 86_400;

/// How far apart, in days, a date and the same with day and month swapped can be (27 for February 3, 324 for January 12), and a
/// day more on either side.
const SWAPPED_DAYS: std::ops::Range<u64> = 26..326;

const PLAUSIBLE_YEARS: std::ops::Range<i16> = 1600..2200;

/// How precisely a publication time is known.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// To the second.
    Second,
    /// Only the day is known, as in most archives.
    Day,
}

/// A publication time in UTC with its [`Precision`].
///
/// Plausible times are those from the year 1600 (the first newspapers) to the end of 2199. Anything else (and the
/// Unix epoch itself, which is what broken software writes for "no date") is refused by the constructors, so that an
/// article with such a date becomes an article without one: see [`PublishedError`].
///
/// # Examples
///
/// ```
/// use samestory::{Precision, Published};
///
/// let exact: Published = "2012-10-29T13:40:00-04:00".parse()?;
/// assert_eq!(exact.to_string(), "2012-10-29T17:40:00Z");
/// let day: Published = "2012-10-29".parse()?;
/// assert_eq!(day.precision(), Precision::Day);
/// assert_eq!(exact.seconds() - day.seconds(), 5 * 3600 + 40 * 60); // a day stands for its noon
/// # Ok::<(), samestory::PublishedError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Published {
    seconds: i64,
    precision: Precision,
}

impl Published {
    /// A time given as seconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// [`PublishedError::Implausible`] outside 1600–2199 and for 0.
    pub fn at_second(unix_seconds: i64) -> Result<Self, PublishedError> {
        Self::checked(unix_seconds, Precision::Second, || unix_seconds.to_string())
    }

    fn on_date(date: Date, found: &str) -> Result<Self, PublishedError> {
        let midnight = date.to_zoned(TimeZone::UTC).map_err(|_| PublishedError::implausible(found))?;
        let noon = midnight.timestamp().as_second() + SECONDS_PER_DAY / 2;
        Self::checked(noon, Precision::Day, || found.to_owned())
    }

    fn checked(
        seconds: i64,
        precision: Precision,
        found: impl Fn() -> String,
    ) -> Result<Self, PublishedError> {
        let year = Timestamp::from_second(seconds)
            .map(|t| t.to_zoned(TimeZone::UTC).year())
            .map_err(|_| PublishedError::Implausible { found: found() })?;
        let is_epoch =
            seconds == 0 || (precision == Precision::Day && seconds.div_euclid(SECONDS_PER_DAY) == 0);
        if is_epoch || !PLAUSIBLE_YEARS.contains(&year) {
            return Err(PublishedError::Implausible { found: found() });
        }
        Ok(Self { seconds, precision })
    }

    /// Seconds since the Unix epoch; for a day, its noon in UTC.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// How precisely the time is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// [`days_to`](Self::days_to) in seconds.
    pub(crate) fn seconds_to(self, other: Self) -> u64 {
        let same_day = self.seconds.div_euclid(SECONDS_PER_DAY) == other.seconds.div_euclid(SECONDS_PER_DAY);
        if same_day && (self.precision == Precision::Day || other.precision == Precision::Day) {
            return 0;
        }
        self.seconds.abs_diff(other.seconds)
    }

    /// [`seconds_to`](Self::seconds_to), with a doubt: 0 if swapping day and month of one date brings it to the day of the other or
    /// next to it. One pair of dates in some two hundred does so by chance; of two similar reports one was then misread more likely
    /// than not.
    pub(crate) fn doubted_seconds_to(self, other: Self) -> u64 {
        let seconds = self.seconds_to(other);
        let may_be_swapped = SWAPPED_DAYS.contains(&(seconds / SECONDS_PER_DAY as u64))
            && (self.is_swapped(other) || other.is_swapped(self));
        if may_be_swapped { 0 } else { seconds }
    }

    /// Whether the date with day and month swapped is the other's, or next to it.
    fn is_swapped(self, other: Self) -> bool {
        let of = |published: Self| {
            Timestamp::from_second(published.seconds).ok().map(|time| TimeZone::UTC.to_datetime(time).date())
        };
        // most days are no months
        let Some(own) = of(self).filter(|own| own.day() <= 12 && own.day() != own.month()) else {
            return false;
        };
        of(other).is_some_and(|other| {
            own.year() == other.year()
                && Date::new(own.year(), own.day(), own.month())
                    .is_ok_and(|swapped| swapped.day_of_year().abs_diff(other.day_of_year()) <= 1)
        })
    }

    /// The distance to another time in days, never negative. A time known only to the day counts as that day's noon,
    /// unless both may be the same moment (one lies within the other's day), when the distance is 0.
    pub fn days_to(self, other: Self) -> f64 {
        self.seconds_to(other) as f64 / SECONDS_PER_DAY as f64
    }
}

/// In which order digits alone name day and month: "04/11/2024" is 4 November or April 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateOrder {
    /// 4 November, as in most of the world.
    DayFirst,
    /// April 11, as in North America.
    MonthFirst,
}

impl Published {
    /// Reads a date as [`from_str`](Self::from_str) does, with the day before the month where digits alone cannot tell.
    ///
    /// A text that can be read with one of them first only says which order its feed uses; one that reads differently with each needs
    /// what other texts say.
    ///
    /// # Errors
    ///
    /// As [`from_str`](Self::from_str), and if it cannot be read in this order.
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::Published;
    ///
    /// assert_eq!(Published::read_day_first("04/11/2024")?.to_string(), "2024-11-04");
    /// assert_eq!(Published::read_month_first("04/11/2024")?.to_string(), "2024-04-11");
    /// assert!(Published::read_month_first("25/11/2024").is_err());
    /// assert!(Published::read_month_first("Mon, 04/11/2024").is_err()); // April 11 was a Thursday
    /// # Ok::<(), samestory::PublishedError>(())
    /// ```
    pub fn read_day_first(text: &str) -> Result<Self, PublishedError> {
        Self::read(text, DateOrder::DayFirst)
    }

    /// As [`read_day_first`](Self::read_day_first), with the month before the day.
    ///
    /// # Errors
    ///
    /// As [`read_day_first`](Self::read_day_first).
    pub fn read_month_first(text: &str) -> Result<Self, PublishedError> {
        Self::read(text, DateOrder::MonthFirst)
    }

    fn read(text: &str, order: DateOrder) -> Result<Self, PublishedError> {
        match Self::internet_date(text.trim()) {
            Err(PublishedError::Unreadable { .. }) => Self::written(text, &[order]),
            read => read,
        }
    }

    /// Whether a text is a date and nothing else, as a clock on a page is.
    pub(crate) fn is_alone(text: &str) -> bool {
        written::is_alone(text)
    }

    /// RFC 3339 and its kin, which programs write.
    fn internet_date(trimmed: &str) -> Result<Self, PublishedError> {
        if trimmed.len() == 10
            && let Ok(date) = trimmed.parse::<Date>()
        {
            return Self::on_date(date, trimmed);
        }
        // a day of XML may have a zone: "2024-11-04Z", "2024-11-04+01:00"
        if let Some((day, zone)) = trimmed.split_at_checked(10)
            && (zone == "Z" || zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':')
            && let Ok(date) = day.parse::<Date>()
        {
            return Self::on_date(date, trimmed);
        }
        // jiff reads "20121030" as a year, and what only begins with a date
        if trimmed.as_bytes().get(4) != Some(&b'-') {
            return Err(PublishedError::unreadable(trimmed));
        }
        // "[Europe/Paris]" behind a time without an offset is no note, as it is for jiff
        let names_place = trimmed.contains('[') && trimmed.parse::<Timestamp>().is_err();
        if names_place {
            return Err(PublishedError::unreadable(trimmed));
        }
        let timestamp = trimmed
            .parse::<Timestamp>()
            .or_else(|_| {
                let civil: DateTime = trimmed.parse()?;
                civil.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp())
            })
            .map_err(|_| {
                // "9999-12-31T23:59:59Z" is legible, though no time stamp
                let year = trimmed.get(..10).and_then(|day| day.parse::<Date>().ok()).map(Date::year);
                match year {
                    Some(year) if !PLAUSIBLE_YEARS.contains(&year) => PublishedError::implausible(trimmed),
                    _ => PublishedError::unreadable(trimmed),
                }
            })?;
        Self::checked(timestamp.as_second(), Precision::Second, || trimmed.to_owned())
    }

    /// What people and other programs write: in the first of these orders in which it is a date.
    fn written(text: &str, orders: &[DateOrder]) -> Result<Self, PublishedError> {
        let trimmed = text.trim();
        match orders.iter().find_map(|&order| written::read(trimmed, order)) {
            Some(written::Written::Day(date)) => Self::on_date(date, trimmed),
            Some(written::Written::Second(second)) => {
                Self::checked(second, Precision::Second, || trimmed.to_owned())
            }
            None => Err(PublishedError::unreadable(trimmed)),
        }
    }
}

impl FromStr for Published {
    type Err = PublishedError;

    /// Reads dates as feeds, pages and programs write them: RFC 3339 ("2012-10-29T17:40:00Z") and the rest of ISO 8601, RFC 2822
    /// ("Mon, 29 Oct 2012 17:40:00 EDT", the day of the week missing or wrong), the clocks of Unix, Go and JavaScript, seconds
    /// since the Unix epoch and parts of them, digits with slashes, dots or nothing between them, months by their names in the
    /// languages of the product, twelve-hour clocks, and a date alone ("2012-10-29"). A time without a zone is in UTC.
    ///
    /// Where digits alone cannot tell day and month, the day of the week decides; without one the day is first, and the month with
    /// a twelve-hour clock. Two digits are a year from 1969 to 2068.
    fn from_str(text: &str) -> Result<Self, PublishedError> {
        match Self::internet_date(text.trim()) {
            Err(PublishedError::Unreadable { .. }) if written::has_twelve_hours(text) => {
                Self::written(text, &[DateOrder::MonthFirst, DateOrder::DayFirst])
            }
            Err(PublishedError::Unreadable { .. }) => {
                Self::written(text, &[DateOrder::DayFirst, DateOrder::MonthFirst])
            }
            read => read,
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_second(self.seconds) {
            Ok(time) if self.precision == Precision::Second => write!(f, "{time}"),
            Ok(time) => write!(f, "{}", time.to_zoned(TimeZone::UTC).date()),
            Err(_) => write!(f, "{}", self.seconds),
        }
    }
}

/// As text where people read it, else as seconds and whether only the day is known.
impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        (self.seconds, self.precision == Precision::Day).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
            return text.parse().map_err(serde::de::Error::custom);
        }
        let (seconds, is_day) = <(i64, bool)>::deserialize(deserializer)?;
        let precision = if is_day { Precision::Day } else { Precision::Second };
        Self::checked(seconds, precision, || seconds.to_string()).map_err(serde::de::Error::custom)
    }
}

/// Why a text is no publication time.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedError {
    /// In none of the known formats.
    Unreadable {
        /// What was given.
        found: String,
    },
    /// A date, but one that no article can have.
    Implausible {
        /// What was given.
        found: String,
    },
}

impl PublishedError {
    fn implausible(found: &str) -> Self {
        Self::Implausible { found: found.to_owned() }
    }

    fn unreadable(found: &str) -> Self {
        Self::Unreadable { found: found.to_owned() }
    }
}

impl fmt::Display for PublishedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { found } => {
                write!(f, "\"{found}\" is no date: RFC 3339, RFC 2822 or YYYY-MM-DD is expected")
            }
            Self::Implausible { found } => {
                write!(
                    f,
                    "\"{found}\" cannot be a publication date: 1600 to 2199 is allowed, and not the Unix epoch"
                )
            }
        }
    }
}

impl std::error::Error for PublishedError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_that_are_swapped() {
        let plainly = |own: Published, other: Published| {
            let date = |published: Published| {
                TimeZone::UTC.to_datetime(Timestamp::from_second(published.seconds).unwrap()).date()
            };
            let (own, other) = (date(own), date(other));
            own.year() == other.year()
                && own.day() != own.month()
                && Date::new(own.year(), own.day(), own.month())
                    .is_ok_and(|swapped| swapped.day_of_year().abs_diff(other.day_of_year()) <= 1)
        };
        let day = |at: i64| Published::at_second(1_325_376_000 + at * SECONDS_PER_DAY).unwrap();
        for (own, other) in (0..380).flat_map(|own| (0..380).map(move |other| (own, other))) {
            assert_eq!(day(own).is_swapped(day(other)), plainly(day(own), day(other)), "{own} {other}");
        }
    }

    #[test]
    fn formats() {
        for (given, expected) in [
            ("2012-10-29T17:40:00Z", "2012-10-29T17:40:00Z"),
            ("2012-10-29T17:40:00.250+01:00", "2012-10-29T16:40:00Z"),
            ("2012-10-29 17:40:00", "2012-10-29T17:40:00Z"),
            ("2012-10-29T17:40", "2012-10-29T17:40:00Z"),
            ("Mon, 29 Oct 2012 17:40:00 GMT", "2012-10-29T17:40:00Z"),
            ("2012-10-29T17:40:00+14:00", "2012-10-29T03:40:00Z"),
            (" 2012-10-29 ", "2012-10-29"),
        ] {
            assert_eq!(given.parse::<Published>().unwrap().to_string(), expected, "{given}");
        }
    }

    #[test]
    fn swapped_days_and_months_are_doubted() {
        let days = |a: &str, b: &str| {
            let [a, b] = [a, b].map(|date| date.parse::<Published>().unwrap());
            assert_eq!(a.doubted_seconds_to(b), b.doubted_seconds_to(a));
            a.doubted_seconds_to(b) / 86_400
        };
        assert_eq!(days("2025-03-09", "2025-09-03"), 0);
        assert_eq!(days("2025-03-10T01:00:00Z", "2025-09-03"), 0); // the next day
        assert_eq!(days("2025-01-12T23:00:00Z", "2025-12-02T04:00:00Z"), 0);
        assert_eq!(days("2025-02-03", "2025-03-02"), 0);
        assert_eq!(days("2025-03-09", "2025-09-05"), 180);
        assert_eq!(days("2025-03-09", "2024-09-03"), 187); // another year
        assert_eq!(days("2025-03-13", "2025-03-30"), 17); // there is no month 13
        assert_eq!(days("2025-03-01", "2025-03-02"), 1);
    }

    #[test]
    fn absurd_dates_are_refused_with_what_was_found() {
        for given in
            ["1970-01-01", "1970-01-01T00:00:00Z", "0001-01-01", "2999-01-01", "9999-12-31T23:59:59Z"]
        {
            assert_eq!(
                given.parse::<Published>(),
                Err(PublishedError::Implausible { found: given.to_owned() })
            );
        }
        let offsets =
            ["2012-10-29T17:40:00+99:00", "Mon, 29 Oct 2012 17:40:00 -1830", "29 Oct 2012 17:40 (UTC+19)"];
        let others = ["", "yesterday", "2012-13-45", "29/30/2012", "12", "November 2012", "at 17:40"];
        for given in offsets.into_iter().chain(others) {
            assert!(matches!(given.parse::<Published>(), Err(PublishedError::Unreadable { .. })), "{given}");
        }
        assert!(Published::at_second(0).is_err());
        assert!(Published::at_second(i64::MAX).is_err());
        assert!(Published::at_second(-86_400).is_ok());
    }

    #[test]
    fn distance_respects_precision() {
        let day: Published = "2012-10-29".parse().unwrap();
        let late: Published = "2012-10-29T23:59:00Z".parse().unwrap();
        let next: Published = "2012-10-30".parse().unwrap();
        assert_eq!(day.days_to(late), 0.0);
        assert_eq!(late.days_to(day), 0.0);
        assert_eq!(day.days_to(next), 1.0);
        let early: Published = "2012-10-29T11:59:00Z".parse().unwrap();
        assert_eq!(early.days_to(late), 0.5);
    }
}
