//! Which article is in which story, from a labelled corpus or from the output of clustering.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::json::parse_object;
use super::lines::Lines;
use super::rejects::Rejects;
use crate::console::Console;
use crate::failure::Failure;

/// What a label is read from; other fields are passed over.
#[derive(Deserialize)]
struct Labelled {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    story: Value,
}

/// Reads the id and, where it has one, the story of each record, in the order of the file.
pub(crate) fn read_labels(
    file: &Path,
    strict: bool,
    console: &Console,
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let mut lines = Lines::new(&[file.to_owned()], console)?;
    let mut rejects = Rejects::new(strict, None, console)?;
    let mut first_lines: HashMap<String, u64> = HashMap::new();
    let mut labels = Vec::new();
    while let Some(place) = lines.advance()? {
        let reason = match parse(lines.text()) {
            Ok((id, story)) => match first_lines.entry(id) {
                Entry::Vacant(free) => {
                    labels.push((free.key().clone(), story));
                    free.insert(place.line);
                    continue;
                }
                Entry::Occupied(taken) => {
                    format!("field \"id\": \"{}\" was used on line {} already", taken.key(), taken.get())
                }
            },
            Err(reason) => reason,
        };
        rejects.skip(lines.name(place.file), place.line, &reason, lines.text())?;
    }
    rejects.finish();
    Ok(labels)
}

fn parse(text: &[u8]) -> Result<(String, Option<String>), String> {
    let labelled: Labelled = parse_object(text, "label")?;
    let id = label("id", labelled.id)?.ok_or("field \"id\" is missing or blank")?;
    Ok((id, label("story", labelled.story)?))
}

/// A text, a number taken as text as articles are read, or nothing; blank is nothing.
fn label(field: &str, value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
        Value::Number(number) => Ok(Some(match number.as_f64() {
            Some(float) if number.is_f64() => float.to_string(),
            _ => number.to_string(),
        })),
        _ => Err(format!("field \"{field}\" is neither a text nor a number")),
    }
}
