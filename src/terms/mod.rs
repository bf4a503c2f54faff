//! From articles to counted terms.
//!
//! An [`Analyzer`] reads an [`Article`](crate::Article) with the rules of its language and a [`Lexicon`], and says which
//! terms it has ([`Analyzer::terms`]). Terms are numbers ([`TermId`]) of a `Vocabulary` from here on.
//!
//! Clustering asks for more: an `Analysis` says which terms occur where, and `FieldCounts` adds them up per `Field`: all words, title,
//! lead, names, numbers.
//!
//! # What bounds what
//!
//! Nearly all words were seen before, so the chain of folding and stemming runs once per distinct printed word, and the rest is
//! waiting for memory: the table of printed words does not fit the caches near a core. So some hundred words are found first and
//! then looked up together, each by one access and one comparison of 16 bytes, without a branch between them. Most are in small
//! letters, and no name is open before them: what stands between them and the word before is not even looked at. Only where a
//! span of capitals is open are gaps read and names put together. An occurrence is then added to the one count of its term, 8
//! bytes for all fields, found by the number of the term; whether a term is new to the article is as good as random, and not
//! asked. No part of this is large beside the others.

pub(crate) mod analysis;
mod analyzer;
pub(crate) mod batch;
pub(crate) mod counts;
pub(crate) mod field;
mod lexicon;
mod n_grams;
mod names;
mod phrase_interner;
mod reader;
mod term_count;
pub(crate) mod text;
pub(crate) mod vocabulary;
pub(crate) mod word_entry;
mod word_memory;
mod worker_lexicon;

pub(crate) use analysis::Analysis;
pub use analysis::Kind;
pub use analyzer::{AnalysisConfig, Analyzer};
pub(crate) use batch::count_texts;
pub(crate) use counts::{FieldCounter, FieldCounts};
pub(crate) use field::Field;
pub use lexicon::Lexicon;
pub(crate) use term_count::TermCount;
pub(crate) use text::Text;
pub use vocabulary::TermId;
pub(crate) use vocabulary::Vocabulary;
