//! Which articles have their text from which.
//!
//! A wire report is printed by many, cut and edited; a copy is an article whose text comes from another one. Here is found,
//! for each article, which others it shares its text with, how ([`CopyKind`]), and who had it first ([`Direction`]).
//!
//! 1. A text becomes significant words, one number for all spellings of a word. Function words, days of the week
//!    and honorifics, which editors change most, are left out; sentences and quotations are marked.
//! 2. Runs of four such words, shingles, are selected by winnowing ([Schleimer, Wilkerson & Aiken
//!    2003](https://doi.org/10.1145/872757.872770)) and kept in an index. Two texts with eight significant words in a row
//!    in common are candidates for certain.
//! 3. Candidates are compared word by word ([`Overlap`]): the share of each that is in the other (containment, as copies are cut
//!    far more than edited), whole sentences in common, quotations in common. What is quoted by both does not count, nor
//!    does furniture, what a source prints under all its articles.
//! 4. Who had it first is told by time, credits, days of the week that became "yesterday", and who left something out.
//!
//! [`CopyFinder`] does this as articles arrive, within a window and bounded memory; [`find_copies`] for a closed set;
//! `reference` compares all pairs. Stories, in which few texts are copies, find candidates by sketches instead: a few fingerprints of
//! each text, which tell how much of it another has.

mod alignment;
mod batch;
mod config;
mod direction;
mod finder;
mod furniture;
mod index;
mod link;
mod overlap;
mod postings;
mod prepared;
mod print;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
mod sketch;
mod sketch_finder;
mod sketch_index;
mod winnow;
mod words;

pub use batch::{find_copies, find_copies_with};
pub use config::{CopyConfig, CopyConfigError};
pub(crate) use direction::Circumstances;
pub use direction::{Direction, Sign};
pub use finder::{CopyFinder, Found};
pub use link::{CopyKind, CopyLink, QuoteLink};
pub use overlap::{Overlap, SharedQuote, SharedSentence};
pub use print::Span;
pub(crate) use sketch::{Sketch, Sketcher};
pub(crate) use sketch_finder::{SavedFinder, SketchFinder};
