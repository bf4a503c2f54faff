//! How a story went, as a chart.

use maud::{Markup, html};
use samestory_digest::{Period, Timeline, Trend};

use super::words::{count, formatted, listed};

const DAY: i64 = 86_400;

/// Columns of a chart, at most: longer stories are drawn by longer periods.
const MAX_COLUMNS: i64 = 120;

/// A chart of fewer columns is narrow.
const FEW: usize = 12;

/// Turns that are named.
const MAX_TURNS: usize = 6;

/// The articles of a story by the hour or day, what is copied on what is written, and the turns in its vocabulary. Nothing for a
/// story of one period.
pub(super) fn timeline(timeline: &Timeline) -> Markup {
    let (Some(first), Some(last)) = (timeline.periods.first(), timeline.periods.last()) else {
        return Markup::default();
    };
    let length = timeline.period_seconds.max(1);
    let periods = (last.start - first.start) / length + 1;
    if periods < 2 {
        return Markup::default();
    }
    let together = periods.div_euclid(MAX_COLUMNS) + i64::from(periods % MAX_COLUMNS > 0);
    let column = |period: &Period| ((period.start - first.start) / length / together) as usize;
    let mut columns = vec![(0, 0); column(last) + 1];
    for period in &timeline.periods {
        let (articles, originals) = &mut columns[column(period)];
        *articles += period.articles;
        *originals += period.originals;
    }
    let most = columns.iter().map(|(articles, _)| *articles).max().unwrap_or(1).max(1);
    let height = |articles: usize| (articles * 100).div_ceil(most);
    let by_day = length >= DAY;
    let date = |start: i64| formatted(start, if by_day { "%-d %b %Y" } else { "%-d %b, %H:%M" });
    let each = match (by_day, together) {
        (true, 1) => "a day".to_owned(),
        (false, 1) => "an hour".to_owned(),
        (true, n) => format!("in {n} days"),
        (false, n) => format!("in {n} hours"),
    };
    let marked: Vec<&Period> =
        timeline.periods.iter().filter(|period| period.is_revival || !period.turn.is_empty()).collect();
    html! {
        figure.few[columns.len() < FEW] {
            svg.chart viewBox={ "0 0 " (columns.len() * 10) " 100" } preserveAspectRatio="none" role="img" aria-label="Articles by time" {
                @for (at, &(articles, originals)) in columns.iter().enumerate() {
                    @if articles > 0 {
                        g {
                            title { (date(first.start + at as i64 * length * together)) ": " (count(articles, "article", "articles")) }
                            rect.copy x=(at * 10 + 1) y=(100 - height(articles)) width="8" height=(height(articles) - height(originals)) {}
                            rect.own x=(at * 10 + 1) y=(100 - height(originals)) width="8" height=(height(originals)) {}
                        }
                    }
                }
                @for period in &marked {
                    path.turn d={ "M" (column(period) * 10 + 5) " 0v100" } {}
                }
            }
            figcaption.ends {
                span { (date(first.start)) }
                span { "up to " (count(most, "article", "articles")) " " (each) (trend(timeline)) }
                span { (date(last.start)) }
            }
        }
        @if !marked.is_empty() {
            ul.turns {
                @for period in marked.iter().take(MAX_TURNS) {
                    li {
                        b { (date(period.start)) } " "
                        @if period.is_revival { "back after a quiet time" }
                        @if period.is_revival && !period.turn.is_empty() { "; " }
                        @if !period.turn.is_empty() {
                            "new words: " (listed(period.turn.iter().map(String::as_str), usize::MAX))
                        }
                    }
                }
            }
        }
    }
}

fn trend(timeline: &Timeline) -> &'static str {
    match timeline.trend {
        Trend::Rising => ", rising",
        Trend::Steady => ", steady",
        Trend::Falling => ", falling",
        Trend::Over => ", over",
        _ => "",
    }
}
