//! Arguments of the commands that look at texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use samestory::Published;
use samestory::copies::CopyConfig;

use super::input::{EngineArgs, InputArgs};
use crate::files::Content;

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
