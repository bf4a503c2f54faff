//! The figures as CSV, to be kept.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use samestory::Config;
use serde_json::Value;

use crate::Failure;
use crate::corpora::Corpus;
use crate::judgement::{Judgement, Quality};

const HEAD: &str = "date,version,configuration,threads,corpus,mode,articles,gold_stories,found_stories,floor,\
    bcubed_precision,bcubed_precision_low,bcubed_precision_high,bcubed_recall,bcubed_recall_low,bcubed_recall_high,\
    bcubed_f1,bcubed_f1_low,bcubed_f1_high,pairwise_f1,ari,nmi,cpu_seconds,commit,kind,noise,bar,largest_story,\
    share_in_stories,changed_articles\n";

pub(crate) struct Record {
    file: File,
    /// Date, version, configuration, threads: what all rows have in common.
    run: String,
    /// The commit of the source; empty where it is not known.
    commit: String,
}

/// What of a row is not in the judgement.
#[derive(Default)]
pub(crate) struct About {
    pub(crate) bar: Option<f64>,
    /// The noise that was put in.
    pub(crate) noise: &'static str,
    /// Articles whose story the noise changed.
    pub(crate) changed: Option<usize>,
}

impl Record {
    /// Opens a record to go on with, or begins it.
    pub(crate) fn open(path: &Path, config: &Config, threads: usize) -> Result<Self, Failure> {
        let fail = |error: std::io::Error| format!("{}: {error}", path.display());
        let mut options = OpenOptions::new();
        let mut file = options.read(true).append(true).create(true).open(path).map_err(fail)?;
        let mut before = String::new();
        file.read_to_string(&mut before).map_err(fail)?;
        if before.is_empty() {
            file.write_all(HEAD.as_bytes()).map_err(fail)?;
        } else if !before.starts_with(HEAD) {
            return Err(format!("{}: line 1: these are not the columns of a record", path.display()).into());
        }
        let date = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
        let (version, differences) = (env!("CARGO_PKG_VERSION"), quoted(&differences(config)?));
        Ok(Self { file, run: format!("{date},{version},{differences},{threads}"), commit: commit() })
    }

    /// Appends a row; the figures that need labels are empty without them.
    pub(crate) fn write(
        &mut self,
        corpus: &Corpus,
        judgement: &Judgement,
        about: &About,
    ) -> Result<(), Failure> {
        let mut row = format!("{},{},{},", self.run, quoted(&corpus.name), judgement.mode.name());
        let found = judgement.found.cluster_count();
        match &judgement.quality {
            Some(Quality { scores, interval, floor }) => {
                row += &format!(
                    "{},{},{},{floor:.4}",
                    scores.articles, scores.gold_stories, scores.found_stories
                );
                for (value, interval) in [
                    (scores.bcubed.precision, interval.precision),
                    (scores.bcubed.recall, interval.recall),
                    (scores.bcubed.f1, interval.f1),
                ] {
                    row += &format!(",{value:.4},{:.4},{:.4}", interval.low, interval.high);
                }
                let (ari, nmi) = (scores.adjusted_rand_index, scores.normalized_mutual_information);
                row += &format!(",{:.4},{ari:.4},{nmi:.4}", scores.pairwise.f1);
            }
            None => row += &format!("{},,{found},{}", corpus.own.len(), ",".repeat(12)),
        }
        let bar = about.bar.map(|bar| format!("{bar:.4}")).unwrap_or_default();
        let changed = about.changed.map(|changed| changed.to_string()).unwrap_or_default();
        row += &format!(
            ",{:.2},{},{},{},{bar},{},{:.4},{changed}\n",
            judgement.seconds,
            self.commit,
            quoted(&corpus.kind),
            quoted(about.noise),
            judgement.largest(),
            judgement.shared(),
        );
        Ok(self.file.write_all(row.as_bytes())?)
    }
}

/// The commit that the source is at, with a mark if something in it was changed since.
fn commit() -> String {
    let described = Command::new("git")
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "describe", "--always", "--dirty", "--exclude=*"])
        .output();
    match described {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        _ => String::new(),
    }
}

/// What of a configuration is not the default, as `name=value` parted by blanks.
fn differences(config: &Config) -> Result<String, Failure> {
    let mut found = Vec::new();
    compare("", &serde_json::to_value(config)?, &serde_json::to_value(Config::default())?, &mut found);
    Ok(if found.is_empty() { "default".to_owned() } else { found.join(" ") })
}

fn compare(path: &str, value: &Value, default: &Value, found: &mut Vec<String>) {
    match (value, default) {
        (Value::Object(fields), Value::Object(defaults)) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                compare(&path, value, defaults.get(name).unwrap_or(&Value::Null), found);
            }
        }
        _ if value != default => found.push(format!("{path}={value}")),
        _ => {}
    }
}

/// As a field of CSV.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
