//! Records from files: opened, decompressed, read line by line; bad ones are put aside.

mod articles;
mod json;
mod labels;
mod lines;
mod observations;
mod open;
mod pages;
mod pairs;
mod rejects;
mod zstd;

pub(crate) use articles::ArticleReader;
pub(crate) use labels::read_labels;
pub(crate) use observations::read_observations;
pub(crate) use pairs::read_pairs;
pub(crate) use rejects::RejectCounts;
