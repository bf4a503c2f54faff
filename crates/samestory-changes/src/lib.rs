//! What changed between two versions of an article: sentences, words and facts, and what kind of change it is. And when to look again.
//!
//! The library [samestory] tells which observations are of one article and which of them are new versions
//! ([`History`](samestory::versions::History)). This crate says what became of the article.
//!
//! | question | type or function |
//! | --- | --- |
//! | how are observations of many articles sorted and their versions kept? | [`VersionLog`] |
//! | what changed from each version of an article to the next? | [`changes`] |
//! | what changed between two versions? | [`TextChange::between`] |
//! | what changed, sentence by sentence, word by word? | [`TextDiff`], [`SentenceEdit`], [`WordEdit`] |
//! | what kind of change is it, and how large? | [`ChangeClass`], [`ChangeNumbers`] |
//! | what facts changed? | [`FactChanges`] |
//! | when to look again? | [`Schedule`] |
//! | how to show it? | the crate `samestory-report` |
//!
//! The sentences of two texts are paired as in NewsEdits ([Spangher et al.
//! 2022](https://aclanthology.org/2022.naacl-main.10/)): added, deleted, edited and moved. What a page shows beside the article, and what
//! the library passes over when it compares versions, is no change that counts. Everything here looks at the texts it is given; time is
//! what observations say.
//!
//! ```
//! use samestory::versions::Observation;
//! use samestory_changes::{ChangeClass, VersionLog, changes};
//!
//! let seen = |title: &str, text: &str| Observation {
//!     url: Some("https://news.example/flood".to_owned()),
//!     title: title.to_owned(),
//!     text: text.to_owned(),
//!     ..Observation::default()
//! };
//! let mut log = VersionLog::new();
//! log.observe(&seen("Flood in Ashford", "Ten people died on Monday, police said. It rained."));
//! log.observe(&seen("Flood in Ashford", "Twelve people died on Monday, police said. The road is closed."));
//!
//! let (old, new, change) = changes(&log.histories()[0]).next().unwrap();
//! assert_eq!((old.number, new.number), (1, 2));
//! assert_eq!(change.class, ChangeClass::Substance);
//! assert_eq!((change.numbers.edited, change.numbers.added, change.numbers.deleted), (1, 1, 1));
//! assert_eq!((change.facts.numbers.gone, change.facts.numbers.appeared), (vec!["Ten".to_owned()], vec!["Twelve".to_owned()]));
//! ```
//!
//! # Features
//!
//! - `unstable`: what only the other crates of the workspace and the tests need. It may change in any release.

// what is used by way of the feature `unstable` only
#![cfg_attr(not(feature = "unstable"), allow(dead_code, unreachable_pub))]

#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod unstable;

mod align;
mod change;
mod correction;
mod correction_words;
mod diff;
mod facts;
mod headline_marks;
mod log;
mod names;
mod number_words;
mod numbers;
mod quotes;
mod schedule;
mod times;
mod tokens;
mod typo;
mod url_alias;
mod words;

pub use change::{ChangeClass, ChangeNumbers, TextChange, changes};
pub use diff::{SentenceEdit, SentenceKind, SentencePosition, TextDiff};
pub use facts::{FactChanges, Turnover};
pub use log::VersionLog;
pub use schedule::Schedule;
pub(crate) use words::diff_words;
pub use words::{WordEdit, WordKind};
