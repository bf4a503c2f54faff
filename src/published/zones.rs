//! Time zones by their short names.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Short names with what they are ahead of UTC, in minutes. Sorted. Where a name has several meanings, that of RFC 2822 and of the
/// larger press counts: CST is Chicago's, IST India's, BST Britain's.
const FIXED: &[(&str, i32)] = &[
    ("acdt", 630),
    ("acst", 570),
    ("adt", -180),
    ("aedt", 660),
    ("aest", 600),
    ("akdt", -480),
    ("akst", -540),
    ("art", -180),
    ("ast", -240),
    ("awst", 480),
    ("brt", -180),
    ("bst", 60),
    ("cat", 120),
    ("cdt", -300),
    ("cest", 120),
    ("cet", 60),
    ("cst", -360),
    ("eat", 180),
    ("edt", -240),
    ("eest", 180),
    ("eet", 120),
    ("est", -300),
    ("gmt", 0),
    ("gst", 240),
    ("hkt", 480),
    ("hst", -600),
    ("ict", 420),
    ("idt", 180),
    ("ist", 330),
    ("jst", 540),
    ("kst", 540),
    ("mdt", -360),
    ("mesz", 120),
    ("mez", 60),
    ("msk", 180),
    ("mst", -420),
    ("ndt", -150),
    ("npt", 345),
    ("nst", -210),
    ("nzdt", 780),
    ("nzst", 720),
    ("pdt", -420),
    ("pht", 480),
    ("pkt", 300),
    ("pst", -480),
    ("sast", 120),
    ("sgt", 480),
    ("trt", 180),
    ("ut", 0),
    ("utc", 0),
    ("wat", 60),
    ("west", 60),
    ("wet", 0),
    ("wib", 420),
    ("z", 0),
    ("zulu", 0),
];

/// Names of zones whose clocks change, with the rule of POSIX.
const CHANGING: &[(&str, &str)] = &[
    ("et", "EST5EDT,M3.2.0,M11.1.0"),
    ("ct", "CST6CDT,M3.2.0,M11.1.0"),
    ("mt", "MST7MDT,M3.2.0,M11.1.0"),
    ("pt", "PST8PDT,M3.2.0,M11.1.0"),
];

/// A zone that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// So many seconds ahead of UTC.
    Fixed(i64),
    /// By the rule of POSIX.
    Changing(&'static str),
}

impl Zone {
    /// The zone of this name, in small letters.
    pub(super) fn named(name: &str) -> Option<Self> {
        let fixed = FIXED.binary_search_by_key(&name, |&(name, _)| name);
        match fixed {
            Ok(at) => Some(Self::Fixed(i64::from(FIXED[at].1) * 60)),
            Err(_) => {
                CHANGING.iter().find(|(known, _)| *known == name).map(|&(_, rule)| Self::Changing(rule))
            }
        }
    }

    /// Seconds since the Unix epoch when clocks of this zone show this.
    pub(super) fn seconds(self, shown: DateTime) -> Option<i64> {
        match self {
            Self::Fixed(ahead) => {
                let zoned = shown.to_zoned(TimeZone::UTC).ok()?;
                Some(zoned.timestamp().as_second() - ahead)
            }
            Self::Changing(rule) => {
                let zoned = shown.to_zoned(TimeZone::posix(rule).ok()?).ok()?;
                Some(zoned.timestamp().as_second())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_the_rules_are_legible() {
        assert!(FIXED.is_sorted());
        for &(name, rule) in CHANGING {
            assert!(TimeZone::posix(rule).is_ok(), "{name}");
        }
    }
}
