//! An article whose terms are counted.

use super::quoted::Quoted;
use crate::published::Published;
use crate::terms::FieldCounts;

/// An article that was read: what is needed once its text is gone.
#[derive(Debug)]
pub(crate) struct CountedArticle {
    pub(crate) counts: FieldCounts,
    pub(crate) quoted: Quoted,
    pub(crate) published: Option<Published>,
    /// Tells its source from others; none if it is unknown, or if nothing of a source is to be left out.
    pub(crate) source: Option<u64>,
}
