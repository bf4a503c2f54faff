//! Stdout, which may be a terminal.

use std::io::{self, IsTerminal, Stdout, Write};

use super::output::Content;
use samestory_report::terminal::escape_into;

/// Stdout. If it is a terminal and shows data, characters that could control it are shown as JSON escapes, which leaves JSON what
/// it is.
#[derive(Debug)]
pub(crate) struct Screen {
    out: Stdout,
    escapes: bool,
    /// The beginning of a character whose end has not been written yet.
    begun: Vec<u8>,
}

impl Screen {
    pub(super) fn new(content: Content) -> Self {
        let out = io::stdout();
        let escapes = content == Content::Data && out.is_terminal();
        Self { out, escapes, begun: Vec::new() }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.escapes {
            return self.out.write(bytes);
        }
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let (shown, begun) = shown(&all);
        self.begun = begun.to_vec();
        self.out.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What is shown of some bytes, and the rest that is no whole character yet.
fn shown(bytes: &[u8]) -> (String, &[u8]) {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| escape_into(&mut shown, c));
        let rest = chunk.invalid();
        let at_end = rest.as_ptr_range().end == bytes.as_ptr_range().end;
        match rest {
            [] => {}
            rest if at_end && rest.len() < 4 => return (shown, rest),
            _ => shown.push(char::REPLACEMENT_CHARACTER),
        }
    }
    (shown, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_escaped_wherever_it_is_cut() {
        let data = "{\"title\":\"a\u{202e}b\u{9b}c\u{e0001}\"}\n\u{1b}[2J";
        let expected = "{\"title\":\"a\\u202eb\\u009bc\\udb40\\udc01\"}\n\\u001b[2J";
        for at in 0..=data.len() {
            let (first, begun) = shown(&data.as_bytes()[..at]);
            let rest = [begun, &data.as_bytes()[at..]].concat();
            assert_eq!(first + &shown(&rest).0, expected);
        }
    }
}
