//! Records of files: decompressed, decoded, read one at a time within limits.

mod articles;
mod compressed;
mod encoding;
mod labels;
mod objects;
mod observations;
mod page;
mod rejected;
mod source;
mod steps;
mod zstd;

pub use articles::ArticleFiles;
pub use labels::{LabelledArticle, LabelledPair};
pub use objects::ObjectFiles;
pub use observations::ObservationFiles;
pub use rejected::{InputError, RecordPosition, Rejected};
pub use source::{Source, decoded};
