//! What both formats keep while they write: the bytes not yet taken, and how much waits to be written.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that the library writes and we take.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    pub(crate) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Rows that wait have no more of them, and are written when they have so many bytes.
const MAX_ROWS: usize = 10_000;
const MAX_BYTES: usize = 16 << 20;

/// How much waits to be written together.
#[derive(Default)]
pub(crate) struct Waiting {
    rows: usize,
    bytes: usize,
}

impl Waiting {
    /// Counts a row. Whether it is time to write.
    pub(crate) fn add(&mut self, row: &[Option<&str>]) -> bool {
        self.rows += 1;
        self.bytes += row.iter().flatten().map(|value| value.len()).sum::<usize>();
        self.rows >= MAX_ROWS || self.bytes >= MAX_BYTES
    }

    pub(crate) fn is_none(&self) -> bool {
        self.rows == 0
    }
}
