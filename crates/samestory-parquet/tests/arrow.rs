//! Files of Arrow IPC: what is written is read, and damaged files are errors.

#![cfg(feature = "arrow")]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

mod damage;

use std::io::Read;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_ipc::writer::StreamWriter;
use samestory_parquet::{ArrowLines, ArrowRows, COLUMNS, is_arrow};
use serde_json::Value;

use self::damage::errors_when_damaged;

fn written(rows: usize) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = ArrowRows::new().unwrap();
    for number in 0..rows {
        let (id, text) = (format!("a{number}"), "The council met on Monday. ".repeat(number % 7));
        let mut row = [None; COLUMNS.len()];
        (row[0], row[7], row[8]) =
            (Some(id.as_str()), Some("Bridge „closed“ \u{1f309}"), Some(text.as_str()));
        row[3] = (number % 2 == 0).then_some("2024-06-03T08:00:00Z");
        file.extend(writer.push(row).unwrap());
    }
    file.extend(writer.finish().unwrap());
    file
}

fn lines(file: Vec<u8>) -> std::io::Result<Vec<Value>> {
    assert!(is_arrow(&file));
    let mut text = String::new();
    ArrowLines::of_bytes(file)?.read_to_string(&mut text)?;
    Ok(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn rows_come_back_in_order() {
    // more than one batch of rows
    for count in [0, 1, 20_001] {
        let read = lines(written(count)).unwrap();
        assert_eq!(read.len(), count);
        for (number, line) in read.iter().enumerate() {
            assert_eq!(line["id"], format!("a{number}"));
            assert_eq!(line["published"].is_null(), number % 2 == 1);
            assert_eq!(line["title"], "Bridge „closed“ \u{1f309}");
        }
    }
}

#[test]
fn a_stream_with_numbers_and_times_is_read() {
    let columns: [(&str, ArrayRef); 3] = [
        ("id", Arc::new(Int64Array::from(vec![1, 2]))),
        ("headline", Arc::new(StringArray::from(vec![Some("Dam gives way"), None]))),
        (
            "published",
            Arc::new(TimestampMicrosecondArray::from(vec![1_717_401_600_000_000, 0]).with_timezone("UTC")),
        ),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = StreamWriter::try_new(&mut bytes, &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    drop(writer);
    let read = lines(bytes).unwrap();
    assert_eq!((&read[0]["id"], &read[0]["headline"]), (&Value::from(1), &Value::from("Dam gives way")));
    assert_eq!(read[0]["published"], "2024-06-03T08:00:00Z");
    assert_eq!((read.len(), read[1]["headline"].is_null()), (2, true));
}

#[test]
fn damaged_files_are_errors() {
    let errors = errors_when_damaged(&written(40), ArrowLines::of_bytes);
    assert!(errors > 600, "{errors}");
}
