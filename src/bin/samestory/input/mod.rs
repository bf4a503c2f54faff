//! Records from files: opened, decompressed, read line by line; bad ones are put aside.

mod articles;
mod labels;
mod lines;
mod open;
mod rejects;
mod zstd;

pub(crate) use articles::ArticleReader;
pub(crate) use labels::read_labels;
pub(crate) use rejects::RejectCounts;
