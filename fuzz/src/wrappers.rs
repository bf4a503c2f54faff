//! What is around the text of a file: compression and encoding, as the command unwraps them.

#[path = "../../crates/samestory-cli/src/input/compressed.rs"]
#[allow(dead_code, unreachable_pub)]
mod compressed;
#[path = "../../crates/samestory-cli/src/input/encoding.rs"]
mod encoding;
#[path = "../../crates/samestory-cli/src/input/zstd.rs"]
mod zstd;

use std::io::{Cursor, Read};

/// No input of this size may give more, whatever it claims.
const ENOUGH: u64 = 80 << 20;

/// Unwraps any bytes.
pub fn compressed(data: &[u8]) {
    let raw = Cursor::new(data.to_vec());
    let Ok(plain) = compressed::decompress(raw, 2) else { return };
    let Ok(text) = encoding::decode(plain) else { return };
    let read = std::io::copy(&mut text.take(ENOUGH), &mut std::io::sink());
    assert!(read.unwrap_or(0) < ENOUGH, "the limit of proportion does not hold");
}
