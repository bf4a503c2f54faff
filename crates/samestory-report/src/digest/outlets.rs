//! What outlets did over many stories, to read and as JSON.

use std::io::{self, Write};

use samestory_digest::OutletRecord;

use crate::plain::{Palette, duration, shorten};
use crate::terminal::clean;

/// Longer names of outlets are cut.
const WIDEST_NAME: usize = 28;

const HEADINGS: [&str; 7] = ["reported", "alone", "shared", "first", "behind", "reprints", "reprinted"];

/// Writes the records as one JSON array.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_outlets_json(out: &mut impl Write, records: &[OutletRecord]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, records)?;
    writeln!(out)
}

/// Writes the records as a table, an outlet a line.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_outlets_text(
    out: &mut impl Write,
    records: &[OutletRecord],
    palette: Palette,
) -> io::Result<()> {
    let name = |record: &OutletRecord| shorten(clean(&record.outlet).into_owned(), WIDEST_NAME).into_owned();
    let widest = records.iter().map(|record| name(record).chars().count()).max().unwrap_or(0);
    let Palette { quiet, .. } = palette;
    let headings: Vec<String> = HEADINGS.iter().map(|heading| format!("{heading:>10}")).collect();
    writeln!(out, "{quiet}{:widest$}{}  confirmed by{quiet:#}", "", headings.concat())?;
    for record in records {
        let OutletRecord { reported, alone, shared, first, reprints, reprinted, .. } = *record;
        let behind = record.median_delay.map_or_else(|| "-".to_owned(), duration);
        let by: Vec<String> = record
            .confirmed_by
            .iter()
            .map(|(outlet, stories)| {
                format!("{} {stories}", shorten(clean(outlet).into_owned(), WIDEST_NAME))
            })
            .collect();
        let line = format!(
            "{:widest$}{reported:>10}{alone:>10}{shared:>10}{first:>10}{behind:>10}{reprints:>10}{reprinted:>10}  {}",
            name(record),
            by.join(", ")
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
