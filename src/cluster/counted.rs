//! An article that was read.

use super::particulars::Particulars;
use crate::published::Published;
use crate::terms::FieldCounts;

/// What is needed of an article once its text is gone.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) counts: FieldCounts,
    pub(super) particulars: Particulars,
    pub(super) published: Option<Published>,
}
