//! Parquet and Arrow files as inputs.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use samestory_parquet::{ParquetLines, is_parquet};

/// The rows of a file as JSON lines; none if it is neither. What cannot be read again from its beginning is none.
pub(super) fn lines(path: &Path) -> io::Result<Option<Box<dyn Read + Send>>> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(8).read_to_end(&mut head)?;
    file.rewind()?;
    if is_parquet(&head) {
        return Ok(Some(Box::new(ParquetLines::open(file)?)));
    }
    #[cfg(feature = "arrow")]
    if samestory_parquet::is_arrow(&head) {
        return Ok(Some(Box::new(samestory_parquet::ArrowLines::open(file)?)));
    }
    Ok(None)
}
