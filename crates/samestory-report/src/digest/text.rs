//! The digest of a story to read.

use std::io::{self, Write};

use samestory::Published;
use samestory_digest::{Digest, Figure, Period, Trend};

use super::coverage;
use super::layout::{count, part, wrapped};
use super::saga;
use crate::plain::{Palette, duration, minutes, shorten};
use crate::terminal::clean;

/// Longer headlines of related stories are cut.
const WIDEST_HEADLINE: usize = 70;

/// The longest bar of the timeline.
const LONGEST_BAR: usize = 40;

/// The dates of fewer articles stand with their sources.
const SHOWN_FROM: usize = 5;

/// A share below this is not worth saying.
const MIN_SHARE: f64 = 0.34;

/// So many periods are shown, the first and the last ones.
const PERIODS: usize = 24;

/// Writes a digest in lines of about `width` characters.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_text(out: &mut impl Write, digest: &Digest, width: usize, palette: Palette) -> io::Result<()> {
    let Palette { headline, quiet, .. } = palette;
    writeln!(out, "{headline}{}{headline:#}", clean(&digest.headline.text))?;
    writeln!(out, "{quiet}{}{quiet:#}", facts(digest).join(" · "))?;

    if !digest.key_terms.is_empty() {
        let terms: Vec<_> = digest.key_terms.iter().map(|term| clean(&term.text)).collect();
        writeln!(out)?;
        wrapped(out, "", &terms.join(" · "), width)?;
    }
    if !digest.summary.is_empty() {
        part(out, "Summary", palette)?;
        for sentence in &digest.summary {
            wrapped(out, "  ", &clean(&sentence.text), width)?;
            let source = sentence.source.as_deref().map(|source| format!("{} · ", clean(source)));
            writeln!(out, "    {quiet}{}{}{quiet:#}", source.unwrap_or_default(), clean(&sentence.article))?;
        }
    }
    if !digest.figures.is_empty() {
        part(out, "Figures", palette)?;
        digest.figures.iter().try_for_each(|figure| write_figure(out, figure, width))?;
    }
    if !digest.sources.is_empty() {
        part(out, "Sources", palette)?;
        coverage::write(out, digest, width, palette)?;
        wrapped(out, "  ", &voices(digest), width)?;
    }
    let says_more = |period: &Period| period.is_revival || !period.turn.is_empty();
    let timeline = &digest.timeline;
    if timeline.periods.len() > 1 && digest.articles >= SHOWN_FROM || timeline.periods.iter().any(says_more) {
        part(out, "Timeline", palette)?;
        write_timeline(out, digest, palette)?;
    }
    if !digest.stresses.is_empty() {
        part(out, "Stress", palette)?;
        for stress in &digest.stresses {
            let terms: Vec<_> = stress.terms.iter().map(|term| clean(term)).collect();
            let source = clean(stress.source.as_deref().unwrap_or(&stress.article));
            wrapped(out, "  ", &format!("{source}: {}", terms.join(", ")), width)?;
        }
    }
    if let Some(saga) = &digest.saga {
        saga::write(out, saga, digest.story, palette)?;
    }
    write_shape(out, digest, width, palette)
}

/// The number, the size, how many wrote, when.
fn facts(digest: &Digest) -> Vec<String> {
    let mut facts = vec![digest.story.to_string(), count(digest.articles, "article", "articles")];
    if !digest.sources.is_empty() {
        facts.push(count(digest.sources.len(), "source", "sources"));
    }
    let newsrooms = digest.corroboration.newsrooms;
    if newsrooms > 0 {
        facts.push(count(newsrooms, "independent origin", "independent origins"));
    }
    let (first, last) = (minutes(digest.timeline.first_published), minutes(digest.timeline.last_published));
    match (first.trim_end(), last.trim_end()) {
        ("", _) => {}
        (first, last) if first == last => facts.push(first.to_owned()),
        (first, last) => facts.push(format!("{first} to {last}")),
    }
    facts
}

fn write_figure(out: &mut impl Write, figure: &Figure, width: usize) -> io::Result<()> {
    let values: Vec<String> = figure
        .values
        .iter()
        .map(|value| {
            let articles: Vec<_> = value.articles.iter().take(3).map(|id| clean(id)).collect();
            let more = match value.articles.len().saturating_sub(articles.len()) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let when =
                value.first_published.filter(|_| figure.changed_over_time).map(|time| minutes(Some(time)));
            let when = when.map(|when| format!("{}: ", when.trim_end())).unwrap_or_default();
            format!("{} ({when}{}{more})", clean(&value.text), articles.join(", "))
        })
        .collect();
    let (verb, joint) = if figure.changed_over_time { ("changed", " → ") } else { ("differ", " / ") };
    wrapped(out, "  ", &format!("{}, {verb}: {}", clean(&figure.unit), values.join(joint)), width)
}

/// How much of the coverage is independent.
fn voices(digest: &Digest) -> String {
    let voices = &digest.corroboration;
    let mut said = format!(
        "Written by {} of {}",
        count(voices.newsrooms, "newsroom", "newsrooms"),
        count(voices.families, "owner", "owners")
    );
    if voices.wire_share > 0.0 {
        said.push_str(&format!("; {:.0} % by agencies", voices.wire_share * 100.0));
    }
    if let Some(largest) =
        voices.largest.as_ref().filter(|_| voices.largest_share >= MIN_SHARE && digest.articles > 1)
    {
        said.push_str(&format!("; {:.0} % by {}", voices.largest_share * 100.0, clean(largest)));
    }
    said
}

fn write_timeline(out: &mut impl Write, digest: &Digest, palette: Palette) -> io::Result<()> {
    let quiet = palette.quiet;
    let timeline = &digest.timeline;
    let most = timeline.periods.iter().map(|period| period.articles).max().unwrap_or(1);
    let by_day = timeline.period_seconds >= 86_400;
    let periods = timeline.periods.len();
    for (at, period) in timeline.periods.iter().enumerate() {
        if periods > PERIODS && at == PERIODS / 2 {
            writeln!(out, "  {quiet}… {} more …{quiet:#}", periods - PERIODS)?;
        }
        if periods > PERIODS && (PERIODS / 2..periods - PERIODS / 2).contains(&at) {
            continue;
        }
        let width = (period.articles * LONGEST_BAR).div_ceil(most.max(LONGEST_BAR));
        let reprints = match period.articles - period.originals {
            0 => String::new(),
            again => format!(", {}", count(again, "copy or version", "copies or versions")),
        };
        let turn: Vec<_> = period.turn.iter().map(|word| clean(word)).collect();
        let turn = if turn.is_empty() { String::new() } else { format!("; new: {}", turn.join(", ")) };
        let revival = if period.is_revival { "; back after a quiet time" } else { "" };
        writeln!(
            out,
            "  {quiet}{}{quiet:#}  {} {}{quiet}{reprints}{revival}{turn}{quiet:#}",
            start(period, by_day),
            "■".repeat(width),
            period.articles
        )?;
    }
    let trend = match timeline.trend {
        Trend::Rising => ", rising",
        Trend::Steady => ", steady",
        Trend::Falling => ", falling",
        Trend::Over => ", over",
        _ => "",
    };
    if let Some(velocity) = timeline.velocity {
        writeln!(out, "  {quiet}{velocity:.1} articles a day{trend}{quiet:#}")?;
    }
    Ok(())
}

fn start(period: &Period, by_day: bool) -> String {
    let shown = minutes(Published::at_second(period.start).ok());
    let shown = shown.trim_end();
    if by_day { shown.chars().take(10).collect() } else { shown.to_owned() }
}

/// Related stories, and how firmly this one holds together.
fn write_shape(out: &mut impl Write, digest: &Digest, width: usize, palette: Palette) -> io::Result<()> {
    let quiet = palette.quiet;
    if !digest.related.is_empty() {
        part(out, "Related", palette)?;
        for related in &digest.related {
            let when = match related.begins_after {
                Some(seconds) if seconds < 0 => format!(", {} before", duration(-seconds)),
                Some(seconds) => format!(", {} after", duration(seconds)),
                None => String::new(),
            };
            let size = count(related.articles, "article", "articles");
            let mark = if digest.parent == Some(related.story) { "part of " } else { "" };
            writeln!(
                out,
                "  {:<6} {quiet}{:.2}{quiet:#}  {mark}{} {quiet}({size}{when}){quiet:#}",
                related.story.to_string(),
                related.similarity,
                shorten(clean(&related.headline), WIDEST_HEADLINE)
            )?;
        }
    }
    let confidence = &digest.confidence;
    writeln!(out)?;
    let mut said = format!("Cohesion {:.2}, next story at {:.2}", confidence.cohesion, confidence.next_story);
    if !confidence.edge.is_empty() {
        let edge: Vec<_> = confidence.edge.iter().map(|id| clean(id)).collect();
        said.push_str(&format!("; at the edge: {}", edge.join(", ")));
    }
    write!(out, "{quiet}")?;
    wrapped(out, "", &said, width)?;
    write!(out, "{quiet:#}")
}
