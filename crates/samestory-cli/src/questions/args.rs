//! The command line of what answers questions.

#[cfg(feature = "serve")]
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::args::{EngineArgs, InputArgs, TableArgs};

/// Where the stream comes from.
#[derive(Debug, Args)]
pub(crate) struct StreamArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) tables: TableArgs,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

/// Answer questions about a stream over HTTP: JSON for programs, pages for people, events as stories grow.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
#[command(
    after_help = SERVE_HELP,
    mut_arg("files", |files| files.help("Begin with the articles of these files, in their order: any format that \"samestory formats\" \
        lists, plain or compressed, or folders of them; \"-\" is stdin"))
)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) stream: StreamArgs,
    /// Go on with the stream in this file, if it is there, and write the stream to it from time to time and when the server stops, each
    /// time completely or not at all. "samestory cluster --live --state" writes such files too
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Save the stream to the file of --state so often while it changes: 90s, 10m, 2h. A server that is killed loses what came after it
    /// was last saved
    #[arg(long, value_name = "TIME", default_value = "5m", requires = "state", value_parser = crate::args::duration)]
    pub(crate) save_every: std::time::Duration,
    /// Poll feeds into the stream, too: a list of feeds (OPML, or an address a line), or the address of a feed; may be repeated
    #[cfg(feature = "watch")]
    #[arg(long, value_name = "FEEDS")]
    pub(crate) watch: Vec<String>,
    /// Ask each feed of --watch again after so long: 90s, 10m, 2h
    #[cfg(feature = "watch")]
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = crate::args::duration)]
    pub(crate) every: std::time::Duration,
    /// Listen at this address; port 0 is any that is free. One that other machines reach needs a token
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8420")]
    pub(crate) listen: SocketAddr,
    /// Answer only who shows this token, of 16 characters or more [default: that of the environment, SAMESTORY_TOKEN]
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,
    /// The title of the pages
    #[arg(long, value_name = "TEXT", default_value = "Stories")]
    pub(crate) title: String,
    /// Refuse a body of more bytes
    #[arg(long, value_name = "BYTES", default_value_t = 32 << 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_body: u32,
    /// Answer so many requests at once
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) max_requests: u16,
    /// Answer so many requests a second of each peer, and twice as many once; 0 for any number
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub(crate) max_rate: u32,
}

#[cfg(feature = "serve")]
const SERVE_HELP: &str = "\
Addresses: POST /v1/articles takes articles in (one object, an array, or JSON lines). GET /v1/stories, /v1/stories/ID, \
/v1/stories/ID/explain, /v1/explain?a=ID&b=ID, /v1/find?text=…, /v1/articles/ID and /v1/changes?since=CURSOR answer questions; \
/v1/events sends changes as they come. POST /v1/corrections takes what people say about stories. / and /stories/ID are pages that \
update as stories grow. /v1/openapi.json describes all of it, docs/SERVER.md in the repository explains it.

With --watch the server polls feeds as \"samestory watch\" does: a feed is not sent again if it has not changed, and one that fails is \
named on stderr and asked for ever more seldom.

The stream forgets articles as \"samestory cluster --mode stream\" does (window_days, min_live and max_live in the configuration). \
SIGTERM and SIGINT stop the server: what was answered is in the state. After a kill the server \
goes on from the state that was saved last.

Examples:
  samestory serve news.jsonl                                            pages at http://127.0.0.1:8420/
  samestory serve --state news.state --watch feeds.opml
  curl --data-binary @news.jsonl -H 'Content-Type: application/x-ndjson' http://127.0.0.1:8420/v1/articles
  curl -N http://127.0.0.1:8420/v1/events
  SAMESTORY_TOKEN=… samestory serve --listen 0.0.0.0:8420";

/// Answer assistants over the Model Context Protocol: tools that only read, over stdin and stdout.
#[cfg(feature = "mcp")]
#[derive(Debug, Args)]
#[command(
    after_help = MCP_HELP,
    mut_arg("files", |files| files.help("Articles, in their order: files of any format that \"samestory formats\" lists, plain or \
        compressed, or folders of them"))
)]
pub(crate) struct McpArgs {
    #[command(flatten)]
    pub(crate) stream: StreamArgs,
    /// Ask about the stream in this file, which is not written; the articles of files come behind it
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
}

#[cfg(feature = "mcp")]
const MCP_HELP: &str = "\
An assistant starts the command and speaks to it over stdin and stdout. Tools: stories, story, explain, find, changes, with the \
parameters and the answers that \"samestory serve\" has.

A typical configuration of an assistant:
  {\"mcpServers\": {\"news\": {\"command\": \"samestory\", \"args\": [\"mcp\", \"/path/to/news.jsonl\"]}}}

Examples:
  samestory mcp news.jsonl
  samestory mcp --state news.state";
