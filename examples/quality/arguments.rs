//! The command line.

use std::path::PathBuf;

use samestory::Config;

use crate::Failure;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

pub(crate) struct Arguments {
    /// Files and folders.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) record: Option<PathBuf>,
    pub(crate) threads: usize,
    config: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut arguments = Self { paths: Vec::new(), record: None, threads: 1, config: None };
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--record" => arguments.record = Some(value()?.into()),
                "--config" => arguments.config = Some(value()?.into()),
                "--threads" => {
                    let threads = value()?;
                    arguments.threads = match threads.parse() {
                        Ok(threads) if threads > 0 => threads,
                        _ => return Err(format!("--threads {threads}: 1 or more is needed").into()),
                    };
                }
                option if option.starts_with('-') => return Err(format!("unknown option {option}").into()),
                path => arguments.paths.push(path.into()),
            }
        }
        if arguments.paths.is_empty() {
            arguments.paths.push(SAMPLE.into());
        }
        Ok(arguments)
    }

    /// The default configuration, or that of the file, checked.
    pub(crate) fn config(&self) -> Result<Config, Failure> {
        let Some(file) = &self.config else { return Ok(Config::default()) };
        let name = file.display();
        let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
        let config = parse(&text).map_err(|error| format!("{name}: {error}"))?;
        config.validate().map_err(|error| format!("{name}: {error}"))?;
        Ok(config)
    }
}

#[cfg(feature = "cli")]
fn parse(text: &str) -> Result<Config, Failure> {
    Ok(toml::from_str(text)?)
}

#[cfg(not(feature = "cli"))]
fn parse(_: &str) -> Result<Config, Failure> {
    Err("--config needs the feature \"cli\"".into())
}
