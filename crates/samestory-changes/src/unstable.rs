//! What the other crates of the workspace and the tests use of this one. Nothing here is stable.

pub use crate::correction::is_correction_notice;
pub use crate::numbers::{is_measure, is_percent, number_scale, number_word};
pub use crate::words::diff_words;
