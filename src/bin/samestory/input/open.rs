//! Opening what may be a file or stdin, compressed or not.

use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::zstd::ZstdReader;
use crate::console::Console;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Skippable Zstandard frames (some compressors begin with one) have 0x50 to 0x5f first.
const ZSTD_SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];

/// What is read and decompressed at once.
const BUFFER: usize = 1 << 16;

/// Whether a path means stdin.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What a path is called in messages.
pub(crate) fn name_of(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string() }
}

/// How many bytes these files have together; none if one of them is no plain file.
pub(crate) fn total_size(paths: &[impl AsRef<Path>]) -> Option<u64> {
    let size = |path: &Path| fs::metadata(path).ok().filter(|m| m.is_file()).map(|m| m.len());
    paths.iter().map(AsRef::as_ref).map(|path| if is_stdin(path) { None } else { size(path) }).sum()
}

/// Opens a file, or stdin for "-", and decompresses it if its first bytes say so.
pub(crate) fn open(path: &Path, console: &Console) -> io::Result<BufReader<Box<dyn Read + Send>>> {
    let mut raw = if is_stdin(path) { console.watch(io::stdin()) } else { console.watch(File::open(path)?) };
    let head = first_bytes(&mut raw)?;
    let format = Format::of(&head);
    let whole = Cursor::new(head).chain(raw);
    let plain: Box<dyn Read + Send> = match format {
        Format::Plain => Box::new(whole),
        Format::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole))),
        Format::Zstd => Box::new(ZstdReader::new(BufReader::with_capacity(BUFFER, whole))),
    };
    Ok(BufReader::with_capacity(BUFFER, plain))
}

enum Format {
    Plain,
    Gzip,
    Zstd,
}

impl Format {
    fn of(head: &[u8]) -> Self {
        match head {
            _ if head.starts_with(GZIP) => Self::Gzip,
            _ if head.starts_with(ZSTD) => Self::Zstd,
            [0x50..=0x5f, rest @ ..] if rest == ZSTD_SKIPPABLE => Self::Zstd,
            _ => Self::Plain,
        }
    }
}

/// The first four bytes, fewer if there are no more: a pipe may give them one by one.
fn first_bytes(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(4);
    reader.by_ref().take(4).read_to_end(&mut head)?;
    Ok(head)
}
