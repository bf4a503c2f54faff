//! Files of Arrow IPC: what is written is read, and damaged files are errors.

#![cfg(feature = "arrow")]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

use std::io::Read;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_ipc::writer::StreamWriter;
use samestory_parquet::{ArrowLines, ArrowRows, COLUMNS, is_arrow};
use serde_json::Value;

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
    std::panic::set_hook(Box::new(|_| {}));
    let whole = written(40);
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    let mut errors = 0;
    for round in 0..2000 {
        let mut file = whole.clone();
        match round % 3 {
            0 => file.truncate(next() % whole.len()),
            _ => {
                for _ in 0..=round % 3 {
                    let at = next() % file.len();
                    file[at] = next().to_le_bytes()[0];
                }
            }
        }
        let mut bytes = Vec::new();
        // neither a panic nor an endless file
        let read = ArrowLines::of_bytes(file).and_then(|lines| lines.take(1 << 22).read_to_end(&mut bytes));
        errors += usize::from(read.is_err());
    }
    assert!(errors > 600, "{errors}");
}
