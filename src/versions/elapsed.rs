//! How much time is between two versions, in words.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// How much later something is, in seconds.
///
/// It is shown and read in the words of sites that keep versions: "1 minute", "40 minutes", "about 9 hours", "3 days", "about 1
/// month", "over 2 years". What is read back is the middle of what is meant, near enough to tell hours from days.
///
/// # Examples
///
/// ```
/// use samestory::versions::Elapsed;
///
/// assert_eq!(Elapsed { seconds: 32_000 }.to_string(), "about 9 hours");
/// assert_eq!("about 9 hours".parse::<Elapsed>().unwrap().seconds, 9 * 3600);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Elapsed {
    /// The time in seconds.
    pub seconds: u64,
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.seconds;
        let rounded = |unit: u64| seconds.saturating_add(unit / 2) / unit;
        let (about, count, unit) = match seconds {
            0..30 => return f.write_str("less than a minute"),
            30..2_700 => ("", rounded(MINUTE), "minute"),
            2_700..86_400 => ("about ", rounded(HOUR).clamp(1, 24), "hour"),
            86_400..2_592_000 => ("", rounded(DAY), "day"),
            2_592_000..5_184_000 => ("about ", rounded(MONTH), "month"),
            5_184_000..31_536_000 => ("", rounded(MONTH), "month"),
            _ => ("over ", seconds / YEAR, "year"),
        };
        write!(f, "{about}{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

/// A text that says no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElapsedError {
    found: String,
}

impl fmt::Display for ElapsedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no time: \"about 9 hours\", \"3 days\" or the like is expected", self.found)
    }
}

impl std::error::Error for ElapsedError {}

impl FromStr for Elapsed {
    type Err = ElapsedError;

    fn from_str(text: &str) -> Result<Self, ElapsedError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let read = || match words.as_slice() {
            ["less", "than", "a", "minute"] | ["half", "a", "minute"] => Some(30),
            [.., number, unit] => {
                let unit = match unit.trim_end_matches('s') {
                    "second" => 1,
                    "minute" => MINUTE,
                    "hour" => HOUR,
                    "day" => DAY,
                    "month" => MONTH,
                    "year" => YEAR,
                    _ => return None,
                };
                number.parse::<u32>().ok().map(|number| u64::from(number) * unit)
            }
            _ => None,
        };
        match read() {
            Some(seconds) => Ok(Self { seconds }),
            None => Err(ElapsedError { found: text.trim().to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_back() {
        for (seconds, words) in [
            (10, "less than a minute"),
            (60, "1 minute"),
            (40 * MINUTE, "40 minutes"),
            (HOUR, "about 1 hour"),
            (9 * HOUR + 600, "about 9 hours"),
            (86_399, "about 24 hours"),
            (DAY, "1 day"),
            (3 * DAY, "3 days"),
            (31 * DAY, "about 1 month"),
            (90 * DAY, "3 months"),
            (800 * DAY, "over 2 years"),
        ] {
            let shown = Elapsed { seconds }.to_string();
            assert_eq!(shown, words);
            let back: Elapsed = shown.parse().unwrap();
            assert!(back.seconds.abs_diff(seconds) <= seconds / 8 + 30, "{words}");
        }
        assert!("yesterday".parse::<Elapsed>().is_err() && "".parse::<Elapsed>().is_err());
        assert!(!Elapsed { seconds: u64::MAX }.to_string().is_empty());
    }
}
