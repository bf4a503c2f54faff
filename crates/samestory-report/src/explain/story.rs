//! What holds a story together, to read.

use std::io::{self, Write};

use samestory::Stories;
use samestory_explain::{Link, StoryExplanation};

use super::lines::{count, name, write_fact, write_list};
use crate::plain::{Palette, shorten};
use crate::terminal::clean;

/// Longer headlines are cut.
const WIDEST_HEADLINE: usize = 120;

/// Articles of a part that are named.
const MAX_NAMED: usize = 8;

/// Writes what holds a story together.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_story(
    out: &mut impl Write,
    story: &StoryExplanation,
    stories: &Stories,
    palette: Palette,
) -> io::Result<()> {
    let Palette { headline, quiet, .. } = palette;
    let text = stories.get(story.story).map_or("", |story| story.headline());
    writeln!(out, "{headline}{}{headline:#}", shorten(clean(text), WIDEST_HEADLINE))?;
    writeln!(out, "{quiet}{} · {}{quiet:#}\n", story.story, count(story.articles, "article", "articles"))?;
    let at = |link: &Link| format!("{} and {} at {:.2}", name(&link.a), name(&link.b), link.score);
    if let Some(cohesion) = story.cohesion {
        let fact =
            format!("the mean score of its pairs is {cohesion:.2}; stories join from {:.2} on", story.bar);
        write_fact(out, "cohesion", &fact, palette)?;
    }
    let terms: Vec<String> =
        story.terms.iter().map(|term| format!("{} {}", name(&term.text), term.articles)).collect();
    write_list(out, "together", &terms, ",", palette)?;
    if let Some(weakest) = &story.weakest {
        write_fact(out, "weakest", &at(weakest), palette)?;
    }
    if let Some(split) = &story.split {
        let links = count(split.links, "pair", "pairs");
        let strongest = split.strongest.as_ref().map(|link| format!(", the strongest {}", at(link)));
        let fact = format!(
            "two parts at a closeness of {:.2}; {links} from the bar on{}",
            split.closeness,
            strongest.unwrap_or_default()
        );
        write_fact(out, "would split", &fact, palette)?;
        for part in &split.parts {
            let mut named: Vec<String> =
                part.iter().take(MAX_NAMED).map(|id| name(id).into_owned()).collect();
            if part.len() > MAX_NAMED {
                named.push(format!("and {} more", part.len() - MAX_NAMED));
            }
            write_list(out, "  part", &named, ",", palette)?;
        }
    }
    for alarm in &story.alarms {
        write_fact(out, "alarm", &clean(&alarm.reason), palette)?;
    }
    Ok(())
}
