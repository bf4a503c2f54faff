//! From articles to counted terms.
//!
//! An [`Analyzer`] reads an [`Article`](crate::Article) with the rules of its language and a [`Lexicon`], and says which
//! terms occur where ([`Analysis`]); [`FieldCounts`] adds them up per [`Field`]. Terms are numbers ([`TermId`]) of a
//! [`Vocabulary`] from here on.

mod analysis;
mod analyzer;
mod batch;
mod counts;
mod deputy;
mod field;
mod joins;
mod lexicon;
mod n_grams;
mod names;
mod packed_word;
mod reader;
mod tally;
mod vocabulary;
mod word_entry;
mod word_memory;

pub use analysis::{Analysis, Kind, Occurrence, Section};
pub use analyzer::{AnalysisConfig, Analyzer};
pub use batch::count_terms;
pub use counts::{FieldCounter, FieldCounts};
pub use field::Field;
pub use lexicon::Lexicon;
pub(crate) use tally::Tally;
pub use vocabulary::{TermId, Vocabulary};
