//! Text in encodings that nobody declared.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};

use crate::fields::Fields;

/// Bytes as text: UTF-8, or the encoding that bytes which are none of it look like. Where some are UTF-8, what is none of it is read
/// as Windows-1252, so that a stray byte costs no more than itself.
pub(crate) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let Foreign { encoding, is_whole, .. } = Foreign::of(bytes);
    if is_whole {
        return Cow::Owned(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&encoding.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

/// Notes how many bytes of a record are no UTF-8, and what they are taken for.
pub(crate) fn note_encoding(record: &[u8], fields: &mut Fields) {
    if std::str::from_utf8(record).is_ok() {
        return;
    }
    let Foreign { bytes, encoding, .. } = Foreign::of(record);
    let are = if bytes == 1 { "byte is no UTF-8, and is" } else { "bytes are no UTF-8, and are" };
    fields.note("record", format!("{bytes} {are} read as {}", encoding.name().to_ascii_lowercase()));
}

/// How bytes are read that are not all UTF-8.
struct Foreign {
    /// How many are none.
    bytes: usize,
    encoding: &'static Encoding,
    /// Whether the rest is in this encoding too.
    is_whole: bool,
}

impl Foreign {
    fn of(bytes: &[u8]) -> Self {
        let foreign = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
        let (valid, invalid) = bytes.utf8_chunks().fold((0, 0), |(valid, invalid), chunk| {
            (valid + foreign(chunk.valid()), invalid + chunk.invalid().len())
        });
        // two bytes of another encoding may happen to be UTF-8
        let is_whole = valid * MIN_INVALID <= invalid;
        Self { bytes: invalid, encoding: if is_whole { detected(bytes) } else { WINDOWS_1252 }, is_whole }
    }
}

/// For every letter that is UTF-8 there are so many bytes that are none, where a text is in another encoding.
const MIN_INVALID: usize = 4;

/// The encoding that bytes look like which are no UTF-8, as a browser guesses it (chardetng).
pub(crate) fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, GBK, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253};

    use super::*;

    #[test]
    fn what_nobody_declared_is_told_by_its_bytes() {
        for (encoding, text) in [
            (WINDOWS_1252, "Brücke"),
            (WINDOWS_1252, "1,,Brücke"),
            (WINDOWS_1252, "He said: “no” – it’s over"),
            (WINDOWS_1251, "Мост закрыт;Мост закрыт до марта"),
            (WINDOWS_1253, "Κλειστή γέφυρα;Η γέφυρα είναι κλειστή"),
            (WINDOWS_1250, "Most zamknięty;Most jest zamknięty dla ciężarówek;Łódź"),
            (GBK, "大桥封闭,大桥将封闭至三月,日报"),
            (GBK, "标题,正文,来源,发布时间,链接"),
            (SHIFT_JIS, "橋が封鎖,橋は三月まで封鎖される,日報"),
            (EUC_KR, "다리 봉쇄,다리는 삼월까지 봉쇄된다,일보"),
        ] {
            assert_eq!(text_of(&encoding.encode(text).0), text);
        }
        assert_eq!(text_of("Söll \u{201e}x".as_bytes()), "Söll \u{201e}x");
        assert_eq!(text_of(b"S\xc3\xb6ll, M\xe4rz"), "Söll, März");
    }
}
