//! Why two articles are, or are not, in one story, to read.

use std::io::{self, Write};

use samestory::Stories;
use samestory::unstable::copies::CopyKind;
use samestory_explain::{Link, PairExplanation, Standing};

use super::lines::{name, terms, write_article_lines, write_fact, write_list};
use super::score::write_score;
use crate::plain::Palette;

/// Terms that are shown of each list.
const MAX_TERMS: usize = 12;

/// Writes why two articles are, or are not, in one story.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_pair(
    out: &mut impl Write,
    pair: &PairExplanation,
    stories: &Stories,
    palette: Palette,
) -> io::Result<()> {
    for id in &pair.articles {
        write_article_lines(out, stories, id, palette)?;
    }
    writeln!(out)?;
    let [one, other] = pair.stories;
    let verdict = match pair.same_story {
        true => format!("in one story, {one}"),
        false => format!("in two stories, {one} and {other}"),
    };
    write_fact(out, "verdict", &verdict, palette)?;
    let standing = match pair.standing {
        Standing::Counted => "",
        Standing::Unlikely => "; it is too unlikely, and counts as 0",
        Standing::NotCompared => "; it was not compared, and counts as 0",
        Standing::OtherLanguage => "; of two languages, it counts as 0",
        Standing::SaidSame => "; a correction says that they are one story, whatever it is",
        Standing::SaidNotSame => "; a correction says that they are not one story, whatever it is",
        _ => "; it does not count",
    };
    write_fact(out, "score", &format!("{:.4}{standing}", pair.score.score), palette)?;
    let closeness = pair.closeness.map(|closeness| format!("; these two are at {closeness:.2}"));
    let bar = format!("stories join from a closeness of {:.2} on{}", pair.bar, closeness.unwrap_or_default());
    write_fact(out, "bar", &bar, palette)?;
    write_score(out, &pair.score, palette)?;
    write_list(out, "both say", &terms(&pair.shared_terms, MAX_TERMS), ",", palette)?;
    write_list(out, "both name", &terms(&pair.shared_names, MAX_TERMS), ",", palette)?;
    for side in 0..2 {
        let lacking = [&pair.unmatched_names[side], &pair.unmatched_numbers[side]];
        let mut items: Vec<String> = lacking.iter().flat_map(|list| terms(list, MAX_TERMS / 2)).collect();
        if let Some(first) = items.first_mut() {
            *first = format!("only {}: {first}", name(&pair.compared[side]));
        }
        write_list(out, "against", &items, ",", palette)?;
    }
    if let Some(days) = pair.days_apart {
        write_fact(out, "time", &format!("{days:.1} days apart"), palette)?;
    }
    if let Some(text) = &pair.shared_text {
        let [first, second] = text.containment.map(|share| share * 100.0);
        let kind = match text.kind {
            CopyKind::Exact => "an exact copy",
            CopyKind::Near => "a near copy",
            CopyKind::Contained => "one contained in the other",
            _ => "a part in common",
        };
        let original = text.original.as_ref().map(|id| format!("; {} was first", name(id)));
        let fact = format!(
            "{kind}: {first:.0} % of the first is in the second, {second:.0} % of the second in the first{}",
            original.unwrap_or_default()
        );
        write_fact(out, "text", &fact, palette)?;
    }
    write_list(out, "chain", &chain(&pair.chain), "", palette)
}

/// A chain of links, from article to article.
fn chain(links: &[Link]) -> Vec<String> {
    let Some(first) = links.first() else { return Vec::new() };
    let steps = links.iter().map(|link| format!("–{:.2}→ {}", link.score, name(&link.b)));
    std::iter::once(name(&first.a).into_owned()).chain(steps).collect()
}
