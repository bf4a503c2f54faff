//! The files of a run as sources of records.

use std::io::{self, IsTerminal};

use samestory_formats::Source;

use crate::console::Console;
use crate::failure::Failure;
use crate::files::InputFile;

/// Sources that the console watches.
///
/// # Errors
///
/// If a file is not there, or nobody would ever answer: stdin is a terminal and was not asked for.
pub(super) fn sources(files: &[InputFile], console: &Console) -> Result<Vec<Source>, Failure> {
    let mut total = Some(0u64);
    for file in files {
        if file.is_implied() && io::stdin().is_terminal() {
            return Err(Failure::Usage("no FILE is given, and nothing comes from stdin".to_owned()));
        }
        // better now than after an hour of the files before it
        let size = file
            .size()
            .map_err(|error| Failure::Failed(format!("{}: cannot be read: {error}", file.name())))?;
        total = total.zip(size).map(|(total, size)| total.saturating_add(size));
    }
    console.reading(total);
    let source = |file: &InputFile| {
        let opened = file.clone();
        let source = Source::new(file.name(), console.watch(move || opened.open()));
        let source = match file.path() {
            Some(path) => source.with_path(path),
            None => source,
        };
        match file.within() {
            Some(name) => source.with_id(name).only_if_known(),
            None => source,
        }
    };
    Ok(files.iter().map(source).collect())
}
