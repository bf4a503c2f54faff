//! Reading articles: stands beside the pipeline and knows only articles and their versions.

mod identifier;
mod json_lines;
mod lenient;
mod limits;
mod nesting;
mod newsdiffs;
mod observation_line;
mod records;
mod saved_page;

pub use identifier::Identifier;
pub use json_lines::{Gold, JsonLines, ReadError, ReadErrorKind, Record, read_record};
pub use limits::ReadLimits;
pub use newsdiffs::{NewsDiffsError, NewsDiffsPage, PageVersion};
pub use observation_line::{ObservedLine, read_observation};
pub use records::{RecordPlace, RecordProblem, RecordReader};
pub use saved_page::SavedPage;
