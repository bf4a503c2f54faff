//! Opening what may be a file or stdin, compressed or not, in one of several encodings.

use std::io::{self, BufReader};

use super::compressed::decompress;
use super::encoding::decode;
use crate::args::LimitArgs;
use crate::console::Console;
use crate::files::InputFile;

pub(super) use super::compressed::{BoxedReader, Expanded};

/// What is read and decoded at once.
const BUFFER: usize = 1 << 16;

/// Opens a file, decompresses it if its first bytes say so, and makes UTF-8 of it.
pub(super) fn open(
    file: &InputFile,
    limits: &LimitArgs,
    console: &Console,
) -> io::Result<BufReader<BoxedReader>> {
    let plain = decompress(console.watch(file.open()?), limits.max_expansion)?;
    Ok(BufReader::with_capacity(BUFFER, decode(plain)?))
}
