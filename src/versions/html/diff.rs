//! A change as two columns.

use std::fmt::Write;

use super::Escaped;
use crate::versions::diff::Row;
use crate::versions::{Change, SentenceEdit, SentenceKind, Version, WordEdit, WordKind};

/// A change between two versions as a table: numbers, headlines, time and, sentence by sentence, the old text on the left and the
/// new one on the right. Changed words are marked `del` and `ins`.
pub(crate) fn diff_fragment(old: &Version, new: &Version, change: &Change) -> String {
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
    let mut paragraphs = (None, None);
    for row in change.text.rows() {
        let (edit, left, right) = match row {
            Row::Edit(edit) => cells(edit),
            Row::Left(edit) => (edit, moved_away(edit), cell("", "")),
        };
        let is_left = matches!(row, Row::Left(_));
        let old_paragraph =
            edit.old.filter(|_| is_left || edit.kind != SentenceKind::Moved).map(|place| place.paragraph);
        let new_paragraph = edit.new.filter(|_| !is_left).map(|place| place.paragraph);
        let begins = (old_paragraph.is_some() && old_paragraph != paragraphs.0)
            || (new_paragraph.is_some() && new_paragraph != paragraphs.1);
        paragraphs = (old_paragraph.or(paragraphs.0), new_paragraph.or(paragraphs.1));
        let class = if begins { " class=\"paragraph\"" } else { "" };
        line(&mut html, format_args!("<tr{class}>{left}{right}</tr>"));
    }
    html.push_str("</tbody></table>\n");
    html
}

fn line(html: &mut String, what: std::fmt::Arguments<'_>) {
    // writing to memory cannot fail
    let _ = writeln!(html, "{what}");
}

fn cell(class: &str, content: &str) -> String {
    match class {
        "" => format!("<td>{content}</td>"),
        class => format!("<td class=\"{class}\">{content}</td>"),
    }
}

fn cells(edit: &SentenceEdit) -> (&SentenceEdit, String, String) {
    let (old, new) = (side(&edit.words, WordKind::Deleted), side(&edit.words, WordKind::Added));
    let (left, right) = match edit.kind {
        SentenceKind::Kept | SentenceKind::Edited => (cell("", &old), cell("", &new)),
        SentenceKind::Deleted => (cell("deleted", &old), cell("", "")),
        SentenceKind::Added => (cell("", ""), cell("added", &new)),
        SentenceKind::Moved => {
            let from = edit.old.map_or(0, |place| place.paragraph + 1);
            let note = format!("{new} <span class=\"quiet\">↑↓ from paragraph {from}</span>");
            (cell("", ""), cell("moved", &note))
        }
    };
    (edit, left, right)
}

/// Where a sentence stood that has moved.
fn moved_away(edit: &SentenceEdit) -> String {
    let to = edit.new.map_or(0, |place| place.paragraph + 1);
    let old = side(&edit.words, WordKind::Deleted);
    cell("moved", &format!("{old} <span class=\"quiet\">↑↓ to paragraph {to}</span>"))
}

/// The old wording with what went marked, or the new one with what came.
fn side(words: &[WordEdit], changed: WordKind) -> String {
    let mut html = String::new();
    let (tag, end) = if changed == WordKind::Deleted { ("<del>", "</del>") } else { ("<ins>", "</ins>") };
    for run in words {
        let text = if changed == WordKind::Deleted { &run.old } else { &run.new };
        if text.is_empty() {
            continue;
        }
        let trimmed = text.trim_end_matches('\n');
        if run.kind == changed {
            html.push_str(tag);
            html.push_str(&Escaped(trimmed).to_string());
            html.push_str(end);
        } else {
            html.push_str(&Escaped(trimmed).to_string());
        }
    }
    html
}
