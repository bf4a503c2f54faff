//! How the work is done: the configuration, corrections, the newsrooms and the threads.

use std::sync::Arc;

use samestory::Config;
use samestory::credits::Newsrooms;
use samestory_digest::Families;

use crate::args::EngineArgs;
use crate::corrections;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// Starts the threads and reads the configuration.
pub(crate) fn prepare(args: &EngineArgs, files: &RunFiles) -> Result<Config, Failure> {
    start_threads(args.threads)?;
    configure(files)
}

/// The configuration, with the corrections of the run.
fn configure(files: &RunFiles) -> Result<Config, Failure> {
    let mut config = read_config(files)?;
    if let Some(corrections) = corrections::read(files)? {
        corrections::warn(&corrections);
        config.corrections = corrections;
    }
    Ok(config)
}

/// As [`prepare`], for what asks who wrote and who copied: whatever the configuration says, by the newsrooms of the run.
pub(crate) fn prepare_with_origins(args: &EngineArgs, files: &RunFiles) -> Result<Config, Failure> {
    with_origins(prepare(args, files)?, files)
}

/// As [`prepare_with_origins`], for a process in which one thread owns the stream: the others are for what is asked about it.
#[cfg(any(feature = "serve", feature = "mcp"))]
pub(crate) fn prepare_for_questions(args: &EngineArgs, files: &RunFiles) -> Result<Config, Failure> {
    start_threads_beside(args.threads)?;
    with_origins(configure(files)?, files)
}

fn with_origins(mut config: Config, files: &RunFiles) -> Result<Config, Failure> {
    config.find_copies = true;
    config.newsrooms = Arc::new(read_newsrooms(files)?);
    Ok(config)
}

/// The default configuration, or that of a file, checked.
pub(crate) fn read_config(files: &RunFiles) -> Result<Config, Failure> {
    let Some((name, text)) = files.read_text(Role::Config)? else { return Ok(Config::default()) };
    let fail = |message: String| Failure::Failed(format!("{name}: {message}"));
    let config: Config = toml::from_str(&text).map_err(|error| fail(describe(&error, &text)))?;
    config.validate().map_err(|error| fail(error.to_string()))?;
    Ok(config)
}

/// The newsrooms that are known anyway, and those of a table.
pub(crate) fn read_newsrooms(files: &RunFiles) -> Result<Newsrooms, Failure> {
    let mut newsrooms = Newsrooms::builtin();
    let Some((name, text)) = files.read_text(Role::Newsrooms)? else { return Ok(newsrooms) };
    newsrooms.extend_tsv(&text).map_err(|error| Failure::Failed(format!("{name}: {error}")))?;
    Ok(newsrooms)
}

/// The families that are known anyway, and those of a table.
pub(crate) fn read_families(files: &RunFiles) -> Result<Families, Failure> {
    let mut families = Families::builtin();
    let Some((name, text)) = files.read_text(Role::Families)? else { return Ok(families) };
    families.extend_tsv(&text).map_err(|error| Failure::Failed(format!("{name}: {error}")))?;
    Ok(families)
}

/// What is wrong with a configuration, and where, on one line.
fn describe(error: &toml::de::Error, text: &str) -> String {
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else {
        return error.message().to_owned();
    };
    let at = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let line = text.lines().nth(at).unwrap_or_default().trim();
    format!("line {}, column {column}: {} in \"{line}\"", at + 1, error.message())
}

/// Starts as many threads as are asked for, or as there are cores, this one among them: with one thread nothing is handed
/// over, and all memory is of one arena.
#[cfg(feature = "parallel")]
pub(crate) fn start_threads(threads: Option<u16>) -> Result<(), Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .use_current_thread()
        .build_global()
        .map_err(|error| Failure::Failed(format!("the threads cannot be started: {error}")))
}

/// Starts as many threads as are asked for, or as there are cores, but for the one that owns the stream; one at least.
#[cfg(all(feature = "parallel", any(feature = "serve", feature = "mcp")))]
fn start_threads_beside(threads: Option<u16>) -> Result<(), Failure> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let all = threads.map_or_else(cores, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(all.saturating_sub(1).max(1))
        .build_global()
        .map_err(|error| Failure::Failed(format!("the threads cannot be started: {error}")))
}

/// As without questions.
#[cfg(all(not(feature = "parallel"), any(feature = "serve", feature = "mcp")))]
fn start_threads_beside(threads: Option<u16>) -> Result<(), Failure> {
    start_threads(threads)
}

/// There is one thread; asking for more is a mistake.
#[cfg(not(feature = "parallel"))]
pub(crate) fn start_threads(threads: Option<u16>) -> Result<(), Failure> {
    match threads {
        None | Some(1) => Ok(()),
        Some(_) => Err(Failure::Usage("--threads: this program was built without threads".to_owned())),
    }
}

/// Does two things at once, if there are threads.
pub(crate) fn join<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(one, other);
    #[cfg(not(feature = "parallel"))]
    (one(), other())
}

/// Leaves memory to the end of the process, which gives it back at once.
pub(crate) fn leave<T>(large: T) {
    std::mem::forget(large);
}
