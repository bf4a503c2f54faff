//! Arguments of the commands that show stories.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use samestory::Published;

use super::explain::WholeFormat;
use super::input::{CopyArgs, EngineArgs, InputArgs, TableArgs};

/// Group articles into stories.
#[derive(Debug, Args)]
#[command(after_help = CLUSTER_HELP)]
pub(crate) struct ClusterArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Look at all articles together, or at one after the other as they come
    #[arg(long, value_enum, default_value_t = Mode::Batch)]
    pub(crate) mode: Mode,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// With --mode stream: write the line of each article as soon as it is assigned (jsonl and csv), not its final story
    /// when all are read. Files of --output and --rejects are there at once, or replaced with the first line, and every line is
    /// flushed. An id that comes again is the same article again: unchanged, or a new version
    #[arg(long)]
    pub(crate) live: bool,
    #[command(flatten)]
    pub(crate) copies: CopyArgs,
    /// Write to a file, completely or not at all, instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// With --live: go on with the stream in this file, if it is there, and write the stream to it in the end, or when a signal or a
    /// reader that has seen enough ends the program, completely or not at all. A run that fails leaves the file as it was. A state is
    /// read by the version of samestory that wrote it, under the same configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Which stories come first (text and json) [default: largest]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<Sort>,
    /// Leave out stories with fewer articles (text and json) [default: 2 for text, 1 for json]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) min_size: Option<u32>,
    /// Also say which stories of other languages are of the same event, by names, numbers and dates (text and json). The stories
    /// stay as they are
    #[arg(long)]
    pub(crate) link_languages: bool,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const CLUSTER_HELP: &str = "\
Bad records are reported on stderr with their file and line, counted and skipped. An article whose date cannot be \
understood is kept, without a date.

In jsonl and csv every article has a line, in the order of the input. With --mode stream, jsonl says how each was \
assigned: \"outcome\", \"score\" (of the closest story, compared with stream_threshold), \"nearest\" (the id of its \
closest article) and \"nearest_score\". Later articles can merge stories and move articles; the lines tell where \
everything ended up. With --live they are written as the articles arrive, and jsonl says under \"changes\" what an arrival \
changed for those before it.

In csv a cell that a spreadsheet would take for a formula (it begins with =, +, - or @, or with a tab or a line end) has an \
apostrophe before it; json and jsonl have every text as it is.

The newest version of each article decides on its story; copies are clustered like any article. Each article has its role: origin, reprint, abridged or version; \"copy_of\" and \"version_of\" name the article that it has \
its text from. Each story says how many newsrooms wrote independently; json has the evidence. In a stream \"outcome\" may be \
copy_of, new_version_of and unchanged.

With --link-languages a story names those of other languages that seem to be of the same event; in json they are \"linked\", with \
what both have in common. Texts in Latin, Cyrillic and Greek letters are linked; in scripts without capitals no names are known.

Examples:
  samestory cluster news.jsonl                                  stories to read, largest first
  samestory cluster page.txt other-page.html                    saved pages
  samestory cluster monday.jsonl.gz tuesday.jsonl.zst --sort newest
  samestory cluster news.jsonl --format json | jq '.stories[0]'
  samestory cluster news.jsonl --format csv --output stories.csv
  tail -f feed.jsonl | samestory cluster --mode stream --format jsonl --live
  samestory cluster tuesday.jsonl --mode stream --format jsonl --live --state news.state    goes on after Monday";

/// Show one story as an editor reads it: headline, key terms, summary, sources, timeline, figures that disagree.
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP, mut_arg("files", |files| files.required(true).index(1)))]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The story: its number as "samestory cluster" prints it (s0), or the id of an article
    #[arg(value_name = "STORY", required = true, index = 2)]
    pub(crate) story: String,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = WholeFormat::Text)]
    pub(crate) format: WholeFormat,
    #[command(flatten)]
    pub(crate) tables: TableArgs,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const SHOW_HELP: &str = "\
Everything is taken from the articles: the headline and the sentences are some that they have, each with the id of its article. \
All articles of FILE are read, as what sets a story apart is told by the others. \"-\" is stdin.

Figures are numbers of the same thing that outlets give differently. Who owns a newsroom is told by a table (families.tsv in the \
repository); origins are counted by newsroom and by owner.

Examples:
  samestory show news.jsonl s0
  samestory show news.jsonl nyt-1
  samestory show news.jsonl nyt-1 --format json | jq '.summary[].text'";

/// Say over all stories which outlet is first, whom others confirm, who reprints.
#[derive(Debug, Args)]
#[command(after_help = OUTLETS_HELP)]
pub(crate) struct OutletsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Leave out stories that were first reported before this time
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Published>,
    /// Leave out stories that were first reported at this time or later
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Published>,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = WholeFormat::Text)]
    pub(crate) format: WholeFormat,
    /// Know more newsrooms: a table of names, countries, kinds, domains and aliases, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) newsrooms: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const OUTLETS_HELP: &str = "\
An outlet has reported a story if one of its articles there is nobody's copy. It was first if every outlet that reported the story has a \
date, and its own is the earliest; a date that is only a day leaves open who was first on that day. The others that reported the story \
confirm the first.

Examples:
  samestory outlets news.jsonl
  samestory outlets news.jsonl --since 2012-10-01 --until 2012-11-01
  samestory outlets news.jsonl --format json | jq '.[] | {outlet, first, shared}'";

/// Write all stories as one HTML page to look through: days, stories, sources, copies, versions, figures, reasons.
#[derive(Debug, Args)]
#[command(after_help = REPORT_HELP)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Write the page to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) html: PathBuf,
    /// The title of the page [default: the name of the file that is read]
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    #[command(flatten)]
    pub(crate) tables: TableArgs,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const REPORT_HELP: &str = "\
The page is one file. It asks the network for nothing, runs no script but its own, and follows the choice of light or dark. The view \
of a story has an address: report.html#s12. Keys: / searches, j and k go to the next and the previous story, Escape leads back to \
the list.

Copies and versions are always looked for. The page holds the headlines, sentences of the summaries, and the texts of copies and \
versions; other texts are not in it.

Examples:
  samestory report news.jsonl --html report.html
  samestory report news/ --html report.html --title \"Monday\"
  zstdcat news.jsonl.zst | samestory report --html report.html";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mode {
    /// All articles together
    Batch,
    /// One after the other, in the order of the input
    Stream,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Stories to read
    Text,
    /// One document with all stories and their articles
    Json,
    /// One JSON object per article
    Jsonl,
    /// One row per article: id, story, source, published, title
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// Most articles first
    Largest,
    /// Last published first
    Newest,
}
