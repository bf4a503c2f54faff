//! The command line.

use std::path::PathBuf;

use samestory::Config;

use crate::Failure;
use crate::judgement::Mode;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/sample.jsonl");

/// The kind of files for which none is given.
const NO_KIND: &str = "all";

pub(crate) struct Arguments {
    /// Files and folders, each with its kind.
    pub(crate) paths: Vec<(String, PathBuf)>,
    /// The list of files with their kinds; the paths are folders that hold them.
    pub(crate) sets: Option<PathBuf>,
    pub(crate) modes: Vec<Mode>,
    /// Whether noise is judged.
    pub(crate) noise: bool,
    /// How many of the largest stories are listed.
    pub(crate) largest: usize,
    pub(crate) record: Option<PathBuf>,
    pub(crate) threads: usize,
    config: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut arguments = Self {
            paths: Vec::new(),
            sets: None,
            modes: Mode::ALL.to_vec(),
            noise: false,
            largest: 0,
            record: None,
            threads: 1,
            config: None,
        };
        let mut kind = NO_KIND.to_owned();
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--kind" => kind = value()?,
                "--sets" => arguments.sets = Some(value()?.into()),
                "--mode" => arguments.modes = vec![Mode::named(&value()?)?],
                "--noise" => arguments.noise = true,
                "--largest" => arguments.largest = number(&argument, &value()?)?,
                "--record" => arguments.record = Some(value()?.into()),
                "--config" => arguments.config = Some(value()?.into()),
                "--threads" => arguments.threads = number(&argument, &value()?)?,
                option if option.starts_with('-') => return Err(format!("unknown option {option}").into()),
                path => arguments.paths.push((kind.clone(), path.into())),
            }
        }
        if arguments.sets.is_some() && kind != NO_KIND {
            return Err("--kind cannot be given with --sets, which names the kinds".into());
        }
        if arguments.paths.is_empty() {
            match arguments.sets {
                Some(_) => return Err("--sets needs a folder with the files".into()),
                None => arguments.paths.push((kind, SAMPLE.into())),
            }
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

fn number(option: &str, value: &str) -> Result<usize, Failure> {
    match value.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{option} {value}: 1 or more is needed").into()),
    }
}

fn parse(text: &str) -> Result<Config, Failure> {
    Ok(toml::from_str(text)?)
}
