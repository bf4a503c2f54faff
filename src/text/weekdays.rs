//! The days of the week that a text names.

use serde::{Deserialize, Serialize};

use super::words::scan;

/// A set of days of the week.
///
/// A report says on which day its event happened ("on Monday"), and what it follows up happened on another. Two reports of
/// one event name the same day, whatever day they were published on, and also where no date is known.
///
/// ```
/// use samestory::unstable::text::Weekdays;
///
/// let report = Weekdays::named("Clinton met Algeria's president on Monday.");
/// let reprint = Weekdays::named("El lunes, Clinton se reunió con el presidente");
/// assert!(report.shares_one_with(reprint));
/// assert!(!report.shares_one_with(Weekdays::named("Clinton left on TUESDAY’s flight")));
/// assert!(Weekdays::named("Clinton in Algiers").is_empty());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weekdays(u8);

/// From Monday on, in English, French, German, Spanish, Italian, Dutch, Danish, Norwegian and Swedish, in small letters. Whole
/// words, so that none is a word of another of these languages. Left out: Portuguese, in which they are ordinal numbers.
const NAMES: [&[&str]; 7] = [
    &["monday", "lundi", "montag", "lunes", "lunedì", "maandag", "mandag", "måndag"],
    &["tuesday", "mardi", "dienstag", "martes", "martedì", "dinsdag", "tirsdag", "tisdag"],
    &["wednesday", "mercredi", "mittwoch", "miércoles", "mercoledì", "woensdag", "onsdag"],
    &["thursday", "jeudi", "donnerstag", "jueves", "giovedì", "donderdag", "torsdag"],
    &["friday", "vendredi", "freitag", "viernes", "venerdì", "vrijdag", "fredag"],
    &["saturday", "samedi", "samstag", "sonnabend", "sábado", "sabato", "zaterdag", "lørdag", "lördag"],
    &["sunday", "dimanche", "sonntag", "domingo", "domenica", "zondag", "søndag", "söndag"],
];

/// By what three bytes make of it ([`place`]), whether a name begins with them: nearly all other words are dismissed by it.
static BEGINNINGS: [bool; 1 << PLACES] = {
    let (mut begins, mut day) = ([false; 1 << PLACES], 0);
    while day < NAMES.len() {
        let mut at = 0;
        while at < NAMES[day].len() {
            begins[place(NAMES[day][at].as_bytes())] = true;
            at += 1;
        }
        day += 1;
    }
    begins
};

/// Two to this many beginnings are told apart.
const PLACES: u32 = 10;

/// Where the first three bytes of a word are looked up, whatever their case: a capital differs from its small letter in one
/// bit, in ASCII as in the second byte of a letter with an accent.
const fn place(word: &[u8]) -> usize {
    let three = u32::from_le_bytes([word[0], word[1], word[2], 0]) | 0x20_2020;
    (three.wrapping_mul(0x9e37_79b1) >> (u32::BITS - PLACES)) as usize
}

/// Bytes of the shortest and of the longest name; the longest may have a clitic.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=13;

impl Weekdays {
    /// The days that a text names, in any of the languages known.
    ///
    /// # Complexity
    ///
    /// Linear.
    pub fn named(text: &str) -> Self {
        let mut days = Self::default();
        scan(text, |_, word| days = days.and(Self::of_word(word)));
        days
    }

    /// The day that a word names, if it does.
    pub(crate) fn of_word(word: &str) -> Self {
        if !LENGTHS.contains(&word.len()) || !BEGINNINGS[place(word.as_bytes())] {
            return Self::default();
        }
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let is = |name: &&&str| {
            word.len() == name.len() && word.chars().flat_map(char::to_lowercase).eq(name.chars())
        };
        let day = NAMES.iter().position(|names| names.iter().find(is).is_some());
        Self(day.map_or(0, |day| 1 << day))
    }

    /// As bits, from Monday on.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// The days of some bits.
    pub(crate) fn from_bits(bits: u8) -> Self {
        Self(bits & 0x7f)
    }

    /// All days of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether both have one of the days.
    pub fn shares_one_with(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_known_by_its_names_and_by_nothing_else() {
        for (day, names) in NAMES.iter().enumerate() {
            for name in *names {
                assert!(LENGTHS.contains(&name.len()), "{name}");
                let written =
                    [name.to_string(), name.to_uppercase(), format!("{name}'s"), format!("the {name}.")];
                assert!(written.iter().all(|text| Weekdays::named(text) == Weekdays(1 << day)), "{name}");
                assert_eq!(NAMES.iter().filter(|names| names.contains(name)).count(), 1, "{name}");
            }
        }
        assert!(Weekdays::named("Mon. Sundays fridaying Montags Lund mars s's").is_empty());
        assert_eq!(Weekdays::named("Monday or Tuesday"), Weekdays(1).and(Weekdays(2)));
    }
}
