//! An article that was read.

use super::quoted::Quoted;
use crate::published::Published;
use crate::terms::FieldCounts;

/// What is needed of an article once its text is gone.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) counts: FieldCounts,
    pub(super) quoted: Quoted,
    pub(super) published: Option<Published>,
    /// Tells its source from others; none if it is unknown.
    pub(super) source: Option<u64>,
}
