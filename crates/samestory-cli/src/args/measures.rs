//! Arguments of the commands that judge and set.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::{EngineArgs, InputArgs, LimitArgs};

/// Compare stories that were found with labelled ones.
#[derive(Debug, Args)]
#[command(after_help = EVALUATE_HELP)]
pub(crate) struct EvaluateArgs {
    /// The truth: JSON lines with "id" and "story"; articles without a story are left out
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// What was found: JSON lines with "id" and "story", as "samestory cluster --format jsonl" writes them
    #[arg(value_name = "PRED")]
    pub(crate) predicted: PathBuf,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = EvaluateFormat::Text)]
    pub(crate) format: EvaluateFormat,
    /// Fail on the first bad record (no JSON, no id, an id used before) instead of skipping it
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

const EVALUATE_HELP: &str = "\
Articles of GOLD that PRED does not have count as stories of one, and are reported on stderr; articles that only PRED has \
are left out. Beside each metric stands what one gets for doing nothing: every article alone, and all in one story.

Examples:
  samestory cluster corpus.jsonl --format jsonl | samestory evaluate corpus.jsonl -
  samestory evaluate corpus.jsonl found.jsonl --format json | jq .scores.bcubed.f1";

/// Set the granularity by labels: how much is a story, for you.
#[derive(Debug, Args)]
#[command(after_help = CALIBRATE_HELP)]
pub(crate) struct CalibrateArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Take pairs as labels, not the "story" of articles: JSON lines with "a" and "b", ids of articles, and "same": true if
    /// both report one event, else false
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: Option<PathBuf>,
    /// Write to a file, completely or not at all, instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const CALIBRATE_HELP: &str = "\
The default is meant to serve without this. Labels are the field \"story\" of the articles, as far as they have it, or pairs. \
Of 41 granularities from -2 (coarse) to 2 (fine) the one nearest to 0 is taken that is not worse than the best by more than one \
standard error: few labels change nothing. Written is a configuration, with what was tried as comments.

Examples:
  samestory calibrate labelled.jsonl -o mine.toml
  samestory calibrate news.jsonl --pairs pairs.jsonl -o mine.toml
  samestory cluster more.jsonl --config mine.toml";

/// Print the default configuration as TOML.
#[derive(Debug, Args)]
#[command(after_help = CONFIG_HELP)]
pub(crate) struct ConfigArgs {
    /// Check a configuration file, and print it with the defaults filled in
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

const CONFIG_HELP: &str = "\
Examples:
  samestory config > samestory.toml
  samestory config --config samestory.toml
  samestory cluster news.jsonl --config samestory.toml";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvaluateFormat {
    /// A table
    Text,
    /// One document with all numbers
    Json,
}
