//! Readers of news articles for [samestory].
//!
//! | what is read | type |
//! | --- | --- |
//! | articles of files of any [`Format`] | [`ArticleFiles`] |
//! | observations of articles over time, of the same files | [`ObservationFiles`] |
//! | labels: which article is in which story, which pairs report one event | [`ObjectFiles`], [`LabelledArticle`], [`LabelledPair`] |
//! | lists of feeds | [`read_feed_list`] |
//! | what people say about stories | [`read_correction`], [`CorrectionLine`] |
//! | articles of one reader, as JSON lines | [`JsonLines`], [`read_record`] |
//! | records of one reader, as text | [`RecordReader`] |
//! | saved pages | [`SavedPage`], [`NewsDiffsPage`] |
//! | what is compressed or in UTF-16, as UTF-8 | [`decoded`] |
//!
//! The readers of files are iterators over records or rejections, in bounded memory. The format of a file is told by its contents, and
//! its fields by their usual names; [`ReadOptions`] says otherwise. Where records begin and end is found one after the other; what they
//! say is understood on all threads. A field that is no use is an [`OddField`] of its record. A record that is no use is a [`Rejected`]
//! that names its file, its place, the reason and its text; reading goes on with the next. [`ReadLimits`] bounds what is taken for a
//! record.

mod correction_line;
mod date_order;
mod feed_mark;
mod fields;
mod files;
mod format;
mod frames;
mod identifier;
mod json_lines;
mod json_shape;
mod legacy;
mod lenient;
mod limits;
mod newsdiffs;
mod observation_line;
mod opml;
mod page;
mod parallel;
mod plain_text;
mod records;
mod saved_page;
mod used_ids;
mod xml;

pub use correction_line::{CorrectionLine, read_correction};
pub use fields::{FieldMap, MapError, OddField};
pub use files::{
    ArticleFiles, InputError, LabelledArticle, LabelledPair, ObjectFiles, ObservationFiles, ReadOptions,
    RecordPosition, Rejected, Source, decoded,
};
pub use format::Format;
pub use frames::{RecordPlace, RecordProblem, RecordReader};
pub use identifier::Identifier;
pub use json_lines::{Gold, JsonLines, ReadError, ReadErrorKind, Record, read_record};
pub use limits::ReadLimits;
pub use newsdiffs::{NewsDiffsError, NewsDiffsPage, PageVersion};
pub use observation_line::{ObservedLine, read_observation};
pub use opml::{ListedFeed, read_feed_list};
pub use page::{PageRecord, read_page};
pub use saved_page::SavedPage;
