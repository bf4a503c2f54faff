//! `samestory outlets`.

use samestory::{Published, Story};
use samestory_digest::outlet_records;
use samestory_report::Palette;
use samestory_report::digest::{write_outlets_json, write_outlets_text};

use crate::args::{OutletsArgs, WholeFormat};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};

/// Says who is first, and whom others confirm.
pub(crate) fn run(args: &OutletsArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .read_if(Role::Newsrooms, args.newsrooms.as_deref())
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, None)
        .check()?;
    let config = engine::prepare_with_origins(&args.engine, &files)?;
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    console.working(format!("clustering {} articles", articles.len()));
    let stories = samestory::cluster(&articles, &config)?;
    let is_within = |story: &&Story| {
        let first = story.first_published().map(Published::seconds);
        args.since.is_none_or(|since| first.is_some_and(|first| first >= since.seconds()))
            && args.until.is_none_or(|until| first.is_some_and(|first| first < until.seconds()))
    };
    let records = outlet_records(stories.iter().filter(is_within), &config.newsrooms);
    console.done();

    let mut output = files.create(Role::Output, args.format.content())?;
    match args.format {
        WholeFormat::Text => {
            let palette = Palette::new(output.is_colored());
            write_outlets_text(&mut output, &records, palette)?;
        }
        WholeFormat::Json => write_outlets_json(&mut output, &records)?,
    }
    output.finish()?;
    Ok(reading)
}
