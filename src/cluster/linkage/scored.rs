//! From the log-odds of pairs to calibrated scores.

use super::corrected::overrule;
use super::grouping::group;
use super::score::Score;
use super::transitivity::Transitivity;
use crate::cluster::config::Config;
use crate::cluster::pairs::candidates::{HOPELESS, MIN_SCORE, likelihood};
use crate::cluster::pairs::logistic::logistic;
use crate::parallel;
use crate::partition::Partition;

/// Pairs scored by one thread at a time.
const BLOCK: usize = 4096;

/// A pair that was compared: the two articles, the earlier first, and their log-odds.
pub(crate) type ScoredPair = (u32, u32, f32);

/// The scores of pairs, by their log-odds, ordered by their later article; those of the unlikely ones are left out. And what calibrates
/// them.
fn score_edges(
    articles: usize,
    pairs: &[ScoredPair],
    is_full: &[bool],
    config: &Config,
) -> (Vec<(u32, u32, Score)>, Transitivity) {
    let mut own = vec![0..0; articles];
    let mut end = 0;
    for pairs in pairs.chunk_by(|one, next| one.1 == next.1) {
        own[pairs[0].1 as usize] = end..end + pairs.len();
        end += pairs.len();
    }
    let transitivity = Transitivity::of_all(is_full, |article| {
        let own = pairs[own[article].clone()].iter();
        own.map(|&(a, _, logit)| (a, likelihood(f64::from(logit))))
    });
    let blocks: Vec<&[ScoredPair]> = pairs.chunks(BLOCK).collect();
    let scored = |block: &&[ScoredPair]| -> Vec<(u32, u32, Score)> {
        let hopeful = block.iter().filter(|&&(_, _, logit)| f64::from(logit) > HOPELESS);
        let scores = hopeful.map(|&(a, b, logit)| {
            (a, b, logistic(f64::from(logit) + transitivity.shift((a, b), config.calibration)))
        });
        let likely = scores.filter(|&(_, _, score)| score >= MIN_SCORE);
        likely.map(|(a, b, score)| (a, b, Score::new(score))).collect()
    };
    let edges = parallel::map(&blocks, scored).concat();
    (edges, transitivity)
}

/// Articles with the scores of their pairs.
pub struct Scored {
    config: Config,
    /// The link limit of each article.
    link_limits: Vec<u32>,
    edges: Vec<(u32, u32, Score)>,
}

impl Scored {
    /// Of articles by how many distinct words each has and whether it was compared with as many others as there is room for, and the
    /// log-odds of pairs, by their later article. Pairs that are hopeless may be left out of articles that had room for more.
    pub(crate) fn new(words: &[u32], pairs: &[ScoredPair], is_full: &[bool], config: Config) -> Self {
        Self::with_transitivity(words, pairs, is_full, config).0
    }

    /// As [`new`](Self::new), with what calibrated the scores.
    pub(crate) fn with_transitivity(
        words: &[u32],
        pairs: &[ScoredPair],
        is_full: &[bool],
        config: Config,
    ) -> (Self, Transitivity) {
        let link_limits = words.iter().map(|&words| config.link_limit_of(words)).collect();
        let (edges, transitivity) = score_edges(words.len(), pairs, is_full, &config);
        (Self { config, link_limits, edges }, transitivity)
    }

    /// Puts what corrections say in the place of scores. Each pair is there once at most, the earlier article first.
    pub(crate) fn correct(&mut self, corrections: &[(u32, u32, Score)]) {
        self.edges.extend_from_slice(corrections);
        overrule(&mut self.edges);
    }

    /// The configuration, the link limit of each article, and the scored pairs by their later article.
    pub(crate) fn into_parts(self) -> (Config, Vec<u32>, Vec<(u32, u32, Score)>) {
        (self.config, self.link_limits, self.edges)
    }

    /// Who is with whom.
    pub(crate) fn group(&self) -> Partition {
        self.group_at(self.config.granularity)
    }

    /// Who is with whom at another granularity.
    pub fn group_at(&self, granularity: f64) -> Partition {
        let bar = Config { granularity, ..self.config.clone() }.batch_bar();
        Partition::from_labels(group(&self.link_limits, &self.edges, bar))
    }
}
