//! The scores of a story's articles with each other, as a picture.

use maud::{Markup, PreEscaped, html};
use ndarray::ArrayView2;
use samestory::Story;

use super::outlets::Outlets;
use crate::html::Link;
use crate::plain::shorten;

/// Articles of a picture, at most.
const MAX_ARTICLES: usize = 48;

/// The scores of so many articles are printed in their squares.
const MAX_PRINTED: usize = 16;

/// Shades from white to full: the scores from 0 to 1 in equal steps.
const SHADES: usize = 10;

/// Sizes in pixels: of a square with and without its score, and of the names.
const WIDE: usize = 30;
const NARROW: usize = 16;
const NAMES: usize = 190;

/// Longer names are cut.
const LONGEST_NAME: usize = 22;

/// A picture of the scores: a square for each pair, the darker the higher. `order` says which articles, in which order. Nothing for
/// less than three articles.
pub(super) fn matrix(
    story: &Story,
    outlets: &Outlets<'_>,
    scores: ArrayView2<'_, f32>,
    order: &[usize],
) -> Markup {
    let shown = &order[..order.len().min(MAX_ARTICLES)];
    if shown.len() < 3 {
        return Markup::default();
    }
    let printed = shown.len() <= MAX_PRINTED;
    let size = if printed { WIDE } else { NARROW };
    let (width, height) = (NAMES + shown.len() * size + 1, (shown.len() + 1) * size + 1);
    let middle = |at: usize| at * size + size / 2;
    let source = |at: usize| outlets.name(&story.members[at]);
    html! {
        div.wide {
            svg.matrix width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="group" aria-label="Scores of all pairs" {
                @for (row, &at) in shown.iter().enumerate() {
                    a href=(Link::member(story.id, at)) {
                        text x=(NAMES - 30) y=(middle(row + 1)) text-anchor="end" { (shorten(source(at), LONGEST_NAME)) }
                    }
                    text.number x=(NAMES - 8) y=(middle(row + 1)) text-anchor="end" { (row + 1) }
                    text.number x=(NAMES + middle(row)) y=(size / 2) text-anchor="middle" { (row + 1) }
                }
                g transform={ "translate(" (NAMES) " " (size) ")" } {
                    @for shade in 0..=SHADES {
                        @let path = squares(shown, scores, shade);
                        @if !path.is_empty() {
                            path class={ "m m" (shade) } transform={ "scale(" (size) ")" } d=(path) {}
                        }
                    }
                    @if printed {
                        @for (row, &a) in shown.iter().enumerate() {
                            @for (column, &b) in shown.iter().enumerate() {
                                @if row != column && shade(scores[(a, b)]) > 0 {
                                    text.score.full[shade(scores[(a, b)]) > SHADES / 2] x=(middle(column)) y=(middle(row)) { (PreEscaped(hundredths(scores[(a, b)]))) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if order.len() > shown.len() {
            p.quiet { "The first " (shown.len()) " of " (order.len()) " articles." }
        }
    }
}

/// The squares of one shade as a path, those beside each other as one.
fn squares(shown: &[usize], scores: ArrayView2<'_, f32>, wanted: usize) -> String {
    let mut path = String::new();
    for (row, &a) in shown.iter().enumerate() {
        let mut column = 0;
        while column < shown.len() {
            let length = shown[column..].iter().take_while(|&&b| shade(scores[(a, b)]) == wanted).count();
            if length > 0 {
                path.push_str(&format!("M{column} {row}h{length}v1h-{length}z"));
            }
            column += length.max(1);
        }
    }
    path
}

/// The shade of a score: 0 for none.
fn shade(score: f32) -> usize {
    (score.clamp(0.0, 1.0) * SHADES as f32).ceil() as usize
}

/// "73": a score in hundredths.
fn hundredths(score: f32) -> String {
    format!("{:02}", ((score * 100.0).round() as usize).min(99))
}

#[cfg(test)]
mod tests {
    use ndarray::arr2;

    use super::*;

    #[test]
    fn squares_beside_each_other_are_one() {
        let scores = arr2(&[[1.0, 1.0, 0.0], [1.0, 1.0, 0.34], [0.0, 0.34, 1.0]]);
        assert_eq!(squares(&[0, 1, 2], scores.view(), 10), "M0 0h2v1h-2zM0 1h2v1h-2zM2 2h1v1h-1z");
        assert_eq!(squares(&[2, 1, 0], scores.view(), 4), "M1 0h1v1h-1zM0 1h1v1h-1z");
        assert_eq!([0.0, 0.001, 0.1, 0.5, 1.0].map(shade), [0, 1, 1, 5, 10]);
        assert_eq!([0.004, 0.5, 0.999].map(hundredths), ["00", "50", "99"]);
    }
}
