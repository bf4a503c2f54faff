//! Which pairs of articles are looked at, what is known of each, and how likely it is of one event.

pub(crate) mod candidates;
pub(crate) mod comparer;
pub(crate) mod context;
pub(crate) mod crowd;
pub(crate) mod features;
pub(crate) mod logistic;
pub(crate) mod model;
pub(crate) mod profile;
pub(crate) mod repeated_texts;
pub(crate) mod temporal_context;
