//! Articles as lines, each when it comes.

use std::io::{self, Write};

use samestory::{Member, StoryId};
use samestory_report::stories::{CsvWriter, Decision, write_json_line};

use crate::files::Output;
use crate::input::Reading;

/// The formats that need not know the whole.
#[derive(Debug, Clone, Copy)]
pub(crate) enum LineFormat {
    Json,
    Csv,
}

/// Articles, one after the other.
pub(crate) struct Lines<'o> {
    writer: LineWriter<'o>,
    /// Whether an output of an earlier run is there.
    replaces: bool,
}

enum LineWriter<'o> {
    Json(&'o mut Output),
    Csv(Box<CsvWriter<&'o mut Output>>),
}

impl<'o> Lines<'o> {
    /// Lines for an output, in csv with the columns of roles if they are asked for.
    pub(crate) fn new(format: LineFormat, output: &'o mut Output, roles: bool) -> Self {
        let replaces = output.replaced().is_some();
        let writer = match format {
            LineFormat::Json => LineWriter::Json(output),
            LineFormat::Csv => LineWriter::Csv(Box::new(CsvWriter::new(output, roles))),
        };
        Self { writer, replaces }
    }

    pub(crate) fn write(
        &mut self,
        story: StoryId,
        article: &Member,
        decision: Option<&Decision>,
    ) -> io::Result<()> {
        match &mut self.writer {
            LineWriter::Json(output) => write_json_line(output, story, article, decision),
            LineWriter::Csv(rows) => rows.write_row(story, article),
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match &mut self.writer {
            LineWriter::Json(output) => output.flush(),
            LineWriter::Csv(rows) => rows.flush(),
        }
    }

    /// Writes what is left. The names of columns alone replace no rows of an earlier run if too little was read.
    pub(crate) fn finish(mut self, reading: Reading) -> io::Result<()> {
        match self.replaces && reading.read == 0 && reading.is_too_little() {
            true => Ok(()),
            false => self.flush(),
        }
    }
}
