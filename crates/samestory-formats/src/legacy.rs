//! Text in encodings that nobody declared.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Bytes as text: UTF-8, and what is none of it as Windows-1252, so that a stray byte costs no more than itself.
pub(crate) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}
