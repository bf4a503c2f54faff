//! Arguments of the command that polls feeds.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::{CopyArgs, EngineArgs, LimitArgs};

/// Poll feeds, and assign what is new in them to stories.
#[derive(Debug, Args)]
#[command(after_help = WATCH_HELP)]
pub(crate) struct WatchArgs {
    /// Lists of feeds (OPML, or an address a line), or addresses of feeds
    #[arg(value_name = "FEEDS", required = true)]
    pub(crate) feeds: Vec<String>,
    /// Ask each feed again after so long: 90s, 10m, 2h
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = super::duration)]
    pub(crate) every: std::time::Duration,
    /// Ask each feed once, and end
    #[arg(long)]
    pub(crate) once: bool,
    /// Wait for a server no longer, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = WatchFormat::Jsonl)]
    pub(crate) format: WatchFormat,
    #[command(flatten)]
    pub(crate) copies: CopyArgs,
    /// Write to a file, which is there at once and grows, instead of stdout; one that was there before is replaced with the first
    /// line
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Keep items that are no use here, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const WATCH_HELP: &str = "\
Every article that is new in a feed, or has another text than before, is a line, as \"samestory cluster --mode stream --live\" writes \
them. Its id is its address. A feed is not sent again if it has not changed (ETag, Last-Modified). One that fails is named on stderr and \
asked for ever more seldom, or when its server says (Retry-After); the others go on. Nothing is kept between two runs: \"samestory serve \
--state FILE --watch FEEDS\" does.

Examples:
  samestory watch feeds.opml
  samestory watch https://gazette.example/rss --every 5m --format csv -o stories.csv
  samestory watch feeds.opml --once | jq -r .story";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WatchFormat {
    /// One JSON object per article
    Jsonl,
    /// One row per article
    Csv,
}
