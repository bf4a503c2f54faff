//! Which article is in which story, from a labelled corpus or from the output of clustering.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use samestory::formats::Identifier;
use serde::Deserialize;

use super::json::parse_object;
use super::lines::{Lines, Pages, Step};
use super::reading::Reading;
use super::rejects::Rejects;
use crate::args::EvaluateArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// What a label is read from; other fields are passed over.
#[derive(Deserialize)]
struct Labelled {
    #[serde(default)]
    id: Identifier,
    #[serde(default)]
    story: Identifier,
}

/// An id and, where it has one, the story of its article.
pub(crate) type Label = (String, Option<String>);

/// Reads the labels of the file with a role, in the order of the file.
pub(crate) fn read_labels(
    args: &EvaluateArgs,
    files: &RunFiles,
    role: Role,
    console: &Console,
) -> Result<(Vec<Label>, Reading), Failure> {
    let mut lines = Lines::new(files.inputs(role), Pages::None, &args.limits, console)?;
    let mut rejects = Rejects::counting(args.strict, &args.limits, console);
    let mut first_lines: HashMap<String, u64> = HashMap::new();
    let mut labels = Vec::new();
    while let Some(step) = lines.advance()? {
        let (place, reason) = match step {
            Step::Excess(place, reason) => (place, reason),
            Step::Record(place) | Step::Page(place) => match parse(lines.text()) {
                Ok((id, story)) => match first_lines.entry(id) {
                    Entry::Vacant(free) => {
                        rejects.count_read();
                        labels.push((free.key().clone(), story));
                        free.insert(place.line);
                        continue;
                    }
                    Entry::Occupied(taken) => {
                        let (id, line) = (taken.key(), taken.get());
                        (place, format!("field \"id\": \"{id}\" was used on line {line} already"))
                    }
                },
                Err(reason) => (place, reason),
            },
        };
        rejects.skip(lines.name(place.file), place.line, &reason, lines.text())?;
    }
    Ok((labels, rejects.finish()?))
}

fn parse(text: &[u8]) -> Result<Label, String> {
    let Labelled { id, story } = parse_object(text, "label")?;
    Ok((id.0.ok_or("field \"id\" is missing or blank")?, story.0))
}
