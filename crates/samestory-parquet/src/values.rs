//! Rows and their fields as JSON.

use jiff::{Timestamp, civil};
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

/// A row as an object.
pub(crate) fn object(row: &Row) -> Value {
    Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect())
}

/// A field as a value. Bytes are text where they are UTF-8; what has no meaning for an article is null.
fn value(field: &Field) -> Value {
    match field {
        Field::Bool(value) => (*value).into(),
        Field::Byte(value) => (*value).into(),
        Field::Short(value) => (*value).into(),
        Field::Int(value) => (*value).into(),
        Field::Long(value) => (*value).into(),
        Field::UByte(value) => (*value).into(),
        Field::UShort(value) => (*value).into(),
        Field::UInt(value) => (*value).into(),
        Field::ULong(value) => (*value).into(),
        Field::Float(value) => (*value).into(),
        Field::Double(value) => (*value).into(),
        Field::Str(value) => value.as_str().into(),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_or(Value::Null, Value::from),
        Field::Date(days) => day(*days).map_or(Value::Null, Value::from),
        Field::TimestampMillis(time) => moment(Timestamp::from_millisecond(*time)),
        Field::TimestampMicros(time) => moment(Timestamp::from_microsecond(*time)),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::MapInternal(map) => {
            let entry = |(key, field): &(Field, Field)| match key {
                Field::Str(key) => Some((key.clone(), value(field))),
                _ => None,
            };
            Value::Object(map.entries().iter().filter_map(entry).collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}

/// A number of days after 1970-01-01.
fn day(days: i32) -> Option<String> {
    let epoch = civil::date(1970, 1, 1);
    let span = jiff::Span::new().try_days(days).ok()?;
    epoch.checked_add(span).ok().map(|day| day.to_string())
}

fn moment(time: Result<Timestamp, jiff::Error>) -> Value {
    time.map_or(Value::Null, |time| time.to_string().into())
}
