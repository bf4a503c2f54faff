//! What a model may learn from.

use samestory::cluster::Feature;

use crate::variants::{Group, Pair};

/// Some of the groups, without the stories of one fold, without some features.
pub(crate) struct Seen<'a> {
    pub(crate) all: &'a [Group],
    /// The place of the group left out.
    pub(crate) group_out: Option<usize>,
    pub(crate) fold_out: Option<u64>,
    pub(crate) without: &'a [Feature],
}

impl<'a> Seen<'a> {
    pub(crate) fn groups(&self) -> impl Iterator<Item = &'a Group> {
        let out = self.group_out;
        self.all.iter().enumerate().filter(move |&(at, _)| Some(at) != out).map(|(_, group)| group)
    }

    pub(crate) fn has(&self, pair: &Pair) -> bool {
        self.fold_out.is_none_or(|fold| !pair.is_in(fold))
    }

    pub(crate) fn has_fold(&self, fold: u64) -> bool {
        self.fold_out != Some(fold)
    }
}
