//! Names of months.

use std::sync::LazyLock;

use super::word_tables::rows;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { beginnings: Vec::new(), full: Vec::new() };
    for (month, name) in rows(include_str!("words/months.tsv")) {
        match month.parse() {
            Ok(month) => names.beginnings.push((month, name)),
            Err(_) => names.full.push(name),
        }
    }
    names
});

/// The lists of the table.
struct Names {
    /// How the name of a month begins, in the languages that pages are in.
    beginnings: Vec<(i64, &'static str)>,
    /// The full names that are written in ASCII.
    full: Vec<&'static str>,
}

/// The number of the month that a word names.
pub(super) fn month(word: &str) -> Option<i64> {
    let lower = word.trim_matches(['.', ',']).to_lowercase();
    let chars = lower.chars().count();
    if !(3..=12).contains(&chars) {
        return None;
    }
    let fitting = NAMES.beginnings.iter().filter(|(_, name)| lower.starts_with(*name));
    let (month, _) = fitting.max_by_key(|(month, name)| (name.len(), -month))?;
    // a word that only begins like a month: "market", "decided"
    let is_known = chars <= 4 || NAMES.full.contains(&lower.as_str()) || !lower.is_ascii();
    is_known.then_some(*month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_beginnings() {
        for (word, number) in [
            ("January", Some(1)),
            ("Jan.", Some(1)),
            ("Sept.", Some(9)),
            ("März", Some(3)),
            ("août", Some(8)),
            ("ноября", Some(11)),
            ("listopada", Some(11)),
            ("market", None),
            ("decided", None),
            ("x", None),
        ] {
            assert_eq!(month(word), number, "{word}");
        }
    }
}
