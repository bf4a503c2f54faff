//! Labelled and unlabelled corpora from files. For the programs that judge and train.

mod corpus;
mod sets;

pub use corpus::Corpus;
pub use sets::{Set, sets};
