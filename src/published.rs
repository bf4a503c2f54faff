//! When an article was published, and how precisely that is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const SECONDS_PER_DAY: i64 = 86_400;
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

    /// The distance to another time in days, never negative. A time known only to the day counts as that day's noon,
    /// unless both may be the same moment (one lies within the other's day), when the distance is 0.
    pub fn days_to(self, other: Self) -> f64 {
        self.seconds_to(other) as f64 / SECONDS_PER_DAY as f64
    }
}

impl FromStr for Published {
    type Err = PublishedError;

    /// Reads RFC 3339 ("2012-10-29T17:40:00Z", offsets allowed), the same without offset (taken as UTC) or with a
    /// blank instead of the T, RFC 2822 ("Mon, 29 Oct 2012 17:40:00 GMT", as in feeds), and a date alone
    /// ("2012-10-29").
    fn from_str(text: &str) -> Result<Self, PublishedError> {
        let trimmed = text.trim();
        if trimmed.len() == 10
            && let Ok(date) = trimmed.parse::<Date>()
        {
            return Self::on_date(date, trimmed);
        }
        let timestamp = trimmed
            .parse::<Timestamp>()
            .or_else(|_| jiff::fmt::rfc2822::parse(trimmed).map(|zoned: Zoned| zoned.timestamp()))
            .or_else(|_| {
                let civil: DateTime = trimmed.parse()?;
                civil.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp())
            })
            .map_err(|_| {
                // "9999-12-31T23:59:59Z" is legible, though no time stamp
                let year = trimmed.get(..10).and_then(|day| day.parse::<Date>().ok()).map(Date::year);
                match year {
                    Some(year) if !PLAUSIBLE_YEARS.contains(&year) => PublishedError::implausible(trimmed),
                    _ => PublishedError::Unreadable { found: trimmed.to_owned() },
                }
            })?;
        Self::checked(timestamp.as_second(), Precision::Second, || trimmed.to_owned())
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
    fn formats() {
        for (given, expected) in [
            ("2012-10-29T17:40:00Z", "2012-10-29T17:40:00Z"),
            ("2012-10-29T17:40:00.250+01:00", "2012-10-29T16:40:00Z"),
            ("2012-10-29 17:40:00", "2012-10-29T17:40:00Z"),
            ("2012-10-29T17:40", "2012-10-29T17:40:00Z"),
            ("Mon, 29 Oct 2012 17:40:00 GMT", "2012-10-29T17:40:00Z"),
            (" 2012-10-29 ", "2012-10-29"),
        ] {
            assert_eq!(given.parse::<Published>().unwrap().to_string(), expected, "{given}");
        }
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
        for given in ["", "yesterday", "2012-13-45", "29/10/2012", "12"] {
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
