//! Parquet files of news articles, and with the feature `arrow` files and streams of Arrow IPC: read as JSON lines, and written.
//!
//! A row becomes a line of JSON with the names of its columns, so that whatever reads JSON lines reads it, by the same names of fields.
//! Rows are read one after another and written in groups: memory does not grow with the file.
//!
//! ```
//! use samestory_parquet::{COLUMNS, ParquetLines, ParquetRows, is_parquet};
//! use std::io::Read;
//!
//! let mut rows = ParquetRows::new()?;
//! rows.push([Some("a1"), None, None, Some("2024-11-04"), None, None, Some("en"), Some("Dam gives way"), Some("Engineers came.")])?;
//! let bytes = rows.finish()?;
//! assert!(is_parquet(&bytes) && COLUMNS[7] == "title");
//!
//! let mut lines = String::new();
//! ParquetLines::of_bytes(bytes)?.read_to_string(&mut lines)?;
//! assert!(lines.contains(r#""title":"Dam gives way""#) && lines.ends_with("}\n"));
//! # Ok::<(), std::io::Error>(())
//! ```

#[cfg(feature = "arrow")]
mod arrow;
mod reader;
mod shared;
mod values;
mod writer;

#[cfg(feature = "arrow")]
pub use arrow::{ArrowLines, ArrowRows, is_arrow};
pub use reader::{ParquetLines, is_parquet};
pub use writer::{COLUMNS, ParquetRows};

/// An error of the library as one of reading or writing.
fn failed(error: parquet::errors::ParquetError) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, error)
}
