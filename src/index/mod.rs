//! Finding similar articles.
//!
//! | question | type or function |
//! | --- | --- |
//! | which articles are most similar to this one, while articles come and go? | [`SimilarityIndex`] |
//! | which pairs of a closed set are as similar as this? | [`all_pairs`] |
//! | which articles of a closed set are most similar to each? | [`nearest`] |
//!
//! All give the cosines of vectors of length 1, such as [`TfIdfVectorizer`](crate::weights::TfIdfVectorizer) makes, and find exactly what a
//! comparison of all pairs finds.

mod all_pairs;
mod earlier;
mod nearest;
mod neighbor;
mod postings;
mod prefix;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
mod rows;
mod saved;
mod similarity_index;
mod survivors;
mod triangle;

pub use all_pairs::all_pairs;
pub(crate) use earlier::{EarlierIndex, EarlierScratch, Reach};
pub use nearest::nearest;
pub use neighbor::{Neighbor, SimilarPair};
pub(crate) use rows::Rows;
pub(crate) use saved::SavedIndex;
pub use similarity_index::{SearchScratch, SimilarityIndex};
