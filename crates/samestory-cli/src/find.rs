//! `samestory find`.

use std::path::Path;

use samestory::Config;
use samestory_explain::{Collapse, Explainer, FindOptions};
use samestory_report::Palette;
use samestory_report::explain::{write_found, write_json};

use crate::args::{FindArgs, Listing, WholeFormat};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};

/// Finds the stories that a text belongs to.
pub(crate) fn run(args: &FindArgs) -> Result<Reading, Failure> {
    let mut files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, None);
    if args.text.is_none() {
        files = files.read(Role::Query, Path::new("-"));
    }
    let files = files.check()?;
    let config = engine::prepare(&args.engine, &files)?;
    let config = Config { find_copies: true, ..config };
    let read = files.read_text(Role::Query)?.map(|(_, text)| text);
    let asked = args.text.clone().or(read).unwrap_or_default();
    if asked.trim().is_empty() {
        return Err(Failure::Usage("--text, or else stdin, is empty: a text is needed".to_owned()));
    }
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    console.working(format!("grouping {} articles", articles.len()));
    let explainer = Explainer::new(&articles, &config)?;
    console.done();

    let mut options = FindOptions::default();
    options.max_stories = args.top;
    options.min_origins = args.min_origins;
    options.min_score = args.min_score.unwrap_or(options.min_score);
    options.collapse = match args.list {
        Listing::Story => Collapse::Story,
        Listing::Origin => Collapse::Origin,
        Listing::NoCopies => Collapse::Copies,
        Listing::All => Collapse::Nothing,
    };
    let found = explainer.find(&asked, &options);
    let mut output = files.create(Role::Output, args.format.content())?;
    match args.format {
        WholeFormat::Text => {
            let palette = Palette::new(output.is_colored());
            write_found(&mut output, &found, palette)?;
        }
        WholeFormat::Json => write_json(&mut output, &found)?,
    }
    output.finish()?;
    Ok(reading)
}
