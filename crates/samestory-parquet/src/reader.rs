//! The rows of a file as JSON lines.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;

use crate::failed;
use crate::values::object;

/// Whether bytes begin as a Parquet file does.
pub fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

/// Reads the rows of a file, each as a JSON object on a line.
pub struct ParquetLines {
    rows: RowIter<'static>,
    line: Vec<u8>,
    /// How much of the line was given.
    given: usize,
}

impl ParquetLines {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is no Parquet file.
    pub fn open(file: File) -> io::Result<Self> {
        Self::of(guarded(|| SerializedFileReader::new(file).map_err(failed))?)
    }

    /// Reads a file that is in memory.
    ///
    /// # Errors
    ///
    /// If it is no Parquet file.
    pub fn of_bytes(bytes: Vec<u8>) -> io::Result<Self> {
        Self::of(guarded(|| SerializedFileReader::new(Bytes::from(bytes)).map_err(failed))?)
    }

    fn of(reader: impl FileReader + 'static) -> io::Result<Self> {
        let rows = guarded(|| Ok(RowIter::from_file_into(Box::new(reader))))?;
        Ok(Self { rows, line: Vec::new(), given: 0 })
    }

    /// Makes a line of the next row; whether there is one.
    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        self.given = 0;
        let Some(row) = guarded(|| self.rows.next().transpose().map_err(failed))? else { return Ok(false) };
        serde_json::to_writer(&mut self.line, &object(&row))?;
        self.line.push(b'\n');
        Ok(true)
    }
}

impl Read for ParquetLines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.line.len() && !self.next_line()? {
            return Ok(0);
        }
        let length = buffer.len().min(self.line.len() - self.given);
        buffer[..length].copy_from_slice(&self.line[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

/// Does what the library may panic at where a file is damaged.
pub(crate) fn guarded<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let damaged = |_| io::Error::new(io::ErrorKind::InvalidData, "the file is damaged");
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(damaged(panic)))
}
