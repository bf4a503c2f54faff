//! Time zones by their short names.

use std::sync::OnceLock;

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};

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
    ("azt", 240),
    ("bot", -240),
    ("brst", -120),
    ("brt", -180),
    ("bst", 60),
    ("cat", 120),
    ("cdt", -300),
    ("cest", 120),
    ("cet", 60),
    ("chst", 600),
    ("clst", -180),
    ("clt", -240),
    ("cot", -300),
    ("cst", -360),
    ("eat", 180),
    ("ect", -300),
    ("edt", -240),
    ("eest", 180),
    ("eet", 120),
    ("est", -300),
    ("gmt", 0),
    ("gst", 240),
    ("hadt", -540),
    ("hdt", -540),
    ("hkt", 480),
    ("hst", -600),
    ("ict", 420),
    ("idt", 180),
    ("irkt", 480),
    ("irst", 210),
    ("ist", 330),
    ("jst", 540),
    ("krat", 420),
    ("kst", 540),
    ("lkt", 330),
    ("mdt", -360),
    ("mesz", 120),
    ("mez", 60),
    ("mmt", 390),
    ("msk", 180),
    ("mst", -420),
    ("mvt", 300),
    ("myt", 480),
    ("ndt", -150),
    ("novt", 420),
    ("npt", 345),
    ("nst", -210),
    ("nzdt", 780),
    ("nzst", 720),
    ("omst", 360),
    ("pdt", -420),
    ("pet", -300),
    ("pht", 480),
    ("pkt", 300),
    ("pst", -480),
    ("pyt", -180),
    ("sast", 120),
    ("sgt", 480),
    ("sst", -660),
    ("trt", 180),
    ("ut", 0),
    ("utc", 0),
    ("uyt", -180),
    ("uzt", 300),
    ("vet", -240),
    ("vlat", 600),
    ("wast", 120),
    ("wat", 60),
    ("west", 60),
    ("wet", 0),
    ("wib", 420),
    ("wit", 540),
    ("wita", 480),
    ("yakt", 540),
    ("yekt", 300),
    ("z", 0),
    ("zulu", 0),
];

/// Names of zones whose clocks change, with the rule of POSIX.
const CHANGING: &[(&str, &str)] = &[
    ("et", "EST5EDT,M3.2.0,M11.1.0"),
    ("ct", "CST6CDT,M3.2.0,M11.1.0"),
    ("mt", "MST7MDT,M3.2.0,M11.1.0"),
    ("pt", "PST8PDT,M3.2.0,M11.1.0"),
    ("eastern", "EST5EDT,M3.2.0,M11.1.0"),
    ("central", "CST6CDT,M3.2.0,M11.1.0"),
    ("mountain", "MST7MDT,M3.2.0,M11.1.0"),
    ("pacific", "PST8PDT,M3.2.0,M11.1.0"),
];

/// Names of zones of Europe of two words, by the first.
const EUROPEAN: &[(&str, &str)] =
    &[("central", "CET-1CEST,M3.5.0,M10.5.0/3"), ("eastern", "EET-2EEST,M3.5.0/3,M10.5.0/4")];

/// A zone that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Zone {
    /// So many seconds ahead of UTC.
    Fixed(i64),
    /// By the rule of POSIX.
    Changing(&'static str),
    /// As the database of zones says of a place.
    Of(TimeZone),
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

    /// The zone "Central European Time", by its first word.
    pub(super) fn european(first: &str) -> Option<Self> {
        EUROPEAN.iter().find(|(known, _)| *known == first).map(|&(_, rule)| Self::Changing(rule))
    }

    /// The zone of a place as IANA names it, "America/New_York". The database is the one that comes with the library: that of the machine
    /// may say something else on another one.
    pub(super) fn of_place(name: &str) -> Option<Self> {
        static PLACES: OnceLock<TimeZoneDatabase> = OnceLock::new();
        PLACES.get_or_init(TimeZoneDatabase::bundled).get(name).ok().map(Self::Of)
    }

    /// Seconds since the Unix epoch when clocks of this zone show this.
    pub(super) fn seconds(&self, shown: DateTime) -> Option<i64> {
        match self {
            Self::Of(zone) => Some(shown.to_zoned(zone.clone()).ok()?.timestamp().as_second()),
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
        for &(name, rule) in CHANGING.iter().chain(EUROPEAN) {
            assert!(TimeZone::posix(rule).is_ok(), "{name}");
        }
    }
}
