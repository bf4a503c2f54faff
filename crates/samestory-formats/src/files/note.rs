//! What is said about the fields of a file before they are used.

use crate::fields::{Field, FieldMap};
use crate::format::Format;
use crate::json_lines::read_fields;
use crate::records::Columns;

/// Fields that decide on stories: that one is read under another name than its own is said.
const SAID: &[Field] = &[Field::Source, Field::Url, Field::Published, Field::Title, Field::Text];

/// What names the first object of a file has for the fields; none if they are samestory's own.
pub(super) fn json_note(file: &str, record: &[u8], map: &FieldMap) -> Option<String> {
    let mut names: Vec<(Field, String)> = Vec::new();
    read_fields(record, map, &mut |field, name| names.push((field, name.to_owned()))).ok()?;
    note(file, Format::Json, names.iter().map(|(field, name)| (*field, name.as_str())), map)
}

/// What columns of a table are which fields; none if they have the fields' own names.
pub(super) fn table_note(file: &str, format: Format, columns: &Columns) -> Option<String> {
    note(file, format, columns.mapped(), &FieldMap::default())
}

fn note<'a>(
    file: &str,
    format: Format,
    names: impl Iterator<Item = (Field, &'a str)>,
    map: &FieldMap,
) -> Option<String> {
    let mut best: [Option<(u8, &str)>; Field::COUNT] = [None; Field::COUNT];
    for (field, name) in names {
        let rank = map.lookup(name).map_or(u8::MAX, |found| found.rank);
        let slot = &mut best[field as usize];
        if slot.is_none_or(|(known, _)| rank < known) {
            *slot = Some((rank, name));
        }
    }
    let found = || Field::ALL.into_iter().filter_map(|field| Some((field, best[field as usize]?.1)));
    if found().all(|(field, name)| name == field.name() || !SAID.contains(&field)) {
        return None;
    }
    let parts: Vec<String> = found().map(|(field, name)| format!("{} = \"{name}\"", field.name())).collect();
    Some(format!("{file}: {}: {}", format.name(), parts.join(", ")))
}
