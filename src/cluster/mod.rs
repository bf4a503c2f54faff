//! From similar articles to stories.
//!
//! A pair of articles is described by [`Feature`]s and scored by a [`PairModel`]; [`cluster_articles`] groups a closed set
//! by average linkage over those scores, [`Clusterer`] assigns articles as they arrive. Both follow one [`Config`].

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
