//! The rows of a table.

use csv::{ByteRecord, ReaderBuilder};

use crate::fields::{Field, FieldMap, Fields, Synonym};
use crate::frames::RecordProblem;
use crate::legacy::text_of;

/// The columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    delimiter: u8,
    /// What each column is, and its name in the header.
    columns: Vec<(Option<Synonym>, String)>,
}

impl Columns {
    /// Reads a header.
    pub(crate) fn read(header: &[u8], delimiter: u8, map: &FieldMap) -> Self {
        // the cells of a row are in one encoding, and each alone may be too short to tell it
        let header = text_of(header);
        let cells = cells(header.as_bytes(), delimiter);
        let name = |cell: &[u8]| text_of(cell).trim().trim_start_matches('\u{feff}').to_owned();
        let column = |cell: &[u8]| (map.lookup(&name(cell)), name(cell));
        Self { delimiter, columns: cells.iter().map(column).collect() }
    }

    /// The columns of GDELT's Global Knowledge Graph 2.1, which has no header.
    pub(crate) fn gkg() -> Self {
        let mut columns = vec![(None, String::new()); 27];
        for (at, field, name) in [
            (0, Field::Id, "GKGRECORDID"),
            (1, Field::Published, "V2.1DATE"),
            (3, Field::Source, "V2SOURCECOMMONNAME"),
            (4, Field::Url, "V2DOCUMENTIDENTIFIER"),
        ] {
            columns[at] = (Some(Synonym { field, rank: 1 }), name.to_owned());
        }
        Self { delimiter: b'\t', columns }
    }

    /// Which column is which field.
    pub(crate) fn mapped(&self) -> impl Iterator<Item = (Field, &str)> {
        self.columns.iter().filter_map(|(synonym, name)| Some(((*synonym)?.field, name.as_str())))
    }

    /// Reads a row.
    ///
    /// # Errors
    ///
    /// If it has more cells than the header.
    pub(crate) fn read_row(&self, row: &[u8]) -> Result<Fields, String> {
        let row = text_of(row);
        let cells = cells(row.as_bytes(), self.delimiter);
        let mut fields = Fields::default();
        let surplus = cells.iter().skip(self.columns.len()).filter(|cell| !cell.trim_ascii().is_empty());
        let surplus: Vec<String> = surplus.map(|cell| text_of(cell).into_owned()).collect();
        if !surplus.is_empty() {
            let (cells, columns) = (cells.len(), self.columns.len());
            return Err(RecordProblem::SurplusCells { row: None, cells, columns, surplus }.to_string());
        }
        for (cell, (synonym, _)) in cells.iter().zip(&self.columns) {
            let Some(synonym) = synonym else { continue };
            let value = text_of(cell);
            // what programs write for "nothing"
            if !matches!(value.trim(), "NaN" | "nan" | "NULL" | "null" | "None" | "\\N" | "N/A") {
                fields.put(*synonym, list(&value, synonym.field));
            }
        }
        Ok(fields)
    }

    /// Reads a row of GDELT's Global Knowledge Graph: its last column has the headline of the page as XML.
    pub(crate) fn read_gkg(&self, row: &[u8]) -> Result<Fields, String> {
        let mut fields = self.read_row(row)?;
        let extras = crate::xml::parse(&text_of(cells(row, b'\t').get(26).unwrap_or_default()));
        for (name, field) in [("PAGE_TITLE", Field::Title), ("PAGE_AUTHORS", Field::Author)] {
            if let Some(found) = extras.child(name) {
                fields.set(field, found.text().trim());
            }
        }
        // when the page says it was published, else when it was seen
        let said =
            extras.child("PAGE_PRECISEPUBTIMESTAMP").and_then(|found| compact_time(found.text().trim()));
        if let Some(date) = said.or_else(|| compact_time(fields.get(Field::Published)?)) {
            fields.set(Field::Published, date);
        }
        Ok(fields)
    }
}

/// "20241104081500" as other dates are written.
fn compact_time(digits: &str) -> Option<String> {
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| &digits[from..to];
    Some(format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14)
    ))
}

/// The names in a list that a program wrote into a cell: "['Jane Roe', 'J. Doe']".
fn list(value: &str, field: Field) -> String {
    let inside = value.trim().strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    match inside.filter(|_| field == Field::Author) {
        None => value.to_owned(),
        Some(inside) => {
            let names = inside.split(',').map(|name| name.trim().trim_matches(['\'', '"']).trim());
            names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

fn cells(row: &[u8], delimiter: u8) -> ByteRecord {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        // tabs part tables that have no quotes
        .quoting(delimiter != b'\t' || row.contains(&b'"') && is_quoted(row))
        .buffer_capacity(row.len().clamp(64, 1 << 16))
        .from_reader(row);
    let mut cells = ByteRecord::new();
    // memory is read: there is no error but in UTF-8, which is not looked at here
    let _ = reader.read_byte_record(&mut cells);
    cells
}

/// Whether a cell of a row that is parted by tabs is in quotes from its beginning to its end.
fn is_quoted(row: &[u8]) -> bool {
    row.trim_ascii()
        .split(|&byte| byte == b'\t')
        .any(|cell| cell.len() > 1 && cell.starts_with(b"\"") && cell.ends_with(b"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name() {
        let columns = Columns::read(
            b"stories_id,Publish Date,title,url,media_name,authors\n",
            b',',
            &FieldMap::default(),
        );
        let fields = columns.read_row(b"7,2024-11-04,\"Dam, old, \"\"gives\"\" way\",http://x.example/1,Gazette,\"['J. Roe', 'A. Doe']\"\n").unwrap();
        assert_eq!(fields.get(Field::Title), Some("Dam, old, \"gives\" way"));
        assert_eq!((fields.get(Field::Id), fields.get(Field::Source)), (Some("7"), Some("Gazette")));
        assert_eq!(fields.get(Field::Author), Some("J. Roe, A. Doe"));
        assert_eq!(
            columns.read_row(b"1,2,3,4,5,6,7,\n").unwrap_err(),
            "the row has 8 cells, the header has 6; in no column: 7"
        );
        assert_eq!(columns.read_row(b"1,NaN,t\n").unwrap().get(Field::Published), None);
        let russian = encoding_rs::WINDOWS_1251.encode("Дата;Заголовок\n").0;
        let named = Columns::read(&russian, b';', &FieldMap::default());
        let mapped: Vec<Field> = named.mapped().map(|(field, _)| field).collect();
        assert_eq!(mapped, [Field::Published, Field::Title]);
        let latin = columns.read_row(b"1,,Br\xfccke\n").unwrap();
        assert_eq!(latin.get(Field::Title), Some("Brücke"));
    }

    #[test]
    fn the_knowledge_graph_is_read() {
        let mut cells = vec![""; 27];
        (cells[0], cells[1], cells[3], cells[4]) =
            ("20241104081500-3", "20241104081500", "x.example", "https://x.example/1");
        cells[26] = "<PAGE_LINKS>a</PAGE_LINKS><PAGE_TITLE>Dam &amp; lake</PAGE_TITLE>";
        let fields = Columns::gkg().read_gkg(cells.join("\t").as_bytes()).unwrap();
        assert_eq!(fields.get(Field::Title), Some("Dam & lake"));
        assert_eq!(fields.get(Field::Published), Some("2024-11-04T08:15:00Z"));
    }
}
