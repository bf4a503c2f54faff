//! How much a reader takes.

/// How much of an input is taken for a record or a text. What has more is an error that says where, and reading goes on behind it.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// The bytes of a record (a line, an element of an array), at least 1. Default 32 MiB. So much memory may be used for one record.
    pub max_record_bytes: usize,
    /// The bytes of title and text of an article together. Default 8 MiB, more than the longest books have.
    pub max_text_bytes: usize,
    /// How deep arrays and objects stand in each other. Default 128; what is read needs 1.
    pub max_nesting: usize,
    /// How many times its size a compressed file may become, if that is more than 64 MiB. Default 200.
    pub max_expansion: u32,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { max_record_bytes: 32 << 20, max_text_bytes: 8 << 20, max_nesting: 128, max_expansion: 200 }
    }
}
