//! Which article is in which story, from a labelled corpus or from the output of clustering.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use samestory_formats::{LabelledArticle, ObjectFiles, RecordPosition};

use super::reading::Reading;
use super::rejects::Rejects;
use super::sources::sources;
use crate::args::EvaluateArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// An id and, where it has one, the story of its article.
pub(crate) type Label = (String, Option<String>);

/// Reads the labels of the file with a role, in the order of the file.
pub(crate) fn read_labels(
    args: &EvaluateArgs,
    files: &RunFiles,
    role: Role,
    console: &Console,
) -> Result<(Vec<Label>, Reading), Failure> {
    let sources = sources(&files.inputs(role), console)?;
    let mut rejects = Rejects::counting(args.strict, &args.limits, console);
    let mut first_lines: HashMap<String, u64> = HashMap::new();
    let mut labels = Vec::new();
    let accept = |LabelledArticle { id, story }: LabelledArticle, place: RecordPosition| {
        let id = id.0.ok_or("field \"id\" is missing or blank")?;
        match first_lines.entry(id) {
            Entry::Vacant(free) => {
                let id = free.key().clone();
                free.insert(place.line);
                Ok((id, story.0))
            }
            Entry::Occupied(taken) => {
                let (id, line) = (taken.key(), taken.get());
                Err(format!("field \"id\": \"{id}\" was used on line {line} already"))
            }
        }
    };
    for read in ObjectFiles::new(sources, args.limits.reading(), "label", accept) {
        labels.extend(rejects.take(read)?);
    }
    Ok((labels, rejects.finish()?))
}
