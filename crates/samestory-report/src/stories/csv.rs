//! Articles as comma-separated values (RFC 4180, with plain line feeds).
//!
//! A cell that a spreadsheet would run as a formula has an apostrophe before it, as the [OWASP advice on CSV
//! injection](https://owasp.org/www-community/attacks/CSV_Injection) says: one whose first character that is not blank is `=`, `+`, `-` or
//! `@` (also in full width), or that begins with a tab or a line end. Whoever needs every text as it is reads JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use samestory::origins::Role;
use samestory::{Member, StoryId};

/// Writes articles as rows, below the names of the columns. Nothing is written before the first row or the first
/// [`flush`](Self::flush), after which what is written is complete.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    csv: csv::Writer<W>,
    roles: bool,
    has_begun: bool,
}

impl<W: Write> CsvWriter<W> {
    /// With the columns of roles if they are asked for.
    pub fn new(out: W, roles: bool) -> Self {
        Self { csv: csv::Writer::from_writer(out), roles, has_begun: false }
    }

    /// Writes the names of the columns, once.
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.has_begun, true) {
            return Ok(());
        }
        let columns = ["id", "story", "source", "published", "title", "role", "copy_of", "version_of"];
        self.csv.write_record(&columns[..if self.roles { 8 } else { 5 }]).map_err(written)
    }

    /// Writes an article.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write_row(&mut self, story: StoryId, article: &Member) -> io::Result<()> {
        self.begin()?;
        let of = |id: &'_ Option<String>| harmless(id.as_deref().unwrap_or_default()).into_owned();
        let mut cell = |text: &str| self.csv.write_field(text).map_err(written);
        cell(&harmless(&article.id))?;
        cell(&story.to_string())?;
        cell(&harmless(article.source.as_deref().unwrap_or_default()))?;
        cell(&article.published.map(|p| p.to_string()).unwrap_or_default())?;
        cell(&harmless(article.title()))?;
        if self.roles {
            cell(article.role.map(Role::name).unwrap_or_default())?;
            cell(&of(&article.copy_of))?;
            cell(&of(&article.version_of))?;
        }
        // ends the row
        self.csv.write_record(None::<&[u8]>).map_err(written)
    }

    /// Hands all rows on, and has them handed on; the names of the columns also if there are no rows.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.begin()?;
        self.csv.flush()
    }
}

/// The error of the writer below: its kind tells a closed pipe from a full disk.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// What a formula begins with.
const FORMULA: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet runs.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text.trim_start().starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for (text, expected) in [
            ("plain", "plain"),
            ("", ""),
            ("a-b", "a-b"),
            (" x", " x"),
            ("=HYPERLINK(\"u\")", "'=HYPERLINK(\"u\")"),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("-5 degrees", "'-5 degrees"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }

    #[test]
    fn errors_keep_their_kind() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let long = samestory::Article::builder("a").title("word ".repeat(1 << 12)).build().unwrap();
        let stories = samestory::cluster(&[long], &samestory::Config::default()).unwrap();
        let (story, member) = stories.members().next().unwrap();
        let mut rows = CsvWriter::new(Closed, false);
        assert_eq!(rows.write_row(story.id, member).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn cells_are_quoted_where_csv_needs_it() {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["a, b", "the \"big\" one", "two\nlines", "", " x"]).unwrap();
        let text = String::from_utf8(csv.into_inner().unwrap()).unwrap();
        assert_eq!(text, "\"a, b\",\"the \"\"big\"\" one\",\"two\nlines\",, x\n");
    }
}
