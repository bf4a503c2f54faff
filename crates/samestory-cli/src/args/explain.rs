//! Arguments of the commands that answer questions.

use clap::{Args, ValueEnum};
use samestory::StoryId;

use super::input::{CopyArgs, EngineArgs, InputArgs, share};
use crate::files::Content;

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
Names after the first that are no files are ids of articles. Stories have the numbers that \"samestory cluster\" gives them;
\"s12\" alone is a story too if no article has this id.

Of two articles: their score, how it is made of the log-odds of features, bias and calibration, the words and names of both with how \
rare they are, what one says in title and lead that the other lacks, the text they share, and the chain of links between them. Of one \
article: how close it is to its story and to the next one. Of a story: what it has in common, and where it would split.

In json, every term has the bytes where it is printed.

Examples:
  samestory explain news.jsonl nyt-1 ap-2
  samestory explain news.jsonl nyt-1
  samestory explain news.jsonl --story s0
  samestory explain news.jsonl nyt-1 ap-2 --format json | jq .score";

/// A story by its number: "s12", "12".
///
/// # Errors
///
/// If it is no number.
pub(crate) fn story_id(text: &str) -> Result<StoryId, String> {
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
