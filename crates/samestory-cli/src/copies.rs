//! `samestory copies`.

mod json;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use samestory::copies::{CopyConfig, CopyLink, Found, find_copies_with};
use samestory::credits::Newsrooms;
use samestory::origins::{StoryOrigins, trace_origins};
use samestory::{Article, ArticleId};

use crate::args::{CopiesArgs, CopiesFormat};
use crate::console::Console;
use crate::engine::start_threads;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{ArticleReader, Reading};
use crate::output::Palette;

/// Articles that share a text.
pub(crate) struct SharedText<'a> {
    /// Their origins.
    pub(crate) origins: StoryOrigins,
    /// The links among them.
    pub(crate) links: Vec<&'a CopyLink>,
}

/// Finds copies and says whose they are.
pub(crate) fn run(args: &CopiesArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_if(Role::Newsrooms, args.newsrooms.as_deref())
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    start_threads(args.threads)?;
    let mut config = CopyConfig::default();
    config.window_days = args.window;
    config.max_links = args.max_links;
    config.validate().map_err(|error| Failure::Usage(format!("--window, --max-links: {error}")))?;
    let newsrooms = Arc::new(read_newsrooms(&files)?);
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    console.working(format!("comparing {} articles", articles.len()));
    let found = find_copies_with(&articles, &config, &newsrooms)
        .map_err(|error| Failure::Failed(format!("configuration: {error}")))?;
    let texts = shared_texts(&articles, &found, &newsrooms);
    console.done();

    let content = if args.format == CopiesFormat::Json { Content::Data } else { Content::Text };
    let mut output = files.create(Role::Output, content)?;
    match args.format {
        CopiesFormat::Text => {
            let palette = Palette::new(output.is_colored());
            text::write(&mut output, &articles, &texts, args.sentences, palette)?;
        }
        CopiesFormat::Json => {
            json::write(&mut output, &articles, &texts, &found.quotes, reading, &newsrooms)?
        }
    }
    output.finish()?;
    Ok(reading)
}

/// The newsrooms that are known anyway, and those of a table.
fn read_newsrooms(files: &RunFiles) -> Result<Newsrooms, Failure> {
    let mut newsrooms = Newsrooms::builtin();
    let Some((name, text)) = files.read_text(Role::Newsrooms)? else { return Ok(newsrooms) };
    newsrooms.extend_tsv(&text).map_err(|error| Failure::Failed(format!("{name}: {error}")))?;
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
            SharedText { origins: trace_origins(&members, links.iter().copied(), newsrooms), links }
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
