//! A partition of articles into stories.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

/// The most articles a partition can hold.
const LIMIT: usize = u32::MAX as usize;

/// Who is with whom: each of the articles `0..len` is in exactly one cluster.
///
/// A cluster of a partition is a *story*, gold or found. Labels are always
/// dense and numbered by first appearance, whatever they were made from:
/// article 0 has label 0, and the next article that is not with an earlier one
/// takes the next number. So two partitions are `==` exactly when they put the
/// same articles together.
///
/// Serialised as the list of labels. Any list of labels can be read back; it
/// is renumbered while reading.
///
/// ```
/// use samestory::Partition;
///
/// let partition = Partition::from_labels(["b", "a", "b"]);
/// assert_eq!(partition.labels(), [0, 1, 0]);
/// assert_eq!(partition, Partition::from_clusters(3, &[vec![1], vec![0, 2]])?);
/// # Ok::<(), samestory::PartitionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>")]
pub struct Partition {
    labels: Vec<u32>,
    cluster_count: usize,
}

impl Partition {
    /// Articles with equal labels are together. O(n).
    ///
    /// # Panics
    ///
    /// If there are more than `u32::MAX` articles.
    pub fn from_labels<L: Eq + Hash>(labels: impl IntoIterator<Item = L>) -> Self {
        // The map is only asked, never walked: its order has no influence.
        let mut number_of: HashMap<L, u32> = HashMap::new();
        let mut dense = Vec::new();
        for label in labels {
            assert!(dense.len() < LIMIT, "more than {LIMIT} articles in a partition");
            let next = number_of.len() as u32;
            dense.push(*number_of.entry(label).or_insert(next));
        }
        Self { labels: dense, cluster_count: number_of.len() }
    }

    /// The articles of each list are together; empty lists are passed over.
    /// O(n).
    ///
    /// # Errors
    ///
    /// If an article is named twice, is not below `n`, or is in no cluster.
    pub fn from_clusters(n: usize, clusters: &[Vec<u32>]) -> Result<Self, PartitionError> {
        check_length(n)?;
        let mut cluster_of: Vec<Option<usize>> = vec![None; n];
        let mut assigned = 0;
        for (second, cluster) in clusters.iter().enumerate() {
            for &article in cluster {
                let slot = cluster_of
                    .get_mut(article as usize)
                    .ok_or(PartitionError::ArticleOutOfRange { article, articles: n })?;
                if let Some(first) = slot.replace(second) {
                    return Err(PartitionError::ArticleRepeated { article, first, second });
                }
                assigned += 1;
            }
        }
        if let Some(article) = cluster_of.iter().position(Option::is_none) {
            return Err(PartitionError::ArticleMissing { article, assigned, articles: n });
        }
        Ok(Self::from_labels(cluster_of))
    }

    /// Every one of `n` articles alone.
    ///
    /// # Panics
    ///
    /// If `n` is more than `u32::MAX`.
    pub fn singletons(n: usize) -> Self {
        assert!(n <= LIMIT, "more than {LIMIT} articles in a partition");
        Self { labels: (0..n as u32).collect(), cluster_count: n }
    }

    /// All `n` articles together (no cluster at all if `n` is 0).
    ///
    /// # Panics
    ///
    /// If `n` is more than `u32::MAX`.
    pub fn one_cluster(n: usize) -> Self {
        assert!(n <= LIMIT, "more than {LIMIT} articles in a partition");
        Self { labels: vec![0; n], cluster_count: n.min(1) }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Number of clusters; every one of them has an article.
    pub fn cluster_count(&self) -> usize {
        self.cluster_count
    }

    /// The label of an article, in `0..cluster_count`.
    ///
    /// # Panics
    ///
    /// If there is no such article.
    pub fn label(&self, article: usize) -> u32 {
        self.labels[article]
    }

    /// The labels of all articles, numbered by first appearance.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The number of articles of each cluster, by label. O(n).
    pub fn sizes(&self) -> Vec<u32> {
        let mut sizes = vec![0; self.cluster_count];
        for &label in &self.labels {
            sizes[label as usize] += 1;
        }
        sizes
    }

    /// The articles of each cluster, by label, each list ascending. O(n).
    pub fn clusters(&self) -> Vec<Vec<u32>> {
        let mut clusters: Vec<Vec<u32>> =
            self.sizes().iter().map(|&size| Vec::with_capacity(size as usize)).collect();
        for (article, &label) in self.labels.iter().enumerate() {
            clusters[label as usize].push(article as u32);
        }
        clusters
    }

    /// Whether two articles are in the same cluster.
    ///
    /// # Panics
    ///
    /// If one of the articles does not exist.
    pub fn together(&self, a: usize, b: usize) -> bool {
        self.labels[a] == self.labels[b]
    }

    /// Checks that labels are dense and numbered by first appearance. O(n).
    ///
    /// Holds for every partition that can be made from outside this module;
    /// for tests and debug assertions.
    ///
    /// # Errors
    ///
    /// If a label is out of order or the number of clusters is wrong.
    pub fn validate(&self) -> Result<(), PartitionError> {
        check_length(self.len())?;
        let mut next = 0;
        for (article, &label) in self.labels.iter().enumerate() {
            if label > next {
                return Err(PartitionError::LabelNotCanonical { article, label, largest: next });
            }
            next = next.max(label + 1);
        }
        if next as usize != self.cluster_count {
            return Err(PartitionError::ClusterCountMismatch {
                stored: self.cluster_count,
                counted: next as usize,
            });
        }
        Ok(())
    }

    /// The partition of only some articles, in the order given.
    ///
    /// Article `k` of the result is `articles[k]` of this partition. An
    /// article given twice becomes two articles that are together.
    /// O(selected).
    ///
    /// # Panics
    ///
    /// If one of the articles does not exist.
    pub fn select(&self, articles: &[usize]) -> Self {
        Self::from_labels(articles.iter().map(|&article| self.labels[article]))
    }
}

fn check_length(articles: usize) -> Result<(), PartitionError> {
    if articles > LIMIT {
        return Err(PartitionError::TooManyArticles { articles, limit: LIMIT });
    }
    Ok(())
}

impl TryFrom<Vec<u32>> for Partition {
    type Error = PartitionError;

    /// Reads any list of labels, renumbering it.
    fn try_from(labels: Vec<u32>) -> Result<Self, PartitionError> {
        check_length(labels.len())?;
        Ok(Self::from_labels(labels))
    }
}

impl From<Partition> for Vec<u32> {
    fn from(partition: Partition) -> Self {
        partition.labels
    }
}

/// Why something is no partition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartitionError {
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
}

impl fmt::Display for PartitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
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
        }
    }
}

impl std::error::Error for PartitionError {}

#[cfg(test)]
mod tests;
