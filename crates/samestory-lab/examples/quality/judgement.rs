//! What was found in a corpus, and how good it is.

use std::collections::HashMap;

use cpu_time::ProcessTime;
use samestory::{Clusterer, Config, ConfigError, Partition, StoryHistory, cluster};
use samestory_evaluation::{
    DEFAULT_LEVEL, DEFAULT_RESAMPLES, DEFAULT_SEED, Floors, PrecisionRecallInterval, Scores, bcubed_interval,
};

use crate::Failure;
use crate::corpora::Corpus;

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

    pub(crate) fn named(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|mode| mode.name() == name);
        found.ok_or_else(|| format!("--mode {name}: batch or stream is needed"))
    }
}

pub(crate) struct Judgement {
    pub(crate) mode: Mode,
    /// The stories found, of the corpus's own articles.
    pub(crate) found: Partition,
    /// For each of its own articles the size of its story, added articles included.
    sizes: Vec<u32>,
    /// Against the gold stories; none without labels.
    pub(crate) quality: Option<Quality>,
    /// Processor seconds of all threads.
    pub(crate) seconds: f64,
}

pub(crate) struct Quality {
    pub(crate) scores: Scores,
    /// Of BCubed.
    pub(crate) interval: PrecisionRecallInterval,
    /// BCubed F1 of every article alone.
    pub(crate) floor: f64,
}

impl Judgement {
    pub(crate) fn new(corpus: &Corpus, mode: Mode, config: &Config) -> Result<Self, Failure> {
        let started = ProcessTime::now();
        let all = find(corpus, mode, config)?;
        let seconds = started.elapsed().as_secs_f64();
        let sizes = all.sizes();
        let sizes = corpus.own.iter().map(|&at| sizes[all.label(at) as usize]).collect();
        let found = all.select(&corpus.own);
        let quality = match corpus.labelled.is_empty() {
            true => None,
            false => Some(Quality::new(&corpus.gold, &found.select(&corpus.labelled))?),
        };
        Ok(Self { mode, found, sizes, quality, seconds })
    }

    /// Articles of the largest story.
    pub(crate) fn largest(&self) -> u32 {
        self.found.sizes().into_iter().max().unwrap_or(0)
    }

    /// The share of articles that are in a story of two or more.
    pub(crate) fn shared(&self) -> f64 {
        let shared: u32 = self.found.sizes().into_iter().filter(|&size| size > 1).sum();
        f64::from(shared) / self.found.len().max(1) as f64
    }

    /// Of how many articles the story has other articles than in another judgement of the same ones; an added article counts.
    pub(crate) fn changed_from(&self, other: &Self) -> usize {
        let pairs = || self.found.labels().iter().zip(other.found.labels());
        let mut together = HashMap::<(&u32, &u32), u32>::new();
        pairs().for_each(|pair| *together.entry(pair).or_default() += 1);
        let places = pairs().enumerate();
        places.filter(|&(at, pair)| [self.sizes[at], other.sizes[at]] != [together[&pair]; 2]).count()
    }
}

impl Quality {
    fn new(gold: &Partition, found: &Partition) -> Result<Self, Failure> {
        Ok(Self {
            scores: Scores::new(gold, found)?,
            interval: bcubed_interval(gold, found, DEFAULT_RESAMPLES, DEFAULT_LEVEL, DEFAULT_SEED)?,
            floor: Floors::new(gold).singletons.bcubed.f1,
        })
    }
}

fn find(corpus: &Corpus, mode: Mode, config: &Config) -> Result<Partition, ConfigError> {
    match mode {
        Mode::Batch => Ok(cluster(&corpus.articles, config)?.partition()),
        Mode::Stream => {
            let (mut clusterer, mut history) = (Clusterer::new(config.clone())?, StoryHistory::default());
            corpus.articles.iter().for_each(|article| history.record(clusterer.insert(article)));
            Ok(history.stories().partition())
        }
    }
}
