//! The stories that a text belongs to, to read.

use std::io::{self, Write};

use samestory_explain::FoundStory;

use super::lines::{count, name, write_fact, write_list};
use crate::plain::{Palette, minutes, shorten};
use crate::terminal::clean;

/// Longer headlines are cut.
const WIDEST_HEADLINE: usize = 120;

/// Writes the stories that a text belongs to.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_found(out: &mut impl Write, found: &[FoundStory], palette: Palette) -> io::Result<()> {
    let Palette { headline, quiet, .. } = palette;
    if found.is_empty() {
        return writeln!(out, "No story has it.");
    }
    for (at, story) in found.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{headline}{}{headline:#}", shorten(clean(&story.headline), WIDEST_HEADLINE))?;
        let mut facts = vec![
            story.story.to_string(),
            count(story.articles, "article", "articles"),
            count(story.domains, "site", "sites"),
        ];
        if story.independent_origins > 0 {
            facts.push(count(story.independent_origins, "independent origin", "independent origins"));
        }
        if story.copies > 0 {
            facts.push(count(story.copies, "copy", "copies"));
        }
        writeln!(out, "{quiet}{}{quiet:#}", facts.join(" · "))?;
        write_fact(out, "score", &format!("{:.4}", story.score), palette)?;
        let nearest = format!("{} has {:.0} % of what it says", name(&story.nearest), story.coverage * 100.0);
        write_fact(out, "nearest", &nearest, palette)?;
        let first = minutes(story.first_published);
        let report = story.first_report.as_ref().map(|id| format!("by {}", name(id)));
        let first = [first.trim_end().to_owned(), report.unwrap_or_default()].join(" ");
        if !first.trim().is_empty() {
            write_fact(out, "first seen", first.trim(), palette)?;
        }
        if let Some(id) = &story.wording_of {
            let by = story.written_by.as_ref().map(|newsroom| format!(", written by {}", name(newsroom)));
            write_fact(out, "wording", &format!("{}{}", name(id), by.unwrap_or_default()), palette)?;
        }
        let listed: Vec<String> = story
            .listed
            .iter()
            .map(|article| format!("{} {:.0} %", name(&article.id), article.coverage * 100.0))
            .collect();
        if listed.len() > 1 {
            write_list(out, "articles", &listed, ",", palette)?;
        }
    }
    Ok(())
}
