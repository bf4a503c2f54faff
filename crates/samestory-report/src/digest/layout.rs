//! How the parts of a digest are laid out.

use std::io::{self, Write};

use crate::plain::Palette;

/// Writes the title of a part.
pub(super) fn part(out: &mut impl Write, title: &str, palette: Palette) -> io::Result<()> {
    let label = palette.label;
    writeln!(out, "\n{label}{title}{label:#}")
}

/// Writes a text in lines of so many characters, each behind `first` or blanks of its width.
pub(super) fn wrapped(out: &mut impl Write, first: &str, text: &str, width: usize) -> io::Result<()> {
    let indent = first.chars().count();
    let (mut line, mut length) = (first.to_owned(), indent);
    for word in text.split(' ') {
        let letters = word.chars().count();
        if length > indent && length + letters + 1 > width {
            writeln!(out, "{}", line.trim_end())?;
            line = " ".repeat(indent);
            length = indent;
        }
        if length > indent {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    writeln!(out, "{}", line.trim_end())
}

/// "1 story", "2 stories".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_wrapped() {
        let mut out = Vec::new();
        wrapped(&mut out, "- ", "one two three fourteenletters five", 10).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "- one two\n  three\n  fourteenletters\n  five\n");
    }
}
