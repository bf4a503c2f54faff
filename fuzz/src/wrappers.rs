//! What is around the text of a file: compression and encoding.

use std::io::{Cursor, Read};

use samestory_formats::decoded;

/// No input of this size may give more, whatever it claims.
const ENOUGH: u64 = 80 << 20;

/// Unwraps any bytes.
pub fn compressed(data: &[u8]) {
    let Ok(text) = decoded(Cursor::new(data.to_vec()), 2) else { return };
    let read = std::io::copy(&mut text.take(ENOUGH), &mut std::io::sink());
    assert!(read.unwrap_or(0) < ENOUGH, "the limit of proportion does not hold");
}
