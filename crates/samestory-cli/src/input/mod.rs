//! Records from files: decompressed, decoded, read one at a time within limits; bad ones are put aside.

mod articles;
mod compressed;
mod encoding;
mod json;
mod labels;
mod lines;
mod observations;
mod open;
mod pages;
mod pairs;
mod reading;
mod rejects;
mod zstd;

pub(crate) use articles::ArticleReader;
pub(crate) use labels::{Label, read_labels};
pub(crate) use observations::read_observations;
pub(crate) use pairs::read_pairs;
pub(crate) use reading::Reading;
