//! The characters of a page: by its byte order mark, by what it declares, by what its bytes can be.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::legacy::detected;

/// Declarations stand in the first bytes of a page.
const HEAD: usize = 8 << 10;

/// A page as text.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding that it was in.
    pub(super) encoding: &'static str,
    /// How many sequences of bytes mean nothing in it.
    pub(super) undecodable: usize,
}

/// Decodes a page. A byte order mark decides; without one, bytes that are UTF-8 are read as such, whatever the page declares, as browsers
/// save in UTF-8 what was in another encoding; then what is declared; then what its bytes look like.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    if std::str::from_utf8(bytes).is_ok() {
        let seven_bits = declared(bytes).filter(|encoding| !encoding.is_ascii_compatible());
        return with(seven_bits.filter(|_| bytes.contains(&0x1b)).unwrap_or(UTF_8), bytes);
    }
    let declared = declared(bytes).filter(|encoding| encoding.is_ascii_compatible() || bytes.contains(&0x1b));
    let read = with(declared.unwrap_or(UTF_8), bytes);
    // nearly all of it is UTF-8: some bytes are broken
    let is_mostly_utf_8 =
        |read: &Decoded| read.undecodable * 20 < read.text.chars().filter(|c| !c.is_ascii()).count();
    if read.encoding == UTF_8.name() && !is_mostly_utf_8(&read) {
        return with(detected(bytes), bytes);
    }
    read
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let before = memchr::memmem::find_iter(bytes, "\u{fffd}").count();
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let marks = memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count();
    let undecodable = if encoding == UTF_8 { marks.saturating_sub(before) } else { marks };
    Decoded { text: text.into_owned(), encoding: encoding.name(), undecodable }
}

/// UTF-16 without a mark: every other byte of the beginning is 0.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..8)?;
    let zero = |parity: usize| head.iter().skip(parity).step_by(2).all(|byte| *byte == 0);
    match (zero(0), zero(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that the head of a page declares: `charset=` in `meta`, `encoding=` in the XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let after = |mark: &[u8]| {
        memchr::memmem::find_iter(&head, mark).find_map(|at| {
            let rest = head[at + mark.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
                .unwrap_or(rest.len());
            Encoding::for_label(&rest[..end])
        })
    };
    let xml = head.trim_ascii_start().starts_with(b"<?xml").then(|| after(b"encoding")).flatten();
    let encoding = xml.or_else(|| after(b"charset"))?;
    Some(match encoding {
        // a page whose declaration could be read is not in UTF-16
        _ if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        // as the HTML standard says
        _ if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let decoded = decode(bytes);
        (decoded.text, decoded.encoding, decoded.undecodable)
    }

    #[test]
    fn the_encoding_is_found() {
        for (bytes, text, encoding) in [
            (&b"\xef\xbb\xbfS\xc3\xb6ll"[..], "Söll", "UTF-8"),
            (b"\xff\xfeS\0\xf6\0", "Sö", "UTF-16LE"),
            (b"\xfe\xff\0S\0\xf6", "Sö", "UTF-16BE"),
            (b"<\0p\0>\0S\0\xf6\0", "<p>Sö", "UTF-16LE"),
            (b"<meta charset=iso-8859-1>S\xf6ll", "<meta charset=iso-8859-1>Söll", "windows-1252"),
            (
                b"<?xml version='1.0' encoding='koi8-r'?>\xf3",
                "<?xml version='1.0' encoding='koi8-r'?>С",
                "KOI8-R",
            ),
            (b"<meta charset=shift_jis>\x93\xfa\x96\x7b", "<meta charset=shift_jis>日本", "Shift_JIS"),
            (b"<meta charset=iso-8859-1>S\xc3\xb6ll", "<meta charset=iso-8859-1>Söll", "UTF-8"),
            (b"<meta charset=utf-16>S\xc3\xb6ll", "<meta charset=utf-16>Söll", "UTF-8"),
            (b"S\xf6ll", "Söll", "windows-1252"),
            (b"<p>\xcc\xee\xf1\xf2 \xe7\xe0\xea\xf0\xfb\xf2", "<p>Мост закрыт", "windows-1251"),
            (b"<meta charset=x-user-defined>S\xf6ll", "<meta charset=x-user-defined>Söll", "windows-1252"),
        ] {
            assert_eq!(read(bytes), (text.to_owned(), encoding, 0));
        }
    }

    #[test]
    fn undecodable_bytes_are_counted() {
        let page = [
            "<meta charset=utf-8>".as_bytes(),
            "äöü".repeat(30).as_bytes(),
            b"\xff \xfe",
            "\u{fffd}".as_bytes(),
        ]
        .concat();
        assert_eq!(decode(&page).undecodable, 2);
        assert_eq!(decode(b"<meta charset=euc-jp>\xff\xff").undecodable, 2);
    }
}
