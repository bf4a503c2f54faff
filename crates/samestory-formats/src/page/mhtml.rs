//! Pages that a browser saved with all their parts in one file: MHTML (RFC 2557).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;

/// Parts stand in each other no deeper. The parsers of e-mail that exist go as deep as the text does.
const DEEPEST: usize = 4;

/// The first field that says what the file is stands in so many bytes.
const HEAD: usize = 4 << 10;

/// Damaged base64 is read as far as it goes.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Whether a file begins with the header of a message whose parts are a page.
pub(crate) fn is_mhtml(head: &[u8]) -> bool {
    let head = head.get(..HEAD).unwrap_or(head).trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_field = memchr::memchr(b':', line).is_some_and(|colon| {
        colon > 0 && line[..colon].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    });
    if !is_field {
        return false;
    }
    let lower = head.to_ascii_lowercase();
    let has = |text: &str| memchr::memmem::find(&lower, text.as_bytes()).is_some();
    has("mime-version:") && (has("multipart/") || has("text/html"))
}

/// The page of such a file, in UTF-8, below the mark that browsers leave in pages they save if the file says from where; none if there is
/// none in it.
pub(super) fn page_of(bytes: &[u8]) -> Option<Vec<u8>> {
    if !is_mhtml(bytes) {
        return None;
    }
    let message = Part::of(bytes.trim_ascii_start());
    let whole = message.field("snapshot-content-location").or_else(|| message.field("content-location"));
    let found = message.html(0)?;
    let body = found.body();
    let kind = found.field("content-type").unwrap_or_default();
    let declared = parameter(&kind, "charset").and_then(|name| Encoding::for_label(name.as_bytes()));
    let page = match declared.filter(|_| std::str::from_utf8(&body).is_err()) {
        Some(encoding) => encoding.decode(&body).0.into_owned().into_bytes(),
        None => body,
    };
    let address =
        whole.or_else(|| found.field("content-location")).filter(|address| address.starts_with("http"));
    Some(match address {
        Some(address) => {
            let mark = format!("<!-- saved from url=({:04}){address} -->\n", address.len());
            [mark.into_bytes(), page].concat()
        }
        None => page,
    })
}

/// A part of a message: its header and what follows it.
struct Part<'t> {
    header: &'t [u8],
    content: &'t [u8],
}

impl<'t> Part<'t> {
    fn of(text: &'t [u8]) -> Self {
        let ends = [&b"\r\n\r\n"[..], b"\n\n"].into_iter();
        let end = ends.filter_map(|end| Some((memchr::memmem::find(text, end)?, end.len()))).min();
        match end {
            Some((at, length)) => Self { header: &text[..at], content: &text[at + length..] },
            None => Self { header: text, content: &[] },
        }
    }

    /// The value of a field of the header; lines that begin with a blank continue it.
    fn field(&self, name: &str) -> Option<String> {
        let header = String::from_utf8_lossy(self.header);
        let mut lines = header.lines();
        let is_it = |line: &str| {
            line.split_once(':').is_some_and(|(found, _)| found.trim().eq_ignore_ascii_case(name))
        };
        let first = lines.by_ref().find(|line| is_it(line))?;
        let mut value = first.split_once(':')?.1.trim().to_owned();
        for line in lines.take_while(|line| line.starts_with([' ', '\t'])) {
            // an address is broken without a blank
            if !value.starts_with("http") {
                value.push(' ');
            }
            value.push_str(line.trim());
        }
        Some(value)
    }

    /// The first part that is a page.
    fn html(self, depth: usize) -> Option<Self> {
        let kind = self.field("content-type").unwrap_or_default();
        let name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if matches!(name.as_str(), "text/html" | "application/xhtml+xml") {
            return Some(self);
        }
        let boundary =
            parameter(&kind, "boundary").filter(|_| name.starts_with("multipart/") && depth < DEEPEST)?;
        let mark = format!("--{boundary}");
        // the mark stands at the beginning of a line
        let begins = memchr::memmem::find_iter(self.content, mark.as_bytes())
            .filter(|&at| at == 0 || self.content[at - 1] == b'\n')
            .collect::<Vec<_>>();
        begins.iter().enumerate().find_map(|(number, &at)| {
            let end = begins.get(number + 1).copied().unwrap_or(self.content.len());
            let part = &self.content[at + mark.len()..end];
            let line = memchr::memchr(b'\n', part)?;
            (!part.starts_with(b"--")).then(|| Part::of(&part[line + 1..]).html(depth + 1))?
        })
    }

    /// What follows the header, decoded.
    fn body(&self) -> Vec<u8> {
        let coding = self.field("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        match coding.as_str() {
            "quoted-printable" => unquoted(self.content),
            "base64" => {
                let digits: Vec<u8> = self
                    .content
                    .iter()
                    .copied()
                    .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
                    .collect();
                // one digit alone at the end is half a byte
                let whole = if digits.len() % 4 == 1 { digits.len() - 1 } else { digits.len() };
                LENIENT.decode(&digits[..whole]).unwrap_or_default()
            }
            _ => self.content.to_vec(),
        }
    }
}

/// A parameter of a field: `boundary="a b"; charset=utf-8`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (found.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// Text from quoted-printable: "=C3=A4" is a letter, "=" at the end of a line joins it with the next. What is no code stays.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'=', rest) {
        plain.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        if rest.get(blanks) == Some(&b'\n') {
            rest = &rest[blanks + 1..];
            continue;
        }
        let code = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                rest = &rest[2..];
            }
            None => plain.push(b'='),
        }
    }
    plain.extend_from_slice(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Option<String> {
        page_of(text.as_bytes()).map(|page| String::from_utf8(page).unwrap())
    }

    #[test]
    fn the_page_of_a_file_of_parts_is_found() {
        let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/news/a-very-long-name-of-\r\n dam\r\nSubject: Dam\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B--x----\"\r\n\r\n\r\n------B--x----\r\n\
            Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <p class=3D\"a\">Br=C3=BCcke=\r\n zu</p>\r\n------B--x----\r\nContent-Type: text/css\r\n\r\np {}\r\n------B--x------\r\n";
        let expected = "<!-- saved from url=(0046)https://x.example/news/a-very-long-name-of-dam -->\n<p class=\"a\">Brücke zu</p>\r\n";
        assert_eq!(page(saved).as_deref(), Some(expected));
        let older = "From: \"Saved by Internet Explorer\"\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\
            Content-Type: multipart/alternative; boundary=\"i\"\n\n--i\nContent-Type: text/plain\n\nplain\n--i\n\
            Content-Type: text/html; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: base64\nContent-Location: https://x.example/b\n\n\
            PHA+QnL8Y2tl\nPC9wPg==\n--i--\n--o--\n";
        assert_eq!(
            page(older).as_deref(),
            Some("<!-- saved from url=(0019)https://x.example/b -->\n<p>Brücke</p>")
        );
    }

    #[test]
    fn what_is_none_stays() {
        for text in [
            "",
            "The dam: a report\n\nMIME-Version: 1.0 text/html",
            "From: a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\n",
            "From: a\nMIME-Version: 1.0\nContent-Type: multipart/related",
        ] {
            assert_eq!(page(text), None, "{text}");
        }
        let nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(50_000);
        assert_eq!(page(&format!("MIME-Version: 1.0\n{nested}")), None);
        assert_eq!(unquoted(b"a=3 =ZZ= \n="), b"a=3 =ZZ=");
    }
}
