//! Arguments that commands have in common: what is read, within which limits, and how stories are told apart.

use std::path::PathBuf;

use clap::Args;
use samestory::Config;
use samestory_formats::{FieldMap, Format as InputFormat, ReadLimits, ReadOptions};

use crate::failure::Failure;

/// Where articles come from.
#[derive(Debug, Clone, Args)]
pub(crate) struct InputArgs {
    /// Files of any format that "samestory formats" lists, plain or compressed (gzip, Zstandard), or folders of them; "-" is
    /// stdin, and so is no FILE at all
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Read every file as this format instead of detecting it (see "samestory formats")
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) from: Option<InputFormat>,
    /// Read a field under another name than the usual ones, as in title=data.kicker; repeat it for several fields
    #[arg(long, value_name = "FIELD=KEY")]
    pub(crate) map: Vec<String>,
    /// Fail on the first bad record (no JSON, no text, an id used before) instead of skipping it
    #[arg(long)]
    pub(crate) strict: bool,
    /// Keep skipped records here, as JSON lines with their file, line, reason and text; a text that would have more bytes there than
    /// a record may have is "cut"
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

/// The heading of the options below.
const LIMITS: &str = "Limits";

/// How much is read. What exceeds a limit is named, skipped and kept in --rejects as far as it was read, and the run goes on.
#[derive(Debug, Clone, Args)]
pub(crate) struct LimitArgs {
    /// Skip a record or page of more bytes
    #[arg(long, help_heading = LIMITS, value_name = "BYTES", default_value_t = 32 << 20)]
    pub(crate) max_record_bytes: u32,
    /// Skip an article whose title and text have more bytes
    #[arg(long, help_heading = LIMITS, value_name = "BYTES", default_value_t = 8 << 20)]
    pub(crate) max_text_bytes: u32,
    /// Skip a record with arrays and objects nested deeper than this
    #[arg(long, help_heading = LIMITS, value_name = "N", default_value_t = 128)]
    pub(crate) max_nesting: u32,
    /// Stop reading a compressed file that expands beyond 64 MiB and beyond this many times its size
    #[arg(long, help_heading = LIMITS, value_name = "TIMES", default_value_t = 200)]
    pub(crate) max_expansion: u32,
    /// Show at most this many warnings about records, and as many about dates; count the rest. That a file is cut off or damaged is
    /// always shown
    #[arg(long, help_heading = LIMITS, value_name = "N", default_value_t = 20)]
    pub(crate) max_warnings: usize,
    /// Exit with 3 if a smaller share of the records could be read
    #[arg(long, help_heading = LIMITS, value_name = "SHARE", default_value_t = 0.1, value_parser = share)]
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

pub(super) fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "a number from 0 to 1 is expected".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("0 to 1 is allowed".to_owned()) }
}

/// Tables of newsrooms and families beside those that are known.
#[derive(Debug, Args)]
pub(crate) struct TableArgs {
    /// Know more newsrooms: a table of names, countries, kinds, domains and aliases, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) newsrooms: Option<PathBuf>,
    /// Know more families: a table of newsrooms or domains, families, countries and kinds, parted by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) families: Option<PathBuf>,
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
