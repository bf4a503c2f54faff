//! What was found in a corpus, and how good it is.

use cpu_time::ProcessTime;
use samestory::cluster::Ledger;
use samestory::evaluation::{
    DEFAULT_LEVEL, DEFAULT_RESAMPLES, DEFAULT_SEED, Floors, Partition, PrecisionRecallInterval, Scores,
    bcubed_interval,
};
use samestory::{Clusterer, Config, ConfigError, cluster_articles};

use crate::Failure;
use crate::corpus::Corpus;

/// How the articles are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All at once.
    Batch,
    /// One by one, in the order of the file; judged after the last one.
    Stream,
}

impl Mode {
    pub(crate) const ALL: [Self; 2] = [Self::Batch, Self::Stream];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Stream => "stream",
        }
    }
}

pub(crate) struct Judgement {
    pub(crate) mode: Mode,
    pub(crate) scores: Scores,
    /// Of BCubed.
    pub(crate) interval: PrecisionRecallInterval,
    /// BCubed F1 of every article alone.
    pub(crate) floor: f64,
    /// Processor seconds of all threads.
    pub(crate) seconds: f64,
}

impl Judgement {
    pub(crate) fn new(corpus: &Corpus, mode: Mode, config: &Config) -> Result<Self, Failure> {
        let started = ProcessTime::now();
        let found = find(corpus, mode, config)?;
        let seconds = started.elapsed().as_secs_f64();
        let found = Partition::from_labels(corpus.labelled.iter().map(|&at| found.labels()[at]));
        Ok(Self {
            mode,
            scores: Scores::new(&corpus.gold, &found)?,
            interval: bcubed_interval(&corpus.gold, &found, DEFAULT_RESAMPLES, DEFAULT_LEVEL, DEFAULT_SEED)?,
            floor: Floors::new(&corpus.gold).singletons.bcubed.f1,
            seconds,
        })
    }
}

fn find(corpus: &Corpus, mode: Mode, config: &Config) -> Result<Partition, ConfigError> {
    match mode {
        Mode::Batch => Ok(cluster_articles(&corpus.articles, config)?.partition()),
        Mode::Stream => {
            let (mut clusterer, mut ledger) = (Clusterer::new(config.clone())?, Ledger::default());
            corpus.articles.iter().for_each(|article| ledger.record(&clusterer.insert(article)));
            Ok(ledger.partition())
        }
    }
}
