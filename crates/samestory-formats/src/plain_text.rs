//! Headlines and texts as they are read, from what feeds, databases and pages have for them.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};
use memchr::{memchr_iter, memchr3};
use samestory::unstable::markup::{INLINE, LINES, PARAGRAPHS, WHOLES, decoded, tag_name};

/// Elements whose content is no text.
const SILENT: &[&str] = &["script", "style", "template", "noscript", "svg"];

/// A headline without references to characters and without tags, on one line.
///
/// # Complexity
///
/// Linear. Nothing is allocated for a text without "&" and "<".
pub(crate) fn headline(text: &str) -> Cow<'_, str> {
    match plain_text(text) {
        Cow::Owned(plain) => Cow::Owned(plain.split_whitespace().collect::<Vec<_>>().join(" ")),
        unchanged => unchanged,
    }
}

/// A text without references to characters ("&#039;", "&amp;amp;") and without the tags of HTML, its paragraphs parted by blank lines.
///
/// A reference ends with a semicolon, and a tag has the name of an element: "AT&T", "a < b" and "x<y" stay.
///
/// # Complexity
///
/// As [`headline`].
pub(crate) fn plain_text(text: &str) -> Cow<'_, str> {
    if memchr3(b'&', b'<', b'\\', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    match without_wrapping(text) {
        Some(bare) => Cow::Owned(decoded_text(&bare).into_owned()),
        None => decoded_text(text),
    }
}

fn decoded_text(text: &str) -> Cow<'_, str> {
    let plain = decoded(text);
    if !memchr_iter(b'<', plain.as_bytes()).any(|at| is_markup(&plain[at + 1..])) {
        return plain;
    }
    Cow::Owned(without_tags(&plain))
}

/// An author without the word of a byline before the name: "By Jane Roe". The word alone stays.
pub(crate) fn without_by(author: &str) -> &str {
    let is_by = author.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    let name = if is_by { author[3..].trim_start() } else { author };
    if name.is_empty() { author } else { name }
}

/// A text without what programs put around it by mistake: a CDATA section of XML, and characters that were escaped twice in JSON
/// ("Br\\u00fccke"). None if there is nothing of that.
fn without_wrapping(text: &str) -> Option<String> {
    if text.contains("<![CDATA[") {
        return Some(text.replace("<![CDATA[", "").replace("]]>", ""));
    }
    let escaped = |rest: &str| {
        let digits = rest.strip_prefix("\\u")?.get(..4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = text.match_indices("\\u").map(|(at, _)| at).find(|&at| escaped(&text[at..]).is_some())?;
    let mut plain = text[..first].to_owned();
    let mut rest = &text[first..];
    while !rest.is_empty() {
        let mut units: Vec<u16> = Vec::new();
        while let Some(unit) = escaped(rest) {
            units.push(unit);
            rest = &rest[6..];
        }
        plain.push_str(&String::from_utf16_lossy(&units));
        // what is no code of a character stays
        let end = rest.char_indices().skip(1).find(|&(at, c)| c == '\\' && escaped(&rest[at..]).is_some());
        let (kept, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        plain.push_str(kept);
        rest = after;
    }
    Some(plain)
}

/// Whether what follows a "<" is the rest of a tag, with nothing but attributes, or a comment.
fn is_markup(rest: &str) -> bool {
    if rest.starts_with("!--") {
        return true;
    }
    tag_name(rest).is_some_and(|(name, _)| is_element(&name.to_ascii_lowercase()))
}

fn is_element(name: &str) -> bool {
    [PARAGRAPHS, LINES, WHOLES, INLINE, SILENT].iter().any(|names| names.contains(&name))
}

fn without_tags(text: &str) -> String {
    // what only looks like a tag is shown to the tokenizer as text
    let mut shown = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character {
            '<' if !is_markup(&text[at + 1..]) => shown.push_str("&lt;"),
            '&' => shown.push_str("&amp;"),
            _ => shown.push(character),
        }
    }
    let mut out = Paragraphs::default();
    let mut silent: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new(&shown) {
        match token {
            Token::StartTag(tag) if silent.is_none() => {
                let name = String::from_utf8_lossy(&tag.name);
                if SILENT.contains(&name.as_ref()) && !tag.self_closing {
                    silent = Some(tag.name.to_vec());
                }
                out.part(&name);
            }
            Token::EndTag(tag) => match &silent {
                Some(name) if name[..] == tag.name[..] => silent = None,
                Some(_) => {}
                None => out.part(&String::from_utf8_lossy(&tag.name)),
            },
            Token::String(string) if silent.is_none() => out.push(&String::from_utf8_lossy(&string)),
            _ => {}
        }
    }
    out.text
}

/// Text that is put together from pieces.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// How many line ends stand before what comes next.
    pending: usize,
}

impl Paragraphs {
    fn part(&mut self, name: &str) {
        let line_ends = match name {
            name if PARAGRAPHS.contains(&name) => 2,
            name if LINES.contains(&name) => 1,
            _ => return,
        };
        self.pending = self.pending.max(line_ends);
    }

    fn push(&mut self, piece: &str) {
        let piece = if self.pending > 0 { piece.trim_start() } else { piece };
        if piece.is_empty() {
            return;
        }
        if self.pending > 0 {
            self.text.truncate(self.text.trim_end().len());
            if !self.text.is_empty() {
                self.text.push_str(if self.pending > 1 { "\n\n" } else { "\n" });
            }
            self.pending = 0;
        }
        self.text.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_wrap_by_mistake_is_unwrapped() {
        for (text, plain) in [
            ("<![CDATA[Dam gives way]]>", "Dam gives way"),
            ("<![CDATA[<p>One.</p><p>R&amp;D</p>]]>", "One.\n\nR&D"),
            ("Br\\u00fccke \\ud83d\\udca5 zu", "Brücke 💥 zu"),
            ("C:\\users \\u12 \\", "C:\\users \\u12 \\"),
            ("<![CDATA[", ""),
        ] {
            assert_eq!(plain_text(text), plain, "{text}");
        }
    }

    #[test]
    fn what_is_escaped_is_read() {
        for (given, expected) in [
            ("Tesco&#039;s burgers &amp; Aldi", "Tesco's burgers & Aldi"),
            ("&amp;#8216;Tax&amp;#8217; vote", "‘Tax’ vote"),
            ("AT&T, a < b and x<y; a<b and c>d; R&D; 5 &c", "AT&T, a < b and x<y; a<b and c>d; R&D; 5 &c"),
            ("<p>One <b>dam</b>.</p>\n<p>Two<br/>three &amp; four</p>", "One dam.\n\nTwo\nthree & four"),
            ("a<script>if (a < b) {}</script>b <!-- c --> <p>d", "ab  \n\nd"),
            ("&lt;p&gt;One&lt;/p&gt; x < y <i>z</i>", "One\n\nx < y z"),
            ("plain\n\n text ", "plain\n\n text "),
        ] {
            let found = plain_text(given);
            assert_eq!(
                found.split("\n\n").map(str::trim_end).collect::<Vec<_>>().join("\n\n"),
                expected.split("\n\n").map(str::trim_end).collect::<Vec<_>>().join("\n\n"),
                "{given}"
            );
        }
        assert_eq!(headline("<b>Dam</b><br>gives\nway"), "Dam gives way");
    }

    #[test]
    fn names_of_authors_begin_behind_the_byline() {
        for (given, name) in [
            ("By Jane Roe", "Jane Roe"),
            ("by  Jane Roe", "Jane Roe"),
            ("BY ", "BY "),
            ("Byron", "Byron"),
            ("é", "é"),
        ] {
            assert_eq!(without_by(given), name);
        }
    }
}
