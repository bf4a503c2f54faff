//! The file of `--corrections`: what people say about stories, one verdict or withdrawal a line. It is only ever added to.

use samestory::Published;
use samestory::corrections::{Correction, Corrections, Verdict};
use serde::Deserialize;

use crate::console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// A line: one of the first five fields, and who says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    same: Option<Vec<String>>,
    not_same: Option<Vec<String>>,
    split: Option<Split>,
    headline: Option<String>,
    /// The number of an earlier correction, from 0 on; lines that withdraw are not counted.
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

/// The corrections of the run, if there is a file of them.
///
/// # Errors
///
/// If it cannot be read, or a line is none: it names the file and the line.
pub(crate) fn read(files: &RunFiles) -> Result<Option<Corrections>, Failure> {
    let Some((name, text)) = files.read_text(Role::Corrections)? else { return Ok(None) };
    let mut corrections = Corrections::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        take(line, &mut corrections)
            .map_err(|error| Failure::Failed(format!("{name}:{}: {error}", at + 1)))?;
    }
    Ok(Some(corrections))
}

fn take(line: &str, corrections: &mut Corrections) -> Result<(), String> {
    let Line { same, not_same, split, headline, withdraw, by, at, why } =
        serde_json::from_str(line).map_err(|error| error.to_string())?;
    let verdicts = [
        same.map(Verdict::Same),
        not_same.map(Verdict::NotSame),
        split.map(|Split { part, rest }| Verdict::Split { part, rest }),
        headline.map(Verdict::Headline),
    ];
    let mut verdicts: Vec<Verdict> = verdicts.into_iter().flatten().collect();
    let taken = match (verdicts.pop(), withdraw, verdicts.is_empty()) {
        (Some(verdict), None, true) => corrections.push(Correction { verdict, by, at, why }).map(drop),
        (None, Some(number), _) => corrections.withdraw(number, by, at, why),
        _ => return Err("a line says one thing: same, not_same, split, headline or withdraw".to_owned()),
    };
    taken.map_err(|error| error.to_string())
}

/// Says on stderr which corrections contradict each other.
pub(crate) fn warn(corrections: &Corrections) {
    for found in corrections.contradictions() {
        let [a, b] = &found.articles;
        console::warning(&format!(
            "correction {} says that {a:?} and {b:?} are one story, and correction {} that they are not: the later one holds",
            found.same, found.not_same
        ));
    }
}
