//! Pairs of articles of which somebody says whether they report one event.

use std::path::Path;

use serde::Deserialize;

use super::json::parse_object;
use super::lines::Lines;
use super::rejects::Rejects;
use crate::console::Console;
use crate::failure::Failure;

/// A pair, by the ids of its articles.
#[derive(Debug, Deserialize)]
pub(crate) struct LabelledPair {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) same: bool,
}

/// Reads a pair a line. One that is none, or that `known` does not know an article of, is put aside.
pub(crate) fn read_pairs(
    file: &Path,
    strict: bool,
    known: impl Fn(&str) -> bool,
    console: &Console,
) -> Result<Vec<LabelledPair>, Failure> {
    let mut lines = Lines::new(&[file.to_owned()], console)?;
    let mut rejects = Rejects::new(strict, None, console)?;
    let mut pairs = Vec::new();
    while let Some(place) = lines.advance()? {
        let reason = match parse_object::<LabelledPair>(lines.text(), "pair") {
            Ok(pair) if !known(&pair.a) => unknown("a", &pair.a),
            Ok(pair) if !known(&pair.b) => unknown("b", &pair.b),
            Ok(pair) => {
                pairs.push(pair);
                continue;
            }
            Err(reason) => reason,
        };
        rejects.skip(lines.name(place.file), place.line, &reason, lines.text())?;
    }
    rejects.finish();
    Ok(pairs)
}

fn unknown(field: &str, id: &str) -> String {
    format!("field \"{field}\": no article has the id \"{id}\"")
}
