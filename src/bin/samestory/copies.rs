//! `samestory copies`.

mod json;
mod text;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use samestory::copies::{CopyConfig, CopyLink, Found, find_copies_with};
use samestory::credits::Newsrooms;
use samestory::origins::{StoryOrigins, trace_origins};
use samestory::{Article, ArticleId};

use crate::args::{CopiesArgs, CopiesFormat};
use crate::console::Console;
use crate::engine::start_threads;
use crate::failure::Failure;
use crate::input::ArticleReader;
use crate::output::{Output, Palette};

/// Articles that share a text.
pub(crate) struct SharedText<'a> {
    /// Their origins.
    pub(crate) origins: StoryOrigins,
    /// The links among them.
    pub(crate) links: Vec<&'a CopyLink>,
}

/// Finds copies and says whose they are.
pub(crate) fn run(args: &CopiesArgs) -> Result<(), Failure> {
    start_threads(args.threads)?;
    let mut config = CopyConfig::default();
    config.window_days = args.window;
    config.validate().map_err(|error| Failure::Usage(format!("--window: {error}")))?;
    let newsrooms = Arc::new(read_newsrooms(args.newsrooms.as_deref())?);
    let console = Console::new(true);
    let (articles, rejects) = ArticleReader::open(&args.input, &console)?.read_all()?;
    console.working(format!("comparing {} articles", articles.len()));
    let found = find_copies_with(&articles, &config, &newsrooms)
        .map_err(|error| Failure::Failed(format!("configuration: {error}")))?;
    let texts = shared_texts(&articles, &found, &newsrooms);
    console.done();

    let mut output = Output::create(args.output.as_deref())?;
    match args.format {
        CopiesFormat::Text => {
            let palette = Palette::new(output.is_colored());
            text::write(&mut output, &articles, &texts, args.sentences, palette)?;
        }
        CopiesFormat::Json => {
            json::write(&mut output, &articles, &texts, &found.quotes, rejects, &newsrooms)?
        }
    }
    output.finish()
}

/// The newsrooms that are known anyway, and those of a table.
fn read_newsrooms(table: Option<&Path>) -> Result<Newsrooms, Failure> {
    let mut newsrooms = Newsrooms::builtin();
    let Some(table) = table else { return Ok(newsrooms) };
    let fail = |message: String| Failure::Failed(format!("{}: {message}", table.display()));
    let text = std::fs::read_to_string(table).map_err(|error| fail(format!("cannot be read: {error}")))?;
    newsrooms.extend_tsv(&text).map_err(|error| fail(error.to_string()))?;
    Ok(newsrooms)
}

/// Articles that are linked, those with most first.
fn shared_texts<'f>(articles: &[Article], found: &'f Found, newsrooms: &Newsrooms) -> Vec<SharedText<'f>> {
    let mut group: Vec<usize> = (0..articles.len()).collect();
    for link in &found.copies {
        let (a, b) = (head(&mut group, link.first.index()), head(&mut group, link.second.index()));
        group[a.max(b)] = a.min(b);
    }
    let mut links: BTreeMap<usize, Vec<&CopyLink>> = BTreeMap::new();
    for link in &found.copies {
        links.entry(head(&mut group, link.first.index())).or_default().push(link);
    }
    let mut members: BTreeMap<usize, Vec<(ArticleId, &Article)>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        let first = head(&mut group, at);
        if links.contains_key(&first) {
            members.entry(first).or_default().push((ArticleId(at as u32), article));
        }
    }
    let mut texts: Vec<SharedText<'f>> = members
        .into_iter()
        .map(|(first, members)| {
            let links = links.remove(&first).unwrap_or_default();
            let owned: Vec<CopyLink> = links.iter().map(|&link| link.clone()).collect();
            SharedText { origins: trace_origins(&members, &owned, newsrooms), links }
        })
        .collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.origins.articles.len()));
    texts
}

/// The first article of a group; ways to it are shortened.
fn head(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}
