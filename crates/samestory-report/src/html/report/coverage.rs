//! Who covers a story, and how much of that is independent.

use maud::{Markup, html};
use samestory_digest::{Digest, SourceCoverage};

use super::words::{apart, count, listed, moment, name, one_line, percent, variant};
use crate::plain::duration;

/// Outlets that are listed, at most.
const MAX_SOURCES: usize = 80;

/// Outlets named as missing, at most.
const MAX_MISSING: usize = 12;

/// A share below this is not worth saying.
const MIN_SHARE: f64 = 0.34;

/// How much of the coverage is independent, in a sentence.
pub(super) fn voices(digest: &Digest) -> Markup {
    let voices = &digest.corroboration;
    let largest =
        voices.largest.as_ref().filter(|_| voices.largest_share >= MIN_SHARE && digest.articles > 1);
    html! {
        p {
            "Written by " b { (count(voices.newsrooms, "newsroom", "newsrooms")) }
            " of " (count(voices.families, "owner", "owners"))
            @if voices.wire_share > 0.0 { "; " (percent(voices.wire_share)) " by agencies" }
            @if let Some(largest) = largest { "; " (percent(voices.largest_share)) " by " (apart(&name(largest))) }
            "."
            @if !digest.missing_sources.is_empty() {
                " Cover most such news, but not this: "
                (listed(digest.missing_sources.iter().map(String::as_str), MAX_MISSING))
                "."
            }
        }
    }
}

/// The outlets in order of time: what each is, when it came, what it has.
pub(super) fn sources(digest: &Digest) -> Markup {
    let sources = &digest.sources;
    if sources.is_empty() {
        return Markup::default();
    }
    html! {
        div.wide {
            table.data.sources {
                thead { tr { th { "Source" } th { "Country, kind" } th { "Owner" } th { "First" } th { "Later" } th { "Own" } th { "Versions" } th { "Reprints" } } }
                tbody {
                    @for source in sources.iter().take(MAX_SOURCES) {
                        tr {
                            th { (apart(&name(&source.source))) }
                            td { (kind(source)) }
                            td { @if let Some(family) = &source.family { @if *family != source.source { (one_line(family)) } } }
                            td { @if let Some(published) = source.published { (moment(published)) } }
                            td { (delay(source)) }
                            td { (number(source.originals.len())) }
                            td { (number(source.versions.len())) }
                            td { (number(source.reprints.len())) }
                        }
                    }
                }
            }
        }
        @if sources.len() > MAX_SOURCES {
            p.quiet { (count(sources.len() - MAX_SOURCES, "more outlet", "more outlets")) }
        }
    }
}

fn kind(source: &SourceCoverage) -> String {
    let country = source.country.as_ref().map(|country| one_line(country).to_uppercase());
    let kind = source.kind.map(variant);
    country.into_iter().chain(kind).collect::<Vec<_>>().join(", ")
}

fn delay(source: &SourceCoverage) -> String {
    match source.delay {
        Some(0) => "first".to_owned(),
        Some(delay) => format!("+{}", duration(delay)),
        None => String::new(),
    }
}

/// A number; nothing for none.
fn number(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}
