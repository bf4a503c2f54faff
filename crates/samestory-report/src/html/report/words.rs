//! How numbers, times and names are said on the page.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use samestory::{Precision, Published};
use serde::Serialize;

use crate::allowed::allowed;
use crate::html::Link;
use crate::plain::shorten;

/// Longer headlines are cut.
const LONGEST_HEADLINE: usize = 240;

/// Longer names of outlets, terms and ids are cut.
const LONGEST_NAME: usize = 60;

/// "1 article", "2,000 articles".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A number with its thousands set apart.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share as whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A second in UTC, as a format of [`jiff::fmt::strtime`] says; empty if there is no such time.
pub(super) fn formatted(seconds: i64, format: &str) -> String {
    let Ok(timestamp) = Timestamp::from_second(seconds) else { return String::new() };
    timestamp.to_zoned(TimeZone::UTC).strftime(format).to_string()
}

/// A time to read, "29 Oct 2012, 17:40", or the day.
pub(super) fn moment(published: Published) -> Markup {
    let format = match published.precision() {
        Precision::Second => "%-d %b %Y, %H:%M",
        _ => "%-d %b %Y",
    };
    html! { time datetime=(published) { (formatted(published.seconds(), format)) } }
}

/// A day to read, "29 Oct 2012".
pub(super) fn day(published: Published) -> Markup {
    html! { time datetime=(published) { (formatted(published.seconds(), "%-d %b %Y")) } }
}

/// From when to when, in as few words as that takes.
pub(super) fn span(first: Option<Published>, last: Option<Published>) -> Option<String> {
    let (first, last) = (first?, last?);
    let [from, to] = [first, last].map(|time| formatted(time.seconds(), "%-d %b %Y"));
    if from == to {
        return Some(from);
    }
    let same_year = from.get(from.len().saturating_sub(4)..) == to.get(to.len().saturating_sub(4)..);
    let from = if same_year { formatted(first.seconds(), "%-d %b") } else { from };
    Some(format!("{from} – {to}"))
}

/// A headline, on one line and not too long.
pub(super) fn headline(text: &str) -> Cow<'_, str> {
    shorten(one_line(text), LONGEST_HEADLINE)
}

/// The name of an outlet, a term or an id.
pub(super) fn name(text: &str) -> Cow<'_, str> {
    shorten(one_line(text), LONGEST_NAME)
}

/// A text as one line.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let text = allowed(text);
    if text.chars().any(|c| c.is_whitespace() && c != ' ') || text.trim().len() < text.len() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ").into();
    }
    text
}

/// Whether a text needs its own direction: scripts from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The attribute `dir` of an element with a foreign text: none if the page's own direction will do.
pub(super) fn direction(text: &str) -> Option<&'static str> {
    text.chars().any(is_right_to_left).then_some("auto")
}

/// A foreign text within a line of others: its direction does not reach them.
pub(super) fn apart(text: &str) -> Markup {
    match direction(text) {
        Some(_) => html! { bdi { (text) } },
        None => html! { (text) },
    }
}

/// Texts in a list, the first `most` of them.
pub(super) fn listed<'t>(texts: impl ExactSizeIterator<Item = &'t str>, most: usize) -> Markup {
    let more = texts.len().saturating_sub(most);
    html! {
        @for (at, text) in texts.take(most).enumerate() { @if at > 0 { ", " } (apart(&name(text))) }
        @if more > 0 { " and " (more) " more" }
    }
}

/// A text, as a link if its address is one of the web.
pub(super) fn linked(url: Option<&str>, text: &str) -> Markup {
    match url.and_then(Link::web) {
        Some(link) => html! { a rel="external noreferrer" href=(link) { (text) } },
        None => html! { (text) },
    }
}

/// The name of a variant, as it is serialised.
pub(super) fn variant(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::duration;

    #[test]
    fn numbers_and_times_are_said_plainly() {
        assert_eq!([0, 999, 1000, 1234567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count(1, "story", "stories"), "1 story");
        assert_eq!([59, 3_599, 5_400, 172_800].map(duration), ["0 min", "59 min", "2 h", "2 days"]);
        let day = |text: &str| text.parse().ok();
        let shown = |first, last| span(day(first), day(last)).unwrap_or_default();
        assert_eq!(shown("2012-10-29", "2012-10-29T17:40:00Z"), "29 Oct 2012");
        assert_eq!(shown("2012-10-29", "2012-11-02"), "29 Oct – 2 Nov 2012");
        assert_eq!(shown("2012-12-31", "2013-01-01"), "31 Dec 2012 – 1 Jan 2013");
        assert_eq!(span(None, day("2012-12-31")), None);
    }

    #[test]
    fn a_direction_does_not_reach_other_texts() {
        let shown = |texts: &[&str]| listed(texts.iter().copied(), 2).into_string();
        assert_eq!(shown(&["Mali", "مالي", "<i>"]), "Mali, <bdi>مالي</bdi> and 1 more");
        assert_eq!([direction("Šest"), direction("שש")], [None, Some("auto")]);
    }

    #[test]
    fn foreign_texts_are_lines() {
        assert_eq!(one_line(" a\n\tb\u{202e}c\u{0} "), "a bc");
        assert_eq!(name(&"x".repeat(100)).chars().count(), LONGEST_NAME);
        let shown = |url| linked(Some(url), "<b>").into_string();
        assert_eq!(shown("javascript:alert(1)"), "&lt;b&gt;");
        assert!(shown("https://x.example/?a&b").contains("href=\"https://x.example/?a&amp;b\""));
    }
}
