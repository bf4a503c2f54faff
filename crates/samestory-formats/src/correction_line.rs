//! What people say about stories, as lines of JSON.

use samestory::Published;
use samestory::corrections::{Correction, Verdict};
use serde::Deserialize;

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
    same: Option<Vec<String>>,
    not_same: Option<Vec<String>>,
    split: Option<Split>,
    headline: Option<String>,
    withdraw: Option<usize>,
    by: Option<String>,
    at: Option<Published>,
    why: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    part: Vec<String>,
    rest: Vec<String>,
}

/// Reads a line such as `{"same": ["a", "b"]}`, `{"not_same": ["a", "b"]}`, `{"split": {"part": ["a"], "rest": ["b"]}}`,
/// `{"headline": "a"}` or `{"withdraw": 0}`, each with `by`, `at` and `why` if known.
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
        same.map(Verdict::Same),
        not_same.map(Verdict::NotSame),
        split.map(|Split { part, rest }| Verdict::Split { part, rest }),
        headline.map(Verdict::Headline),
    ];
    let mut verdicts: Vec<Verdict> = verdicts.into_iter().flatten().collect();
    match (verdicts.pop(), withdraw, verdicts.is_empty()) {
        (Some(verdict), None, true) => Ok(CorrectionLine::Correction(Correction { verdict, by, at, why })),
        (None, Some(number), _) => Ok(CorrectionLine::Withdrawal { number, by, at, why }),
        _ => Err("a line says one thing: same, not_same, split, headline or withdraw".to_owned()),
    }
}
