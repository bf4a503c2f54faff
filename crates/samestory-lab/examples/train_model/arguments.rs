//! The command line.

use std::path::PathBuf;

use samestory::Published;

use crate::Failure;

const USAGE: &str = "usage: train_model [--kind NAME] FOLDER or CORPUS.jsonl… [--kind NAME …] or --sets FILE.tsv FOLDER…\n\
    [--background FILE.jsonl] [--before DATE] [--vectors FILE.txt] [--noise | --ablate] [--fast]";

pub(crate) struct Arguments {
    /// Files and folders, each with its kind.
    pub(crate) paths: Vec<(String, PathBuf)>,
    /// The list of files with their kinds; the paths are folders that hold them.
    pub(crate) sets: Option<PathBuf>,
    /// Unlabelled articles for crowds.
    pub(crate) background: Option<PathBuf>,
    /// Of these only the ones published before.
    pub(crate) before: Option<Published>,
    /// Static embeddings of words.
    pub(crate) vectors: Option<PathBuf>,
    /// Whether the losses by noise are reported.
    pub(crate) noise: bool,
    /// Whether what is lost without parts of the model is reported.
    pub(crate) ablate: bool,
    /// Whether streams and left-out kinds are left aside.
    pub(crate) fast: bool,
}

impl Arguments {
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut arguments = Self {
            paths: Vec::new(),
            sets: None,
            background: None,
            before: None,
            vectors: None,
            noise: false,
            ablate: false,
            fast: false,
        };
        let mut kind = None;
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value\n{USAGE}"));
            match argument.as_str() {
                "--kind" => kind = Some(value()?),
                "--sets" => arguments.sets = Some(value()?.into()),
                "--background" => arguments.background = Some(value()?.into()),
                "--before" => {
                    let date = value()?;
                    arguments.before =
                        Some(date.parse().map_err(|error| format!("--before {date}: {error}"))?);
                }
                "--vectors" => arguments.vectors = Some(value()?.into()),
                "--noise" => arguments.noise = true,
                "--ablate" => arguments.ablate = true,
                "--fast" => arguments.fast = true,
                option if option.starts_with('-') => {
                    return Err(format!("unknown option {option}\n{USAGE}").into());
                }
                path => arguments.paths.push((kind.clone().unwrap_or_else(|| "all".to_owned()), path.into())),
            }
        }
        if arguments.sets.is_some() && kind.is_some() {
            return Err("--kind cannot be given with --sets, which names the kinds".into());
        }
        if arguments.paths.is_empty() {
            return Err(USAGE.into());
        }
        Ok(arguments)
    }
}
