//! A change as two columns.

use std::fmt::Write;

use super::Escaped;
use super::rows::{Row, rows};
use samestory::versions::{SentenceKind, SentencePosition, TextChange, Version, WordEdit, WordKind};

/// A change between two versions as a table: numbers, headlines, time and, sentence by sentence, the old text on the left and the
/// new one on the right. Changed words are marked `del` and `ins`.
pub(crate) fn diff_fragment(old: &Version, new: &Version, change: &TextChange) -> String {
    let mut html = String::from("<table class=\"diff\"><thead>\n");
    line(&mut html, format_args!("<tr><th>Version {}</th><th>Version {}</th></tr>", old.number, new.number));
    let (left, right) = match &change.headline {
        Some(words) => (side(words, WordKind::Deleted), side(words, WordKind::Added)),
        None => (Escaped(&old.title).to_string(), Escaped(&new.title).to_string()),
    };
    line(&mut html, format_args!("<tr class=\"title\"><th>{left}</th><th>{right}</th></tr>"));
    let time =
        |version: &Version| version.time.map(|time| format!("<time datetime=\"{time}\">{time}</time>"));
    let later = new.since(old).map(|elapsed| format!(" ({elapsed} later)")).unwrap_or_default();
    line(
        &mut html,
        format_args!(
            "<tr class=\"quiet\"><td>{}</td><td>{}{later}</td></tr>\n</thead><tbody>",
            time(old).unwrap_or_default(),
            time(new).unwrap_or_default()
        ),
    );
    let mut begun = (None, None);
    for (old_cell, new_cell) in beside(&rows(&change.text)) {
        let paragraphs =
            (old_cell.as_ref().map(|cell| cell.paragraph), new_cell.as_ref().map(|cell| cell.paragraph));
        let begins = |now: Option<u32>, before: Option<u32>| now.is_some() && now != before;
        let class = match begins(paragraphs.0, begun.0) || begins(paragraphs.1, begun.1) {
            true => " class=\"paragraph\"",
            false => "",
        };
        begun = (paragraphs.0.or(begun.0), paragraphs.1.or(begun.1));
        let cell = |cell: Option<Cell>| cell.map_or_else(|| "<td></td>".to_owned(), |cell| cell.html);
        line(&mut html, format_args!("<tr{class}>{}{}</tr>", cell(old_cell), cell(new_cell)));
    }
    html.push_str("</tbody></table>\n");
    html
}

/// A sentence on one side.
struct Cell {
    html: String,
    paragraph: u32,
}

impl Cell {
    fn new(class: &str, content: &str, place: Option<SentencePosition>) -> Self {
        let html = match class {
            "" => format!("<td>{content}</td>"),
            class => format!("<td class=\"{class}\">{content}</td>"),
        };
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
    let note = |direction: &str, place: Option<SentencePosition>| {
        let paragraph = place.map_or(0, |place| place.paragraph + 1);
        format!(" <span class=\"quiet\">↑↓ {direction} paragraph {paragraph}</span>")
    };
    match (row, edit.kind) {
        (Row::Left(_), _) => (Some(Cell::new("moved", &(old + &note("to", edit.new)), edit.old)), None),
        (_, SentenceKind::Moved) => {
            (None, Some(Cell::new("moved", &(new + &note("from", edit.old)), edit.new)))
        }
        (_, SentenceKind::Deleted) => (Some(Cell::new("deleted", &old, edit.old)), None),
        (_, SentenceKind::Added) => (None, Some(Cell::new("added", &new, edit.new))),
        _ => (Some(Cell::new("", &old, edit.old)), Some(Cell::new("", &new, edit.new))),
    }
}

fn line(html: &mut String, what: std::fmt::Arguments<'_>) {
    // writing to memory cannot fail
    let _ = writeln!(html, "{what}");
}

/// The old wording with what went marked, or the new one with what came.
fn side(words: &[WordEdit], changed: WordKind) -> String {
    let mut html = String::new();
    let (tag, end) = if changed == WordKind::Deleted { ("<del>", "</del>") } else { ("<ins>", "</ins>") };
    for (at, run) in words.iter().enumerate() {
        let text = if changed == WordKind::Deleted { &run.old } else { &run.new };
        // white space up to the next sentence is not shown
        let is_last =
            words[at + 1..].iter().all(|run| run.kind == WordKind::Kept && run.new.trim().is_empty());
        let text = if is_last { text.trim_end() } else { text };
        if text.is_empty() {
            continue;
        }
        if run.kind == changed {
            html.push_str(tag);
            html.push_str(&Escaped(text).to_string());
            html.push_str(end);
        } else {
            html.push_str(&Escaped(text).to_string());
        }
    }
    html
}
