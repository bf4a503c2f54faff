//! What is written is read, and damaged files are errors.

#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

mod damage;

use std::io::Read;

use samestory_parquet::{COLUMNS, ParquetLines, ParquetRows};
use serde_json::Value;

use self::damage::errors_when_damaged;

fn written(rows: usize) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = ParquetRows::new().unwrap();
    for number in 0..rows {
        let (id, text) = (format!("a{number}"), "The council met on Monday. ".repeat(number % 7));
        let row = [
            Some(id.as_str()),
            Some("Harrow Post"),
            None,
            (number % 2 == 0).then_some("2024-06-03T08:00:00Z"),
            None,
            None,
            Some("en"),
            Some("Bridge „closed“ \u{1f309}"),
            Some(text.as_str()),
        ];
        file.extend(writer.push(row).unwrap());
    }
    file.extend(writer.finish().unwrap());
    file
}

fn lines(file: Vec<u8>) -> std::io::Result<Vec<Value>> {
    let mut text = String::new();
    ParquetLines::of_bytes(file)?.read_to_string(&mut text)?;
    Ok(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn rows_come_back_in_order() {
    // more than one group of rows
    for count in [0, 1, 20_001] {
        let read = lines(written(count)).unwrap();
        assert_eq!(read.len(), count);
        for (number, line) in read.iter().enumerate() {
            assert_eq!(line["id"], format!("a{number}"));
            assert_eq!(line["published"].is_null(), number % 2 == 1);
            assert_eq!(line["title"], "Bridge „closed“ \u{1f309}");
            assert_eq!(line.as_object().unwrap().len(), COLUMNS.len());
        }
    }
}

#[test]
fn damaged_files_are_errors() {
    let errors = errors_when_damaged(&written(40), ParquetLines::of_bytes);
    assert!(errors > 600, "{errors}");
}
