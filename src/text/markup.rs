//! Character references and tags in what should be plain text.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};
use memchr::{memchr, memchr_iter, memchr2};

use super::elements::{INLINE, LINES, PARAGRAPHS, WHOLES};

/// Feeds escape what is escaped already: "&amp;amp;#039;" takes three rounds.
const ROUNDS: usize = 3;

/// No name of a character is longer.
const LONGEST_REFERENCE: usize = 33;

/// A tag with attributes; what is longer is text.
const LONGEST_TAG: usize = 2000;

/// A text with references to characters ("&#039;", "&amp;") replaced by these, also where they are escaped twice, and
/// without the tags of HTML. Tags between paragraphs become line ends.
///
/// A reference ends with a semicolon, and a tag has the name of an element and nothing but attributes: "AT&T",
/// "a < b" and "x<y" stay.
///
/// # Complexity
///
/// Linear. Nothing is allocated for a text without "&" and "<".
pub(crate) fn without_markup(text: &str) -> Cow<'_, str> {
    if memchr2(b'&', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let plain = decoded(text);
    match without_tags(&plain) {
        Some(untagged) => Cow::Owned(untagged),
        None => plain,
    }
}

/// A text with its references replaced, also where they are escaped twice.
pub fn decoded(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        let Some(decoded) = decoded_once(&plain) else { break };
        plain = Cow::Owned(decoded);
    }
    plain
}

/// A text with its references replaced once; none if it has none.
pub fn decoded_once(text: &str) -> Option<String> {
    let (mut out, mut copied) = (String::new(), 0);
    for at in memchr_iter(b'&', text.as_bytes()) {
        let Some(reference) = reference(&text[at..]) else { continue };
        let Some(characters) = characters(reference) else { continue };
        out.push_str(&text[copied..at]);
        out.push_str(&characters);
        copied = at + reference.len();
    }
    (copied > 0).then(|| out + &text[copied..])
}

/// What is written as a reference at the beginning of a text, whether or not it names a character.
fn reference(text: &str) -> Option<&str> {
    let mut bytes = text.bytes().take(LONGEST_REFERENCE).skip(1);
    let end = 1 + bytes.position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    (text.as_bytes()[end] == b';').then(|| &text[..=end])
}

/// The characters that a reference stands for; none if it stands for itself.
pub fn characters(reference: &str) -> Option<String> {
    let mut characters = String::new();
    for token in Tokenizer::new(reference) {
        if let Ok(Token::String(text)) = token {
            characters.push_str(std::str::from_utf8(&text).ok()?);
        }
    }
    (characters != reference).then_some(characters)
}

/// A text without its tags and comments; none if it has none.
fn without_tags(text: &str) -> Option<String> {
    let (mut out, mut copied) = (String::new(), 0);
    for at in memchr_iter(b'<', text.as_bytes()) {
        if at < copied {
            continue;
        }
        let Some((len, ends_line)) = tag(&text[at..]) else { continue };
        out.push_str(&text[copied..at]);
        if ends_line {
            out.push('\n');
        }
        copied = at + len;
    }
    (copied > 0).then(|| out + &text[copied..])
}

/// The length of the tag or comment at the beginning of a text, and whether it ends a line.
fn tag(text: &str) -> Option<(usize, bool)> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| (end + 3, false));
    }
    let (name, end) = tag_name(&text[1..])?;
    let is_one_of = |elements: &[&str]| elements.iter().any(|element| element.eq_ignore_ascii_case(name));
    let ends_line = [PARAGRAPHS, LINES, WHOLES].into_iter().any(is_one_of);
    (ends_line || is_one_of(INLINE)).then_some((end + 2, ends_line))
}

/// The name in the tag that a text is the rest of, which begins behind "<", and where its ">" stands; none if more than attributes are
/// in it.
pub fn tag_name(rest: &str) -> Option<(&str, usize)> {
    let end = memchr(b'>', rest.as_bytes().get(..LONGEST_TAG).unwrap_or(rest.as_bytes()))?;
    let inside = rest[..end].strip_prefix('/').unwrap_or(&rest[..end]);
    let name_end = inside.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(name_end);
    let is_empty = attributes.trim_matches(|c: char| c.is_ascii_whitespace() || c == '/').is_empty();
    let are_attributes =
        attributes.starts_with(|c: char| c.is_ascii_whitespace()) && attributes.contains('=');
    let is_tag = memchr(b'<', inside.as_bytes()).is_none() && (is_empty || are_attributes);
    is_tag.then_some((name, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_however_often_they_are_escaped() {
        assert_eq!(
            without_markup("Harbour&#039;s gulls &amp; terns&#8217; nests"),
            "Harbour's gulls & terns’ nests"
        );
        assert_eq!(
            without_markup("&quot;Yes&quot;, the mayor&#x27;s caf&eacute;"),
            "\"Yes\", the mayor's café"
        );
        assert_eq!(
            without_markup("Mayor&amp;#039;s plan, Smith &amp;amp;amp; Sons"),
            "Mayor's plan, Smith & Sons"
        );
    }

    #[test]
    fn tags_are_left_out_and_paragraphs_parted() {
        assert_eq!(
            without_markup("The <b>dam</b> gave <a href=\"/x?a=1\" class='y'>way</a>"),
            "The dam gave way"
        );
        assert_eq!(
            without_markup("<p>One.</p><p>Two.<br/>Three<!-- not <b> this --></p>"),
            "\nOne.\n\nTwo.\nThree\n"
        );
        assert_eq!(without_markup("&lt;strong&gt;Dam&lt;/strong&gt; gives way"), "Dam gives way");
    }

    #[test]
    fn plain_text_stays() {
        for text in [
            "AT&T and B&B",
            "R&D; Q&A",
            "a < b",
            "x<y",
            "x<y and z>w",
            "a<b and c>d",
            "1 <2> 3",
            "&",
            "<",
            "<>",
            "&;",
            "&#;",
            "&nosuchname;",
            "I <3 you",
            "if a<b then",
            "<unknown>",
            "&é;",
            "<é>",
            "p <p",
            "&#xzz;",
        ] {
            assert_eq!(without_markup(text), text);
        }
        assert!(matches!(without_markup("No markup here"), Cow::Borrowed(_)));
        assert!(matches!(without_markup("AT&T, x < y"), Cow::Borrowed(_)));
    }

    #[test]
    fn odd_references_have_a_result() {
        assert_eq!(without_markup("a&#0;b&#xD800;c&#x110000;d"), "a\u{fffd}b\u{fffd}c\u{fffd}d");
        assert_eq!(without_markup("tea&nbsp;time &#150; now"), "tea\u{a0}time – now");
        assert_eq!(without_markup(&"&amp;".repeat(40)), "&".repeat(40));
    }
}
