//! What a copy has from its original, marked in both texts.

use maud::{Markup, html};
use samestory::unstable::copies::{CopyLink, Span, find_copies_with};
use samestory::{Article, ArticleId, Config, Member, Story};

use super::outlets::Outlets;
use super::words::{apart, direction, percent, variant};
use crate::allowed::allowed;

/// Copies of a story whose texts are shown, at most.
const MAX_COPIES: usize = 8;

/// Longer texts are cut there, in bytes.
const MAX_TEXT: usize = 6_000;

/// A copy with more of its text in common, and as much of the original, has nothing else to show.
const WHOLE: f64 = 0.995;

/// The copies of a story beside their originals, with what both have marked. `article` finds an article by its id.
pub(super) fn passages<'a>(
    story: &Story,
    outlets: &Outlets<'_>,
    article: impl Fn(&str) -> Option<&'a Article>,
    config: &Config,
) -> Markup {
    let copies: Vec<(&Member, &Member)> = story
        .members
        .iter()
        .filter_map(|copy| Some((story.member(copy.copy_of.as_deref()?)?, copy)))
        .collect();
    if copies.is_empty() {
        return Markup::default();
    }
    html! {
        h3 { "Shared passages" }
        @for (original, copy) in copies.iter().take(MAX_COPIES) {
            @if let (Some(old), Some(new)) = (article(&original.id), article(&copy.id)) {
                (passage(outlets, [original, copy], [old, new], config))
            }
        }
        @if copies.len() > MAX_COPIES { p.quiet { "The first " (MAX_COPIES) " of " (copies.len()) " copies." } }
    }
}

fn passage(outlets: &Outlets<'_>, members: [&Member; 2], articles: [&Article; 2], config: &Config) -> Markup {
    let pair = articles.map(Article::clone);
    let found = find_copies_with(&pair, &config.copies, &config.newsrooms).unwrap_or_default();
    let Some(link) = found.copies.first() else { return Markup::default() };
    let names = members.map(|member| outlets.name(member));
    let shares = [0, 1].map(|at| link.containment_of(ArticleId(at)));
    html! {
        details.passage {
            summary {
                (apart(&names[1])) " has " b { (percent(shares[1])) } " of its text from " (apart(&names[0]))
                span.quiet { " – " (variant(link.kind)) ", " (percent(shares[0])) " of the original" }
            }
            @if shares.iter().all(|&share| share >= WHOLE) {
                p.quiet { "Both texts are the same." }
            } @else {
                div.pair {
                    @for side in 0..2 {
                        div { h4 { (apart(&names[side])) } (marked(&articles[side].body, &spans(link, side))) }
                    }
                }
            }
        }
    }
}

/// The sentences of one side that the other has too, in order, none in another.
fn spans(link: &CopyLink, side: usize) -> Vec<Span> {
    let of = |sentence: &samestory::unstable::copies::SharedSentence| [sentence.first, sentence.second][side];
    let mut spans: Vec<Span> = link.overlap.sentences.iter().map(of).collect();
    spans.sort_unstable();
    let mut end = 0;
    spans.retain(|span| {
        let is_apart = span.start >= end && span.end > span.start;
        end = if is_apart { span.end } else { end };
        is_apart
    });
    spans
}

/// A text as paragraphs, with some of it marked. It is cut if it is long.
fn marked(text: &str, spans: &[Span]) -> Markup {
    let mut most = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for paragraph in text[..most].split('\n') {
        if !paragraph.trim().is_empty() {
            paragraphs.push((start, paragraph));
        }
        start += paragraph.len() + 1;
    }
    html! {
        @for &(start, paragraph) in &paragraphs {
            p dir=[direction(paragraph)] {
                @for (is_marked, piece) in pieces(text, start, start + paragraph.len(), spans) {
                    @if is_marked { mark { (allowed(piece)) } } @else { (allowed(piece)) }
                }
                @if start + paragraph.len() == most && most < text.len() { "…" }
            }
        }
    }
}

/// A part of a text in pieces, each marked or not.
fn pieces<'t>(text: &'t str, from: usize, to: usize, spans: &[Span]) -> Vec<(bool, &'t str)> {
    let mut pieces = Vec::new();
    let mut at = from;
    for span in spans {
        let (start, end) = ((span.start as usize).clamp(from, to), (span.end as usize).clamp(from, to));
        let (Some(before), Some(piece)) = (text.get(at..start), text.get(start..end)) else { continue };
        if !piece.is_empty() {
            pieces.extend([(false, before), (true, piece)]);
            at = end;
        }
    }
    pieces.push((false, text.get(at..to).unwrap_or_default()));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_marked_across_paragraphs() {
        let text = "One <b>. Two\n\nThree. Four";
        let link = |start, end| {
            let json = format!("{{\"start\":{start},\"end\":{end}}}");
            serde_json::from_str::<Span>(&json).unwrap_or_else(|error| panic!("{error}"))
        };
        let shown = marked(text, &[link(9, 20)]).into_string();
        assert_eq!(shown, "<p>One &lt;b&gt;. <mark>Two</mark></p><p><mark>Three.</mark> Four</p>");
        let long = "ä".repeat(MAX_TEXT);
        assert!(marked(&long, &[link(0, 1), link(2, 4)]).into_string().starts_with("<p>ä<mark>ä</mark>ä"));
        assert!(marked(&long, &[]).into_string().ends_with("ä…</p>"));
    }
}
