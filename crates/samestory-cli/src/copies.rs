//! `samestory copies`.

use std::sync::Arc;

use samestory::copies::CopyConfig;
use samestory::unstable::copies::find_copies_with;
use samestory_report::Palette;
use samestory_report::copies::{shared_texts, write_json, write_text};

use crate::args::{CopiesArgs, CopiesFormat};
use crate::console::Console;
use crate::engine::{read_newsrooms, start_threads};
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{ArticleReader, Reading};

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
    config
        .validate()
        .map_err(|error| Failure::Usage(format!("--window, --max-links: {}", error.problem())))?;
    let newsrooms = Arc::new(read_newsrooms(&files)?);
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    console.working(format!("comparing {} articles", articles.len()));
    let found = find_copies_with(&articles, &config, &newsrooms)?;
    let texts = shared_texts(&articles, &found, &newsrooms);
    console.done();

    let content = if args.format == CopiesFormat::Json { Content::Data } else { Content::Text };
    let mut output = files.create(Role::Output, content)?;
    match args.format {
        CopiesFormat::Text => {
            let palette = Palette::new(output.is_colored());
            write_text(&mut output, &articles, &texts, args.sentences, palette)?;
        }
        CopiesFormat::Json => {
            write_json(&mut output, &articles, &texts, &found.quotes, reading.into(), &newsrooms)?
        }
    }
    reading.finish(output)?;
    Ok(reading)
}
