//! All stories as one JSON document.

use std::io::{self, Write};

use samestory::Published;
use serde::Serialize;

use super::decision::Decision;
use super::grouped::{StoryRows, Totals};
use super::linked::Linked;
use super::printing::{Printing, Writers, printing, writers};

#[derive(Serialize)]
struct Document<'a> {
    stories: Vec<StoryDocument<'a>>,
    counts: Counts,
}

/// A story as JSON has it.
#[derive(Serialize)]
pub struct StoryDocument<'a> {
    story: String,
    headline: &'a str,
    sources: usize,
    first_published: Option<Published>,
    last_published: Option<Published>,
    #[serde(flatten)]
    writers: Option<Writers<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    linked: Vec<Linked<'a>>,
    articles: Vec<Member<'a>>,
}

#[derive(Serialize)]
struct Member<'a> {
    id: &'a str,
    source: Option<&'a str>,
    published: Option<Published>,
    title: &'a str,
    url: Option<&'a str>,
    #[serde(flatten)]
    decision: Option<&'a Decision>,
    #[serde(flatten)]
    printing: Option<Printing<'a>>,
}

#[derive(Serialize)]
struct Counts {
    articles: usize,
    #[serde(skip_serializing_if = "is_zero")]
    later_versions: usize,
    stories: usize,
    singletons: usize,
    shown_stories: usize,
    skipped_records: usize,
    bad_dates: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Writes the stories with at least `min_size` articles; the counts are of all.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_json(
    out: &mut impl Write,
    stories: &[StoryRows<'_>],
    totals: &Totals,
    min_size: usize,
) -> io::Result<()> {
    let shown = stories.iter().filter(|s| s.size() >= min_size);
    let stories: Vec<StoryDocument<'_>> = shown.map(|rows| StoryDocument::new(rows, |_| true)).collect();
    let counts = Counts {
        articles: totals.articles,
        later_versions: totals.later_versions,
        stories: totals.stories,
        singletons: totals.singletons,
        shown_stories: stories.len(),
        skipped_records: totals.skipped.records,
        bad_dates: totals.skipped.dates,
    };
    serde_json::to_writer_pretty(&mut *out, &Document { stories, counts })?;
    writeln!(out)
}

impl<'a> StoryDocument<'a> {
    /// Of a story, with those of its articles that are to be listed. What is said of the story is of all.
    pub fn new(rows: &StoryRows<'a>, is_listed: impl Fn(&samestory::Member) -> bool) -> Self {
        Self {
            story: rows.story.id.to_string(),
            headline: rows.story.headline(),
            sources: rows.sources(),
            first_published: rows.first(),
            last_published: rows.last(),
            writers: writers(rows.story),
            linked: rows.linked.clone(),
            articles: rows
                .articles
                .iter()
                .filter(|(article, _)| is_listed(article))
                .map(|&(article, decision)| Member::new(article, decision))
                .collect(),
        }
    }
}

impl<'a> Member<'a> {
    fn new(article: &'a samestory::Member, decision: Option<&'a Decision>) -> Self {
        Self {
            id: &article.id,
            source: article.source.as_deref(),
            published: article.published,
            title: article.title(),
            url: article.url.as_deref(),
            decision,
            printing: printing(article),
        }
    }
}
