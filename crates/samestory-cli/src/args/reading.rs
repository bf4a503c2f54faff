//! Arguments of the commands that read and write.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::InputArgs;

/// Print the articles of files of any format as JSON lines.
#[derive(Debug, Args)]
#[command(after_help = READ_HELP)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What the output looks like
    #[arg(long, value_enum, default_value_t = ReadFormat::Jsonl)]
    pub(crate) to: ReadFormat,
    /// Write to a file, completely or not at all, instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

const READ_HELP: &str = "\
Every line has \"id\", \"source\", \"url\", \"published\", \"modified\", \"author\", \"lang\", \"title\" and \"text\", in this order; what is \
not known is null. Character references and markup in titles and texts are decoded. An article without an id has its address as one, \
else a hash of its texts. Under which names fields were found is said on stderr, if these are not samestory's own; --map overrides \
it. A field that is no use is reported, and the article kept without it.

Examples:
  samestory read feed.xml export.csv pages/ > articles.jsonl
  samestory read CC-NEWS-20241104.warc.gz --rejects rejects.jsonl -o articles.jsonl
  samestory read dump.json --map title=data.kicker --map text=data.body
  samestory read articles.jsonl --to ninjs";

/// List the formats that are read.
#[derive(Debug, Args)]
pub(crate) struct FormatsArgs {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// One JSON object per article
    Jsonl,
    /// One ninjs 3.0 object per article, the IPTC's news in JSON
    Ninjs,
    /// A Parquet file with a row per article
    #[cfg(feature = "parquet")]
    Parquet,
    /// An Arrow IPC file with a row per article
    #[cfg(feature = "arrow")]
    Arrow,
}
