//! Finding similar articles: the inverted index, all pairs, and the plain ways they are held against.

mod all_pairs;
mod neighbor;
mod similarity_index;
pub mod slow;

pub use all_pairs::all_pairs;
pub use neighbor::{Neighbor, Pair};
pub use similarity_index::{SearchScratch, SimilarityIndex};
