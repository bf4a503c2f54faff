//! Finding similar articles: the inverted index, all pairs, nearest neighbors, and the plain ways they are held against.

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
pub(crate) use saved::SavedIndex;
pub use similarity_index::{SearchScratch, SimilarityIndex};
