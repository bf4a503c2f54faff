//! Days and months in English, case-folded: times, not names, and facts as numbers are.

/// Those that are no other word.
pub(super) const UNMISTAKABLE: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Those that are also something else, and the short forms.
const OTHERS: &[&str] =
    &["march", "may", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];

/// Whether a capitalised word is a day or a month and no part of a name.
pub(super) fn is_time(word: &str) -> bool {
    UNMISTAKABLE.contains(&word) || OTHERS.contains(&word)
}
