//! How one article changed over time.
//!
//! | question | type or function |
//! | --- | --- |
//! | are these two observations of one article? | [`Observation::key`], `canonical_url` |
//! | is this a new version? | [`History`], [`VersionLog`] |
//! | what counts as a change? | `comparable`, `is_boilerplate` |
//! | what changed, sentence by sentence, word by word? | [`TextDiff`] |
//! | what kind of change is it, and how large? | [`TextChange`], [`ChangeClass`], [`ChangeNumbers`] |
//! | what facts changed? | [`FactChanges`] |
//! | when to look again? | [`Schedule`] |
//! | how to show it? | the crate `samestory-report` |
//!
//! The sentences of two texts are paired as in NewsEdits ([Spangher et al.
//! 2022](https://aclanthology.org/2022.naacl-main.10/)): added, deleted, edited and moved. Everything here looks at the texts it is
//! given; time is what observations say.

mod align;
pub(crate) mod boilerplate;
mod boilerplate_words;
mod change;
pub(crate) mod comparable;
pub(crate) mod correction;
mod correction_words;
mod diff;
pub(crate) mod elapsed;
mod facts;
mod headline_marks;
mod history;
mod log;
mod names;
mod number_words;
pub(crate) mod numbers;
mod observation;
mod one_article;
mod page_noise;
mod quotes;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
mod schedule;
pub(crate) mod sentences;
pub(crate) mod similarity;
mod times;
mod tokens;
mod typo;
pub(crate) mod url;
mod url_alias;
mod url_archive;
pub(crate) mod url_date;
mod url_query;
mod version;
pub(crate) mod words;

pub use change::{ChangeClass, ChangeNumbers, TextChange};
pub(crate) use comparable::comparable;
pub use diff::{SentenceEdit, SentenceKind, SentencePosition, TextDiff};
pub use elapsed::Elapsed;
pub use facts::{FactChanges, Turnover};
pub use history::{History, Sighting};
pub use log::VersionLog;
pub use observation::Observation;
pub(crate) use one_article::ContentWords;
pub use schedule::Schedule;
pub(crate) use sentences::sentences;
pub(crate) use url::canonical_url;
pub use version::Version;
pub(crate) use words::diff_words;
pub use words::{WordEdit, WordKind};
