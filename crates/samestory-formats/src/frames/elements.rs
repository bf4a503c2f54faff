//! The elements of an XML document that are a record each.

use std::io::{self, BufRead};

use super::records::{RecordPlace, RecordProblem};
use super::{append_until, newlines};
use crate::limits::ReadLimits;

/// What stands before the first record is kept so far.
const MAX_HEADER: usize = 1 << 20;

/// Reads elements of some names one at a time, with all that is in them. An element that is not closed ends where the next one of these
/// begins, so that a fault costs one record. What stands at the end of a file that is cut off is a record with a problem.
#[derive(Debug)]
pub(crate) struct ElementReader<R> {
    reader: R,
    names: &'static [&'static str],
    limits: ReadLimits,
    buffer: Vec<u8>,
    /// A start tag that ended the record before.
    begun: Vec<u8>,
    header: Vec<u8>,
    is_first: bool,
    line: u64,
}

impl<R: BufRead> ElementReader<R> {
    /// Reads the elements of these names, whatever their prefix.
    pub(crate) fn new(reader: R, names: &'static [&'static str], limits: ReadLimits) -> Self {
        Self {
            reader,
            names,
            limits,
            buffer: Vec::new(),
            begun: Vec::new(),
            header: Vec::new(),
            is_first: true,
            line: 1,
        }
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn text(&self) -> &[u8] {
        &self.buffer
    }

    pub(crate) fn take_text(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// What stands before the first record.
    pub(crate) fn header(&self) -> &[u8] {
        &self.header
    }

    pub(crate) fn advance(&mut self) -> io::Result<Option<RecordPlace>> {
        self.buffer.clear();
        let limit = self.limits.max_record_bytes;
        let mut start = None;
        if !self.begun.is_empty() {
            start = Some(self.line - newlines(&self.begun));
            self.buffer.append(&mut self.begun);
        }
        let (mut size, mut inside) = (self.buffer.len(), Inside::Element);
        loop {
            let begun = self.buffer.len();
            let line = self.line;
            let (read, is_whole) = append_until(&mut self.reader, b'>', &mut self.buffer, limit)?;
            size += read;
            let piece = &self.buffer[begun..];
            self.line += newlines(piece);
            let (tag_at, after) = inside.after(piece, &self.buffer);
            inside = after;
            let tag = tag_at.map(|at| Tag::of(&piece[at..], self.names)).filter(|_| is_whole);
            match (start, tag) {
                (None, Some(Tag::Start { is_empty })) => {
                    let at = begun + tag_at.unwrap_or(0);
                    if self.is_first {
                        let kept = at.min(MAX_HEADER);
                        self.header.extend_from_slice(&self.buffer[..kept]);
                        self.is_first = false;
                    }
                    start = Some(line + newlines(&self.buffer[begun..at]));
                    self.buffer.drain(..at);
                    size = self.buffer.len();
                    if is_empty {
                        break;
                    }
                }
                (Some(_), Some(Tag::Start { .. })) => {
                    self.begun = self.buffer.split_off(begun + tag_at.unwrap_or(0));
                    size -= self.begun.len();
                    break;
                }
                (Some(_), Some(Tag::End)) => break,
                // between records nothing is kept
                (None, _) if is_whole && !self.is_first && inside == Inside::Element => self.buffer.clear(),
                _ => {}
            }
            if !is_whole {
                let is_cut = inside != Inside::Element || self.buffer[begun..].contains(&b'<');
                if start.is_none() && !is_cut {
                    self.buffer.clear();
                    return Ok(None);
                }
                let reason = if start.is_some() { INSIDE_RECORD } else { OUTSIDE_RECORDS };
                let problem = too_long(size, limit).unwrap_or(RecordProblem::Malformed(reason));
                let line = start.unwrap_or_else(|| self.first_line_of_rest());
                return Ok(Some(RecordPlace { line, problem: Some(problem) }));
            }
        }
        Ok(start.map(|line| RecordPlace { line, problem: too_long(size, limit) }))
    }

    /// Leaves out the space before what is in the buffer, and gives the line where that begins.
    fn first_line_of_rest(&mut self) -> u64 {
        let space = self.buffer.len() - self.buffer.trim_ascii_start().len();
        self.buffer.drain(..space);
        self.line - newlines(&self.buffer)
    }
}

/// Why what stands last in a file is no record.
const INSIDE_RECORD: &str = "the file ends inside the record";
const OUTSIDE_RECORDS: &str = "the file ends inside a tag, a comment or a section";

fn too_long(size: usize, limit: usize) -> Option<RecordProblem> {
    (size > limit).then_some(RecordProblem::TooLong(limit))
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Element,
    CharacterData,
    Comment,
}

impl Inside {
    /// Where it is after a piece, which ends the buffer, and where a tag begins in the piece.
    fn after(self, piece: &[u8], buffer: &[u8]) -> (Option<usize>, Self) {
        let now = match self {
            Self::Element => {
                let Some(at) = memchr::memrchr(b'<', piece) else { return (None, self) };
                // "a < b" has no tag behind it; a section may have "<" in it
                match piece.iter().position(|&byte| byte == b'<').map(|first| &piece[first..]) {
                    Some(rest) if find(rest, b"<![CDATA[").is_some() => Self::CharacterData,
                    Some(rest) if find(rest, b"<!--").is_some() => Self::Comment,
                    _ => return (Some(at), Self::Element),
                }
            }
            other => other,
        };
        let end: &[u8] = if now == Self::Comment { b"-->" } else { b"]]>" };
        (None, if buffer.ends_with(end) { Self::Element } else { now })
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, what)
}

/// What a tag is for the reader.
enum Tag {
    Start { is_empty: bool },
    End,
    Other,
}

impl Tag {
    fn of(tag: &[u8], names: &[&str]) -> Self {
        let inside = tag.get(1..).unwrap_or_default();
        let (is_end, inside) = match inside.strip_prefix(b"/") {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let length = inside.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        let name = &inside[..length.unwrap_or(inside.len())];
        let name = name.rsplit(|&byte| byte == b':').next().unwrap_or_default();
        match names.iter().any(|known| known.as_bytes() == name) {
            false => Self::Other,
            true if is_end => Self::End,
            true => Self::Start { is_empty: tag.ends_with(b"/>") },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn read(text: &str) -> (String, Vec<(u64, String)>) {
        let (header, read) = read_with_problems(text);
        (header, read.into_iter().map(|(line, text, _)| (line, text)).collect())
    }

    fn read_with_problems(text: &str) -> (String, Vec<(u64, String, Option<RecordProblem>)>) {
        let mut of_any_size = [1, 3, 4096].into_iter().map(|size| {
            let reader = BufReader::with_capacity(size, text.as_bytes());
            let mut elements = ElementReader::new(reader, &["item", "entry"], ReadLimits::default());
            let mut read = Vec::new();
            while let Some(place) = elements.advance().unwrap() {
                let text = String::from_utf8_lossy(elements.text()).into_owned();
                read.push((place.line, text, place.problem));
            }
            (String::from_utf8_lossy(elements.header()).into_owned(), read)
        });
        let first = of_any_size.next().unwrap();
        of_any_size.for_each(|other| assert_eq!(first, other));
        first
    }

    #[test]
    fn every_element_is_a_record() {
        let (header, items) =
            read("<rss>\n<title>a > b</title>\n<item>\n<a/></item> <x:item n='1'>2</x:item>\n</rss>");
        assert_eq!(header, "<rss>\n<title>a > b</title>\n");
        assert_eq!(
            items,
            [(3, "<item>\n<a/></item>".to_owned()), (4, "<x:item n='1'>2</x:item>".to_owned())]
        );
    }

    #[test]
    fn sections_and_comments_hold_no_tags() {
        let text = "<item><![CDATA[</item> <b> x]]> <!-- <item> --></item><entry/>";
        let (_, items) = read(text);
        assert_eq!(items[0].1, "<item><![CDATA[</item> <b> x]]> <!-- <item> --></item>");
        assert_eq!(items[1].1, "<entry/>");
    }

    #[test]
    fn what_is_not_closed_costs_one_record() {
        let (_, items) = read("<item>1\n<item>2</item>\n<item>3");
        let texts: Vec<_> = items.iter().map(|(line, text)| (*line, text.trim_end())).collect();
        assert_eq!(texts, [(1, "<item>1"), (2, "<item>2</item>"), (3, "<item>3")]);
    }

    #[test]
    fn the_end_of_a_file_that_is_cut_off_is_a_problem() {
        let whole = "<rss>\n<item>1</item>\n";
        let last = |rest: &str| {
            let (_, mut read) = read_with_problems(&format!("{whole}{rest}"));
            read.drain(..1).for_each(|first| assert_eq!(first, (2, "<item>1</item>".to_owned(), None)));
            read.pop()
        };
        let inside = Some(RecordProblem::Malformed(INSIDE_RECORD));
        for text in ["<item><a>2", "<item><![CDATA[</item>", "<item>2</item"] {
            assert_eq!(last(text), Some((3, text.to_owned(), inside.clone())));
        }
        let outside = Some(RecordProblem::Malformed(OUTSIDE_RECORDS));
        for text in ["<ite", "<!-- <item>3</item>"] {
            assert_eq!(last(text), Some((3, text.to_owned(), outside.clone())));
        }
        assert_eq!(last("</rss> 2 > 1\n"), None);
    }
}
