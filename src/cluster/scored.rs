//! From the log-odds of pairs to calibrated scores.

use super::candidates::LEAST_SCORE;
use super::cohesion::Cohesion;
use super::config::Config;
use super::grouping::group;
use super::logistic::logistic;
use super::score::Score;
use crate::evaluation::Partition;
use crate::parallel;
use crate::published::Published;

/// Pairs scored by one thread at a time.
const BLOCK: usize = 4096;

/// The scores of pairs, by their log-odds; those of the unlikely ones are left out.
pub(super) fn score_edges(
    articles: usize,
    pairs: &[(u32, u32, f32)],
    config: &Config,
) -> Vec<(u32, u32, Score)> {
    let blocks: Vec<&[(u32, u32, f32)]> = pairs.chunks(BLOCK).collect();
    let unshifted = |block: &&[(u32, u32, f32)]| -> Vec<(u32, u32, f64)> {
        block.iter().map(|&(a, b, logit)| (a, b, logistic(f64::from(logit)))).collect()
    };
    let unshifted = parallel::map(&blocks, unshifted).concat();
    let (mut cohesion, mut rest) = (Cohesion::default(), unshifted.as_slice());
    for article in 0..articles as u32 {
        let (own, others) = rest.split_at(rest.iter().take_while(|&&(_, b, _)| b == article).count());
        cohesion.insert(own.iter().map(|&(a, _, score)| (a, score)));
        rest = others;
    }
    let shift = cohesion.shift(config.calibration);
    let scored = |block: &&[(u32, u32, f32)]| -> Vec<(u32, u32, Score)> {
        let scores = block.iter().map(|&(a, b, logit)| (a, b, logistic(f64::from(logit) + shift)));
        let likely = scores.filter(|&(_, _, score)| score >= LEAST_SCORE);
        likely.map(|(a, b, score)| (a, b, Score::new(score))).collect()
    };
    parallel::map(&blocks, scored).concat()
}

/// Articles with the scores of their pairs.
pub(crate) struct Scored {
    config: Config,
    published: Vec<Option<Published>>,
    /// By article, with how many others it is asked to be similar at most.
    partners: Vec<u32>,
    edges: Vec<(u32, u32, Score)>,
}

impl Scored {
    pub(super) fn new(
        config: Config,
        published: Vec<Option<Published>>,
        partners: Vec<u32>,
        edges: Vec<(u32, u32, Score)>,
    ) -> Self {
        Self { config, published, partners, edges }
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn published(&self) -> &[Option<Published>] {
        &self.published
    }

    /// A label per article.
    pub(super) fn group(&self, bar: f64) -> Vec<u32> {
        group(&self.partners, &self.edges, bar)
    }

    /// Who is with whom at a granularity.
    pub(crate) fn group_at(&self, granularity: f64) -> Partition {
        Partition::from_labels(self.group(Config { granularity, ..self.config.clone() }.batch_bar()))
    }
}
