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
    /// More articles than a partition can number.
    TooManyArticles {
        /// Articles given.
        articles: usize,
        /// The most a partition can hold.
        limit: usize,
    },
    /// A cluster names an article that does not exist.
    ArticleOutOfRange {
        /// The article named.
        article: u32,
        /// How many articles there are.
        articles: usize,
    },
    /// An article is named twice.
    ArticleRepeated {
        /// The article.
        article: u32,
        /// Position of the cluster that named it first.
        first: usize,
        /// Position of the cluster that named it again.
        second: usize,
    },
    /// Some article is in no cluster.
    ArticleMissing {
        /// The first article without a cluster.
        article: usize,
        /// How many articles have a cluster.
        assigned: usize,
        /// How many articles there are.
        articles: usize,
    },
    /// A label is not numbered by first appearance.
    LabelNotCanonical {
        /// The article that has the label.
        article: usize,
        /// Its label.
        label: u32,
        /// The largest label it could have.
        largest: u32,
    },
    /// The stored number of clusters is not the number of labels.
    ClusterCountMismatch {
        /// The stored number.
        stored: usize,
        /// Distinct labels counted.
        counted: usize,
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
            Self::TooManyArticles { articles, limit } => {
                write!(f, "{articles} articles, but a partition holds at most {limit}")
            }
            Self::ArticleOutOfRange { article, articles } => write!(
                f,
                "a cluster names article {article}, but there are {articles} articles, \
                 numbered from 0"
            ),
            Self::ArticleRepeated { article, first, second } => {
                write!(f, "article {article} is named by cluster {first} and again by cluster {second}")
            }
            Self::ArticleMissing { article, assigned, articles } => write!(
                f,
                "only {assigned} of {articles} articles are in a cluster; the first without \
                 one is article {article}"
            ),
            Self::LabelNotCanonical { article, label, largest } => write!(
                f,
                "article {article} has label {label}, but labels numbered by first appearance \
                 reach at most {largest} there"
            ),
            Self::ClusterCountMismatch { stored, counted } => {
                write!(f, "the partition says {stored} clusters, its labels make {counted}")
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
            (EvaluationError::TooManyArticles { articles: 31, limit: 47 }, ["31", "47"]),
            (EvaluationError::ArticleOutOfRange { article: 31, articles: 47 }, ["31", "47"]),
            (EvaluationError::ArticleRepeated { article: 5, first: 31, second: 47 }, ["31", "47"]),
            (EvaluationError::ArticleMissing { article: 5, assigned: 31, articles: 47 }, ["31", "47"]),
            (EvaluationError::LabelNotCanonical { article: 5, label: 31, largest: 47 }, ["31", "47"]),
            (EvaluationError::ClusterCountMismatch { stored: 31, counted: 47 }, ["31", "47"]),
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
