//! What is done with bytes to find bytes that break something: a function a target.
//!
//! The files in `fuzz_targets` give them to libFuzzer, the program `mutate` runs them on any compiler.

#![forbid(unsafe_code)]

mod operations;
mod parsers;
mod wrappers;

pub use operations::{clusterer, copies, traced, versions};
pub use parsers::{config, formats, json_lines, newsdiffs, newsrooms, saved_page};
pub use wrappers::compressed;

/// A target: what it is called, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("json_lines", json_lines),
    ("formats", formats),
    ("saved_page", saved_page),
    ("newsdiffs", newsdiffs),
    ("config", config),
    ("newsrooms", newsrooms),
    ("compressed", compressed),
    ("clusterer", clusterer),
    ("traced", traced),
    ("copies", copies),
    ("versions", versions),
];
