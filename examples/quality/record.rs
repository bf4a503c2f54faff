//! The figures as CSV, to be kept.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use jiff::Timestamp;
use samestory::Config;
use serde_json::Value;

use crate::Failure;
use crate::judgement::Judgement;

const HEAD: &str = "date,version,configuration,threads,corpus,mode,articles,gold_stories,found_stories,floor,\
    bcubed_precision,bcubed_precision_low,bcubed_precision_high,bcubed_recall,bcubed_recall_low,bcubed_recall_high,\
    bcubed_f1,bcubed_f1_low,bcubed_f1_high,pairwise_f1,ari,nmi,cpu_seconds\n";

pub(crate) struct Record {
    file: File,
    /// Date, version, configuration, threads: what all rows have in common.
    run: String,
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
        Ok(Self { file, run: format!("{date},{version},{differences},{threads}") })
    }

    pub(crate) fn write(&mut self, corpus: &str, judgement: &Judgement) -> Result<(), Failure> {
        let (scores, interval) = (&judgement.scores, judgement.interval);
        let mut row = format!(
            "{},{},{},{},{},{},{:.4}",
            self.run,
            quoted(corpus),
            judgement.mode.name(),
            scores.articles,
            scores.gold_stories,
            scores.found_stories,
            judgement.floor,
        );
        for (value, interval) in [
            (scores.bcubed.precision, interval.precision),
            (scores.bcubed.recall, interval.recall),
            (scores.bcubed.f1, interval.f1),
        ] {
            row += &format!(",{value:.4},{:.4},{:.4}", interval.low, interval.high);
        }
        let (ari, nmi) = (scores.adjusted_rand_index, scores.normalized_mutual_information);
        row += &format!(",{:.4},{ari:.4},{nmi:.4},{:.2}\n", scores.pairwise.f1, judgement.seconds);
        Ok(self.file.write_all(row.as_bytes())?)
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
