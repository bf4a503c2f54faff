//! How files are read.

use std::sync::Arc;

use crate::fields::FieldMap;
use crate::format::Format;
use crate::limits::ReadLimits;

/// How files are read. The default tells formats by their contents, and fields by the usual names.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    pub(super) limits: ReadLimits,
    pub(super) from: Option<Format>,
    pub(super) map: Arc<FieldMap>,
}

impl ReadOptions {
    /// Takes all files for this format, whatever is in them.
    #[must_use]
    pub fn from_format(mut self, format: Option<Format>) -> Self {
        self.from = format;
        self
    }

    /// Reads fields by other names than the usual ones.
    #[must_use]
    pub fn with_map(mut self, map: FieldMap) -> Self {
        self.map = Arc::new(map);
        self
    }
}

impl From<ReadLimits> for ReadOptions {
    fn from(limits: ReadLimits) -> Self {
        Self { limits, ..Self::default() }
    }
}
