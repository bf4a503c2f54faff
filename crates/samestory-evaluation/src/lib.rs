//! How good is a clustering of articles into stories?
//!
//! An evaluation compares two [`Partition`](samestory::Partition)s of the same articles: **gold**,
//! the stories as people annotated them, and **found**, the stories a method
//! made. Both are only a statement of *who is with whom*; the names of the
//! stories do not matter, so no metric here needs to match a found story to a
//! gold one by name. [`Scores::new`] computes everything at once:
//!
//! ```
//! use samestory::Partition;
//! use samestory_evaluation::Scores;
//!
//! let gold = Partition::from_labels(["fire", "fire", "fire", "vote", "vote", "cup"]);
//! let found = Partition::from_labels([7, 7, 2, 2, 2, 9]);
//! let scores = Scores::new(&gold, &found)?;
//! assert!((scores.bcubed.f1 - 7.0 / 9.0).abs() < 1e-12);
//!
//! let floor = Scores::new(&gold, &Partition::singletons(gold.len()))?;
//! assert!(scores.bcubed.f1 > floor.bcubed.f1);
//! println!("{scores}");
//! # Ok::<(), samestory_evaluation::EvaluationError>(())
//! ```
//!
//! # Which metric says what
//!
//! There are two ways to be wrong. A method that **lumps** puts different
//! events in one story; a method that **splits** spreads one event over many
//! stories. Every family below has one number for each error (precision or
//! homogeneity falls with lumping, recall or completeness with splitting) and
//! one number that balances the two.
//!
//! **BCubed** asks the question a reader would ask. Take an article; of the
//! articles shown in its story, which share belongs there (precision)? Of the
//! articles that belong there, which share is shown (recall)? Average over all
//! articles. Each article counts once, so a large story counts in proportion
//! to its size. Of the usual families it is the only one to meet all four
//! constraints of Amigó et al. (2009). Read this one first.
//!
//! **Pairwise** asks the same of pairs of articles. A story of 100 articles
//! has 4950 pairs, a story of 2 has one: a few big stories decide the result
//! and articles that are alone are not seen at all. The **adjusted Rand
//! index** is a pairwise agreement set to 0 for what chance would give. Use
//! them to see whether the big stories hold together.
//!
//! **Information-theoretic** metrics ask how many nats of the gold labelling
//! the found labelling tells. NMI and V-measure are widely reported, and are
//! *not* corrected for chance: with many small stories even a meaningless
//! partition gets a high value. **Adjusted mutual information** removes that
//! part. Quote NMI to compare with a paper, AMI to compare methods. NMI has
//! several normalisers (here the geometric mean of the two entropies), and
//! numbers from different ones must not be put side by side.
//!
//! **Exact stories** counts the stories reproduced without any error: strict,
//! easy to explain, blind to near misses, and mostly made of articles that
//! are alone when the data has many of those.
//!
//! # Table of metrics
//!
//! | metric | field of [`Scores`] | range | unit that counts | corrected for chance |
//! |---|---|---|---|---|
//! | BCubed P, R, F1 | [`bcubed`](Scores::bcubed) | 0 to 1 | article | no |
//! | pairwise P, R, F1 | [`pairwise`](Scores::pairwise) | 0 to 1 | pair of articles | no |
//! | adjusted Rand index | [`adjusted_rand_index`](Scores::adjusted_rand_index) | -1/2 to 1 | pair of articles | yes |
//! | NMI | [`normalized_mutual_information`](Scores::normalized_mutual_information) | 0 to 1 | nat | no |
//! | homogeneity, completeness, V | [`v_measure`](Scores::v_measure) | 0 to 1 | nat | no |
//! | adjusted mutual information | [`adjusted_mutual_information`](Scores::adjusted_mutual_information) | at most 1 | nat | yes |
//! | exact stories P, R, F1 | [`exact`](Scores::exact) | 0 to 1 | story | no |
//!
//! All are computed from one contingency table, which is made once in linear
//! time. Equal partitions get exactly 1 from every metric bounded by 1, also
//! when they are empty.
//!
//! # Why floors matter
//!
//! A score means nothing without the score of doing nothing. There are two
//! such methods: every article alone ([`Partition::singletons`](samestory::Partition::singletons)) and all
//! articles together ([`Partition::one_cluster`](samestory::Partition::one_cluster)). [`Floors`] has the scores
//! of both. If half of the articles are
//! alone in gold, leaving *everything* alone has BCubed precision 1 and recall
//! above one half: an F1 above 0.67 for no work. NMI of the same partition is
//! often higher still. Only the distance above the higher floor is the merit
//! of a method. ARI and AMI have both floors at 0 by construction (unless gold
//! *is* the floor), which is what "corrected for chance" buys.
//!
//! # How sure is a number
//!
//! [`bcubed_interval`] gives the confidence interval of BCubed by the bootstrap,
//! and the command `samestory evaluate` prints it. What is drawn with replacement are gold *stories*, each with
//! all its articles.
//! Articles of one story stand or fall together: if a method splits an event,
//! it does so for all its articles. Drawing articles independently would take
//! a story of 100 articles for 100 independent observations, give intervals
//! far too narrow, and thin out every story, which changes the task. (The
//! cluster bootstrap: Field and Welsh, *Bootstrapping clustered data*, JRSS B
//! 69, 2007. The percentile interval: Efron and Tibshirani, *An Introduction
//! to the Bootstrap*, 1993.)
//!
//! To compare two methods on the same articles, overlapping intervals are no
//! proof of a tie: what decides is the interval of the *difference* of the two.
//!
//! # How coarse stories are to be
//!
//! What one newsroom calls a story is two stories for another. The module [`calibration`] sets
//! [`Config::granularity`](samestory::Config::granularity) by a few labelled articles or pairs.
//!
//! # In one command
//!
//! In the repository, `cargo run --release --example quality -- FOLDER --record quality.csv` groups every corpus of a folder in
//! batch and as a stream, prints a table with the floor, the best that plain TF-IDF and average linkage can reach, BCubed with the interval
//! of F1, the largest story, the share of articles in stories of two or more, pairwise F1, ARI, NMI and processor seconds, and
//! keeps the figures with the date, the commit and the configuration. `--kind` and `--sets` part the table by kind of input;
//! `--noise` says what affixes of titles, notices, wrong dates or a flood of copies cost. The example `train_model` judges trained
//! weights by sets and kinds they have not seen, and with `--ablate` says what is lost without each feature.
//!
//! # Reference
//!
//! The module `reference` (feature `unstable`) computes the same metrics
//! straight from their definitions in quadratic time; the tests hold both to
//! agree to 1e-12.
//!
//! Results do not depend on the order of a hash map: labels are numbered by
//! first appearance and all sums run in the order of the sorted table. Metrics
//! made of ratios only (BCubed, pairwise, ARI, exact) are the same to the bit
//! on every platform; those with logarithms may differ in the last digits
//! between platforms, as the standard library does not fix `f64::ln` to a bit.

// what is used by way of the feature `unstable` only
#![cfg_attr(not(feature = "unstable"), allow(dead_code, unreachable_pub))]

pub mod calibration;

#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod unstable;

mod adjusted_information;
mod bcubed;
mod bcubed_interval;
mod bootstrap;
mod contingency;
mod error;
mod exact;
mod floors;
mod information;
mod metric_interval;
mod pairwise;
mod precision_recall;
mod rng;
mod scores;
mod v_measure;

#[cfg(test)]
mod coverage_tests;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod property_tests;

pub(crate) use adjusted_information::adjusted_mutual_information;
pub use bcubed::bcubed;
pub use bcubed_interval::{PrecisionRecallInterval, bcubed_interval};
pub use bootstrap::{DEFAULT_LEVEL, DEFAULT_RESAMPLES, DEFAULT_SEED, Interval};
pub use contingency::{Cell, Contingency};
pub use error::EvaluationError;
pub(crate) use exact::exact_stories;
pub use floors::Floors;
pub(crate) use information::{Normalizer, entropy, mutual_information};
pub use precision_recall::PrecisionRecall;
pub use scores::Scores;
pub use v_measure::VMeasure;
pub(crate) use v_measure::v_measure;
