//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use samestory::copies::CopyConfig;
use samestory::{Config, Published, StoryId};
use samestory_formats::{FieldMap, Format as InputFormat, ReadLimits, ReadOptions};

use crate::failure::Failure;
use crate::files::Content;

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
skipped and nothing, or less than --min-read, was read. The last line on stderr says how many of how many records were read, unless \
all were.";

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
#[derive(Debug, Args)]
pub(crate) struct NotBuilt {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _rest: Vec<std::ffi::OsString>,
}

/// Where articles come from.
#[derive(Debug, Clone, Args)]
pub(crate) struct InputArgs {
    /// Files of any format that "samestory formats" lists, plain or compressed (gzip, Zstandard), or folders of them; "-" is
    /// stdin, and so is no FILE at all
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Take all files for this format, whatever is in them (see "samestory formats")
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) from: Option<InputFormat>,
    /// Read a field under another name than the usual ones, as in title=data.kicker; repeat it for several fields
    #[arg(long, value_name = "FIELD=KEY")]
    pub(crate) map: Vec<String>,
    /// Fail on the first bad record (no JSON, no text, an id used before) instead of skipping it
    #[arg(long)]
    pub(crate) strict: bool,
    /// Keep skipped records here, as JSON lines with their file, line, reason and text
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

impl InputArgs {
    /// How files are read.
    ///
    /// # Errors
    ///
    /// If a mapping is none.
    pub(crate) fn options(&self) -> Result<ReadOptions, Failure> {
        let mapped = self.map.iter().try_fold(FieldMap::default(), |map, said| map.with(said));
        let map = mapped.map_err(|error| Failure::Usage(format!("--map: {error}")))?;
        Ok(ReadOptions::from(self.limits.reading()).from_format(self.from).with_map(map))
    }
}

fn format(name: &str) -> Result<InputFormat, String> {
    InputFormat::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = InputFormat::ALL.iter().map(|format| format.name()).collect();
        format!("one of {} is expected", names.join(", "))
    })
}

/// How much is read. What exceeds a limit is named, skipped and kept in --rejects as far as it was read, and the run goes on.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// Skip a record or page of more bytes
    #[arg(long, value_name = "BYTES", default_value_t = 32 << 20)]
    pub(crate) max_record_bytes: u32,
    /// Skip an article whose title and text have more bytes
    #[arg(long, value_name = "BYTES", default_value_t = 8 << 20)]
    pub(crate) max_text_bytes: u32,
    /// Skip a record in which arrays and objects stand deeper in each other
    #[arg(long, value_name = "N", default_value_t = 128)]
    pub(crate) max_nesting: u32,
    /// Leave a compressed file that has become more than 64 MiB and more than so many times its size
    #[arg(long, value_name = "TIMES", default_value_t = 200)]
    pub(crate) max_expansion: u32,
    /// Show so many warnings about records, and as many about dates; the rest is counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) max_warnings: usize,
    /// Exit with 3 if a smaller share of the records could be read
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share)]
    pub(crate) min_read: f64,
}

impl LimitArgs {
    /// The limits of a record. Places in a text are 32-bit numbers, and so are these.
    pub(crate) fn reading(&self) -> ReadLimits {
        let mut limits = ReadLimits::default();
        let size = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        limits.max_record_bytes = size(self.max_record_bytes);
        limits.max_text_bytes = size(self.max_text_bytes);
        limits.max_nesting = size(self.max_nesting);
        limits.max_expansion = self.max_expansion;
        limits
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "a number from 0 to 1 is expected".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("0 to 1 is allowed".to_owned()) }
}

/// How the work is done.
#[derive(Debug, Args)]
pub(crate) struct EngineArgs {
    /// Read the configuration from a TOML file; what it leaves out keeps its default (see "samestory config")
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// What people say about stories, which holds whatever the scores say: JSON lines such as {"same": ["a", "b"]},
    /// {"not_same": ["a", "b"]}, {"split": {"part": ["a"], "rest": ["b"]}}, {"headline": "a"} or {"withdraw": 0}, each with "by", "at"
    /// and "why" if known
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
    /// How many threads work at once [default: one a core]. The result is the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
}

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
    /// when all are read. Files of --output and --rejects are there at once, and every line is flushed
    #[arg(long)]
    pub(crate) live: bool,
    #[command(flatten)]
    pub(crate) copies: CopyArgs,
    /// Write to a file, completely or not at all, instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// With --live: go on with the stream in this file, if it is there, and write the stream to it in the end, completely or not
    /// at all. A state is read by the version of samestory that wrote it, under the same configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Which stories come first (text and json) [default: largest]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<Sort>,
    /// Leave out stories with fewer articles (text and json) [default: 2 for text, 1 for json]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) min_size: Option<u32>,
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

Examples:
  samestory cluster news.jsonl                                  stories to read, largest first
  samestory cluster page.txt other-page.html                    saved pages
  samestory cluster monday.jsonl.gz tuesday.jsonl.zst --sort newest
  samestory cluster news.jsonl --format json | jq '.stories[0]'
  samestory cluster news.jsonl --format csv --output stories.csv
  tail -f feed.jsonl | samestory cluster --mode stream --format jsonl --live
  samestory cluster tuesday.jsonl --mode stream --format jsonl --live --state news.state    goes on after Monday";

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

/// Show the terms of articles.
#[derive(Debug, Args)]
#[command(after_help = TERMS_HELP)]
pub(crate) struct TermsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Show one article only
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = InsightFormat::Text)]
    pub(crate) format: InsightFormat,
    /// Read the configuration from a TOML file
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

const TERMS_HELP: &str = "\
For every term: its kind (word, number, name, n-gram), how often it occurs, and the printed words it comes from, with \
their section and the bytes where they begin and end in the title or in the text.

Examples:
  samestory terms news.jsonl --id nyt-1
  samestory terms news.jsonl --format jsonl | jq -r '.terms[] | select(.kind == \"name\") | .term'";

/// Show the articles most similar to one, and why.
#[derive(Debug, Args)]
#[command(after_help = SIMILAR_HELP)]
pub(crate) struct SimilarArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The article
    #[arg(long, value_name = "ID")]
    pub(crate) id: String,
    /// How many similar articles are shown at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = InsightFormat::Text)]
    pub(crate) format: InsightFormat,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const SIMILAR_HELP: &str = "\
The score says how likely two articles report one event, 0 to 1. It is 1 / (1 + exp(-logit)); the logit is the sum of the \
contributions shown: weight × value for each feature, and the bias. Articles with too few words in common (see \
candidate_similarity in the configuration) are not scored.

Examples:
  samestory similar news.jsonl --id nyt-1 --top 3
  samestory similar news.jsonl --id nyt-1 --format jsonl | jq '{id, score}'";

/// Whether copies are looked for.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct CopyArgs {
    /// Do not find out who wrote and who copied: quicker, and the texts are not kept in memory
    #[arg(long)]
    no_copies: bool,
    /// Find copies, whatever the configuration says
    #[arg(long, hide = true, conflicts_with = "no_copies")]
    origins: bool,
}

impl CopyArgs {
    /// Overrules the configuration.
    pub(crate) fn apply(self, config: &mut Config) {
        config.find_copies = (config.find_copies || self.origins) && !self.no_copies;
    }
}

/// Explain why two articles are together or not, why an article is in its story, or what holds a story together.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_HELP, override_usage = EXPLAIN_USAGE)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Explain a story, by its number
    #[arg(long, value_name = "STORY", value_parser = story_id)]
    pub(crate) story: Option<StoryId>,
    #[command(flatten)]
    pub(crate) copies: CopyArgs,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = WholeFormat::Text)]
    pub(crate) format: WholeFormat,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const EXPLAIN_USAGE: &str = "samestory explain [OPTIONS] <FILE>... <ID> [ID]
       samestory explain [OPTIONS] [FILE]... --story <STORY>";

const EXPLAIN_HELP: &str = "\
Names after the first that are no files are ids of articles. Stories have the numbers that \"samestory cluster\" gives them.

Of two articles: their score, how it is made of the log-odds of features, bias and calibration, the words and names of both with how \
rare they are, what one says in title and lead that the other lacks, the text they share, and the chain of links between them. Of one \
article: how close it is to its story and to the next one. Of a story: what it has in common, and where it would split.

In json, every term has the bytes where it is printed.

Examples:
  samestory explain news.jsonl nyt-1 ap-2
  samestory explain news.jsonl nyt-1
  samestory explain news.jsonl --story s0
  samestory explain news.jsonl nyt-1 ap-2 --format json | jq .score";

fn story_id(text: &str) -> Result<StoryId, String> {
    let number = text.strip_prefix('s').unwrap_or(text).parse();
    number.map(StoryId).map_err(|_| "a number as in \"s12\" is expected".to_owned())
}

/// Find the stories that a text belongs to: a claim of one sentence, a headline, or a whole article.
#[derive(Debug, Args)]
#[command(after_help = FIND_HELP)]
pub(crate) struct FindArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The text [default: what comes from stdin]
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// How many stories are shown at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,
    /// Leave out stories with a lower score, 0 to 1 [default: 0.5]
    #[arg(long, value_name = "SCORE", value_parser = share)]
    pub(crate) min_score: Option<f64>,
    /// Leave out stories with fewer independent origins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) min_origins: usize,
    /// Which articles of a story are listed
    #[arg(long, value_enum, default_value_t = Listing::Story)]
    pub(crate) list: Listing,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = WholeFormat::Text)]
    pub(crate) format: WholeFormat,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const FIND_HELP: &str = "\
A first line of at most 250 characters is taken for a headline. Copies are found first: a story says how many newsrooms wrote \
independently, from how many sites its articles are, and of a longer text whose wording it is.

Examples:
  samestory find news.jsonl --text \"The secretary of state met the president in Algiers\"
  samestory find news.jsonl --list origin < article.txt
  samestory find news.jsonl --text \"…\" --format json | jq '.[0].story'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// The most similar one
    Story,
    /// The most similar one of each independent origin
    Origin,
    /// All but copies and later versions
    NoCopies,
    /// All
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WholeFormat {
    /// To read
    Text,
    /// One document with all numbers
    Json,
}

impl WholeFormat {
    /// Who is meant to read it.
    pub(crate) fn content(self) -> Content {
        match self {
            Self::Text => Content::Text,
            Self::Json => Content::Data,
        }
    }
}

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
    /// Know more newsrooms: a table of names, countries, kinds, domains and aliases, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) newsrooms: Option<PathBuf>,
    /// Know more families: a table of newsrooms or domains, families, countries and kinds, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) families: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

const SHOW_HELP: &str = "\
Everything is taken from the articles: the headline and the sentences are some that they have, each with the id of its article. \
All articles of FILE are read, as what sets a story apart is told by the others. \"-\" is stdin.

Figures are numbers of the same thing that outlets give differently. Who owns a newsroom is told by a table (data/families.tsv in \
the repository); origins are counted by newsroom and by owner.

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
    /// Know more newsrooms: a table of names, countries, kinds, domains and aliases, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) newsrooms: Option<PathBuf>,
    /// Know more families: a table of newsrooms or domains, families, countries and kinds, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) families: Option<PathBuf>,
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

/// Find which articles have their text from which, and who wrote it first.
#[derive(Debug, Args)]
#[command(after_help = COPIES_HELP)]
pub(crate) struct CopiesArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = CopiesFormat::Text)]
    pub(crate) format: CopiesFormat,
    /// Write to a file, completely or not at all, instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show the sentences that articles have in common (text; json always has them)
    #[arg(long)]
    pub(crate) sentences: bool,
    /// Do not compare articles published more days apart
    #[arg(long, value_name = "DAYS", default_value_t = 30.0)]
    pub(crate) window: f64,
    /// Keep so many links of an article to earlier ones, the strongest
    #[arg(long, value_name = "N", default_value_t = CopyConfig::default().max_links)]
    pub(crate) max_links: usize,
    /// Know more newsrooms: a table of names, countries, kinds, domains and aliases, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) newsrooms: Option<PathBuf>,
    /// How many threads work at once [default: one a core]. The result is the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
}

const COPIES_HELP: &str = "\
Articles that share a text stand together: the original, its reprints, abridged reprints and versions, each with the share of it \
that is in the article it comes from, and what says who was first (time, credit, days, containment, length). Words that both \
quote, and what a source prints under all its articles, do not count.

In json, \"passages\" holds every shared sentence and quotation once, and the rest says its number, from 0. Of the links of an article to \
earlier ones, that to the article its text is from (else the strongest) has their sentences. \"quotes\" are quotations that independent \
reports share.

Examples:
  samestory copies news.jsonl                             who printed whose text
  samestory copies news.jsonl --sentences                 and which sentences of it
  samestory copies news.jsonl --format json | jq '.texts[] | {written_by, articles: [.articles[].id]}'";

/// Show how articles changed over time.
#[derive(Debug, Args)]
#[command(after_help = VERSIONS_HELP)]
pub(crate) struct VersionsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What the output looks like
    #[arg(long, short, value_enum, default_value_t = InsightFormat::Text)]
    pub(crate) format: InsightFormat,
    /// Write a page for every article that changed, and a list of them, into a folder
    #[arg(long, value_name = "DIR")]
    pub(crate) html: Option<PathBuf>,
    /// Write an Atom feed of all changes to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) feed: Option<PathBuf>,
    /// When the pages are made: tells when an article is to be looked at again [default: the last observation]
    #[arg(long, value_name = "TIME", requires = "html")]
    pub(crate) now: Option<Published>,
    /// Only the article at this address, in any of its forms
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Only articles of this source
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Only articles whose "story" is this
    #[arg(long, value_name = "STORY")]
    pub(crate) story: Option<String>,
}

const VERSIONS_HELP: &str = "\
FILE holds observations: JSON lines with \"url\", \"time\", \"title\" and \"text\", and \"article\" if an id says what is one \
article. Articles with \"published\" will do. Or it is a page of NewsDiffs or News Sniffer with two versions of an article, saved \
as text or HTML. Addresses that differ in scheme, \"www.\", AMP, tracking and the like are one article's.

With --html or --feed nothing is printed. In jsonl every change has a line: which versions, its class, its numbers, the facts that \
changed, and every sentence.

Examples:
  samestory versions observations.jsonl
  samestory versions page.txt --html changes/ --now 2012-12-31
  samestory versions observations.jsonl --source nytimes --feed nytimes.atom
  samestory versions observations.jsonl --format jsonl | jq 'select(.class == \"correction\") | .url'";

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

/// Poll feeds, and assign what is new in them to stories.
#[cfg(feature = "watch")]
#[derive(Debug, Args)]
#[command(after_help = WATCH_HELP)]
pub(crate) struct WatchArgs {
    /// Lists of feeds (OPML, or an address a line), or addresses of feeds
    #[arg(value_name = "FEEDS", required = true)]
    pub(crate) feeds: Vec<String>,
    /// Ask each feed again after so long: 90s, 10m, 2h
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = duration)]
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
    /// Write to a file, which is there at once and grows, instead of stdout
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

#[cfg(feature = "watch")]
const WATCH_HELP: &str = "\
Every article that is new in a feed, or has another text than before, is a line, as \"samestory cluster --mode stream --live\" writes \
them. Its id is its address. A feed is not sent again if it has not changed (ETag, Last-Modified). One that fails is named on stderr and \
asked for ever more seldom, or when its server says (Retry-After); the others go on.

Examples:
  samestory watch feeds.opml
  samestory watch https://gazette.example/rss --every 5m --format csv -o stories.csv
  samestory watch feeds.opml --once | jq -r .story";

/// A number with s, m or h.
#[cfg(feature = "watch")]
fn duration(text: &str) -> Result<std::time::Duration, String> {
    let unit = text.chars().last().map_or(0, |unit| match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        _ => 0,
    });
    let number = text.get(..text.len().saturating_sub(1)).and_then(|number| number.parse::<u32>().ok());
    match number.filter(|number| *number > 0 && unit > 0) {
        Some(number) => Ok(std::time::Duration::from_secs(u64::from(number) * unit)),
        None => Err("a number with s, m or h is expected, as in 10m".to_owned()),
    }
}

#[cfg(feature = "watch")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WatchFormat {
    /// One JSON object per article
    Jsonl,
    /// One row per article
    Csv,
}

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
}

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvaluateFormat {
    /// A table
    Text,
    /// One document with all numbers
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InsightFormat {
    /// To read
    Text,
    /// One JSON object per article
    Jsonl,
}

impl InsightFormat {
    /// Who is meant to read it.
    pub(crate) fn content(self) -> Content {
        match self {
            Self::Text => Content::Text,
            Self::Jsonl => Content::Data,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CopiesFormat {
    /// Texts with all who printed them, to read
    Text,
    /// One document with all texts, their articles, links and evidence
    Json,
}
