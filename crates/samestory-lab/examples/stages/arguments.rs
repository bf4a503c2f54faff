//! The command line.

use crate::Failure;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/sample.jsonl");

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stage {
    Read,
    Words,
    Count,
    Weigh,
    Vectors,
    Pairs(f32),
    Nearest,
    Batch,
    Stream,
}

const STAGES: [Stage; 10] = [
    Stage::Read,
    Stage::Words,
    Stage::Count,
    Stage::Weigh,
    Stage::Vectors,
    Stage::Pairs(0.3),
    Stage::Pairs(0.5),
    Stage::Nearest,
    Stage::Batch,
    Stage::Stream,
];

impl Stage {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Words => "words",
            Stage::Count => "count",
            Stage::Weigh => "weigh",
            Stage::Vectors => "vectors",
            Stage::Pairs(threshold) if threshold < 0.5 => "pairs-0.3",
            Stage::Pairs(_) => "pairs-0.5",
            Stage::Nearest => "nearest",
            Stage::Batch => "batch",
            Stage::Stream => "stream",
        }
    }
}

pub(crate) struct Arguments {
    pub(crate) path: String,
    pub(crate) threads: usize,
    pub(crate) stages: Vec<Stage>,
    pub(crate) matrix: Option<String>,
    /// Live articles of each stream with a fixed window.
    pub(crate) windows: Vec<usize>,
}

impl Arguments {
    pub(crate) fn parse(given: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut arguments = Self {
            path: SAMPLE.to_owned(),
            threads: 1,
            stages: Vec::new(),
            matrix: None,
            windows: Vec::new(),
        };
        let mut given = given;
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--threads" => arguments.threads = value()?.parse()?,
                "--stage" => arguments.stages.push(stage(&value()?)?),
                "--matrix" => arguments.matrix = Some(value()?),
                "--window" => arguments.windows.push(value()?.parse()?),
                option if option.starts_with('-') => return Err(format!("unknown: {option}").into()),
                path => arguments.path = path.to_owned(),
            }
        }
        if arguments.stages.is_empty() && arguments.windows.is_empty() {
            arguments.stages = STAGES.to_vec();
        }
        Ok(arguments)
    }
}

fn stage(name: &str) -> Result<Stage, Failure> {
    STAGES.into_iter().find(|stage| stage.name() == name).ok_or_else(|| {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name()).collect();
        format!("no stage is called \"{name}\"; there are {}", names.join(", ")).into()
    })
}
