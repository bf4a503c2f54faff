//! What of a text counts when two states of it are compared.

use unicode_normalization::UnicodeNormalization;

use super::boilerplate::{is_boilerplate, without_relative_times};
use super::page_noise::article_text;
use super::sentences;

/// UTF-8 that was read as Windows-1252 and written again: what it looks like, what it was.
const MISREAD: &[(&str, &str)] = &[
    ("â€™", "’"),
    ("â€˜", "‘"),
    ("â€œ", "“"),
    ("â€\u{9d}", "”"),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¦", "…"),
    ("Ã©", "é"),
    ("Ã¨", "è"),
    ("Ã¡", "á"),
    ("Ã³", "ó"),
    ("Ã±", "ñ"),
    ("Ã¼", "ü"),
    ("Ã¶", "ö"),
    ("Ã¤", "ä"),
    ("Ã§", "ç"),
    ("Ãª", "ê"),
    ("Â\u{a0}", " "),
];

/// Entities that pages forget to resolve.
const ENTITIES: &[(&str, &str)] = &[
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
];

/// A text as it is compared: two texts that differ only in what a machine does to them are equal in this form.
///
/// Quotation marks, dashes and dots have one form each, white space is one blank, invisible characters go, letters are composed
/// (NFC), misread UTF-8 and unresolved entities are put right, and "3 hours ago" is the same as "2 days ago". Case and words
/// stay.
///
/// ```
/// use samestory::unstable::versions::comparable;
///
/// assert_eq!(comparable("“It’s  over” — he said…"), comparable("\"It's over\" - he said..."));
/// assert_eq!(comparable("Itâ€™s"), comparable("It's"));
/// assert_ne!(comparable("3 dead"), comparable("4 dead"));
/// ```
pub fn comparable(text: &str) -> String {
    without_relative_times(&plain(text))
}

/// The same with times left as they are.
pub fn plain(text: &str) -> String {
    let mut repaired = std::borrow::Cow::Borrowed(text);
    if text.contains('&') || !text.is_ascii() && text.contains(['â', 'Ã', 'Â']) {
        for (wrong, right) in MISREAD.iter().chain(ENTITIES) {
            if repaired.contains(wrong) {
                repaired = repaired.replace(wrong, right).into();
            }
        }
    }
    if repaired.is_ascii() {
        return plain_ascii(&repaired);
    }
    let mut plain = String::with_capacity(text.len());
    let mut blank = false;
    for c in repaired.nfc() {
        let folded = match c {
            '‘' | '’' | '‚' | '‛' | '′' | '`' => "'",
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
            '…' => "...",
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            c if c.is_whitespace() || c.is_control() => {
                blank = true;
                continue;
            }
            _ => "",
        };
        if std::mem::take(&mut blank) && !plain.is_empty() {
            plain.push(' ');
        }
        match folded {
            // "--" is a dash
            "-" if plain.ends_with('-') => {}
            "" if c == '-' && plain.ends_with('-') => {}
            "" => plain.push(c),
            folded => plain.push_str(folded),
        }
    }
    plain
}

/// The same of ASCII, in which letters are composed: a few instructions a byte.
fn plain_ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut blank = false;
    for byte in text.bytes() {
        if byte <= b' ' || byte == 0x7f {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) && !plain.is_empty() {
            plain.push(' ');
        }
        match byte {
            b'`' => plain.push('\''),
            // "--" is a dash
            b'-' if plain.ends_with('-') => {}
            byte => plain.push(char::from(byte)),
        }
    }
    plain
}

/// A whole text as it is compared: its sentences in [comparable form](comparable), boilerplate left out.
pub(crate) fn comparable_text(text: &str) -> String {
    let kept: Vec<String> = sentences(&article_text(text))
        .iter()
        .filter(|sentence| !is_boilerplate(sentence.text))
        .map(|sentence| comparable(sentence.text))
        .filter(|sentence| !sentence.is_empty())
        .collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_machines_do_is_no_change() {
        for (a, b) in [
            ("a\u{a0}b\r\n c", "a b c"),
            ("cafe\u{301}", "café"),
            ("co\u{ad}operate", "cooperate"),
            ("Tom &amp; Jerry", "Tom & Jerry"),
            ("war -- he said", "war — he said"),
            ("posted 3 hours ago", "posted 15 minutes ago"),
        ] {
            assert_eq!(comparable(a), comparable(b), "{a}");
        }
        for (a, b) in [("Mali", "mali"), ("3 dead", "4 dead"), ("3 hours", "4 hours"), ("e", "é")] {
            assert_ne!(comparable(a), comparable(b), "{a}");
        }
    }

    #[test]
    fn ascii_is_compared_as_any_text() {
        // a letter beyond ASCII after it has the text read character by character
        for byte in 0..0x80_u8 {
            for text in [[b'a', byte, b'b'], [byte, byte, b'-'], [b'-', byte, byte], [b'`', byte, b' ']] {
                let text = std::str::from_utf8(&text).unwrap();
                assert_eq!(plain(&format!("{text}z")) + "é", plain(&format!("{text}zé")), "{text:?}");
            }
        }
    }

    #[test]
    fn boilerplate_is_left_out() {
        let before = "Updated Oct. 29, 2012 9:40 pm\n\nIt rained.\n\n12 comments";
        assert_eq!(comparable_text(before), comparable_text("It rained.\n\n15 comments\n\nShare this"));
    }
}
