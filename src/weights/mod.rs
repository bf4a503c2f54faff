//! From counts to weights: document frequencies, TF-IDF and sparse vectors.
//!
//! `DocumentFrequencies` is the state (it can add, remove, decay and merge), [`Weighting`] the formula, [`SparseVector`] the result; a
//! [`Background`] tells how common terms are before the first article comes. [`TfIdfVectorizer`] is the batch form that users of
//! scikit-learn know; `FieldVectors` holds one vector per `Field` of an article, which is what clustering compares.

mod background;
mod backgrounds;
pub(crate) mod document_frequency;
pub(crate) mod fields;
pub(crate) mod language_frequencies;
mod vector;
mod vectorizer;
mod weighting;

pub use background::Background;
pub use backgrounds::Backgrounds;
pub(crate) use language_frequencies::{LanguageFrequencies, SavedLanguages};
pub use vector::{SparseVector, VectorView};
pub use vectorizer::TfIdfVectorizer;
pub use weighting::{InverseDocumentFrequency, Norm, TermFrequency, Weighting};
