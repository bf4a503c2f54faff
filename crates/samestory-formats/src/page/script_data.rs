//! The data that a page hands to its scripts: JSON in elements of their own, and plain JSON that a script keeps in a variable.

use memchr::{memchr, memchr_iter, memmem};
use serde_json::{Map, Value};

use super::value_limits::{DEEPEST, MAX_VALUES, spend};

/// Shorter data holds no article, in bytes.
const MIN_DATA: usize = 200;

/// In a script so many values are looked for that are no data.
const MAX_ATTEMPTS: usize = 32;

/// Calls a function with each value that a script of the page holds, but for JSON-LD.
///
/// # Complexity
///
/// Linear in the page: a script is read at most [`MAX_ATTEMPTS`] times.
pub(super) fn each_value(html: &str, take: &mut dyn FnMut(&Value)) {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let tag = at + found + 1;
        at = tag;
        if !begins_with(&bytes[tag..], b"script") {
            continue;
        }
        let Some(end) = memchr(b'>', &bytes[tag..]) else { return };
        let attributes = html[tag + b"script".len()..tag + end].to_ascii_lowercase();
        let text = script_text(&html[tag + end + 1..]);
        at = tag + end + 1 + text.len();
        if text.len() < MIN_DATA || attributes.contains("ld+json") {
            continue;
        }
        if attributes.contains("json") {
            if let Ok(value) = serde_json::from_str(text.trim()) {
                take(&unflattened(value));
            }
        } else {
            each_assigned(text, take);
        }
    }
}

fn begins_with(bytes: &[u8], name: &[u8]) -> bool {
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// What stands before the end of a script.
fn script_text(rest: &str) -> &str {
    let ends = memmem::find_iter(rest.as_bytes(), b"</");
    let mut ends = ends.filter(|end| begins_with(&rest.as_bytes()[end + 2..], b"script"));
    &rest[..ends.next().unwrap_or(rest.len())]
}

/// The values that a script assigns to something: `window.__STATE__ = {"article": …};`.
fn each_assigned(script: &str, take: &mut dyn FnMut(&Value)) {
    let (mut end, mut attempts) = (0, 0);
    for at in memchr_iter(b'=', script.as_bytes()) {
        if at < end {
            continue;
        }
        let rest = script[at + 1..].trim_start();
        if !rest.starts_with(['{', '[']) || rest.len() < MIN_DATA {
            continue;
        }
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        if let Some(Ok(value)) = values.next() {
            let length = values.byte_offset();
            end = script.len() - rest.len() + length;
            if length >= MIN_DATA {
                take(&unflattened(value));
            }
        } else {
            attempts += 1;
            if attempts == MAX_ATTEMPTS {
                return;
            }
        }
    }
}

/// A value as it was before it was made flat: a list of values whose members are places in the list, as Nuxt and SvelteKit write it.
fn unflattened(value: Value) -> Value {
    let Value::Array(values) = &value else { return value };
    let is_place = |value: &Value| value.as_i64().is_some_and(|place| place < values.len() as i64);
    let is_flat = match values.first() {
        Some(Value::Array(root)) => root.len() == 2 && root[0].is_string() && is_place(&root[1]),
        Some(Value::Object(root)) => !root.is_empty() && root.values().all(is_place),
        _ => false,
    };
    if !is_flat {
        return value;
    }
    let mut left = MAX_VALUES;
    value_at(values, 0, 0, &mut left)
}

/// The value at a place of a flat list, in which it may stand several times and within itself.
fn value_at(values: &[Value], place: usize, depth: usize, left: &mut usize) -> Value {
    let Some(value) = values.get(place).filter(|_| depth < DEEPEST && *left > 0) else { return Value::Null };
    let bytes = match value {
        Value::String(text) => text.len(),
        Value::Object(members) => members.keys().map(String::len).sum(),
        _ => 0,
    };
    spend(left, bytes);
    let mut inner = |place: &Value| {
        let place = place.as_u64().and_then(|place| usize::try_from(place).ok());
        place.map_or(Value::Null, |place| value_at(values, place, depth + 1, left))
    };
    match value {
        Value::Array(parts) => match parts.as_slice() {
            // a value of a kind, as in ["Reactive", 7]
            [Value::String(_), place @ Value::Number(_)] => inner(place),
            [Value::String(_), text @ Value::String(_)] => text.clone(),
            places => Value::Array(places.iter().map(inner).collect()),
        },
        Value::Object(members) => {
            let members = members.iter().map(|(name, place)| (name.clone(), inner(place)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(html: &str) -> Vec<Value> {
        let mut all = Vec::new();
        each_value(html, &mut |value| all.push(value.clone()));
        all
    }

    #[test]
    fn data_of_all_kinds_of_scripts_is_found() {
        let long = "x".repeat(MIN_DATA);
        let data = format!(r#"{{"text":"{long} a=b </p> }};"}}"#);
        for script in [
            format!("<script id=__NEXT_DATA__ type=application/json>{data}</script>"),
            format!("<SCRIPT TYPE='application/vnd.x+json'>\n{data}\n</SCRIPT>"),
            format!("<script>window.__STATE__ = {data};\nwindow.x = {{}};</script>"),
            format!("<script>var a={{b:1}},c= {data}</script"),
            format!("<script>window[\"x\"]={data};(function(){{var s;}}())</script>"),
        ] {
            let found = values(&script);
            assert_eq!(found.len(), 1, "{script}");
            assert!(found[0]["text"].as_str().unwrap().ends_with("};"), "{script}");
        }
        for script in [
            format!("<script type=application/ld+json>{data}</script>"),
            format!("<script>window.x = function(a){{return {data}}}</script>"),
            format!("<script type=application/json>{data},</script>"),
            "<script>a = {</script>".to_owned(),
            "<script".to_owned(),
        ] {
            assert_eq!(values(&script), Vec::<Value>::new(), "{script}");
        }
    }

    #[test]
    fn flat_values_are_put_together() {
        let flat = serde_json::json!([["Reactive", 1], {"title": 2, "parts": 3, "self": 0}, "Dam", [2, 4], ["Date", "2024"]]);
        let whole = unflattened(flat);
        assert_eq!((&whole["title"], &whole["parts"]), (&"Dam".into(), &serde_json::json!(["Dam", "2024"])));
        for plain in [serde_json::json!([{"title": "Dam"}]), serde_json::json!([[1, 2], [3, 4]])] {
            assert_eq!(unflattened(plain.clone()), plain);
        }
    }
}
