//! What people say about stories, as lines of JSON.

use samestory::Published;
use samestory::corrections::{Correction, Verdict};
use serde::Deserialize;

use crate::identifier::Identifier;

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionLine {
    /// A correction.
    Correction(Correction),
    /// An earlier correction holds no more.
    Withdrawal {
        /// Its number, from 0 on; lines that withdraw are not counted.
        number: usize,
        /// Who says so.
        by: Option<String>,
        /// When it was said.
        at: Option<Published>,
        /// The reason.
        why: Option<String>,
    },
}

/// One of the first five fields, and who says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    same: Option<Vec<Identifier>>,
    not_same: Option<Vec<Identifier>>,
    split: Option<Split>,
    headline: Option<Identifier>,
    withdraw: Option<usize>,
    by: Option<String>,
    at: Option<Published>,
    why: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    part: Vec<Identifier>,
    rest: Vec<Identifier>,
}

/// Reads a line such as `{"same": ["a", "b"]}`, `{"not_same": ["a", "b"]}`, `{"split": {"part": ["a"], "rest": ["b"]}}`,
/// `{"headline": "a"}` or `{"withdraw": 0}`, each with `by`, `at` and `why` if known. An id may be a number, as in records.
///
/// # Errors
///
/// If it is none.
///
/// # Examples
///
/// ```
/// use samestory_formats::{CorrectionLine, read_correction};
///
/// let CorrectionLine::Correction(read) = read_correction(r#"{"same": ["a", "b"], "by": "desk"}"#)? else { unreachable!() };
/// assert_eq!(read.by.as_deref(), Some("desk"));
/// assert!(read_correction(r#"{"same": ["a", "b"], "headline": "a"}"#).unwrap_err().contains("one thing"));
/// # Ok::<(), String>(())
/// ```
pub fn read_correction(line: &str) -> Result<CorrectionLine, String> {
    let Line { same, not_same, split, headline, withdraw, by, at, why } =
        serde_json::from_str(line).map_err(|error| error.to_string())?;
    let verdicts = [
        same.map(|same| Verdict::Same(ids(same))),
        not_same.map(|not_same| Verdict::NotSame(ids(not_same))),
        split.map(|Split { part, rest }| Verdict::Split { part: ids(part), rest: ids(rest) }),
        headline.map(|headline| Verdict::Headline(id(headline))),
    ];
    let mut verdicts: Vec<Verdict> = verdicts.into_iter().flatten().collect();
    match (verdicts.pop(), withdraw, verdicts.is_empty()) {
        (Some(verdict), None, true) => Ok(CorrectionLine::Correction(Correction { verdict, by, at, why })),
        (None, Some(number), _) => Ok(CorrectionLine::Withdrawal { number, by, at, why }),
        _ => Err("a line says one thing: same, not_same, split, headline or withdraw".to_owned()),
    }
}

fn ids(ids: Vec<Identifier>) -> Vec<String> {
    ids.into_iter().map(id).collect()
}

/// The id as text. One that is null or blank is empty, which no correction may name.
fn id(Identifier(id): Identifier) -> String {
    id.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_texts_or_numbers() {
        let read = |line| match read_correction(line).unwrap() {
            CorrectionLine::Correction(correction) => correction.verdict,
            other => panic!("{other:?}"),
        };
        let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        assert_eq!(read(r#"{"headline": 17}"#), Verdict::Headline("17".to_owned()));
        assert_eq!(read(r#"{"same": ["a", 17], "headline": null}"#), Verdict::Same(ids(&["a", "17"])));
        let split = Verdict::Split { part: ids(&["1"]), rest: ids(&["2", ""]) };
        assert_eq!(read(r#"{"split": {"part": [1], "rest": ["2", null]}}"#), split);
    }
}
