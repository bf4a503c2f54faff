//! Records of files: decompressed, decoded, read one at a time within limits.

mod articles;
mod compressed;
mod contents;
mod encoding;
mod gzip;
mod labels;
mod note;
mod objects;
mod observations;
mod options;
mod page;
mod rejected;
mod source;
mod steps;
mod zstd;

pub use articles::ArticleFiles;
pub(crate) use gzip::DamagedMember;
pub use labels::{LabelledArticle, LabelledPair};
pub use objects::ObjectFiles;
pub use observations::ObservationFiles;
pub use options::ReadOptions;
pub use rejected::{InputError, RecordPosition, Rejected};
pub use source::{Source, decoded};
