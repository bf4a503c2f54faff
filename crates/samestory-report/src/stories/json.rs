//! All stories as one JSON document.

use std::io::{self, Write};

use samestory::Published;
use serde::Serialize;

use super::grouped::{StoryRows, Totals};
use super::printing::{Printing, Writers};
use super::row::{Decision, Row};

#[derive(Serialize)]
struct Document<'a> {
    stories: Vec<Story<'a>>,
    counts: Counts,
}

#[derive(Serialize)]
struct Story<'a> {
    story: String,
    headline: &'a str,
    sources: usize,
    first_published: Option<Published>,
    last_published: Option<Published>,
    #[serde(flatten)]
    writers: Option<&'a Writers>,
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
    printing: Option<&'a Printing>,
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
    let stories: Vec<Story<'_>> = stories.iter().filter(|s| s.size() >= min_size).map(Story::new).collect();
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

impl<'a> Story<'a> {
    fn new(story: &StoryRows<'a>) -> Self {
        Self {
            story: story.story.to_string(),
            headline: story.headline(),
            sources: story.sources(),
            first_published: story.first(),
            last_published: story.last(),
            writers: story.writers,
            articles: story.articles.iter().map(|row| Member::new(row)).collect(),
        }
    }
}

impl<'a> Member<'a> {
    fn new(row: &'a Row) -> Self {
        Self {
            id: &row.id,
            source: row.source.as_deref(),
            published: row.published,
            title: &row.title,
            url: row.url.as_deref(),
            decision: row.decision.as_ref(),
            printing: row.printing.as_ref(),
        }
    }
}
