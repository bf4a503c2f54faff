//! All integration tests of samestory, one binary.

#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

mod all_pairs;
mod any_bytes;
mod any_text;
mod any_word;
mod architecture;
mod candidate_pairs;
mod copies;
mod copy_model;
mod corrections;
mod determinism;
mod digest;
mod explain;
mod find;
mod form_reports;
mod golden_cases;
mod golden_tfidf;
mod languages;
mod linking;
mod links;
mod metamorphic;
mod model;
mod odd_pieces;
mod origins;
mod own_vectors;
mod public_items;
mod reference;
mod report;
mod sample_corpus;
mod saved_streams;
mod similar_to;
mod support;
mod traced_stories;
mod versions;
mod what_the_news_writes;
mod words;
