//! The stream that is asked about.

use std::path::Path;
use std::time::SystemTime;

use samestory::Config;
use samestory_server::LiveStories;

use super::args::StreamArgs;
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};
use crate::state;

/// The files of a command, without the state.
pub(super) fn files(args: &StreamArgs) -> RunFiles {
    let mut files = RunFiles::new();
    if !args.input.files.is_empty() {
        files = files.read_all(&args.input.files);
    }
    files
        .read_engine(&args.engine)
        .read_tables(&args.tables)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
}

/// The stream of the state, if there is one, with the articles of all files behind it.
///
/// # Errors
///
/// If something of that cannot be read.
pub(super) fn open(
    args: &StreamArgs,
    files: &RunFiles,
    console: &Console,
) -> Result<(LiveStories, Reading), Failure> {
    let config: Config = engine::prepare_for_questions(&args.engine, files)?;
    let (clusterer, beside) = state::load_all(config, files)?;
    let mut live = match beside.is_empty() {
        true => LiveStories::new(clusterer, seconds()),
        false => LiveStories::restore(clusterer, &beside).map_err(|error| {
            let name = files.path_of(Role::State).map(Path::display);
            let name = name.map(|name| name.to_string()).unwrap_or_default();
            Failure::Failed(format!("{name}: what is beside the stream cannot be read: {error}"))
        })?,
    };
    if args.input.files.is_empty() {
        return Ok((live, Reading::default()));
    }
    let mut articles = ArticleReader::open(&args.input, files, true, console)?;
    loop {
        let records = articles.next_records()?;
        if records.is_empty() {
            break;
        }
        live.insert_records(records);
    }
    let reading = articles.finish()?;
    console.done();
    Ok((live, reading))
}

/// Tells a stream that begins now from those before it.
fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
