//! Parquet files as inputs.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use samestory_parquet::{ParquetLines, is_parquet};

/// The rows of a file as JSON lines; none if it is no Parquet file. What cannot be read again from its beginning is none.
pub(super) fn lines(path: &Path) -> io::Result<Option<Box<dyn Read + Send>>> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(4).read_to_end(&mut head)?;
    if !is_parquet(&head) {
        return Ok(None);
    }
    file.rewind()?;
    Ok(Some(Box::new(ParquetLines::open(file)?)))
}
