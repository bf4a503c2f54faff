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
    pub(super) ids_may_repeat: bool,
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

    /// Whether an id that comes again is the same article again, as in a live stream. If not, which is the default, it is an error. It
    /// makes no difference to [`ObservationFiles`](super::ObservationFiles), where ids always repeat.
    #[must_use]
    pub fn with_repeated_ids(mut self, may_repeat: bool) -> Self {
        self.ids_may_repeat = may_repeat;
        self
    }
}

impl From<ReadLimits> for ReadOptions {
    fn from(limits: ReadLimits) -> Self {
        Self { limits, ..Self::default() }
    }
}
