//! JSON as programs write it that do not keep to the standard.

/// JSON with what is known to go wrong put right: NaN and Infinity (Python writes them for "nothing"), numbers out of range, halves of
/// characters ("\ud83d" alone), control characters within texts, and commas before a closing bracket. None if there is nothing of
/// the kind, so that something else is wrong.
pub(super) fn repaired(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let (mut at, mut in_string, mut changed) = (0, false, false);
    while at < bytes.len() {
        let byte = bytes[at];
        let (written, length): (&[u8], usize) = match byte {
            b'"' => {
                in_string = !in_string;
                (&bytes[at..=at], 1)
            }
            b'\\' if in_string => escape(&bytes[at..]),
            0..0x20 if in_string => (b" ", 1),
            _ if in_string => (&bytes[at..=at], 1),
            b',' if closes(&bytes[at + 1..]) => (b"", 1),
            b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'0'..=b'9' => bare(&bytes[at..]),
            _ => (&bytes[at..=at], 1),
        };
        changed |= written != &bytes[at..at + length];
        out.extend_from_slice(written);
        at += length;
    }
    String::from_utf8(out).ok().filter(|_| changed)
}

/// Whether the next that is not blank is a closing bracket.
fn closes(rest: &[u8]) -> bool {
    matches!(rest.trim_ascii_start().first(), Some(b'}' | b']'))
}

/// An escape at the beginning: what is written for it, and its length.
fn escape(bytes: &[u8]) -> (&[u8], usize) {
    const LOST: &[u8] = b"\\ufffd";
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (&bytes[..12], 12),
        (Some(0xd800..=0xdfff), _) => (LOST, 6),
        (Some(_), _) => (&bytes[..6], 6),
        (None, _) => match bytes.get(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => (&bytes[..2], 2),
            // "\'" and "\x" are no escapes in JSON
            _ => (b"\\\\", 1),
        },
    }
}

/// A word or number at the beginning: what is written for it, and its length.
fn bare(bytes: &[u8]) -> (&[u8], usize) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = bytes.iter().take_while(|byte| is_part(byte)).count();
    let word = &bytes[..length];
    let is_value = serde_json::from_slice::<serde_json::Value>(word).is_ok();
    let is_nothing = [&b"NaN"[..], b"-NaN", b"Infinity", b"-Infinity", b"None", b"undefined"].contains(&word);
    let is_number = word.iter().any(u8::is_ascii_digit)
        && word.iter().all(|byte| !byte.is_ascii_alphabetic() || matches!(byte, b'e' | b'E'));
    let written: &[u8] = match word {
        b"True" => b"true",
        b"False" => b"false",
        _ if is_nothing || is_number && !is_value => b"null",
        _ => word,
    };
    (written, length)
}

#[cfg(test)]
mod tests {
    use super::repaired;

    #[test]
    fn only_what_is_known_is_repaired() {
        for (given, expected) in [
            (r#"{"a": NaN, "b": "NaN", "c": -Infinity}"#, Some(r#"{"a": null, "b": "NaN", "c": null}"#)),
            (r#"{"a": 1e999, "b": 1.5e3}"#, Some(r#"{"a": null, "b": 1.5e3}"#)),
            (r#"{"a": "x\ud83d y\ud83d\ude00"}"#, Some(r#"{"a": "x\ufffd y\ud83d\ude00"}"#)),
            ("{\"a\": \"x\ty\"}", Some(r#"{"a": "x y"}"#)),
            (r#"{"a": [1, 2, ], }"#, Some(r#"{"a": [1, 2 ] }"#)),
            (r#"{"a": "it\'s"}"#, Some(r#"{"a": "it\\'s"}"#)),
            (r#"{"a": 1"#, None),
            ("{\"a\": \"\\", Some("{\"a\": \"\\\\")),
        ] {
            assert_eq!(repaired(given).as_deref(), expected, "{given}");
        }
    }
}
