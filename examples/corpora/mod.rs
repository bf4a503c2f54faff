//! Labelled and unlabelled corpora from files. Shared by the examples that judge and train.

mod corpus;
mod sets;

pub(crate) use corpus::Corpus;
pub(crate) use sets::{Set, sets};
