//! Articles as rows.

use std::io;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::failed;
use crate::shared::{Shared, Waiting};

/// The columns, all of text, in order. What is not known is null.
pub const COLUMNS: [&str; 9] =
    ["id", "source", "url", "published", "modified", "author", "lang", "title", "text"];

/// Rows that become a Parquet file, group by group.
pub struct ParquetRows {
    writer: SerializedFileWriter<Shared>,
    written: Shared,
    columns: [Column; COLUMNS.len()],
    waiting: Waiting,
}

/// The values of a column that are not null, and which values are.
#[derive(Default)]
struct Column {
    values: Vec<ByteArray>,
    levels: Vec<i16>,
}

impl ParquetRows {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// None in practice.
    pub fn new() -> io::Result<Self> {
        let columns = COLUMNS.map(|name| format!("optional binary {name} (UTF8);")).join(" ");
        let schema = parse_message_type(&format!("message article {{ {columns} }}")).map_err(failed)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let written = Shared::default();
        let writer = SerializedFileWriter::new(written.clone(), Arc::new(schema), Arc::new(properties));
        let writer = writer.map_err(failed)?;
        Ok(Self { writer, written, columns: Default::default(), waiting: Waiting::default() })
    }

    /// Adds a row, its values in the order of [`COLUMNS`], and gives the bytes of the file that are ready.
    ///
    /// # Errors
    ///
    /// If the library fails.
    pub fn push(&mut self, row: [Option<&str>; COLUMNS.len()]) -> io::Result<Vec<u8>> {
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.levels.push(i16::from(value.is_some()));
            column.values.extend(value.map(ByteArray::from));
        }
        if self.waiting.add(&row) {
            self.end_group()?;
        }
        Ok(self.written.take())
    }

    /// Ends the file, and gives the rest of its bytes.
    ///
    /// # Errors
    ///
    /// If the library fails.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        if !self.waiting.is_none() {
            self.end_group()?;
        }
        self.writer.finish().map_err(failed)?;
        Ok(self.written.take())
    }

    fn end_group(&mut self) -> io::Result<()> {
        let mut group = self.writer.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(failed)? else { break };
            let levels = Some(column.levels.as_slice());
            writer.typed::<ByteArrayType>().write_batch(&column.values, levels, None).map_err(failed)?;
            writer.close().map_err(failed)?;
            column.values.clear();
            column.levels.clear();
        }
        group.close().map_err(failed)?;
        self.waiting = Waiting::default();
        Ok(())
    }
}
