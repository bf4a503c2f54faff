//! Arrow IPC, files and streams: rows read as JSON lines, and articles written.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_ipc::writer::FileWriter;
use arrow_json::LineDelimitedWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};

use crate::COLUMNS;
use crate::reader::guarded;
use crate::shared::{Shared, Waiting};

/// How files begin, and how streams do.
const FILE: &[u8] = b"ARROW1";
const STREAM: &[u8] = &[0xff, 0xff, 0xff, 0xff];

/// So many rows become lines at once.
const LINES: usize = 256;

/// Whether bytes begin as a file or a stream of Arrow IPC does.
pub fn is_arrow(head: &[u8]) -> bool {
    head.starts_with(FILE) || head.starts_with(STREAM)
}

/// Reads the rows of a file or a stream, each as a JSON object on a line. A batch of rows is in memory at a time.
pub struct ArrowLines {
    batches: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>,
    /// The batch, and how many of its rows were made lines.
    batch: Option<(RecordBatch, usize)>,
    lines: Vec<u8>,
    /// How much of the lines was given.
    given: usize,
}

impl ArrowLines {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is neither a file nor a stream of Arrow IPC.
    pub fn open(file: File) -> io::Result<Self> {
        Self::of(BufReader::new(file))
    }

    /// Reads a file that is in memory.
    ///
    /// # Errors
    ///
    /// If it is neither a file nor a stream of Arrow IPC.
    pub fn of_bytes(bytes: Vec<u8>) -> io::Result<Self> {
        Self::of(Cursor::new(bytes))
    }

    fn of(mut reader: impl Read + Seek + Send + 'static) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(FILE.len() as u64).read_to_end(&mut head)?;
        reader.rewind()?;
        let batches = guarded(|| {
            Ok(if head.starts_with(FILE) {
                Box::new(FileReader::try_new(reader, None).map_err(failed)?) as Box<_>
            } else {
                Box::new(StreamReader::try_new(reader, None).map_err(failed)?) as Box<_>
            })
        })?;
        Ok(Self { batches, batch: None, lines: Vec::new(), given: 0 })
    }

    /// Makes lines of the next rows; whether there are any.
    fn next_lines(&mut self) -> io::Result<bool> {
        self.lines.clear();
        self.given = 0;
        while self.lines.is_empty() {
            let Some((batch, begun)) = &mut self.batch else {
                let next = guarded(|| self.batches.next().transpose().map_err(failed))?;
                let Some(batch) = next else { return Ok(false) };
                self.batch = Some((batch, 0));
                continue;
            };
            let count = LINES.min(batch.num_rows() - *begun);
            if count == 0 {
                self.batch = None;
                continue;
            }
            let rows = batch.slice(*begun, count);
            *begun += count;
            let lines = &mut self.lines;
            guarded(|| {
                let mut writer = LineDelimitedWriter::new(lines);
                writer.write(&rows).and_then(|()| writer.finish()).map_err(failed)
            })?;
        }
        Ok(true)
    }
}

impl Read for ArrowLines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.lines.len() && !self.next_lines()? {
            return Ok(0);
        }
        let length = buffer.len().min(self.lines.len() - self.given);
        buffer[..length].copy_from_slice(&self.lines[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

/// Rows that become a file of Arrow IPC, batch by batch.
pub struct ArrowRows {
    writer: FileWriter<Shared>,
    written: Shared,
    schema: Arc<Schema>,
    columns: [StringBuilder; COLUMNS.len()],
    waiting: Waiting,
}

impl ArrowRows {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// None in practice.
    pub fn new() -> io::Result<Self> {
        let fields = COLUMNS.map(|name| Field::new(name, DataType::Utf8, true));
        let schema = Arc::new(Schema::new(fields.to_vec()));
        let written = Shared::default();
        let writer = FileWriter::try_new(written.clone(), &schema).map_err(failed)?;
        Ok(Self { writer, written, schema, columns: Default::default(), waiting: Waiting::default() })
    }

    /// Adds a row, its values in the order of [`COLUMNS`], and gives the bytes of the file that are ready.
    ///
    /// # Errors
    ///
    /// If the library fails.
    pub fn push(&mut self, row: [Option<&str>; COLUMNS.len()]) -> io::Result<Vec<u8>> {
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.append_option(value);
        }
        if self.waiting.add(&row) {
            self.end_batch()?;
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
            self.end_batch()?;
        }
        self.writer.finish().map_err(failed)?;
        Ok(self.written.take())
    }

    fn end_batch(&mut self) -> io::Result<()> {
        let columns = self.columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns.collect()).map_err(failed)?;
        self.writer.write(&batch).map_err(failed)?;
        self.waiting = Waiting::default();
        Ok(())
    }
}

/// An error of the library as one of reading or writing.
fn failed(error: ArrowError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
