//! The command line.

#[cfg(any(feature = "watch", feature = "serve"))]
mod duration;
mod explain;
mod input;
mod measures;
mod reading;
mod stories;
mod texts;
#[cfg(feature = "watch")]
mod watch;

use clap::{Parser, Subcommand};

#[cfg(any(feature = "watch", feature = "serve"))]
pub(crate) use duration::duration;
pub(crate) use explain::{ExplainArgs, FindArgs, Listing, WholeFormat, story_id};
pub(crate) use input::{EngineArgs, InputArgs, LimitArgs, TableArgs};
pub(crate) use measures::{CalibrateArgs, ConfigArgs, EvaluateArgs, EvaluateFormat};
pub(crate) use reading::{FormatsArgs, ReadArgs, ReadFormat};
pub(crate) use stories::{ClusterArgs, Format, Mode, OutletsArgs, ReportArgs, ShowArgs, Sort};
pub(crate) use texts::{CopiesArgs, CopiesFormat, InsightFormat, SimilarArgs, TermsArgs, VersionsArgs};
#[cfg(feature = "watch")]
pub(crate) use watch::{WatchArgs, WatchFormat};

/// Group news articles into stories: which of them, from many outlets, report the same event.
#[derive(Debug, Parser)]
#[command(name = "samestory", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
Articles are JSON lines: objects with \"id\", \"title\", \"text\", \"source\", \"url\", \"published\" and \"lang\", of which one of \
\"title\" and \"text\" is required. Other formats (tables, feeds, saved pages, WARC, NewsML-G2, NITF) are told by what is in a file, \
and fields by their usual names: see \"samestory formats\" and \"samestory read --help\". Files may be compressed (gzip, \
Zstandard). A page of NewsDiffs or News Sniffer is two versions of an article.

Examples:
  samestory cluster news.jsonl                            stories to read
  samestory cluster news.jsonl --format jsonl -o found    one line per article
  samestory evaluate news.jsonl found                     how good is that?

Exit codes: 0 done, 1 something failed, 2 the command line is wrong (or a file that is written has another use), 3 records were \
skipped, or files damaged, and nothing, or less than --min-read, was read; files of an earlier run then stay as they were. The last \
lines on stderr say how many files were read in part only, as they are cut off or damaged, and how many of how many records were \
read, unless all were.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Cluster(ClusterArgs),
    Evaluate(EvaluateArgs),
    Terms(TermsArgs),
    Similar(SimilarArgs),
    Explain(ExplainArgs),
    Find(FindArgs),
    Show(ShowArgs),
    Outlets(OutletsArgs),
    Report(ReportArgs),
    Copies(CopiesArgs),
    Versions(VersionsArgs),
    Calibrate(CalibrateArgs),
    Config(ConfigArgs),
    Read(ReadArgs),
    Formats(FormatsArgs),
    #[cfg(feature = "watch")]
    Watch(WatchArgs),
    #[cfg(feature = "serve")]
    Serve(crate::questions::ServeArgs),
    /// Answer questions about a stream over HTTP (not in this build)
    #[cfg(not(feature = "serve"))]
    Serve(NotBuilt),
    #[cfg(feature = "mcp")]
    Mcp(crate::questions::McpArgs),
    /// Answer assistants over the Model Context Protocol (not in this build)
    #[cfg(not(feature = "mcp"))]
    Mcp(NotBuilt),
}

/// The command line of a command that is not in this build, whatever it is.
#[cfg(not(all(feature = "serve", feature = "mcp")))]
#[derive(Debug, clap::Args)]
pub(crate) struct NotBuilt {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _rest: Vec<std::ffi::OsString>,
}
