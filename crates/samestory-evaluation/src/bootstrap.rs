//! Percentile intervals of resampled gold stories.
//!
//! Why stories and not articles: see the documentation of the crate.

use serde::{Deserialize, Serialize};

use super::EvaluationError;
use super::rng::SplitMix64;

/// Resamples enough for two digits of an interval.
pub const DEFAULT_RESAMPLES: usize = 2000;

/// The usual 95 %.
pub const DEFAULT_LEVEL: f64 = 0.95;

/// The seed to use where there is no reason for another.
pub const DEFAULT_SEED: u64 = 0x5A3E_5708;

/// A percentile confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The level asked for, such as 0.95.
    pub level: f64,
}

/// Confidence interval of any statistic of a sample of gold stories.
///
/// `statistic` is given the labels of the drawn gold stories, as many as there
/// are `stories`, with repeats. The right choice wherever a metric can be
/// written as a mean or ratio over gold stories, computed from the full data
/// as `bcubed_interval` does it:
///
/// ```
/// use samestory_evaluation::unstable::story_interval;
/// use samestory_evaluation::{DEFAULT_LEVEL, DEFAULT_SEED};
///
/// // The exact-cluster rate: which gold stories were found without error?
/// let exact = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
/// let rate = |drawn: &[usize]| {
///     drawn.iter().map(|&story| exact[story]).sum::<f64>() / drawn.len() as f64
/// };
/// let interval = story_interval(exact.len(), 1000, DEFAULT_LEVEL, DEFAULT_SEED, rate)?;
/// assert!(interval.low < 0.6 && 0.7 < interval.high);
/// # Ok::<(), samestory_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
///
/// If `stories` or `resamples` is 0, if `level` is not strictly between 0 and
/// 1, or if the statistic is not finite on some resample.
pub fn story_interval(
    stories: usize,
    resamples: usize,
    level: f64,
    seed: u64,
    mut statistic: impl FnMut(&[usize]) -> f64,
) -> Result<Interval, EvaluationError> {
    let [interval] = intervals(stories, resamples, level, seed, |drawn| [statistic(drawn)])?;
    Ok(interval)
}

/// Percentile intervals of `K` statistics of the same resamples.
pub(super) fn intervals<const K: usize>(
    stories: usize,
    resamples: usize,
    level: f64,
    seed: u64,
    mut statistics: impl FnMut(&[usize]) -> [f64; K],
) -> Result<[Interval; K], EvaluationError> {
    if !(level > 0.0 && level < 1.0) {
        return Err(EvaluationError::InvalidLevel { level });
    }
    if resamples == 0 {
        return Err(EvaluationError::NoResamples);
    }
    if stories == 0 {
        return Err(EvaluationError::NoStories);
    }
    let mut rng = SplitMix64::new(seed);
    let mut drawn = vec![0; stories];
    let mut values = [(); K].map(|()| Vec::with_capacity(resamples));
    for resample in 0..resamples {
        for story in &mut drawn {
            *story = rng.below(stories as u64) as usize;
        }
        for (values, value) in values.iter_mut().zip(statistics(&drawn)) {
            if !value.is_finite() {
                return Err(EvaluationError::UndefinedStatistic { resample, resamples });
            }
            values.push(value);
        }
    }
    let tail = (1.0 - level) / 2.0;
    Ok(values.map(|mut values| {
        values.sort_unstable_by(f64::total_cmp);
        Interval { low: quantile(&values, tail), high: quantile(&values, 1.0 - tail), level }
    }))
}

/// A quantile of sorted values, with a straight line between neighbours (type
/// 7 of Hyndman and Fan, the default of R and NumPy).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = (place.floor() as usize).min(sorted.len() - 1);
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        // numpy.quantile([1, 2, 4, 8], q): place q · 3.
        let values = [1.0, 2.0, 4.0, 8.0];
        for (share, expected) in [(0.0, 1.0), (0.5, 3.0), (0.25, 1.75), (0.9, 6.8), (1.0, 8.0)] {
            assert!((quantile(&values, share) - expected).abs() < 1e-12);
        }
        assert_eq!(quantile(&[7.0], 0.3), 7.0);
    }

    #[test]
    fn wrong_requests_are_refused() {
        let run = |stories, resamples, level| {
            story_interval(stories, resamples, level, 1, |drawn| drawn.len() as f64)
        };
        assert_eq!(run(2, 0, 0.9), Err(EvaluationError::NoResamples));
        assert_eq!(run(0, 9, 0.9), Err(EvaluationError::NoStories));
        for level in [0.0, 1.0, -0.5] {
            assert_eq!(run(2, 9, level), Err(EvaluationError::InvalidLevel { level }));
        }
        assert!(run(2, 9, f64::NAN).is_err());
        assert_eq!(run(2, 9, 0.9), Ok(Interval { low: 2.0, high: 2.0, level: 0.9 }));
        assert_eq!(
            story_interval(2, 9, 0.9, 1, |_| f64::NAN),
            Err(EvaluationError::UndefinedStatistic { resample: 0, resamples: 9 })
        );
    }

    #[test]
    fn the_interval_of_a_mean_is_that_of_theory() {
        // 400 stories, half of them with value 1: the mean of a resample has
        // standard deviation sqrt(1/4 / 400) = 0.025, so the 95 % interval is
        // about 0.5 ± 1.96 · 0.025 = 0.451 to 0.549.
        let mean = |drawn: &[usize]| {
            drawn.iter().filter(|&&story| story % 2 == 0).count() as f64 / drawn.len() as f64
        };
        let interval = story_interval(400, DEFAULT_RESAMPLES, DEFAULT_LEVEL, DEFAULT_SEED, mean).unwrap();
        assert!((interval.low - 0.451).abs() < 0.006, "{interval:?}");
        assert!((interval.high - 0.549).abs() < 0.006, "{interval:?}");
    }
}
