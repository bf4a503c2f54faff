//! What all explanations to read are made of: articles, and lists with a label.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use samestory::Stories;
use samestory_explain::TermEvidence;

use crate::plain::{Palette, minutes, shorten};
use crate::terminal::clean;

/// Lists are wrapped at this width, labels included.
const WIDTH: usize = 100;

/// The width of a label.
const LABEL: usize = 13;

/// Longer titles are cut.
const WIDEST_TITLE: usize = 120;

/// Longer ids and terms are cut.
const WIDEST_NAME: usize = 60;

/// Writes the headline of an article, and below it where and when it was published.
pub(super) fn write_article_lines(
    out: &mut impl Write,
    stories: &Stories,
    id: &str,
    palette: Palette,
) -> io::Result<()> {
    let Palette { headline, quiet, .. } = palette;
    let story = stories.story_of(id);
    let Some(member) = story.and_then(|story| story.member(id)) else {
        return writeln!(out, "{headline}{}{headline:#}", name(id));
    };
    writeln!(out, "{headline}{}{headline:#}", shorten(clean(&member.headline), WIDEST_TITLE))?;
    let published = minutes(member.published);
    let source = name(member.source.as_deref().unwrap_or_default());
    let story = story.map(|story| story.id.to_string()).unwrap_or_default();
    let facts = [published.trim_end().into(), source, name(id), story.into()];
    let facts: Vec<Cow<'_, str>> = facts.into_iter().filter(|fact: &Cow<'_, str>| !fact.is_empty()).collect();
    writeln!(out, "{quiet}{}{quiet:#}", facts.join(" · "))
}

/// An id or a term, to read.
pub(super) fn name(text: &str) -> Cow<'_, str> {
    shorten(clean(text), WIDEST_NAME)
}

/// Terms as they are printed, at most so many, each with how rare it is; those of which all words were named are left out.
pub(super) fn terms(terms: &[TermEvidence], most: usize) -> Vec<String> {
    let mut named: HashSet<String> = HashSet::new();
    let is_new = |term: &&TermEvidence| {
        let words = term.text.split_whitespace().map(str::to_lowercase);
        let known = named.len();
        named.extend(words);
        named.len() > known
    };
    let terms: Vec<&TermEvidence> = terms.iter().filter(is_new).collect();
    let mut shown: Vec<String> =
        terms.iter().take(most).map(|term| format!("{} {:.1}", name(&term.text), term.idf)).collect();
    if terms.len() > most {
        shown.push(format!("and {} more", terms.len() - most));
    }
    shown
}

/// Writes a list behind a label, wrapped between its items; nothing for an empty one.
pub(super) fn write_list(
    out: &mut impl Write,
    label: &str,
    items: &[String],
    separator: &str,
    palette: Palette,
) -> io::Result<()> {
    let style = palette.label;
    let mut used = WIDTH;
    for (at, item) in items.iter().enumerate() {
        let last = at + 1 == items.len();
        let width = item.chars().count() + if last { 0 } else { separator.trim_end().chars().count() };
        if used + 1 + width > WIDTH {
            if at > 0 {
                writeln!(out)?;
            }
            let label = if at == 0 { label } else { "" };
            write!(out, "{style}{label:<LABEL$}{style:#}")?;
            used = LABEL;
        } else {
            write!(out, " ")?;
            used += 1;
        }
        write!(out, "{item}{}", if last { "" } else { separator.trim_end() })?;
        used += width;
    }
    if items.is_empty() { Ok(()) } else { writeln!(out) }
}

/// Writes one fact behind a label.
pub(super) fn write_fact(out: &mut impl Write, label: &str, fact: &str, palette: Palette) -> io::Result<()> {
    let words: Vec<String> = fact.split(' ').map(str::to_owned).collect();
    write_list(out, label, &words, "", palette)
}

/// "1 article", "2 articles".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
