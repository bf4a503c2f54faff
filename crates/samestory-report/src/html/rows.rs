//! The lines of a view that shows both texts side by side.

use samestory_changes::{SentenceEdit, SentenceKind, TextDiff};

/// A line of a view that shows both texts side by side.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row<'d> {
    /// An edit, at its place.
    Edit(&'d SentenceEdit),
    /// A sentence that stood here and has moved.
    Left(&'d SentenceEdit),
}

/// The edits with the places that moved sentences left.
pub(super) fn rows(diff: &TextDiff) -> Vec<Row<'_>> {
    let mut left: Vec<&SentenceEdit> =
        diff.edits.iter().filter(|edit| edit.kind == SentenceKind::Moved).collect();
    left.sort_by_key(|edit| edit.old);
    let mut left = left.into_iter().peekable();
    let mut rows = Vec::with_capacity(diff.edits.len() + left.len());
    for edit in &diff.edits {
        if edit.kind != SentenceKind::Moved && edit.old.is_some() {
            while let Some(gone) = left.next_if(|gone| gone.old < edit.old) {
                rows.push(Row::Left(gone));
            }
        }
        rows.push(Row::Edit(edit));
    }
    rows.extend(left.map(Row::Left));
    rows
}
