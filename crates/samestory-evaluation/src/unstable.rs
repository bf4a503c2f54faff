//! What only tests use of this crate: the single metrics, by way of a contingency table, and random numbers. Nothing here is stable.

pub use crate::adjusted_information::{adjusted_mutual_information, expected_mutual_information};
pub use crate::bootstrap::story_interval;
pub use crate::exact::exact_stories;
pub use crate::information::{Normalizer, entropy, mutual_information, normalized_mutual_information};
pub use crate::metric_interval::metric_interval;
pub use crate::pairwise::{adjusted_rand_index, pairwise};
pub use crate::rng::SplitMix64;
pub use crate::v_measure::v_measure;
