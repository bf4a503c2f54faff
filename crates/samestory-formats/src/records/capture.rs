//! Captures of pages in WARC.

use std::io::Read;

use flate2::read::{GzDecoder, ZlibDecoder};

/// A page as a server sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Capture {
    /// Its address.
    pub(crate) url: Option<String>,
    /// When it was captured.
    pub(crate) time: Option<String>,
    /// The encoding that the server declared.
    pub(crate) charset: Option<String>,
    /// The page, as bytes.
    pub(crate) body: Vec<u8>,
}

/// Reads a response record with its header; none if it is no page, or the server had none.
///
/// # Errors
///
/// If it cannot be decoded.
pub(crate) fn read_capture(record: &[u8], max_bytes: usize) -> Result<Option<Capture>, String> {
    let (warc, block) = split_header(record);
    let url = field(warc, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let time = field(warc, "warc-date");
    if !block.starts_with(b"HTTP/") {
        // a resource is the page itself
        let kind = field(warc, "content-type").unwrap_or_default();
        let page =
            is_page(&kind).then(|| Capture { url, time, charset: charset(&kind), body: block.to_vec() });
        return Ok(page);
    }
    let (http, payload) = split_header(block);
    let status = http.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
    let kind = field(http, "content-type").unwrap_or_default();
    let holds_page = is_page(&kind) || kind.is_empty() && looks_like_page(payload);
    if !status.starts_with(b"2") || !holds_page {
        return Ok(None);
    }
    let mut body = payload.to_vec();
    if field(http, "transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
    {
        // archives often keep the header and undo what it says
        body = dechunked(&body).unwrap_or(body);
    }
    let coding = field(http, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    body = match coding.trim() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            inflated(GzDecoder::new(&body[..]), max_bytes)?
        }
        "deflate" if !looks_like_page(&body) => inflated(ZlibDecoder::new(&body[..]), max_bytes)?,
        "" | "identity" | "gzip" | "x-gzip" | "deflate" => body,
        _ if looks_like_page(&body) => body,
        other => {
            return Err(format!("field \"Content-Encoding\": \"{other}\" is not read: gzip and deflate are"));
        }
    };
    Ok(Some(Capture { url, time, charset: charset(&kind), body }))
}

/// What stands before the first blank line, and after it.
fn split_header(record: &[u8]) -> (&[u8], &[u8]) {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"].into_iter();
    let found = ends.filter_map(|end| memchr::memmem::find(record, end).map(|at| (at, at + end.len()))).min();
    found.map_or((record, &[]), |(end, begin)| (&record[..end], &record[begin..]))
}

/// The value of a field of a header, by its name in small letters.
fn field(header: &[u8], name: &str) -> Option<String> {
    header.split(|&byte| byte == b'\n').find_map(|line| {
        let colon = memchr::memchr(b':', line)?;
        let is_it = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        is_it.then(|| String::from_utf8_lossy(line[colon + 1..].trim_ascii()).into_owned())
    })
}

fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml")
}

fn looks_like_page(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

fn charset(content_type: &str) -> Option<String> {
    let (_, rest) = content_type.split_once("charset=")?;
    let name = rest.split([';', ' ']).next()?.trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// A body without the lengths of its chunks; none if it has none.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::with_capacity(body.len()), body);
    loop {
        let end = memchr::memchr(b'\n', rest.get(..32).unwrap_or(rest))?;
        let digits = rest[..end].split(|&byte| byte == b';').next()?.trim_ascii();
        let length = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        rest = &rest[end + 1..];
        if length == 0 {
            return Some(out);
        }
        // a body that was cut is read as far as it goes
        out.extend_from_slice(rest.get(..length).unwrap_or(rest));
        rest = rest.get(length..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

/// A body decompressed, up to a limit. One that was cut is read as far as it goes.
fn inflated(decoder: impl Read, max_bytes: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let read = decoder.take(max_bytes as u64 + 1).read_to_end(&mut out);
    if out.len() > max_bytes {
        return Err(format!("the page has more than {max_bytes} bytes, which is the limit"));
    }
    match read {
        Err(error) if out.is_empty() => Err(format!("the page cannot be decompressed: {error}")),
        _ => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn record(http: &str, body: &[u8]) -> Vec<u8> {
        let mut record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://x.example/1>\r\nWARC-Date: 2024-11-04T08:10:00Z\r\n\r\n{http}\r\n\r\n"
        )
        .into_bytes();
        record.extend_from_slice(body);
        record
    }

    #[test]
    fn codings_are_undone() {
        let page = b"<html><p>One</p></html>";
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(page).unwrap();
        let packed = encoder.finish().unwrap();
        let mut chunked = format!("{:x}\r\n", packed.len()).into_bytes();
        chunked.extend_from_slice(&packed);
        chunked.extend_from_slice(b"\r\n0\r\n\r\n");
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked";
        let capture = read_capture(&record(head, &chunked), 1 << 20).unwrap().unwrap();
        assert_eq!(capture.body, page);
        assert_eq!(
            (capture.url.as_deref(), capture.charset.as_deref()),
            (Some("https://x.example/1"), Some("ISO-8859-1"))
        );
        // what an archive undid already
        assert_eq!(read_capture(&record(head, page), 1 << 20).unwrap().unwrap().body, page);
        assert!(read_capture(&record(head, &chunked), 4).is_err());
    }

    #[test]
    fn what_is_no_page_is_passed_over() {
        for head in [
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png",
        ] {
            assert_eq!(read_capture(&record(head, b"<p>x"), 99), Ok(None));
        }
    }
}
