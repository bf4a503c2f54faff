//! samestory finds which news articles, from many outlets, report the same event.
//!
//! ```
//! use samestory::{Article, Config};
//!
//! let articles = [
//!     Article::builder("nyt").title("U.S. and Algeria discuss ousting Mali militants").build()?,
//!     Article::builder("espn").title("Giants sweep Tigers, win World Series").build()?,
//!     Article::builder("ap").title("Clinton seeks help from Algeria against Mali militants").build()?,
//! ];
//! let stories = samestory::cluster(&articles, &Config::default())?;
//! assert_eq!(stories.story_of("nyt"), stories.story_of("ap"));
//! assert_eq!(stories.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`cluster`](fn@cluster) groups a closed set, a [`Clusterer`] a stream. Both take one [`Config`], whose default is meant for any news
//! input, and both give [`Story`] by the caller's ids. With [`Config::find_copies`], which is on by default, a story also says who wrote
//! it, who printed whose text, and which articles are versions of one. The command `samestory` (crate `samestory-cli`) does the same for files.
//!
//! # How it works
//!
//! Two reports of one event share rare words: names, places, numbers. An article goes through these modules, in this order:
//!
//! | step | module |
//! | --- | --- |
//! | words become terms: case, accents and inflections are folded, stop words left out | [`text`] |
//! | terms are counted by field: all words, title, lead, names, numbers | [`terms`] |
//! | counts become weights, tf · idf; a [background](weights::Background) knows how common terms are in news at large | [`weights`] |
//! | an inverted index finds similar articles by their rarest words | [`index`] |
//! | a logistic model scores each similar pair, and linkage groups the pairs into stories | [`cluster`](mod@cluster) |
//!
//! With [`Config::find_copies`] an article is also asked where its text is from:
//!
//! | step | module |
//! | --- | --- |
//! | credits, bylines and datelines name the newsroom that wrote a text | [`credits`] |
//! | shingles find which articles have their text from which | [`copies`] |
//! | both tell how many newsrooms reported a story independently | [`origins`] |
//! | addresses and texts tell which articles are versions of one; the newest is clustered | [`versions`] |
//!
//! # Where to go on
//!
//! | question | answer |
//! | --- | --- |
//! | How are the scores overruled? | [`corrections`] |
//! | Which versions does an article have? | [`versions`] |
//! | What changed in an article? When to look again? | the crate `samestory-changes` |
//! | Why are these articles together? Which stories does a text belong to? | the crate `samestory-explain` |
//! | How good are stories, by labels? How coarse are they to be? | the crate `samestory-evaluation` |
//! | What does a story say: headline, summary, timeline, figures? Which stories of other languages are of its event? | the crate `samestory-digest` |
//! | How are files read, and stories written? | the crates `samestory-formats` and `samestory-report` |
//!
//! In the repository, `docs/DESIGN.md` has the reasons and the papers, and `docs/RESULTS.md` the measured figures.
//!
//! # Words
//!
//! | here | meaning | elsewhere |
//! | --- | --- | --- |
//! | article | one text of one source | "document" in information retrieval; "story" in topic detection and tracking |
//! | story | a cluster of articles on one event | "topic" or "event" in topic detection and tracking |
//! | source | the outlet that published an article | |
//! | version | one state of an article over time | |
//! | origin | the newsroom that wrote a text; a wire report printed by 20 papers has one | |
//! | copy | an article whose text comes from another one | "near-duplicate", "syndicated" |
//! | assignment | what a stream did with an article | "detection decision", "first story detection" |
//! | partition | who is with whom, gold or found | |
//! | boilerplate | text that a source prints in many articles | "template", "page furniture" |
//! | term, tf, df, idf, posting list, score | as in information retrieval | |
//!
//! # Promises
//!
//! - The text of an article never causes an error or a panic. Errors are for configuration, files and limits.
//! - The same input gives the same output to the last bit, with any number of threads. Time is what the articles' dates say.
//! - Every fast algorithm has a plain reference (feature `unstable`), and a property test holds the two equal.
//! - There is no `unsafe` code.
//!
//! # Features
//!
//! - `parallel` (default): use all cores, by rayon.
//! - `segmenter`: find the words of Chinese, Japanese, Thai, Khmer, Lao and Burmese by `icu_segmenter`, where
//!   [`AnalysisConfig::segmenter`](terms::AnalysisConfig::segmenter) asks for it.
//! - `unstable`: what only the other crates of the workspace and the tests need. It may change in any release.

// what is used by way of the feature `unstable` only
#![cfg_attr(not(feature = "unstable"), allow(dead_code, unreachable_pub))]

pub mod cluster;
pub mod copies;
pub mod corrections;
pub mod credits;
pub mod index;
pub mod origins;
pub mod terms;
pub mod text;
pub mod versions;
pub mod weights;

#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod unstable;

mod article;
mod ascending;
mod config_error;
mod parallel;
mod partition;
mod published;
mod saved;
mod stories;
mod story;
mod table;
mod traced;
mod window;

pub use article::{Article, ArticleBuilder, ArticleError, ArticleId};
pub use cluster::config::Config;
pub use cluster::pairs::model::PairModel;
pub use cluster::vectors::ArticleVectors;
pub use config_error::ConfigError;
pub use partition::{Partition, PartitionError};
pub use published::{Precision, Published, PublishedError};
pub use stories::{
    Assignment, BatchClusterer, Change, Clusterer, Evidence, Member, MemoryUsage, Outcome, Printing, Reason,
    Stories, Story, StoryHistory, StoryOrigin, cluster,
};
pub use story::StoryId;
pub use table::TableError;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
