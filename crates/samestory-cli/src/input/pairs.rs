//! Pairs of articles of which somebody says whether they report one event.

use std::collections::HashMap;

use samestory::ArticleId;
use samestory_formats::{Identifier, LabelledPair, ObjectFiles};

use super::reading::Reading;
use super::rejects::Rejects;
use super::sources::sources;
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// Two articles, and whether they report one event.
pub(crate) type PairLabel = (ArticleId, ArticleId, bool);

/// Reads a pair a record. One that is none, or of an article that has no number, is put aside.
pub(crate) fn read_pairs(
    args: &InputArgs,
    files: &RunFiles,
    numbers: &HashMap<String, ArticleId>,
    console: &Console,
) -> Result<(Vec<PairLabel>, Reading), Failure> {
    let sources = sources(&files.inputs(Role::Pairs), console)?;
    let mut rejects = Rejects::counting(args.strict, &args.limits, console);
    let mut pairs = Vec::new();
    let number = |field: &str, Identifier(id): Identifier| match id {
        None => Err(format!("field \"{field}\" is missing or blank")),
        Some(id) => {
            let number = numbers.get(&id).copied();
            number.ok_or_else(|| format!("field \"{field}\": no article has the id \"{id}\""))
        }
    };
    let accept = |LabelledPair { a, b, same }: LabelledPair, _| Ok((number("a", a)?, number("b", b)?, same));
    for read in ObjectFiles::new(sources, args.limits.reading(), "pair", accept) {
        pairs.extend(rejects.take(read)?);
    }
    Ok((pairs, rejects.finish()?))
}
