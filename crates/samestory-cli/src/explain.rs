//! `samestory explain`.

use std::path::PathBuf;

use samestory::StoryId;
use samestory_explain::{Explainer, Unknown};
use samestory_report::Palette;
use samestory_report::explain::{write_article, write_json, write_pair, write_story};

use crate::args::{ExplainArgs, InputArgs, WholeFormat, story_id};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};

/// Articles named at most.
const MAX_IDS: usize = 2;

/// What is asked for.
enum Question {
    Story(StoryId),
    Article(String),
    Pair(String, String),
}

/// Explains a pair of articles, an article or a story.
pub(crate) fn run(args: &ExplainArgs) -> Result<Reading, Failure> {
    let (input, question) = question(args)?;
    let files = RunFiles::new()
        .read_all(&input.files)
        .read_engine(&args.engine)
        .write_if(Role::Rejects, input.rejects.as_deref())
        .write(Role::Output, None)
        .check()?;
    let mut config = engine::prepare(&args.engine, &files)?;
    args.copies.apply(&mut config);
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&input, &files, false, &console)?.read_all()?;
    console.working(format!("grouping {} articles", articles.len()));
    let explainer = Explainer::new(&articles, &config)?;
    console.done();

    let unknown = |unknown: Unknown| Failure::Failed(unknown.to_string());
    let content = args.format.content();
    let stories = explainer.stories();
    let question = match question {
        Question::Article(id) if id.starts_with('s') && articles.iter().all(|article| article.id != id) => {
            story_id(&id).map_or(Question::Article(id), Question::Story)
        }
        other => other,
    };
    match question {
        Question::Story(story) => {
            let explained = explainer.story(story).map_err(unknown)?;
            let mut output = files.create(Role::Output, content)?;
            let palette = Palette::new(output.is_colored());
            match args.format {
                WholeFormat::Text => write_story(&mut output, &explained, stories, palette)?,
                WholeFormat::Json => write_json(&mut output, &explained)?,
            }
            output.finish()?;
        }
        Question::Article(id) => {
            let explained = explainer.article(&id).map_err(unknown)?;
            let mut output = files.create(Role::Output, content)?;
            let palette = Palette::new(output.is_colored());
            match args.format {
                WholeFormat::Text => write_article(&mut output, &explained, stories, palette)?,
                WholeFormat::Json => write_json(&mut output, &explained)?,
            }
            output.finish()?;
        }
        Question::Pair(a, b) => {
            let explained = explainer.pair(&a, &b).map_err(unknown)?;
            let mut output = files.create(Role::Output, content)?;
            let palette = Palette::new(output.is_colored());
            match args.format {
                WholeFormat::Text => write_pair(&mut output, &explained, stories, palette)?,
                WholeFormat::Json => write_json(&mut output, &explained)?,
            }
            output.finish()?;
        }
    }
    Ok(reading)
}

/// Tells files from ids: the first name is a file, and of the others the last two may be ids if there are no such files.
fn question(args: &ExplainArgs) -> Result<(InputArgs, Question), Failure> {
    let mut files: Vec<PathBuf> = args.input.files.clone();
    let mut ids = Vec::new();
    if args.story.is_none() {
        while ids.len() < MAX_IDS
            && files.len() > 1
            && let Some(id) = files.pop_if(|name| name.as_os_str() != "-" && !name.exists())
        {
            ids.insert(0, id.to_string_lossy().into_owned());
        }
    }
    let question = match (args.story, ids.as_slice()) {
        (Some(story), _) => Question::Story(story),
        (None, [id]) => Question::Article(id.clone()),
        (None, [a, b]) => Question::Pair(a.clone(), b.clone()),
        _ => {
            let message =
                "what is to be explained? Name the ids of one or two articles after the files, or --story";
            return Err(Failure::Usage(message.to_owned()));
        }
    };
    let input = InputArgs { files, ..args.input.clone() };
    Ok((input, question))
}
