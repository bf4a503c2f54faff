//! Why an article is in its story, to read.

use std::io::{self, Write};

use samestory::Stories;
use samestory_explain::{ArticleExplanation, Link};

use super::lines::{name, write_article_lines, write_fact, write_list};
use crate::plain::Palette;

/// Writes why an article is in its story.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_article(
    out: &mut impl Write,
    article: &ArticleExplanation,
    stories: &Stories,
    palette: Palette,
) -> io::Result<()> {
    write_article_lines(out, stories, &article.article, palette)?;
    writeln!(out)?;
    if article.compared != article.article {
        write_fact(out, "version", &format!("compared as {}, the newest", name(&article.compared)), palette)?;
    }
    let at = |link: &Link| format!("{} at {:.2}", name(&link.b), link.score);
    let own = match (article.closeness, article.mean_score) {
        (Some(closeness), Some(mean)) => {
            format!("{}: closeness {closeness:.2}, mean score {mean:.2}", article.story)
        }
        _ => format!("{}: it is alone", article.story),
    };
    write_fact(out, "story", &own, palette)?;
    if let Some(nearest) = &article.nearest {
        write_fact(out, "nearest", &at(nearest), palette)?;
    }
    match &article.runner_up {
        Some(other) => {
            let fact =
                format!("{}: closeness {:.2}, nearest {}", other.story, other.closeness, at(&other.nearest));
            write_fact(out, "runner-up", &fact, palette)?;
        }
        None => write_fact(out, "runner-up", "no other story has anything like it", palette)?,
    }
    if let Some(margin) = article.margin {
        write_fact(out, "margin", &format!("{margin:.2}"), palette)?;
    }
    let leaves = article.leaves_below.map(|bar| format!(", and leaves its own below {bar:.2}"));
    let moves = format!(
        "it joins another story from a closeness of {:.2} on{}",
        article.joins_from,
        leaves.unwrap_or_default()
    );
    write_fact(out, "moves", &moves, palette)?;
    if !article.pivotal.is_empty() {
        let place = article.otherwise.map_or("alone".to_owned(), |story| format!("in {story}"));
        let mut items: Vec<String> = article.pivotal.iter().map(|id| name(id).into_owned()).collect();
        items[0] = format!("it would be {place} without its links to {}", items[0]);
        write_list(out, "otherwise", &items, ",", palette)?;
    }
    Ok(())
}
