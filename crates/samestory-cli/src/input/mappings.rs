//! Mappings of fields that came to nothing.

use crate::console::Console;

/// Says which of `--map` are of keys that nothing had that was read: their fields are unknown in all records.
pub(super) fn warn_unfound(mappings: &[String], console: &Console) {
    for mapping in mappings {
        console.warn(&format!("--map {mapping}: no JSON object and no table has such a key"));
    }
}
