//! Who covers a story: reprints stand below the report that they are of.

use std::io::{self, Write};

use samestory_digest::{Digest, SourceCoverage};

use super::layout::wrapped;
use crate::plain::{Palette, duration, minutes, shorten};
use crate::terminal::clean;

/// Longer names of outlets are cut.
const WIDEST_SOURCE: usize = 26;

/// Longer delays do not come.
const WIDEST_DELAY: usize = 9;

/// So many outlets are shown.
const SHOWN: usize = 40;

/// Writes the outlets in order of time, and who is missing.
pub(super) fn write(out: &mut impl Write, digest: &Digest, width: usize, palette: Palette) -> io::Result<()> {
    let sources = &digest.sources;
    let shown = &sources[..sources.len().min(SHOWN)];
    let name = |source: &SourceCoverage| shorten(clean(&source.source), WIDEST_SOURCE).into_owned();
    let widest = shown.iter().map(|source| name(source).chars().count()).max().unwrap_or(0);
    let Palette { quiet, headline, .. } = palette;
    for source in shown.iter().filter(|source| !source.originals.is_empty() || is_alone(source, sources)) {
        let delay = match source.delay {
            Some(0) => "first".to_owned(),
            Some(delay) => format!("+{}", duration(delay)),
            None => String::new(),
        };
        let facts = facts(source);
        let name = name(source);
        writeln!(
            out,
            "  {quiet}{}{quiet:#}  {delay:<WIDEST_DELAY$}  {headline}{name:<widest$}{headline:#}  {quiet}{facts}{quiet:#}",
            minutes(source.published)
        )?;
        let indent = 2 + 16 + 2 + WIDEST_DELAY + 2;
        let below = |mark: &str| format!("{}{mark} ", " ".repeat(indent));
        if !source.versions.is_empty() {
            let versions = format!("later versions: {}", listed(&source.versions));
            wrapped(out, &below("└"), &versions, width)?;
        }
        for other in sources {
            let printed: Vec<&str> = other
                .reprints
                .iter()
                .filter(|(_, of)| source.originals.contains(of) || source.versions.contains(of))
                .map(|(id, _)| id.as_str())
                .collect();
            if !printed.is_empty() {
                let delay = other.delay.map(|delay| format!(", +{}", duration(delay))).unwrap_or_default();
                let reprint = format!("reprinted by {}{delay}: {}", clean(&other.source), listed(&printed));
                wrapped(out, &below("└"), &reprint, width)?;
            }
        }
    }
    if sources.len() > shown.len() {
        writeln!(out, "  {quiet}{} more outlets{quiet:#}", sources.len() - shown.len())?;
    }
    if !digest.missing_sources.is_empty() {
        let missing = format!("Cover most such news, but not this: {}", listed(&digest.missing_sources));
        wrapped(out, "  ", &missing, width)?;
    }
    Ok(())
}

/// Whether an outlet prints texts of articles that no outlet here has.
fn is_alone(source: &SourceCoverage, sources: &[SourceCoverage]) -> bool {
    let known = |of: &String| sources.iter().any(|s| s.originals.contains(of) || s.versions.contains(of));
    source.originals.is_empty() && !source.reprints.iter().all(|(_, of)| known(of))
}

/// Country, kind, owner and the first article of an outlet.
fn facts(source: &SourceCoverage) -> String {
    let kind = source.kind.and_then(|kind| serde_json::to_value(kind).ok());
    let parts = [
        Some(clean(source.originals.first().unwrap_or(&source.first_article)).into_owned()),
        source.country.as_ref().map(|country| clean(country).to_uppercase()),
        kind.and_then(|kind| kind.as_str().map(str::to_owned)),
        source
            .family
            .as_ref()
            .filter(|family| **family != source.source)
            .map(|family| clean(family).into_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn listed(names: &[impl AsRef<str>]) -> String {
    let names: Vec<_> = names.iter().map(|name| clean(name.as_ref())).collect();
    names.join(", ")
}
