//! Reading articles: stands beside the pipeline and knows only articles.

mod json_lines;

pub use json_lines::{Gold, JsonLines, ReadError, ReadErrorKind, Record};
