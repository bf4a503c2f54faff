//! The file of `--corrections`: what people say about stories, one verdict or withdrawal a line. It is only ever added to.

use samestory::corrections::Corrections;
use samestory_formats::{CorrectionLine, read_correction};

use crate::console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

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
    let taken = match read_correction(line)? {
        CorrectionLine::Correction(correction) => corrections.push(correction).map(drop),
        CorrectionLine::Withdrawal { number, by, at, why } => corrections.withdraw(number, by, at, why),
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
