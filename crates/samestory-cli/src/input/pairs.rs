//! Pairs of articles of which somebody says whether they report one event.

use samestory::formats::Identifier;
use serde::Deserialize;

use super::json::parse_object;
use super::lines::{Lines, Pages, Step};
use super::reading::Reading;
use super::rejects::Rejects;
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// A pair as it stands in the file.
#[derive(Deserialize)]
struct RawPair {
    a: Identifier,
    b: Identifier,
    same: bool,
}

/// A pair, by the ids of its articles.
#[derive(Debug)]
pub(crate) struct LabelledPair {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) same: bool,
}

/// Reads a pair a line. One that is none, or that `known` does not know an article of, is put aside.
pub(crate) fn read_pairs(
    args: &InputArgs,
    files: &RunFiles,
    known: impl Fn(&str) -> bool,
    console: &Console,
) -> Result<(Vec<LabelledPair>, Reading), Failure> {
    let mut lines = Lines::new(files.inputs(Role::Pairs), Pages::None, &args.limits, console)?;
    let mut rejects = Rejects::counting(args.strict, &args.limits, console);
    let mut pairs = Vec::new();
    while let Some(step) = lines.advance()? {
        let (place, reason) = match step {
            Step::Excess(place, reason) => (place, reason),
            Step::Record(place) | Step::Page(place) => match parse(lines.text(), &known) {
                Ok(pair) => {
                    rejects.count_read();
                    pairs.push(pair);
                    continue;
                }
                Err(reason) => (place, reason),
            },
        };
        rejects.skip(lines.name(place.file), place.line, &reason, lines.text())?;
    }
    Ok((pairs, rejects.finish()?))
}

fn parse(text: &[u8], known: impl Fn(&str) -> bool) -> Result<LabelledPair, String> {
    let RawPair { a, b, same } = parse_object(text, "pair")?;
    let id = |field: &str, Identifier(id): Identifier| match id {
        None => Err(format!("field \"{field}\" is missing or blank")),
        Some(id) if !known(&id) => Err(format!("field \"{field}\": no article has the id \"{id}\"")),
        Some(id) => Ok(id),
    };
    Ok(LabelledPair { a: id("a", a)?, b: id("b", b)?, same })
}
