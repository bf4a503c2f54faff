//! Tables that users write: text with a line a row and a tab between columns.

use std::fmt;

/// A line of a table is not as it has to be.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl TableError {
    pub(crate) fn new(line: usize, problem: impl Into<String>) -> Self {
        Self { line, problem: problem.into() }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for TableError {}

/// A row of so many columns.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t, const COLUMNS: usize> {
    line: usize,
    /// What stands in them, without white space around it.
    pub columns: [&'t str; COLUMNS],
}

impl<const COLUMNS: usize> Row<'_, COLUMNS> {
    /// That something is wrong with it.
    pub fn wrong(&self, problem: impl Into<String>) -> TableError {
        TableError::new(self.line, problem)
    }
}

/// Numbers as they are written out.
const WRITTEN: &[&str] = &["no", "one", "two", "three", "four", "five"];

/// The rows of a table. A first line that begins with the name of the first column is a heading; blank lines and those that begin with "#"
/// are passed over.
///
/// # Errors
///
/// For lines with more or fewer columns.
pub fn rows<'t, const COLUMNS: usize>(
    table: &'t str,
    first: &str,
) -> impl Iterator<Item = Result<Row<'t, COLUMNS>, TableError>> {
    let is_heading = |line: &str| line.strip_prefix(first).is_some_and(|rest| rest.starts_with('\t'));
    let heads = usize::from(table.lines().next().is_some_and(is_heading));
    let lines = (1..).zip(table.lines()).skip(heads);
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).map(|(line, text)| {
        let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
        let found = columns.len();
        let columns = columns.try_into().map_err(|_| {
            let needed = WRITTEN[COLUMNS];
            TableError::new(line, format!("{needed} columns parted by tabs are needed, {found} found"))
        })?;
        Ok(Row { line, columns })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_comments_and_blank_lines_are_no_rows() {
        let read = |table| -> Result<Vec<[&str; 2]>, TableError> {
            rows(table, "name").map(|row| row.map(|row| row.columns)).collect()
        };
        assert_eq!(read("name\tkind\n# x\n\n a \t b\r\nname\tc").unwrap(), [["a", "b"], ["name", "c"]]);
        assert_eq!(read("names\tkind").unwrap(), [["names", "kind"]]);
        let error = read("name\tkind\na\nb\tc").unwrap_err();
        assert_eq!(error.to_string(), "line 2: two columns parted by tabs are needed, 1 found");
        assert!(read("").unwrap().is_empty());
    }
}
