//! From similar articles to stories.
//!
//! [`cluster_articles`] groups a closed set, [`Clusterer`] assigns articles as they arrive. Both follow one [`Config`] and the
//! same steps:
//!
//! 1. **Candidates.** Each article is looked up in the [index](crate::index) by its rarest words; the 40 most similar of those
//!    before it are candidates ([`Config::search_coverage`], [`Config::most_candidates`]).
//! 2. **Pair scores.** What is known about a pair is a handful of [`Feature`]s: how similar the words are, how much of what is
//!    rare they share, whether the numbers and names at the beginning agree, how many days lie between. A logistic
//!    [`PairModel`] makes one number of them, and can say what each feature added.
//! 3. **Calibration.** Two headlines that share half their words may be one story on one input and the daily routine on
//!    another. The input itself tells, without labels: where stories are clear-cut the scores are near 0 or 1, where they are
//!    not many stand between. All log-odds are shifted by that purity ([`Config::calibration`]). This is what makes one
//!    threshold serve headlines and full texts.
//! 4. **Groups.** Batch: [`average_linkage`] in which an article needs no more than ten like-minded partners, then second
//!    thoughts: whoever is closer to another story changes over. Stream: a new article merges with the closest story, and
//!    its closest neighbours think again. One strong pair never joins two stories.
//!
//! # What bounds what
//!
//! On full texts half of the time goes into reading them ([`terms`](crate::terms)). Of the rest, the search is bound by random
//! additions, one per posting, so it keeps to the rarest words; comparing is bound by waiting for the other article's terms,
//! so a profile keeps 8 bytes per term, is read once per pair, front to back, and without a branch that could be guessed
//! wrong; linkage touches only what a merge changes, and never more than the smaller neighbourhood. Scores are whole
//! numbers of 2⁻³⁰ from step 4 on: sums are exact, do not depend on an order, and what an expired article added can be
//! taken away without a trace.
//!
//! # Where it comes from
//!
//! Features of the pair and time: [Miranda et al. 2018](https://aclanthology.org/D18-1483/), [Saravanakumar et al.
//! 2021](https://aclanthology.org/2021.eacl-main.198/). Average linkage: Sokal & Michener 1958. Moving single items after
//! greedy merges: [Blondel et al. 2008](https://doi.org/10.1088/1742-5468/2008/10/P10008). First stories and streams: [Allan
//! 2002](https://doi.org/10.1007/978-1-4615-0933-2). The limit on partners, the calibration by purity and the stream's second
//! thoughts are our own.

mod assignment;
mod batch;
mod candidates;
mod clock;
mod comparer;
mod config;
mod features;
mod ledger;
mod linkage;
mod model;
mod moves;
mod profile;
mod purity;
mod score;
pub mod slow;
mod story_graph;
mod stream;

pub use assignment::{Assignment, Change, Evidence, Outcome};
pub use batch::{BatchClusterer, Clustering, cluster_articles, cluster_articles_with};
pub use candidates::{Candidate, candidate_pairs, similar_to};
pub use config::{Config, ConfigError};
pub use features::{Feature, PairFeatures};
pub use ledger::Ledger;
pub use linkage::{Edge, average_linkage};
pub use model::PairModel;
pub use stream::Clusterer;
