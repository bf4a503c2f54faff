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
//! A closed set goes through [`cluster`](fn@cluster), a stream through a [`Clusterer`]; both follow one [`Config`], whose default is meant
//! for any news input, and both give [`Story`] by the caller's ids. With [`Config::find_copies`] a story says who wrote it,
//! who printed whose text, and which articles are versions of one. The command `samestory` (crate `samestory-cli`) does the same for
//! files. The modules are the layers below, in the order in which an article goes through them.
//!
//! # How news is clustered
//!
//! Two reports of one event share the rare words: names, places, numbers. So, in the order of the modules:
//!
//! 1. [`text`]: a text is cut into words, and each word becomes a term: case, accents, inflections, possessives and spelling
//!    variants of names are folded away, stop words left out.
//! 2. [`terms`]: an article becomes counted terms per [field](terms::Field): all words, title, lead, names, numbers. Terms
//!    are numbers from here on.
//! 3. [`weights`]: a count becomes a weight, tf · idf ([Salton & Buckley
//!    1988](https://doi.org/10.1016/0306-4573(88)90021-0)): a term is worth the more the fewer articles hold it. How few is
//!    known from the articles at hand and from a [background](weights::Background) of news at large. An article is a
//!    vector of length 1 per field.
//! 4. [`index`]: an inverted index finds the articles with similar vectors without comparing all pairs ([Zobel & Moffat
//!    2006](https://doi.org/10.1145/1132956.1132959)). Candidates are searched by an article's rarest words: the common ones
//!    fill the index and say least.
//! 5. [`cluster`](mod@cluster): a pair of similar articles is described by some twenty features (words, rare words, names and numbers in
//!    common or in one alone, days of the week, quotations, length, and how much else was published within the time between
//!    them) and scored by a logistic model, after [Miranda et al. 2018](https://aclanthology.org/D18-1483/); the scores are
//!    calibrated by how well the likely pairs around both hold together. A batch
//!    is grouped by average linkage over them, a stream by the same closeness, article by article, with second thoughts about what came
//!    before, and parts what it has run together. Neither joins two stories because of one strong pair.
//! 6. [`credits`], [`copies`], [`origins`]: which articles have their text from which, by winnowed shingles ([Schleimer,
//!    Wilkerson & Aiken 2003](https://doi.org/10.1145/872757.872770)) and exact containment; whose text it is, by credits,
//!    bylines and datelines; and so how many newsrooms told a story independently.
//! 7. The front door joins 5 and 6: of the versions of an article the newest is clustered, copies are clustered like any article, and
//!    each story tells who wrote it.
//! 8. [`evaluation`]: how good the found stories are, judged by labelled ones: BCubed ([Bagga & Baldwin
//!    1998](https://aclanthology.org/P98-1012/), [Amigó et al. 2009](https://doi.org/10.1007/s10791-008-9066-8)) and the
//!    usual others, with their floors. [`calibration`] sets how fine stories are by a few labels. Both stand aside.
//!
//! [`versions`] follows one article over time: which observations are of one article, what changed between two of its versions,
//! sentence by sentence, and what kind of change that is.
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
//! | term, tf, df, idf, posting list, score | as in information retrieval | |
//!
//! # Promises
//!
//! - The text of an article never causes an error or a panic. Errors are for configuration, files and limits.
//! - Same input, same output, to the last bit, with any number of threads. Time is what the articles' dates say.
//! - For every clever algorithm there is a plain one, called slow (feature `unstable`), and a property test that holds them equal.
//! - No `unsafe`.
//!
//! # Features
//!
//! - `parallel` (default): use all cores, by rayon.
//! - `unstable`: what only the other crates of the workspace need, and the tests. It may change in any release.

// what is public for the feature `unstable` only
#![cfg_attr(not(feature = "unstable"), allow(unreachable_pub))]

pub mod calibration;
pub mod cluster;
pub mod copies;
pub mod credits;
pub mod evaluation;
pub mod index;
pub mod origins;
pub mod terms;
pub mod text;
pub mod versions;
pub mod weights;

#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod unstable {
    //! What the other crates of the workspace use of this one. Nothing here is stable.

    pub use crate::versions::similarity::WordBag;
}

mod article;
mod parallel;
mod published;
mod stories;
mod story;
mod traced;

pub use article::{Article, ArticleBuilder, ArticleError, ArticleId};
pub use cluster::{Config, ConfigError, PairModel};
pub use published::{Precision, Published, PublishedError};
pub use stories::{
    Assignment, BatchClusterer, Change, Clusterer, Evidence, Member, Outcome, Printing, Reason, Stories,
    Story, StoryHistory, StoryOrigin, cluster, cluster_with,
};
pub use story::StoryId;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
