//! The saga that a story is a part of.

use std::io::{self, Write};
use std::ops::Range;

use samestory::StoryId;
use samestory_digest::{Saga, SagaStory};

use super::layout::{count, part};
use crate::plain::{Palette, minutes, shorten};
use crate::terminal::clean;

/// So many stories of a long saga are shown, those nearest to the one that is read.
const SHOWN: usize = 16;

/// Longer headlines are cut.
const WIDEST_HEADLINE: usize = 70;

/// The stories of a saga that are shown around one of them, in order of time.
pub(crate) fn around(stories: &[SagaStory], story: StoryId) -> Range<usize> {
    let own = stories.iter().position(|one| one.story == story).unwrap_or(0);
    let start = own.saturating_sub(SHOWN / 2).min(stories.len().saturating_sub(SHOWN));
    start..stories.len().min(start + SHOWN)
}

/// Writes the stories of a saga in order of time, with a mark at the one that is read.
pub(super) fn write(out: &mut impl Write, saga: &Saga, story: StoryId, palette: Palette) -> io::Result<()> {
    let quiet = palette.quiet;
    let size = count(saga.articles, "article", "articles");
    part(out, &format!("Part of a saga of {} stories, {size}", saga.stories.len()), palette)?;
    let shown = around(&saga.stories, story);
    let left_out = |out: &mut dyn Write, number: usize, when: &str| match number {
        0 => Ok(()),
        number => writeln!(out, "  {quiet}… {number} {when} …{quiet:#}"),
    };
    left_out(out, shown.start, "before")?;
    for one in &saga.stories[shown.clone()] {
        let day: String = minutes(one.first_published).chars().take(10).collect();
        let headline = shorten(clean(&one.headline), WIDEST_HEADLINE);
        let articles = count(one.articles, "article", "articles");
        let mark = if one.story == story { "> " } else { "  " };
        writeln!(
            out,
            "{mark}{quiet}{day:10}{quiet:#}  {:<6} {headline} {quiet}({articles}){quiet:#}",
            one.story.to_string()
        )?;
    }
    left_out(out, saga.stories.len() - shown.end, "after")
}
