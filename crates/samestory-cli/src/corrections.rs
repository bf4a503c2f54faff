//! The file of `--corrections`: what people say about stories, one verdict or withdrawal a line. It is only ever added to.

use std::collections::HashMap;

use samestory::corrections::Corrections;
use samestory_formats::{CorrectionLine, read_correction};

use crate::console::{self, Console};
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// The corrections of the run, if there is a file of them.
///
/// # Errors
///
/// If it cannot be read, or a line is none: it names the file and the line.
pub(crate) fn read(files: &RunFiles) -> Result<Option<Corrections>, Failure> {
    Ok(File::read(files)?.map(|file| file.corrections))
}

/// A file of corrections.
struct File {
    name: String,
    corrections: Corrections,
    /// The line of each correction, by its number.
    lines: Vec<usize>,
}

impl File {
    fn read(files: &RunFiles) -> Result<Option<Self>, Failure> {
        let Some((name, text)) = files.read_text(Role::Corrections)? else { return Ok(None) };
        let mut file = Self { name, corrections: Corrections::default(), lines: Vec::new() };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            file.take(line, at + 1)
                .map_err(|error| Failure::Failed(format!("{}:{}: {error}", file.name, at + 1)))?;
        }
        Ok(Some(file))
    }

    fn take(&mut self, line: &str, number: usize) -> Result<(), String> {
        let taken = match read_correction(line)? {
            CorrectionLine::Correction(correction) => {
                self.corrections.push(correction).map(|_| self.lines.push(number))
            }
            CorrectionLine::Withdrawal { number, by, at, why } => {
                self.corrections.withdraw(number, by, at, why)
            }
        };
        taken.map_err(|error| error.to_string())
    }
}

/// Ids that the corrections of the run name, without those that an article has.
#[derive(Debug, Default)]
pub(crate) struct NamedIds {
    file: String,
    /// Each with the first line that names it.
    lines: HashMap<String, usize>,
}

impl NamedIds {
    /// All that corrections name that stand.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub(crate) fn read(files: &RunFiles) -> Result<Self, Failure> {
        let Some(file) = File::read(files)? else { return Ok(Self::default()) };
        let mut lines = HashMap::new();
        for (entry, &line) in file.corrections.entries().iter().zip(&file.lines) {
            if !entry.is_withdrawn {
                for id in entry.correction.verdict.ids() {
                    lines.entry(id.clone()).or_insert(line);
                }
            }
        }
        Ok(Self { file: file.name, lines })
    }

    /// Leaves out the id of an article.
    pub(crate) fn remove(&mut self, id: &str) {
        self.lines.remove(id);
    }

    /// Says which ids are left: what is said of these has no effect.
    pub(crate) fn warn(&self, max_warnings: usize, console: &Console) {
        let mut left: Vec<(usize, &String)> = self.lines.iter().map(|(id, &line)| (line, id)).collect();
        left.sort_unstable();
        for (line, id) in left.iter().take(max_warnings) {
            console.warn(&format!("{}:{line}: no article has the id {id:?}", self.file));
        }
        if left.len() > max_warnings {
            let count = left.len();
            console.warn(&format!(
                "{count} ids of corrections are of no article, the first {max_warnings} are shown"
            ));
        }
    }
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
