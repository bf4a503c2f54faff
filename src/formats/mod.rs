//! Reading articles: stands beside the pipeline and knows only articles and their versions.

mod json_lines;
mod newsdiffs;
mod observation_line;
mod saved_page;

pub use json_lines::{Gold, JsonLines, ReadError, ReadErrorKind, Record, read_record};
pub use newsdiffs::{NewsDiffsError, NewsDiffsPage, PageVersion};
pub use observation_line::{ObservedLine, read_observation};
pub use saved_page::SavedPage;
