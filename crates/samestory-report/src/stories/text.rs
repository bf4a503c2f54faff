//! Stories to read.

use std::borrow::Cow;
use std::io::{self, Write};

use samestory::Member;

use super::grouped::{StoryRows, Totals};
use super::printing::role_words;
use crate::plain::{Palette, minutes, shorten};
use crate::terminal::clean;

/// Longer names of outlets are cut.
const WIDEST_SOURCE: usize = 24;

/// Longer roles, with the ids of other articles, are cut.
const WIDEST_ROLE: usize = 48;

/// Longer titles are cut: what some call a title is a paragraph.
const WIDEST_TITLE: usize = 120;

/// Writes the stories with at least `min_size` articles, and counts the rest.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_text(
    out: &mut impl Write,
    stories: &[StoryRows<'_>],
    totals: &Totals,
    min_size: usize,
    palette: Palette,
) -> io::Result<()> {
    // a story of one article is not alone if it is told in another language too
    let (shown, left_out): (Vec<_>, Vec<_>) =
        stories.iter().partition(|s| s.size() + s.linked.len() >= min_size);
    for story in &shown {
        write_story(out, story, palette)?;
        writeln!(out)?;
    }
    let quiet = palette.quiet;
    write!(
        out,
        "{quiet}{}{} in {}{quiet:#}",
        count(totals.articles, "article", "articles"),
        and_versions(totals.later_versions),
        count(totals.stories, "story", "stories")
    )?;
    if !left_out.is_empty() {
        let articles: usize = left_out.iter().map(|s| s.size()).sum();
        let what = match articles == left_out.len() {
            true => count(articles, "article that is alone", "articles that are alone"),
            false => format!(
                "{} in {} with fewer than {min_size}",
                count(articles, "article", "articles"),
                count(left_out.len(), "story", "stories")
            ),
        };
        write!(out, "{quiet}; not shown: {what}{quiet:#}")?;
    }
    writeln!(out)
}

fn write_story(out: &mut impl Write, story: &StoryRows<'_>, palette: Palette) -> io::Result<()> {
    let Palette { headline, quiet, label } = palette;
    writeln!(out, "{headline}{}{headline:#}", shorten(clean(story.story.headline()), WIDEST_TITLE))?;
    let mut facts = vec![story.story.id.to_string(), count(story.size(), "article", "articles")];
    if story.later_versions() > 0 {
        facts.push(count(story.later_versions(), "later version", "later versions"));
    }
    if story.sources() > 0 {
        facts.push(count(story.sources(), "source", "sources"));
    }
    if let (Some(first), Some(last)) = (story.first(), story.last()) {
        let (first, last) = (minutes(Some(first)), minutes(Some(last)));
        let (first, last) = (first.trim_end(), last.trim_end());
        facts.push(if first == last { first.to_owned() } else { format!("{first} to {last}") });
    }
    writeln!(out, "{quiet}{}{quiet:#}", facts.join(" · "))?;
    if story.story.independent_origins() > 0 {
        let newsrooms = story.story.origins.iter().map(|origin| origin.newsroom.as_deref());
        let names = newsrooms.map(|name| clean(name.unwrap_or("not known"))).collect::<Vec<_>>().join(", ");
        let origins = count(story.story.independent_origins(), "independent origin", "independent origins");
        writeln!(out, "{quiet}{origins}: {names}{quiet:#}")?;
    }

    for linked in &story.linked {
        let title = shorten(clean(linked.headline), WIDEST_TITLE);
        writeln!(out, "{quiet}same event in {}: {}{quiet:#}  {title}", clean(linked.lang), linked.story)?;
    }

    let sources: Vec<Cow<'_, str>> = story
        .articles
        .iter()
        .map(|(article, _)| shorten(clean(article.source.as_deref().unwrap_or_default()), WIDEST_SOURCE))
        .collect();
    let widest = sources.iter().map(|s| s.chars().count()).max().unwrap_or(0);
    let roles: Vec<String> = story.articles.iter().map(|(article, _)| role(article)).collect();
    let widest_role = roles.iter().map(|role| role.chars().count()).max().unwrap_or(0);
    let dated = story.first().is_some();
    for (((article, _), source), role) in story.articles.iter().zip(&sources).zip(&roles) {
        write!(out, "  ")?;
        if dated {
            write!(out, "{quiet}{}{quiet:#}  ", minutes(article.published))?;
        }
        if widest > 0 {
            write!(out, "{label}{source:<widest$}{label:#}  ")?;
        }
        if widest_role > 0 {
            write!(out, "{role:<widest_role$}  ")?;
        }
        writeln!(out, "{}", shorten(clean(&article.headline), WIDEST_TITLE))?;
    }
    Ok(())
}

/// Where an article has its text from; nothing if that was not asked for.
fn role(article: &Member) -> String {
    shorten(clean(&role_words(article)), WIDEST_ROLE).into_owned()
}

fn and_versions(later: usize) -> String {
    if later == 0 {
        String::new()
    } else {
        format!(" and {}", count(later, "later version", "later versions"))
    }
}

/// "1 story", "2 stories".
fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
