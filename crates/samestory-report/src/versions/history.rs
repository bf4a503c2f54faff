//! The history of an article to read.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use samestory::versions::{History, Version};
use samestory_changes::{SentenceEdit, SentenceKind, TextChange, Turnover, WordEdit, WordKind};

use crate::plain::Palette;
use crate::terminal::clean;

/// How changes look: marks where there are no colours.
#[derive(Clone, Copy)]
struct Marks {
    palette: Palette,
    gone: (Style, &'static str, &'static str),
    come: (Style, &'static str, &'static str),
}

impl Marks {
    fn new(colored: bool) -> Self {
        let style = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
        let (gone, come) = match colored {
            true => ((style(AnsiColor::Red).strikethrough(), "", ""), (style(AnsiColor::Green), "", "")),
            false => ((Style::new(), "[-", "-]"), (Style::new(), "{+", "+}")),
        };
        Self { palette: Palette::new(colored), gone, come }
    }
}

/// Writes the versions of an article and what changed between them.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_history(
    out: &mut impl Write,
    history: &History,
    changes: &[(&Version, &Version, TextChange)],
    colored: bool,
) -> io::Result<()> {
    let marks = Marks::new(colored);
    let Palette { headline, quiet, .. } = marks.palette;
    writeln!(out, "{headline}{}{headline:#}", clean(&history.current().title))?;
    let times = |n: u32| if n == 1 { "once".to_owned() } else { format!("{n} times") };
    let mut facts: Vec<Cow<'_, str>> =
        [history.source(), history.url()].into_iter().flatten().map(clean).collect();
    facts.extend(history.first_seen().map(|time| format!("first seen {time}").into()));
    facts.push(format!("changed {}", times(history.times_changed())).into());
    if history.flaps() > 0 {
        facts.push(format!("an earlier version came back {}", times(history.flaps())).into());
    }
    writeln!(out, "{quiet}{}{quiet:#}\n", facts.join(" · "))?;
    for (old, new, change) in changes {
        write_change(out, old, new, change, marks)?;
        writeln!(out)?;
    }
    Ok(())
}

fn write_change(
    out: &mut impl Write,
    old: &Version,
    new: &Version,
    change: &TextChange,
    marks: Marks,
) -> io::Result<()> {
    let Palette { quiet, label, .. } = marks.palette;
    let mut facts = vec![change.class.name().to_owned()];
    facts.extend(new.since(old).map(|later| format!("{later} later")));
    let numbers = &change.numbers;
    facts.push(format!(
        "{} {} came, {} went",
        numbers.added_words,
        if numbers.added_words == 1 { "word" } else { "words" },
        numbers.deleted_words
    ));
    let sentences = [
        (numbers.kept, "kept"),
        (numbers.edited, "edited"),
        (numbers.added, "added"),
        (numbers.deleted, "deleted"),
        (numbers.moved, "moved"),
    ];
    let sentences: Vec<String> =
        sentences.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    facts.push(format!("sentences: {}", sentences.join(", ")));
    writeln!(
        out,
        "{label}version {} → {}{label:#}  {quiet}{}{quiet:#}",
        old.number,
        new.number,
        facts.join(" · ")
    )?;
    if change.headline.is_some() {
        let ((gone, before, after), (come, open, close)) = (marks.gone, marks.come);
        writeln!(out, "  headline  {gone}{before}{}{after}{gone:#}", clean(&old.title))?;
        writeln!(out, "            {come}{open}{}{close}{come:#}", clean(&new.title))?;
    }
    for (what, turnover) in
        [("numbers", &change.facts.numbers), ("names", &change.facts.names), ("quotes", &change.facts.quotes)]
    {
        write_turnover(out, what, turnover, marks)?;
    }
    let mut kept = 0;
    for edit in &change.text.edits {
        if edit.kind == SentenceKind::Kept {
            kept += 1;
            continue;
        }
        write_kept(out, std::mem::take(&mut kept), marks)?;
        write_sentence(out, edit, marks)?;
    }
    write_kept(out, kept, marks)
}

fn write_turnover(out: &mut impl Write, what: &str, turnover: &Turnover, marks: Marks) -> io::Result<()> {
    for (facts, (style, before, after)) in [(&turnover.gone, marks.gone), (&turnover.appeared, marks.come)] {
        if !facts.is_empty() {
            let shown: Vec<String> =
                facts.iter().map(|fact| format!("{style}{before}{}{after}{style:#}", clean(fact))).collect();
            writeln!(out, "  {what:<8}  {}", shown.join(" · "))?;
        }
    }
    Ok(())
}

fn write_kept(out: &mut impl Write, sentences: usize, marks: Marks) -> io::Result<()> {
    let quiet = marks.palette.quiet;
    match sentences {
        0 => Ok(()),
        1 => writeln!(out, "    {quiet}… 1 sentence stays{quiet:#}"),
        n => writeln!(out, "    {quiet}… {n} sentences stay{quiet:#}"),
    }
}

fn write_sentence(out: &mut impl Write, edit: &SentenceEdit, marks: Marks) -> io::Result<()> {
    let (sign, whole) = match edit.kind {
        SentenceKind::Added => ("+", true),
        SentenceKind::Deleted => ("-", true),
        SentenceKind::Moved => (">", false),
        _ => ("~", false),
    };
    write!(out, "  {sign} ")?;
    if whole && marks.gone.1.is_empty() {
        let style = if edit.kind == SentenceKind::Added { marks.come.0 } else { marks.gone.0 };
        writeln!(out, "{style}{}{style:#}", clean(&(edit.old_text() + &edit.new_text())))
    } else if whole {
        writeln!(out, "{}", clean(&(edit.old_text() + &edit.new_text())))
    } else {
        writeln!(out, "{}", edit.words.iter().map(|run| shown(run, marks)).collect::<String>().trim())
    }
}

/// A run of words on one line, blanks at its ends kept.
fn shown(run: &WordEdit, marks: Marks) -> String {
    let text = if run.kind == WordKind::Deleted { &run.old } else { &run.new };
    let blank = |at_end: bool| {
        let end = if at_end { text.chars().next_back() } else { text.chars().next() };
        if end.is_some_and(char::is_whitespace) { " " } else { "" }
    };
    let words = clean(text);
    let text = if words.is_empty() {
        blank(true).to_owned()
    } else {
        format!("{}{words}{}", blank(false), blank(true))
    };
    match run.kind {
        WordKind::Kept => text,
        WordKind::Deleted => {
            let (style, before, after) = marks.gone;
            format!("{style}{before}{text}{after}{style:#}")
        }
        _ => {
            let (style, before, after) = marks.come;
            format!("{style}{before}{text}{after}{style:#}")
        }
    }
}
