//! Articles as comma-separated values (RFC 4180, with plain line feeds).
//!
//! A cell that a spreadsheet would run as a formula has an apostrophe before it, as the [OWASP advice on CSV
//! injection](https://owasp.org/www-community/attacks/CSV_Injection) says: one whose first character that is not blank is `=`, `+`, `-` or
//! `@` (also in full width), or that begins with a tab or a line end. Whoever needs every text as it is reads JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use super::printing::role_name;
use samestory::{Member, StoryId};

/// Writes the names of the columns, with those of roles if they are asked for.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_csv_header(out: &mut impl Write, roles: bool) -> io::Result<()> {
    writeln!(out, "id,story,source,published,title{}", if roles { ",role,copy_of,version_of" } else { "" })
}

/// Writes an article.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_csv_row(out: &mut impl Write, story: StoryId, article: &Member) -> io::Result<()> {
    let published = article.published.map(|p| p.to_string()).unwrap_or_default();
    write!(
        out,
        "{},{},{},{},{}",
        quoted(&article.id),
        story,
        quoted(article.source.as_deref().unwrap_or_default()),
        published,
        quoted(article.title())
    )?;
    if let Some(role) = article.role {
        let id = |of: &Option<String>| quoted(of.as_deref().unwrap_or_default()).into_owned();
        write!(out, ",{},{},{}", role_name(role), id(&article.copy_of), id(&article.version_of))?;
    }
    writeln!(out)
}

/// What a formula begins with.
const FORMULA: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Made harmless for spreadsheets, and in quotes if anything in it means something in CSV or blanks at its ends could get lost.
fn quoted(field: &str) -> Cow<'_, str> {
    let is_formula = field.trim_start().starts_with(FORMULA) || field.starts_with(['\t', '\r', '\n']);
    let field: Cow<'_, str> = if is_formula { format!("'{field}").into() } else { field.into() };
    let special = field.contains([',', '"', '\n', '\r']) || field.trim() != field;
    match special {
        true => format!("\"{}\"", field.replace('"', "\"\"")).into(),
        false => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_it_matters() {
        for (field, expected) in [
            ("plain", "plain"),
            ("", ""),
            ("a, b", "\"a, b\""),
            ("the \"big\" one", "\"the \"\"big\"\" one\""),
            ("two\nlines", "\"two\nlines\""),
            (" x", "\" x\""),
            ("=HYPERLINK(\"u\")", "\"'=HYPERLINK(\"\"u\"\")\""),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("-5 degrees", "'-5 degrees"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
            ("a-b", "a-b"),
        ] {
            assert_eq!(quoted(field), expected);
        }
    }
}
