//! The `samestory` command: news articles in, stories out.
//!
//! Data goes to stdout, everything else to stderr. It exits with 0, with 1 if something failed (a file, the
//! configuration, a bad record under `--strict`), with 2 if the command line is wrong, or with 3 if too little could be read.

mod args;
mod calibrate;
mod cluster;
mod config;
mod config_docs;
mod console;
mod copies;
mod corrections;
mod engine;
mod evaluate;
mod explain;
mod failure;
mod files;
mod find;
mod formats;
mod input;
mod lines;
mod outlets;
#[cfg(any(feature = "serve", feature = "mcp"))]
mod questions;
mod read;
mod report;
mod show;
mod similar;
mod state;
mod terms;
mod versions;
#[cfg(feature = "watch")]
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
#[cfg(not(all(feature = "serve", feature = "mcp")))]
use failure::Failure;

/// Texts and lists of all sizes come and go, on several threads. Huge pages are not asked for: the system clears two megabytes at a time
/// when the first byte of such a page is used.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return failure::usage(&error),
    };
    let done = match &cli.command {
        Command::Cluster(args) => cluster::run(args),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Terms(args) => terms::run(args),
        Command::Similar(args) => similar::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Find(args) => find::run(args),
        Command::Show(args) => show::run(args),
        Command::Outlets(args) => outlets::run(args),
        Command::Report(args) => report::run(args),
        Command::Copies(args) => copies::run(args),
        Command::Versions(args) => versions::run(args),
        Command::Calibrate(args) => calibrate::run(args),
        Command::Config(args) => config::run(args),
        Command::Read(args) => read::run(args),
        Command::Formats(args) => formats::run(args),
        #[cfg(feature = "watch")]
        Command::Watch(args) => watch::run(args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => questions::serve::run(args),
        #[cfg(not(feature = "serve"))]
        Command::Serve(_) => Err(Failure::not_built("serve")),
        #[cfg(feature = "mcp")]
        Command::Mcp(args) => questions::mcp::run(args),
        #[cfg(not(feature = "mcp"))]
        Command::Mcp(_) => Err(Failure::not_built("mcp")),
    };
    match done {
        Ok(reading) => reading.report(),
        Err(failure) => failure.report(),
    }
}
