//! Which articles have their text from which.
//!
//! A wire report is printed by many, cut and edited; a copy is an article whose text comes from another one. Here is found,
//! for each article, which others it shares its text with, how (`CopyKind`), and who had it first (`Direction`).
//!
//! 1. A text becomes significant words, one number for all spellings of a word. Function words, days of the week
//!    and honorifics, which editors change most, are left out; sentences and quotations are marked.
//! 2. Runs of four such words, shingles, are selected by winnowing ([Schleimer, Wilkerson & Aiken
//!    2003](https://doi.org/10.1145/872757.872770)) and kept in an index. Two texts with eight significant words in a row
//!    in common are candidates for certain.
//! 3. Candidates are compared word by word (`Overlap`): the share of each that is in the other (containment, as copies are cut
//!    far more than edited), whole sentences in common, quotations in common. What is quoted by both does not count, nor
//!    does boilerplate, what a source prints under all its articles.
//! 4. Who had it first is told by time, credits, days of the week that became "yesterday", and who left something out.
//!
//! This finds all copies, of a closed set or as articles arrive, within a window and bounded memory; a reference compares all pairs.
//! Stories, in which few texts are copies, find candidates by sketches instead: a few fingerprints of each text, which tell how much of
//! it another has. [`Config::find_copies`](crate::Config::find_copies) turns it on, [`Config::copies`](crate::Config::copies) sets it,
//! and a [`Member`](crate::Member) of a story says what was found.

mod alignment;
pub(crate) mod batch;
mod config;
pub(crate) mod direction;
pub(crate) mod finder;
mod furniture;
mod index;
pub(crate) mod link;
pub(crate) mod overlap;
mod postings;
mod prepared;
pub(crate) mod print;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
mod sketch;
mod sketch_finder;
mod sketch_index;
mod subject;
mod winnow;
mod words;

pub use config::CopyConfig;
pub(crate) use direction::Circumstances;
pub use link::CopyKind;
pub(crate) use link::CopyLink;
pub(crate) use sketch::{Sketch, Sketcher};
pub(crate) use sketch_finder::{SavedFinder, SketchFinder};
