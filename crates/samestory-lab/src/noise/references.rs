//! Characters as references, as in feeds that escape their texts once too often.

use std::fmt::Write;

use samestory::Article;

use super::outlets::Outlet;

/// References by name.
const NAMED: [(char, &str); 18] = [
    ('&', "amp"),
    ('"', "quot"),
    ('\'', "apos"),
    ('<', "lt"),
    ('>', "gt"),
    ('\u{a0}', "nbsp"),
    ('‘', "lsquo"),
    ('’', "rsquo"),
    ('“', "ldquo"),
    ('”', "rdquo"),
    ('«', "laquo"),
    ('»', "raquo"),
    ('–', "ndash"),
    ('—', "mdash"),
    ('é', "eacute"),
    ('è', "egrave"),
    ('ä', "auml"),
    ('ü', "uuml"),
];

/// Escapes an article in the form of its outlet: one of four writes characters, the others decimal, hexadecimal or named references.
pub(super) fn escape(article: &mut Article) {
    let write: fn(&mut String, char) = match Outlet::of(article).choice(4, 6) {
        0 => return,
        1 => decimal,
        2 => |text, c| write!(text, "&#x{:x};", u32::from(c)).expect("a string takes all"),
        _ => |text, c| match NAMED.iter().find(|&&(named, _)| named == c) {
            Some((_, name)) => write!(text, "&{name};").expect("a string takes all"),
            None => decimal(text, c),
        },
    };
    let escaped = |text: &str| {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match !c.is_ascii() || matches!(c, '&' | '"' | '\'' | '<' | '>') {
                true => write(&mut escaped, c),
                false => escaped.push(c),
            }
        }
        escaped
    };
    article.title = escaped(&article.title);
    article.body = escaped(&article.body);
}

fn decimal(text: &mut String, c: char) {
    write!(text, "&#{};", u32::from(c)).expect("a string takes all");
}
