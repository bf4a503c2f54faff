//! `samestory show`.

use samestory::{Stories, StoryId};
use samestory_digest::Digester;
use samestory_report::Palette;
use samestory_report::digest::{write_json, write_text};

use crate::args::{ShowArgs, WholeFormat};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};

/// Lines to read have about so many characters.
const WIDTH: usize = 100;

/// Shows one story.
pub(crate) fn run(args: &ShowArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .read_tables(&args.tables)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, None)
        .check()?;
    let config = engine::prepare_with_origins(&args.engine, &files)?;
    let families = engine::read_families(&files)?;
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    console.working(format!("clustering {} articles", articles.len()));
    let stories = samestory::cluster(&articles, &config)?;
    let story = find(&stories, &args.story)
        .ok_or_else(|| Failure::Failed(format!("no story and no article is \"{}\"", args.story)))?;
    let digester = Digester::new(&articles, &stories, &config)?.with_families(families);
    let digest = digester.digest(story);
    console.done();
    let digest = digest.ok_or_else(|| Failure::Failed(format!("no story is {story}")))?;

    let mut output = files.create(Role::Output, args.format.content())?;
    match args.format {
        WholeFormat::Text => {
            let palette = Palette::new(output.is_colored());
            write_text(&mut output, &digest, WIDTH, palette)?;
        }
        WholeFormat::Json => write_json(&mut output, &digest)?,
    }
    output.finish()?;
    Ok(reading)
}

/// The story of an article's id, or of a number as it is printed.
fn find(stories: &Stories, asked: &str) -> Option<StoryId> {
    if let Some(story) = stories.story_of(asked) {
        return Some(story.id);
    }
    let number = StoryId(asked.strip_prefix('s')?.parse().ok()?);
    stories.get(number).map(|story| story.id)
}
