//! From scored pairs to groups: scores, average linkage, moves, and what people have corrected.

pub(crate) mod average;
pub(crate) mod candidate_pairs;
pub(crate) mod corrected;
pub(crate) mod grouping;
pub(crate) mod moves;
pub(crate) mod neighbors;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
pub(crate) mod score;
pub(crate) mod scored;
pub(crate) mod statistics;
pub(crate) mod transitivity;
