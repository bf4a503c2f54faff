//! Which observations are of one article, and which of them are new versions.
//!
//! | question | type or function |
//! | --- | --- |
//! | are these two observations of one article? | [`Observation::key`], `canonical_url` |
//! | is this a new version? | [`History`], [`Sighting`] |
//! | what counts as a change? | `comparable`, `is_boilerplate` |
//! | how much time is between two versions? | [`Version::since`], [`Elapsed`] |
//! | what changed, and when to look again? | the crate `samestory-changes` |
//!
//! A version is new if it differs from all that are kept in something that counts: white space, quotation marks, relative times, counters and
//! what a page shows beside the article do not. Everything here looks at the texts it is given; time is what observations say.

pub(crate) mod boilerplate;
mod boilerplate_words;
pub(crate) mod comparable;
pub(crate) mod elapsed;
mod history;
mod observation;
pub(crate) mod one_article;
pub(crate) mod page_noise;
pub(crate) mod sentences;
pub(crate) mod similarity;
pub(crate) mod url;
mod url_archive;
pub(crate) mod url_date;
mod url_query;
mod version;

pub(crate) use comparable::comparable;
pub use elapsed::Elapsed;
pub use history::{History, Sighting};
pub use observation::Observation;
pub(crate) use one_article::ContentWords;
pub(crate) use sentences::sentences;
pub(crate) use url::canonical_url;
pub use version::Version;
