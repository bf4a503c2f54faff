//! samestory

pub mod cluster;
pub mod evaluation;
pub mod formats;
pub mod index;
pub mod terms;
pub mod text;
pub mod weights;

mod article;
mod parallel;
mod published;
mod story;

pub use article::{Article, ArticleBuilder, ArticleError, ArticleId};
pub use cluster::{
    Assignment, Clusterer, Clustering, Config, ConfigError, Evidence, Outcome, PairModel, cluster_articles,
};
pub use published::{Precision, Published, PublishedError};
pub use story::{Story, StoryId};
