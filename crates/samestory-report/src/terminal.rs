//! Foreign text on a terminal.
//!
//! An id, a title, a date or a file name may hold characters that control a terminal, turn the direction of what follows, or are not
//! seen at all. [`clean`] is for texts that are read, [`message`] for messages, [`escape_into`] for data. All three ask
//! `is_harmless`.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Longer texts are cut: nobody reads a sentence of this length on a terminal.
const MAX_TEXT: usize = 2000;

/// The characters of a message that are shown from its beginning and from its end, if it has more.
const MAX_MESSAGE: (usize, usize) = (600, 200);

/// Whether a character is seen for what it is and does nothing else. White space other than the blank, control and format characters
/// (also those of direction and of no width), line separators, private and unassigned characters are not.
fn is_harmless(c: char) -> bool {
    match c {
        ' '..='~' => true,
        '\0'..='\u{9f}' => false,
        _ => !matches!(
            c.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::PrivateUse
                | GeneralCategory::Surrogate
                | GeneralCategory::Unassigned
        ),
    }
}

/// A text to read on one line: a run of white space and control characters is one blank, characters that are not seen are left out,
/// unassigned and private ones are shown as U+FFFD. It is cut after 2,000 characters.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return text.into();
    }
    let mut cleaned = String::new();
    let (mut length, mut blank) = (0, false);
    for c in text.chars() {
        if length + usize::from(blank) >= MAX_TEXT {
            cleaned.push('…');
            break;
        }
        let shown = match c {
            _ if c.is_whitespace() || c.is_control() => {
                blank = true;
                continue;
            }
            _ if is_harmless(c) => c,
            _ if c.general_category() == GeneralCategory::Format => continue,
            _ => char::REPLACEMENT_CHARACTER,
        };
        if std::mem::take(&mut blank) && !cleaned.is_empty() {
            cleaned.push(' ');
            length += 1;
        }
        cleaned.push(shown);
        length += 1;
    }
    cleaned.into()
}

/// Whether a text is short and of printed ASCII with one blank between words, as most are.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    bytes.len() <= MAX_TEXT
        && bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && !ends.contains(&Some(&b' '))
        && !bytes.windows(2).any(|two| two == b"  ")
}

/// A message on one line: what is not harmless is shown as an escape, so that an id can be told from another, and a long message
/// keeps its beginning and its end.
pub fn message(text: &str) -> String {
    let (first, last) = MAX_MESSAGE;
    let mut shown = String::new();
    let escape = |shown: &mut String, c: char| match is_harmless(c) {
        true => shown.push(c),
        false => shown.extend(c.escape_unicode()),
    };
    let Some((cut, _)) = text.char_indices().nth(first) else {
        text.chars().for_each(|c| escape(&mut shown, c));
        return shown;
    };
    let rest = text[cut..].char_indices().rev().nth(last - 1).map_or(cut, |(at, _)| cut + at);
    text[..cut].chars().for_each(|c| escape(&mut shown, c));
    if rest > cut {
        shown.push_str(" … ");
    }
    text[rest..].chars().for_each(|c| escape(&mut shown, c));
    shown
}

/// Adds a character of data: line ends as they are, what is not harmless as JSON escapes it.
pub fn escape_into(shown: &mut String, c: char) {
    if is_harmless(c) || c == '\n' {
        shown.push(c);
        return;
    }
    for unit in c.encode_utf16(&mut [0; 2]) {
        shown.push_str(&format!("\\u{unit:04x}"));
    }
}

/// Whether a text of several lines can be shown as it is.
pub fn is_harmless_text(text: &str) -> bool {
    text.chars().all(|c| is_harmless(c) || c == '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_clean() {
        for (text, expected) in [
            ("", ""),
            ("as it is", "as it is"),
            (" two  blanks ", "two blanks"),
            ("a\u{1b}[31m line\nand more", "a [31m line and more"),
            ("não\u{a0}é", "não é"),
            ("Mali \u{202e}txet\u{2066} talks\u{200b} of\u{9b}31m", "Mali txet talks of 31m"),
            ("soft\u{ad}ly\u{2028}", "softly"),
            ("\u{e000}\u{378}\u{ffff}x", "\u{fffd}\u{fffd}\u{fffd}x"),
            ("日本語 עברית", "日本語 עברית"),
        ] {
            assert_eq!(clean(text), expected);
        }
        assert_eq!(clean(&"x".repeat(1 << 20)).chars().count(), MAX_TEXT + 1);
        assert_eq!(clean(&"é\n".repeat(1 << 20)).chars().count(), MAX_TEXT);
    }

    #[test]
    fn messages_show_what_is_not_seen() {
        assert_eq!(message("a\u{1b}]0;x\u{7}\nb\u{202e}"), "a\\u{1b}]0;x\\u{7}\\u{a}b\\u{202e}");
        let id = "é".repeat(1 << 20);
        let cut = message(&format!("in.jsonl: line 2: field \"id\": \"{id}\" was used on line 1 already"));
        assert!(cut.starts_with("in.jsonl: line 2: ") && cut.ends_with("\" was used on line 1 already"));
        assert!(cut.chars().count() < 900, "{cut}");
        for length in 598..805 {
            let text: String = (0..length).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
            let shown = message(&text);
            assert!(shown == text || shown.contains(" … ") && length > 800, "{length}: {shown}");
        }
    }
}
