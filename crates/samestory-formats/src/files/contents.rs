//! What a file holds, as its first bytes say.

use std::io::{self, Read};

use super::compressed::BoxedReader;
use super::page::is_page;
use crate::format::{Format, Sniffed, is_enough, json_context, sniff};
use crate::frames::JsonShape;
use crate::records::JsonContext;

/// Which files are saved pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// None: all hold records.
    None,
    /// Those that are named like one and hold no records.
    ByName,
    /// All that hold no records.
    Any,
}

/// What a file holds.
pub(super) enum Contents {
    Json(JsonShape, JsonContext),
    Table(Format, u8),
    Records(Format),
    Page,
}

impl Contents {
    /// What somebody says that it is, else what its first bytes say.
    pub(super) fn of(head: &[u8], from: Option<Format>, pages: Pages, named_like_page: bool) -> Self {
        let records = |shape| Self::Json(shape, json_context(head));
        if pages == Pages::None {
            return Self::Json(JsonShape::Lines, JsonContext::default());
        }
        let sniffed = sniff(head);
        let may_be_page = pages == Pages::Any || named_like_page;
        match (from, sniffed) {
            (None, Sniffed::Json(shape)) => match head.trim_ascii_start().first() {
                // "[Advertisement]" begins a page, "[{" an array
                Some(b'[') if named_like_page && shape != JsonShape::Table && is_page(head) => Self::Page,
                _ => records(shape),
            },
            (Some(Format::Json), Sniffed::Json(shape)) => records(shape),
            (Some(Format::Json), _) => records(JsonShape::Lines),
            (None, Sniffed::Table(format, delimiter)) => Self::Table(format, delimiter),
            (Some(Format::Csv), Sniffed::Table(Format::Csv, delimiter)) => {
                Self::Table(Format::Csv, delimiter)
            }
            (Some(Format::Csv), _) => Self::Table(Format::Csv, b','),
            (Some(format @ (Format::Tsv | Format::Gkg)), _) => Self::Table(format, b'\t'),
            (None, Sniffed::Known(format)) => Self::Records(format),
            (Some(Format::Page), _) | (None, Sniffed::Html) => Self::Page,
            (Some(format), _) => Self::Records(format),
            (None, Sniffed::Unknown) if may_be_page => Self::Page,
            (None, Sniffed::Unknown) => records(JsonShape::Lines),
        }
    }
}

/// Whether the first bytes of a file are those of one of the formats, or of the one that somebody says that it is.
pub(super) fn is_known(head: &[u8], from: Option<Format>, named_like_page: bool) -> bool {
    match (from, sniff(head)) {
        (Some(Format::Json) | None, Sniffed::Json(shape)) => {
            let text = head.trim_ascii_start();
            let next = text.get(1..).unwrap_or_default().trim_ascii_start().first();
            match text.first() {
                Some(b'{') => matches!(next, None | Some(b'"' | b'}')),
                Some(_) if shape == JsonShape::Table => true,
                // an array of objects; "[section]" and "[text](link)" are none
                Some(_) => named_like_page && from.is_none() || matches!(next, None | Some(b'{' | b']')),
                None => true,
            }
        }
        (Some(Format::Json), _) => false,
        (None, Sniffed::Unknown) => named_like_page,
        _ => true,
    }
}

/// Reads as much of a file as tells its format, and no more: what follows may come later.
pub(super) fn read_head(reader: &mut BoxedReader, head: &mut Vec<u8>) -> io::Result<()> {
    let mut piece = vec![0; 1 << 13];
    while !is_enough(head) {
        match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => head.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
