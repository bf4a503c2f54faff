//! `samestory versions`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use samestory::Published;
use samestory::unstable::versions::canonical_url;
use samestory::versions::{History, Observation, Version};
use samestory_changes::{TextChange, VersionLog, changes};
use samestory_report::{FeedInfo, PageInfo, atom_feed, html_index, html_page};

use crate::args::{InsightFormat, VersionsArgs};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};
use crate::input::{Reading, read_observations};
use samestory_report::versions::{write_change_line, write_history};

/// Shows how articles changed.
pub(crate) fn run(args: &VersionsArgs) -> Result<Reading, Failure> {
    let prints = args.html.is_none() && args.feed.is_none();
    let mut files = RunFiles::new()
        .read_all(&args.input.files)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write_if(Role::Feed, args.feed.as_deref());
    if prints {
        files = files.write(Role::Output, None);
    }
    let files = files.check()?;
    let console = Console::new(true);
    let (observations, reading) = read_observations(&args.input, &files, &console)?;
    let last = observations.iter().filter_map(|seen| seen.time).max_by_key(|time| time.seconds());
    let mut log = VersionLog::new();
    for observation in &observations {
        log.observe(observation);
    }
    let wanted: Vec<&History> = log.histories().iter().filter(|history| is_wanted(history, args)).collect();
    if let Some(folder) = args.html.as_ref().filter(|folder| !reading.keeps(&folder.join("index.html"))) {
        write_pages(folder, &wanted, args.now.or(last), args.feed.as_deref(), &files)?;
    }
    if args.feed.is_some() {
        let info = feed_info(args);
        let mut output = files.create(Role::Feed, Content::Data)?;
        output.write_all(atom_feed(&info, wanted.iter().copied()).as_bytes())?;
        reading.finish(output)?;
    }
    if prints {
        let mut output = files.create(Role::Output, args.format.content())?;
        print(&mut output, &wanted, observations.len(), args.format)?;
        output.finish()?;
    }
    Ok(reading)
}

fn is_wanted(history: &History, args: &VersionsArgs) -> bool {
    let same_url = |url: &String| history.url().is_some_and(|own| canonical_url(own) == canonical_url(url));
    args.url.as_ref().is_none_or(same_url)
        && args.source.as_deref().is_none_or(|source| history.source() == Some(source))
        && args.story.as_deref().is_none_or(|story| history.story() == Some(story))
}

fn print(
    output: &mut Output,
    histories: &[&History],
    observations: usize,
    format: InsightFormat,
) -> io::Result<()> {
    let colored = output.is_colored();
    let mut changed = 0;
    for history in histories {
        let changes: Vec<(&Version, &Version, TextChange)> = changes(history).collect();
        changed += usize::from(!changes.is_empty());
        match format {
            InsightFormat::Text if changes.is_empty() && history.flaps() == 0 => {}
            InsightFormat::Text => write_history(output, history, &changes, colored)?,
            InsightFormat::Jsonl => {
                for (old, new, change) in &changes {
                    write_change_line(output, history, old, new, change)?;
                }
            }
        }
    }
    if format == InsightFormat::Text {
        writeln!(
            output,
            "{} observations of {} articles, {changed} of which changed",
            observations,
            histories.len()
        )?;
    }
    Ok(())
}

/// What the feed is of: the article, source or story asked for, or everything.
fn feed_info(args: &VersionsArgs) -> FeedInfo {
    let (title, id) = match (&args.url, &args.source, &args.story) {
        (Some(url), ..) => (format!("Changes of {url}"), canonical_url(url)),
        (_, Some(source), _) => (format!("Changes of articles of {source}"), format!("source/{source}")),
        (.., Some(story)) => (format!("Changes of articles of the story {story}"), format!("story/{story}")),
        _ => ("Changes of all articles".to_owned(), "all".to_owned()),
    };
    FeedInfo::new(title, &id)
}

/// Writes a page for every article that changed, and the list of them.
fn write_pages(
    folder: &Path,
    histories: &[&History],
    now: Option<Published>,
    feed: Option<&Path>,
    files: &RunFiles,
) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::Failed(format!("{}: cannot be made: {error}", folder.display())))?;
    // a feed beside the pages is named in them
    let beside = feed.filter(|feed| feed.parent() == Some(folder)).and_then(Path::file_name);
    let info = PageInfo {
        now,
        feed: beside.map(|name| name.to_string_lossy().into_owned()),
        index: Some("index.html".to_owned()),
        ..PageInfo::default()
    };
    let changed = histories.iter().filter(|history| history.versions().len() > 1);
    let pages: Vec<(String, &History)> =
        (1..).zip(changed).map(|(number, history)| (page_name(number, history), *history)).collect();
    let index = folder.join("index.html");
    let paths: Vec<PathBuf> = pages.iter().map(|(name, _)| folder.join(name)).collect();
    files.check_pages(paths.iter().chain([&index]).map(PathBuf::as_path))?;
    for (path, (_, history)) in paths.iter().zip(&pages) {
        let mut output = Output::create_page(path)?;
        output.write_all(html_page(history, &info).as_bytes())?;
        output.finish()?;
    }
    let mut output = Output::create_page(&index)?;
    output.write_all(html_index(&pages, &info).as_bytes())?;
    output.finish()
}

/// A name for a file, legible anywhere: the number and what the address calls the article.
fn page_name(number: usize, history: &History) -> String {
    let key = Observation { url: history.url().map(str::to_owned), ..Observation::default() }
        .key()
        .unwrap_or_default();
    let path = key.split('?').next().unwrap_or_default();
    let slug = path.rsplit('/').next().unwrap_or_default();
    let slug = slug.split('.').next().unwrap_or_default();
    let safe: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    match safe.as_str() {
        "" => format!("{number:04}.html"),
        safe => format!("{number:04}-{safe}.html"),
    }
}
