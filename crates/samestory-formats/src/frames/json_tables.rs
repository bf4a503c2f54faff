//! Tables as JSON, turned into an object for each row.

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::records::RecordProblem;

/// A row of a table: an object, or, if it has a problem, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    pub(super) text: Vec<u8>,
    pub(super) problem: Option<RecordProblem>,
}

/// Members of an object in their order, which a map does not keep.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object or a list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = members.next_entry()? {
                    all.push(member);
                }
                Ok(all)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(value) = elements.next_element::<&RawValue>().map_err(A::Error::custom)? {
                    all.push((all.len().to_string(), value));
                }
                Ok(all)
            }
        }
        deserializer.deserialize_any(InOrder).map(Self)
    }
}

/// The rows of a table, each as an object: of columns that are objects by row or lists, of `{"columns": […], "data": [[…]]}`, and of a
/// list of lists whose first is the header. None if it is no such table.
pub(super) fn table_rows(text: &[u8]) -> Option<Vec<TableRow>> {
    let Members(members) = serde_json::from_slice(text).ok()?;
    let named = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, value)| value.get());
    if text.trim_ascii_start().starts_with(b"[") {
        let mut rows = members.iter().map(|(_, value)| value.get());
        return rows_behind(rows.next()?, rows);
    }
    if let (Some(columns), Some(data)) = (named("columns"), named("data")) {
        let rows: Vec<&RawValue> = serde_json::from_str(data).ok()?;
        return rows_behind(columns, rows.into_iter().map(RawValue::get));
    }
    let columns: Vec<(String, Members<'_>)> = members
        .into_iter()
        .map(|(name, column)| Some((name, serde_json::from_str(column.get()).ok()?)))
        .collect::<Option<_>>()?;
    let count = columns.first()?.1.0.len();
    // columns of different lengths are no table, and what row a cell is in is said by its name
    if columns.iter().any(|(_, column)| column.0.len() != count) {
        // one article may have its headline in a list, but not several
        let is_article = columns.iter().any(|(_, column)| column.0.len() < 2);
        let problem = Some(RecordProblem::Malformed("the columns of the table have different lengths"));
        return (!is_article).then(|| vec![TableRow { text: text.to_vec(), problem }]);
    }
    (0..count)
        .map(|row| {
            let key = &columns[0].1.0[row].0;
            let cell = |(name, column): &(String, Members<'_>)| {
                let (found, value) = &column.0[row];
                (found == key).then(|| (name.clone(), value.get().to_owned()))
            };
            let cells = columns.iter().map(cell).collect::<Option<Vec<_>>>()?;
            let mut text = object(&cells)?;
            put_name(&mut text, serde_json::to_string(key).ok()?.as_bytes(), row as u64);
            Some(TableRow { text, problem: None })
        })
        .collect()
}

fn rows_behind<'t>(header: &str, rows: impl Iterator<Item = &'t str>) -> Option<Vec<TableRow>> {
    let names: Vec<String> = serde_json::from_str(header).ok()?;
    let row_of = |(row, number): (&str, u64)| {
        let bad = |problem| Some(TableRow { text: row.as_bytes().to_vec(), problem: Some(problem) });
        let Ok(cells) = serde_json::from_str::<Vec<&RawValue>>(row) else {
            return bad(RecordProblem::Malformed("the row of the table is no list of cells"));
        };
        let surplus = cells.iter().skip(names.len()).map(|cell| cell.get());
        let surplus: Vec<String> = surplus.filter(|cell| !is_blank(cell)).map(str::to_owned).collect();
        if !surplus.is_empty() {
            let (cells, columns) = (cells.len(), names.len());
            return bad(RecordProblem::SurplusCells { row: Some(number), cells, columns, surplus });
        }
        let cells = names.iter().cloned().zip(cells.iter().map(|cell| cell.get().to_owned()));
        Some(TableRow { text: object(&cells.collect::<Vec<_>>())?, problem: None })
    };
    rows.zip(1..).map(row_of).collect()
}

/// Whether a cell says nothing.
fn is_blank(cell: &str) -> bool {
    cell == "null" || cell.trim_matches('"').trim().is_empty()
}

fn object(cells: &[(String, String)]) -> Option<Vec<u8>> {
    let mut text = vec![b'{'];
    for (at, (name, value)) in cells.iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        text.extend_from_slice(serde_json::to_string(name).ok()?.as_bytes());
        text.push(b':');
        text.extend_from_slice(value.as_bytes());
    }
    text.push(b'}');
    Some(text)
}

/// Puts the name that an object has within another one into it, in quotes as it stands there: an address or an id, unless it is the
/// number of the row.
pub(super) fn put_name(object: &mut Vec<u8>, name: &[u8], row: u64) {
    let bare = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or_default();
    let number = std::str::from_utf8(bare).ok().and_then(|digits| digits.parse::<u64>().ok());
    let counts = number.is_some_and(|number| number == row || number == row + 1);
    let Some(inside) = object.strip_prefix(b"{").map(<[u8]>::trim_ascii_start) else { return };
    if bare.is_empty() || counts {
        return;
    }
    let field: &[u8] = if bare.starts_with(b"http") { b"member_url" } else { b"member_id" };
    let comma: &[u8] = if inside.starts_with(b"}") { b"" } else { b"," };
    let member = [b"\"", field, b"\":", name, comma].concat();
    object.splice(1..1, member);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let rows = table_rows(text.as_bytes()).unwrap();
        rows.into_iter().map(|row| String::from_utf8(row.text).unwrap()).collect()
    }

    #[test]
    fn tables_of_all_kinds_are_the_same_rows() {
        let expected = [r#"{"title":"Dam","n":1}"#, r#"{"title":"La\"ke","n":null}"#];
        for text in [
            r#"{"title":{"0":"Dam","1":"La\"ke"},"n":{"0":1,"1":null}}"#,
            r#"{"title":["Dam","La\"ke"],"n":[1,null]}"#,
            r#"{"columns":["title","n"],"index":[0,1],"data":[["Dam",1],["La\"ke",null]]}"#,
            r#"[["title","n"],["Dam",1],["La\"ke",null]]"#,
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
        assert_eq!(
            rows(r#"{"title":{"a-1":"Dam"},"n":{"a-1":1}}"#),
            [r#"{"member_id":"a-1","title":"Dam","n":1}"#]
        );
        for text in
            [r#"{"title":["a"],"n":[1,2]}"#, r#"{"title":{"a":1},"n":{"b":1}}"#, "[1]", "[]", "{}", "{"]
        {
            assert_eq!(table_rows(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_row_with_more_cells_than_the_header_is_kept_and_said() {
        for text in [
            r#"[["title","n"],["Dam",1],["Lake",2,"north",null],["Mill",3,null,""],["Weir"]]"#,
            r#"{"columns":["title","n"],"data":[["Dam",1],["Lake",2,"north",null],["Mill",3,null,""],["Weir"]]}"#,
        ] {
            let expected = [
                r#"{"title":"Dam","n":1}"#,
                r#"["Lake",2,"north",null]"#,
                r#"{"title":"Mill","n":3}"#,
                r#"{"title":"Weir"}"#,
            ];
            assert_eq!(rows(text), expected, "{text}");
            let problems: Vec<String> = table_rows(text.as_bytes())
                .unwrap()
                .into_iter()
                .map(|row| row.problem.map_or_else(String::new, |problem| problem.to_string()))
                .collect();
            let said = r#"row 2 of the table has 4 cells, the header has 2; in no column: "north""#;
            assert_eq!(problems, ["", said, "", ""], "{text}");
        }
    }

    #[test]
    fn what_is_no_row_or_column_is_kept_and_said() {
        let problems = |text: &str| -> Vec<(String, String)> {
            let rows = table_rows(text.as_bytes()).unwrap().into_iter();
            let said = |problem: Option<RecordProblem>| problem.map_or_else(String::new, |it| it.to_string());
            rows.map(|row| (String::from_utf8(row.text).unwrap(), said(row.problem))).collect()
        };
        let pair = |text: &str, said: &str| (text.to_owned(), said.to_owned());
        assert_eq!(
            problems(r#"[["title","n"],["Dam",1],"Lake"]"#),
            [
                pair(r#"{"title":"Dam","n":1}"#, ""),
                pair("\"Lake\"", "the row of the table is no list of cells")
            ]
        );
        let columns = r#"{"title":["Dam","Lake"],"n":[1,2,3]}"#;
        assert_eq!(problems(columns), [pair(columns, "the columns of the table have different lengths")]);
    }

    #[test]
    fn names_of_members_are_put_into_them() {
        let put = |object: &str, name: &str| {
            let mut text = object.as_bytes().to_vec();
            put_name(&mut text, name.as_bytes(), 0);
            String::from_utf8(text).unwrap()
        };
        assert_eq!(put("{\"a\":1}", "\"x\""), "{\"member_id\":\"x\",\"a\":1}");
        assert_eq!(put("{}", "\"https://x.example\""), "{\"member_url\":\"https://x.example\"}");
        assert_eq!([put("{}", "\"0\""), put("[1]", "\"x\""), put("{}", "\"\"")], ["{}", "[1]", "{}"]);
    }
}
