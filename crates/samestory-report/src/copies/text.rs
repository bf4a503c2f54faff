//! Copies to read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use samestory::unstable::copies::{CopyLink, Sign};
use samestory::unstable::origins::{ArticleOrigin, Origin, PropagationStep};
use samestory::{Article, ArticleId};

use super::SharedText;
use crate::plain::{Palette, minutes, shorten};
use crate::terminal::clean;

/// Longer titles and names are cut.
const WIDEST: usize = 100;

/// Writes all texts with those who printed them, and counts.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(
    out: &mut impl Write,
    articles: &[Article],
    texts: &[SharedText<'_>],
    sentences: bool,
    palette: Palette,
) -> io::Result<()> {
    for text in texts {
        write_text(out, articles, text, sentences, palette)?;
        writeln!(out)?;
    }
    let origins = || texts.iter().flat_map(|text| &text.origins.articles);
    let copies = origins().filter(|o| matches!(o.origin, Origin::CopyOf(_))).count();
    let versions = origins().filter(|o| matches!(o.origin, Origin::VersionOf(_))).count();
    let quiet = palette.quiet;
    writeln!(
        out,
        "{quiet}{} articles; {copies} are copies of another, {versions} later versions{quiet:#}",
        articles.len()
    )
}

fn write_text(
    out: &mut impl Write,
    articles: &[Article],
    text: &SharedText<'_>,
    sentences: bool,
    palette: Palette,
) -> io::Result<()> {
    let Palette { headline, quiet, label } = palette;
    let origins: BTreeMap<ArticleId, &ArticleOrigin> =
        text.origins.articles.iter().map(|origin| (origin.article, origin)).collect();
    let links: BTreeMap<(ArticleId, ArticleId), &CopyLink> =
        text.links.iter().map(|&link| ((link.first, link.second), link)).collect();
    let first = text.origins.articles.iter().find(|o| !is_derived(o));
    let title = first.map_or(Cow::Borrowed(""), |first| name(&articles[first.article.index()]));
    writeln!(out, "{headline}{title}{headline:#}")?;
    let writer = |name: Option<&str>| shorten(clean(name.unwrap_or("not known")), WIDEST).into_owned();
    let writers: Vec<String> = text.origins.origins.iter().map(|o| writer(o.newsroom.as_deref())).collect();
    writeln!(
        out,
        "{quiet}{} articles · written by {}{quiet:#}",
        text.origins.articles.len(),
        writers.join(", ")
    )?;
    let source = |step: &PropagationStep| {
        let article = &articles[step.article.index()];
        let source = article.source.as_deref().or(step.source.as_deref()).unwrap_or("-");
        shorten(clean(source), WIDEST).into_owned()
    };
    let widest = text.origins.propagation.iter().map(|s| source(s).chars().count()).max().unwrap_or(0);
    let dated = text.origins.propagation.iter().any(|step| step.published.is_some());
    for step in &text.origins.propagation {
        write!(out, "  ")?;
        if dated {
            write!(out, "{quiet}{}{quiet:#}  ", minutes(step.published))?;
        }
        write!(out, "{label}{:<widest$}{label:#}  {:<8}  ", source(step), step.role.name())?;
        writeln!(out, "{}", name(&articles[step.article.index()]))?;
        let Some((parent, link)) = origins.get(&step.article).and_then(|o| parent(o, &links)) else {
            continue;
        };
        writeln!(out, "      {quiet}{}{quiet:#}", reasons(step.article, parent, link, articles))?;
        if sentences {
            for sentence in &link.overlap.sentences {
                let own = if link.second == step.article { sentence.second } else { sentence.first };
                let printed = own.of(&articles[step.article.index()].body);
                writeln!(out, "      {:>3.0} %  {}", sentence.share * 100.0, clean(printed))?;
            }
        }
    }
    Ok(())
}

fn is_derived(origin: &ArticleOrigin) -> bool {
    matches!(origin.origin, Origin::CopyOf(_) | Origin::VersionOf(_))
}

/// The article that another has its text from, with the link that says so.
fn parent<'l>(
    origin: &ArticleOrigin,
    links: &BTreeMap<(ArticleId, ArticleId), &'l CopyLink>,
) -> Option<(ArticleId, &'l CopyLink)> {
    let (Origin::CopyOf(parent) | Origin::VersionOf(parent)) = origin.origin else { return None };
    let (earlier, later) = (parent.min(origin.article), parent.max(origin.article));
    let link = links.get(&(earlier, later))?;
    Some((parent, link))
}

/// "62 % of it is in wapo-1 (124 words, 12 sentences); first by time, days: 99 %".
fn reasons(id: ArticleId, parent: ArticleId, link: &CopyLink, articles: &[Article]) -> String {
    let side = usize::from(link.second == id);
    let known: Vec<&str> =
        link.direction.signs.iter().filter(|(_, of)| *of == parent).map(|&(s, _)| sign(s)).collect();
    let first = match (link.direction.original, known.is_empty()) {
        (Some(_), false) => {
            format!("that was first by {}: {:.0} %", known.join(", "), link.direction.confidence * 100.0)
        }
        _ => "who was first is not known".to_owned(),
    };
    format!(
        "{:.0} % of it is in {} ({} words, {} sentences); {first}",
        link.containment_of(id) * 100.0,
        shorten(clean(&articles[parent.index()].id), WIDEST),
        link.overlap.shared[side],
        link.overlap.sentences.len(),
    )
}

/// The title, or how the text begins.
fn name(article: &Article) -> Cow<'_, str> {
    let title = clean(&article.title);
    shorten(if title.is_empty() { clean(&article.body) } else { title }, WIDEST)
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Time => "time",
        Sign::Credit => "credit",
        Sign::Days => "days",
        Sign::Containment => "containment",
        Sign::Length => "length",
        _ => "other",
    }
}
