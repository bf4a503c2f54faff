//! What can be wrong with the input of an evaluation.

use std::fmt;

/// Why an evaluation could not be made.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EvaluationError {
    /// The two partitions are not of the same articles.
    LengthMismatch {
        /// Articles in the gold partition.
        gold: usize,
        /// Articles in the found partition.
        found: usize,
    },
    /// A confidence level that is not strictly between 0 and 1.
    InvalidLevel {
        /// The level given.
        level: f64,
    },
    /// A bootstrap without resamples.
    NoResamples,
    /// A bootstrap over no gold stories.
    NoStories,
    /// A statistic was not a finite number on some resample.
    UndefinedStatistic {
        /// The resample, counted from 0.
        resample: usize,
        /// How many resamples were asked for.
        resamples: usize,
    },
    /// A metric was not a finite number on the full data.
    UndefinedMetric {
        /// What it was.
        value: f64,
        /// How many articles there are.
        articles: usize,
    },
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::LengthMismatch { gold, found } => {
                write!(f, "the partitions are not of the same articles: gold has {gold}, found has {found}")
            }
            Self::InvalidLevel { level } => {
                write!(f, "the confidence level must lie strictly between 0 and 1, but is {level}")
            }
            Self::NoResamples => f.write_str("0 resamples asked for, but a bootstrap needs at least 1"),
            Self::NoStories => f.write_str("0 gold stories given, but a bootstrap needs at least 1"),
            Self::UndefinedStatistic { resample, resamples } => {
                write!(f, "the statistic is not a finite number on resample {resample} of {resamples}")
            }
            Self::UndefinedMetric { value, articles } => {
                write!(f, "the metric is {value} on all {articles} articles, but must be finite")
            }
        }
    }
}

impl std::error::Error for EvaluationError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_state_both_numbers() {
        let cases = [
            (EvaluationError::LengthMismatch { gold: 31, found: 47 }, ["31", "47"]),
            (EvaluationError::InvalidLevel { level: 1.5 }, ["1.5", "0 and 1"]),
            (EvaluationError::NoResamples, ["0", "1"]),
            (EvaluationError::NoStories, ["0", "1"]),
            (EvaluationError::UndefinedStatistic { resample: 31, resamples: 47 }, ["31", "47"]),
            (EvaluationError::UndefinedMetric { value: f64::NAN, articles: 47 }, ["NaN", "47"]),
        ];
        for (error, numbers) in cases {
            let message = error.to_string();
            for number in numbers {
                assert!(message.contains(number), "{message:?} lacks {number}");
            }
        }
    }
}
