//! Encodings, told by their byte order marks.

use std::io::{self, Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::compressed::{BoxedReader, first_bytes};

/// Marks, and beginnings of JSON, of what is not read.
const REFUSED: &[(&[u8], &str)] = &[
    (&[0xff, 0xfe, 0, 0], "UTF-32LE"),
    (&[0, 0, 0xfe, 0xff], "UTF-32BE"),
    (&[0x84, 0x31, 0x95, 0x33], "GB18030"),
    (&[0x2b, 0x2f, 0x76], "UTF-7"),
    (&[0xf7, 0x64, 0x4c], "UTF-1"),
    (&[0xdd, 0x73, 0x66, 0x73], "UTF-EBCDIC"),
    (&[0x0e, 0xfe, 0xff], "SCSU"),
    (&[0xfb, 0xee, 0x28], "BOCU-1"),
    (b"{\0\0\0", "UTF-32LE without a mark"),
    (b"[\0\0\0", "UTF-32LE without a mark"),
    (b"\0\0\0{", "UTF-32BE without a mark"),
    (b"\0\0\0[", "UTF-32BE without a mark"),
];

/// How files begin that are packed or printed in a way that is not read, with what reads them.
const PACKED: &[(&[u8], &str)] = &[
    (b"\xfd7zX", "it is compressed with xz: decompress it first, as in \"xz -dc FILE | samestory …\""),
    (b"BZh", "it is compressed with bzip2: decompress it first, as in \"bzip2 -dc FILE | samestory …\""),
    (b"PK\x03\x04", "it is a ZIP archive (or an office document): unpack it first"),
    (b"7z\xbc\xaf", "it is a 7z archive: unpack it first"),
    (b"%PDF", "it is a PDF, which is not read"),
    (b"SQLi", "it is an SQLite database: export its table as CSV or JSON first"),
    (b"PAR1", "it is a Parquet file; a command that is built with the feature \"parquet\" reads it"),
    (b"ARROW1\0\0", "it is an Arrow file; a command that is built with the feature \"arrow\" reads it"),
];

/// Why a file that begins so is not read.
pub(super) fn packed(head: &[u8]) -> Option<&'static str> {
    PACKED.iter().find(|(mark, _)| head.starts_with(mark)).map(|(_, why)| *why)
}

/// What a file holds, in UTF-8: UTF-16 is decoded if it has a byte order mark or begins with two letters of ASCII, the mark of UTF-8 is
/// left out, other marks are refused by name. What has none is given as it is.
pub(super) fn decode(mut reader: BoxedReader) -> io::Result<BoxedReader> {
    let head = first_bytes(&mut reader)?;
    if let Some((_, name)) = REFUSED.iter().find(|(mark, _)| head.starts_with(mark)) {
        let message = format!("its first bytes are those of {name}; UTF-8 and UTF-16 are read");
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    let has_mark = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| head.starts_with(mark));
    let unmarked = match head[..] {
        [1..=0x7f, 0, 1..=0x7f, 0] => Some(UTF_16LE),
        [0, 1..=0x7f, 0, 1..=0x7f] => Some(UTF_16BE),
        _ => None,
    };
    let whole = Cursor::new(head).chain(reader);
    if let Some(encoding) = unmarked {
        return Ok(Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(whole)));
    }
    if !has_mark {
        return Ok(Box::new(whole));
    }
    let mut builder = DecodeReaderBytesBuilder::new();
    Ok(Box::new(builder.bom_sniffing(true).strip_bom(true).utf8_passthru(true).build(whole)))
}

/// Whether the lines of a text end as on old Macintoshes: with carriage returns alone.
pub(super) fn has_bare_returns(head: &[u8]) -> bool {
    memchr::memchr(b'\r', head).is_some() && memchr::memchr(b'\n', head).is_none()
}

/// Ends the lines of a text as elsewhere.
pub(super) fn to_line_feeds(text: &mut [u8]) {
    text.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
}

/// A reader of [such a text](has_bare_returns).
pub(super) struct LineFeeds(pub(super) BoxedReader);

impl Read for LineFeeds {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        to_line_feeds(&mut buffer[..read]);
        Ok(read)
    }
}
