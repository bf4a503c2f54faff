//! Decompression that ends when a file grows out of proportion.

use std::fmt;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::gzip::{GzipReader, Remark};
use super::zstd::ZstdReader;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Skippable Zstandard frames (some compressors begin with one) have 0x50 to 0x5f first.
const ZSTD_SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];

/// What is read and decompressed at once.
const BUFFER: usize = 1 << 16;

/// A file may always grow to so many bytes: small files of one letter are no attack.
const ALWAYS_ALLOWED: u64 = 64 << 20;

/// What can be read on another thread.
pub(super) type BoxedReader = Box<dyn Read + Send>;

/// What a file holds: decompressed if its first bytes say that it is compressed. Reading fails with [`Expanded`] when it has given
/// more than 64 MiB and more than `max_expansion` times what was read of the file, and with [`DamagedFile`] where it is cut or damaged.
/// `remark` is told what was left out without a failure.
pub(super) fn decompress(
    raw: impl Read + Send + 'static,
    max_expansion: u32,
    remark: &Remark,
) -> io::Result<BoxedReader> {
    let compressed = Arc::new(AtomicU64::new(0));
    let mut raw = Counted { inner: raw, count: Arc::clone(&compressed) };
    let head = first_bytes(&mut raw)?;
    let format = Format::of(&head);
    let whole = Cursor::new(head).chain(raw);
    let plain: BoxedReader = match format {
        Format::Plain => return Ok(Box::new(whole)),
        Format::Gzip => {
            Box::new(GzipReader::new(BufReader::with_capacity(BUFFER, whole), Arc::clone(remark)))
        }
        Format::Zstd => Box::new(ZstdReader::new(BufReader::with_capacity(BUFFER, whole))),
    };
    Ok(Box::new(Proportionate { inner: plain, compressed, given: 0, max_expansion }))
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
pub(super) fn first_bytes(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(4);
    reader.by_ref().take(4).read_to_end(&mut head)?;
    Ok(head)
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Fails when what is given is out of proportion to what was read.
struct Proportionate {
    inner: BoxedReader,
    compressed: Arc<AtomicU64>,
    given: u64,
    max_expansion: u32,
}

impl Read for Proportionate {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damaged = |error: io::Error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                io::Error::other(DamagedFile { given: self.given, reason: error.to_string() })
            }
            _ => error,
        };
        let read = self.inner.read(buffer).map_err(damaged)?;
        self.given = self.given.saturating_add(read as u64);
        let compressed = self.compressed.load(Ordering::Relaxed);
        let allowed = compressed.saturating_mul(self.max_expansion.into()).max(ALWAYS_ALLOWED);
        if self.given > allowed {
            return Err(io::Error::other(Expanded {
                given: self.given,
                compressed,
                limit: self.max_expansion,
            }));
        }
        Ok(read)
    }
}

/// A compressed file that is out of proportion.
#[derive(Debug)]
pub(super) struct Expanded {
    given: u64,
    compressed: u64,
    limit: u32,
}

impl fmt::Display for Expanded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} compressed bytes have become {}, more than {} times as many, which is the limit; the rest of the file is left out",
            self.compressed, self.given, self.limit
        )
    }
}

impl std::error::Error for Expanded {}

/// A compressed file that cannot be decompressed to its end.
#[derive(Debug)]
pub(super) struct DamagedFile {
    given: u64,
    reason: String,
}

impl fmt::Display for DamagedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { given, reason } = self;
        write!(
            f,
            "the rest of the file cannot be read: after {given} bytes its compressed data are cut off or damaged ({reason})"
        )
    }
}

impl std::error::Error for DamagedFile {}
