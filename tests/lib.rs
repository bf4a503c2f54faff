//! All integration tests of samestory, one binary.

#![forbid(unsafe_code)]

mod determinism;
mod golden_tfidf;
mod metamorphic;
mod model;
mod reference;
mod support;
