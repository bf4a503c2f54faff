//! Objects in JSON, one a record.

use serde::Deserialize;

/// Reads an object of a kind; else says what is wrong, and at which column.
pub(super) fn parse_object<'t, T: Deserialize<'t>>(text: &'t [u8], kind: &str) -> Result<T, String> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if !text.trim_ascii_start().starts_with(b"{") {
        return Err("no JSON object: it does not begin with {".to_owned());
    }
    serde_json::from_slice(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        format!("no {kind} in JSON: {message} (column {})", error.column())
    })
}
