//! From the log-odds of pairs to calibrated scores.

use super::candidates::LEAST_SCORE;
use super::cohesion::Cohesion;
use super::config::Config;
use super::grouping::group;
use super::logistic::logistic;
use super::score::Score;
use crate::evaluation::Partition;
use crate::parallel;

/// Pairs scored by one thread at a time.
const BLOCK: usize = 4096;

/// Log-odds with what something nearer in time adds, in the precision that is kept of the pairs of a batch.
pub(super) fn with_nearer(logit: f32, nearer: f32, config: &Config) -> f32 {
    logit + config.model.nearer as f32 * nearer
}

/// The scores of pairs, by their log-odds; those of the unlikely ones are left out.
fn score_edges(articles: usize, pairs: &[(u32, u32, f32)], config: &Config) -> Vec<(u32, u32, Score)> {
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
    /// By article, with how many others it is asked to be similar at most.
    partners: Vec<u32>,
    edges: Vec<(u32, u32, Score)>,
}

impl Scored {
    /// Of articles by how many distinct words each has, and the log-odds of the pairs that are not hopeless, by their later article.
    pub(super) fn new(words: &[u32], pairs: &[(u32, u32, f32)], config: Config) -> Self {
        let partners = words.iter().map(|&words| config.partners_of(words)).collect();
        Self { partners, edges: score_edges(words.len(), pairs, &config), config }
    }

    /// Who is with whom.
    pub(super) fn group(&self) -> Partition {
        self.group_at(self.config.granularity)
    }

    /// Who is with whom at another granularity.
    pub(crate) fn group_at(&self, granularity: f64) -> Partition {
        let bar = Config { granularity, ..self.config.clone() }.batch_bar();
        Partition::from_labels(group(&self.partners, &self.edges, bar))
    }
}
