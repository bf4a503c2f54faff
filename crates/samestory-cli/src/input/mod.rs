//! What the command reads: records of files, counted; bad ones are reported and put aside.

mod articles;
mod labels;
mod mappings;
mod observations;
mod pairs;
mod reading;
mod rejected_line;
mod rejects;
mod sources;

pub(crate) use articles::ArticleReader;
pub(crate) use labels::{Label, read_labels};
pub(crate) use observations::read_observations;
pub(crate) use pairs::read_pairs;
pub(crate) use reading::Reading;
#[cfg(feature = "watch")]
pub(crate) use rejects::Rejects;
