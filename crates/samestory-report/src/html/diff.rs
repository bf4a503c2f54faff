//! A change as two columns.

use maud::{Markup, html};
use samestory::versions::Version;
use samestory_changes::{SentenceKind, SentencePosition, TextChange, WordEdit, WordKind};

use super::rows::{Row, rows};
use super::time::time;
use crate::allowed::allowed;

/// A change between two versions as a table: numbers, headlines, time and, sentence by sentence, the old text on the left and the
/// new one on the right. Changed words are marked `del` and `ins`.
pub(crate) fn diff_fragment(old: &Version, new: &Version, change: &TextChange) -> Markup {
    let later = new.since(old).map(|elapsed| format!(" ({elapsed} later)"));
    html! {
        table.diff {
            thead {
                "\n" tr { th { "Version " (old.number) } th { "Version " (new.number) } }
                "\n" tr.title {
                    @match &change.headline {
                        Some(words) => {
                            th { (side(words, WordKind::Deleted)) } th { (side(words, WordKind::Added)) }
                        }
                        None => { th { (allowed(&old.title)) } th { (allowed(&new.title)) } }
                    }
                }
                "\n" tr.quiet {
                    td { @if let Some(seen) = old.time { (time(seen)) } }
                    td { @if let Some(seen) = new.time { (time(seen)) } @if let Some(later) = &later { (later) } }
                }
                "\n"
            }
            tbody { "\n" (sentences(change)) }
        }
        "\n"
    }
}

/// The rows of the sentences; one in which a paragraph begins is marked.
fn sentences(change: &TextChange) -> Markup {
    let mut begun = (None, None);
    let mut begins = |row: &(Option<Cell>, Option<Cell>)| {
        let paragraph = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.paragraph);
        let (old, new) = (paragraph(&row.0), paragraph(&row.1));
        let is_other = |now: Option<u32>, before: Option<u32>| now.is_some() && now != before;
        let begins = is_other(old, begun.0) || is_other(new, begun.1);
        begun = (old.or(begun.0), new.or(begun.1));
        begins
    };
    html! {
        @for row in beside(&rows(&change.text)) {
            tr class=[begins(&row).then_some("paragraph")] { (or_empty(row.0)) (or_empty(row.1)) }
            "\n"
        }
    }
}

fn or_empty(cell: Option<Cell>) -> Markup {
    cell.map_or_else(|| html! { td {} }, |cell| cell.html)
}

/// A sentence on one side.
struct Cell {
    html: Markup,
    paragraph: u32,
}

impl Cell {
    fn new(class: Option<&str>, content: &Markup, place: Option<SentencePosition>) -> Self {
        let html = html! { td class=[class] { (content) } };
        Self { html, paragraph: place.map_or(0, |place| place.paragraph) }
    }
}

/// Rows of two cells: in a run of sentences that went and came, they stand beside each other in order, so that no side is empty for
/// long.
fn beside(rows: &[Row<'_>]) -> Vec<(Option<Cell>, Option<Cell>)> {
    let is_free = |row: &Row<'_>| !matches!(row, Row::Edit(edit) if matches!(edit.kind, SentenceKind::Kept | SentenceKind::Edited));
    let mut all = Vec::with_capacity(rows.len());
    for run in rows.chunk_by(|a, b| is_free(a) && is_free(b)) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in run {
            let (old, new) = cells(row);
            left.extend(old);
            right.extend(new);
        }
        let longest = left.len().max(right.len());
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        all.extend((0..longest).map(|_| (left.next(), right.next())));
    }
    all
}

fn cells(row: &Row<'_>) -> (Option<Cell>, Option<Cell>) {
    let (Row::Edit(edit) | Row::Left(edit)) = row;
    let (old, new) = (side(&edit.words, WordKind::Deleted), side(&edit.words, WordKind::Added));
    let noted = |text: &Markup, direction: &str, place: Option<SentencePosition>| {
        let paragraph = place.map_or(0, |place| place.paragraph + 1);
        html! { (text) " " span.quiet { "↑↓ " (direction) " paragraph " (paragraph) } }
    };
    match (row, edit.kind) {
        (Row::Left(_), _) => (Some(Cell::new(Some("moved"), &noted(&old, "to", edit.new), edit.old)), None),
        (_, SentenceKind::Moved) => {
            (None, Some(Cell::new(Some("moved"), &noted(&new, "from", edit.old), edit.new)))
        }
        (_, SentenceKind::Deleted) => (Some(Cell::new(Some("deleted"), &old, edit.old)), None),
        (_, SentenceKind::Added) => (None, Some(Cell::new(Some("added"), &new, edit.new))),
        _ => (Some(Cell::new(None, &old, edit.old)), Some(Cell::new(None, &new, edit.new))),
    }
}

/// The old wording with what went marked, or the new one with what came.
fn side(words: &[WordEdit], changed: WordKind) -> Markup {
    let is_old = changed == WordKind::Deleted;
    // white space up to the next sentence is not shown
    let is_blank = |run: &&WordEdit| run.kind == WordKind::Kept && run.new.trim().is_empty();
    let last = words.len() - words.iter().rev().take_while(is_blank).count();
    html! {
        @for (at, run) in words.iter().enumerate() {
            @let text = if is_old { &run.old } else { &run.new };
            @let text = if at + 1 >= last { text.trim_end() } else { text };
            @if text.is_empty() {
            } @else if run.kind != changed {
                (allowed(text))
            } @else if is_old {
                del { (allowed(text)) }
            } @else {
                ins { (allowed(text)) }
            }
        }
    }
}
