//! Two columns of paragraphs that were run together line by line.
//!
//! A line of the copied text is a row of the table: the old paragraph, then the new one, and nothing says where the one ends. But
//! what was edited is on both sides, often rows apart: a sentence that is like another one belongs to the other side. And rows
//! are built in a known way: between two unchanged paragraphs the changed ones are paired in order, so that rows with one side
//! empty come last, and all of them have the same side empty.

mod likeness;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::likeness::alike_sentences;
use samestory::unstable::WordBag;
use samestory::unstable::versions::{comparable, sentences};

/// What a sentence costs that is only in the old text, in units of one fully explained sentence: news grows, and what is new has no
/// counterpart.
const GONE: f64 = 0.3;
/// What a row costs with one side empty, where such rows belong.
const ONE_SIDED: f64 = 0.2;
/// And where they do not belong.
const MISPLACED: f64 = 0.8;
/// Rounds of improvement at most; more than a few are never needed.
const ROUNDS: usize = 24;
/// Pairs of like sentences that are looked at, all in all: real pages need less than a hundredth. A page made to need more is taken apart
/// as well as that allows.
const MAX_WORK: u64 = 50_000_000;

/// The old and the new paragraph of each row; either may be empty.
pub(super) fn take_apart(lines: &[&str]) -> Vec<(String, String)> {
    let mut columns = Columns::new(lines);
    columns.improve();
    columns.rows.iter().map(Row::parts).collect()
}

/// A row of the table and where it is parted.
#[derive(Debug)]
struct Row<'t> {
    line: &'t str,
    /// Where it may be parted: 0, after each sentence, its length. If there is one place only, it is known.
    places: Vec<usize>,
    /// The place taken.
    split: usize,
    /// Its sentences, as numbers of all.
    sentences: Range<usize>,
    /// Both sides are the whole line.
    unchanged: bool,
}

impl<'t> Row<'t> {
    fn parts(&self) -> (String, String) {
        if self.unchanged {
            return (self.line.trim().to_owned(), self.line.trim().to_owned());
        }
        let (old, new) = self.line.split_at(self.places[self.split]);
        (old.trim().to_owned(), new.trim().to_owned())
    }

    fn is_known(&self) -> bool {
        self.unchanged || self.places.len() == 1
    }

    /// Whether a sentence of the row, by its place in it, is old.
    fn is_old(&self, sentence: usize) -> bool {
        sentence < self.split
    }

    /// The side that is empty: true for the new one; none if neither is.
    fn only_old(&self) -> Option<bool> {
        match self.split {
            _ if self.is_known() => None,
            0 => Some(false),
            split if split + 1 == self.places.len() => Some(true),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Columns<'t> {
    rows: Vec<Row<'t>>,
    /// The row of each sentence.
    row_of: Vec<usize>,
    /// The sentences like each sentence, and how much.
    alike: Vec<Vec<(usize, f64)>>,
    /// What is left of [`MAX_WORK`].
    work_left: u64,
}

impl<'t> Columns<'t> {
    fn new(lines: &[&'t str]) -> Self {
        let lines: Vec<&str> = lines.iter().copied().filter(|line| !line.trim().is_empty()).collect();
        let (mut rows, mut row_of, mut bags) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(&line) = lines.get(at) {
            at += 1;
            let from = bags.len();
            // an unchanged paragraph is printed twice
            let twice = lines.get(at).is_some_and(|next| next.trim() == line.trim());
            if twice {
                at += 1;
                rows.push(Row { line, places: vec![0], split: 0, sentences: from..from, unchanged: true });
                continue;
            }
            if let Some(place) = line.find('\t').or_else(|| equal_halves(line)) {
                rows.push(Row {
                    line,
                    places: vec![place],
                    split: 0,
                    sentences: from..from,
                    unchanged: false,
                });
                continue;
            }
            let mut places = vec![0];
            for sentence in sentences(line) {
                places.push(sentence.end());
                row_of.push(rows.len());
                bags.push(WordBag::new(sentence.text));
            }
            let half = line.len() / 2;
            let nearest = (1..places.len().max(2) - 1).min_by_key(|&k| places[k].abs_diff(half));
            let split = nearest.unwrap_or(places.len() - 1);
            rows.push(Row { line, places, split, sentences: from..bags.len(), unchanged: false });
        }
        let alike = alike_sentences(&bags);
        Self { rows, row_of, alike, work_left: MAX_WORK }
    }

    /// Moves splits, one row or two alike rows at a time, as long as that makes the whole better.
    fn improve(&mut self) {
        for _ in 0..ROUNDS {
            let mut better = false;
            for row in (0..self.rows.len()).rev() {
                better |= self.improve_rows(&[row]);
            }
            for row in 0..self.rows.len() {
                for other in self.linked_rows(row) {
                    better |= self.improve_rows(&[row, other]);
                }
            }
            if !better || self.work_left == 0 {
                return;
            }
        }
    }

    fn linked_rows(&self, row: usize) -> Vec<usize> {
        let neighbours =
            self.rows[row].sentences.clone().flat_map(|s| &self.alike[s]).map(|(t, _)| self.row_of[*t]);
        let mut rows: Vec<usize> = neighbours.filter(|&other| other > row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Takes the best splits for one or two rows, given all others; whether any changed.
    fn improve_rows(&mut self, chosen: &[usize]) -> bool {
        if chosen.iter().any(|&row| self.rows[row].is_known()) {
            return false;
        }
        let splits = |columns: &Self| chosen.iter().map(|&row| columns.rows[row].split).collect::<Vec<_>>();
        let before = splits(self);
        let affected = self.affected(chosen);
        let like: usize = affected.iter().map(|&sentence| self.alike[sentence].len()).sum();
        let runs: usize = chosen.iter().map(|&row| self.run_of(row).len()).sum();
        let work = (affected.len() + like + runs) as u64;
        let mut best = (self.score(chosen, &affected), before.clone());
        let mut tried = vec![0; chosen.len()];
        'all: loop {
            for (&row, &split) in chosen.iter().zip(&tried) {
                self.rows[row].split = split;
            }
            if self.work_left < work {
                break;
            }
            self.work_left -= work;
            let score = self.score(chosen, &affected);
            if score > best.0 + 1e-9 {
                best = (score, tried.clone());
            }
            for (place, &row) in tried.iter_mut().zip(chosen) {
                *place += 1;
                if *place < self.rows[row].places.len() {
                    continue 'all;
                }
                *place = 0;
            }
            break;
        }
        for (&row, &split) in chosen.iter().zip(&best.1) {
            self.rows[row].split = split;
        }
        best.1 != before
    }

    /// The sentences whose worth may change with the splits of some rows.
    fn affected(&self, rows: &[usize]) -> Vec<usize> {
        let own = rows.iter().flat_map(|&row| self.rows[row].sentences.clone());
        let mut all: Vec<usize> =
            own.flat_map(|s| self.alike[s].iter().map(|(t, _)| *t).chain([s])).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How good the splits are, as far as these rows and sentences go.
    fn score(&self, rows: &[usize], sentences: &[usize]) -> f64 {
        let worth: f64 = sentences.iter().map(|&sentence| self.worth(sentence)).sum();
        let mut cost = 0.0;
        let (mut from, mut to) = (usize::MAX, 0);
        for &row in rows {
            let run = self.run_of(row);
            (from, to) = (from.min(run.start), to.max(run.end));
        }
        let mut last: Option<Option<bool>> = None;
        for row in (from..to).rev() {
            if self.rows[row].is_known() {
                last = None;
                continue;
            }
            let side = self.rows[row].only_old();
            if side.is_some() {
                let belongs = last.is_none_or(|last| last == side);
                cost += if belongs { ONE_SIDED } else { MISPLACED };
            }
            last = Some(if last.is_none_or(|last| last == side) { side } else { None });
        }
        worth - cost
    }

    /// The rows between the unchanged ones around a row.
    fn run_of(&self, row: usize) -> Range<usize> {
        let start = self.rows[..row].iter().rposition(Row::is_known).map_or(0, |at| at + 1);
        let end = self.rows[row..].iter().position(Row::is_known).map_or(self.rows.len(), |at| row + at);
        start..end
    }

    fn is_old(&self, sentence: usize) -> bool {
        let row = &self.rows[self.row_of[sentence]];
        row.is_old(sentence - row.sentences.start)
    }

    /// How well a sentence is explained by one on the other side.
    fn worth(&self, sentence: usize) -> f64 {
        let old = self.is_old(sentence);
        let others = self.alike[sentence].iter().filter(|(other, _)| self.is_old(*other) != old);
        let best = others.map(|(_, alike)| *alike).fold(0.0, f64::max);
        if old { best - GONE * (1.0 - best) } else { best }
    }
}

/// Where a line is parted that holds the same text twice.
fn equal_halves(line: &str) -> Option<usize> {
    let half = line.len() / 2;
    let (at, _) = line.match_indices(char::is_whitespace).min_by_key(|(at, _)| at.abs_diff(half))?;
    (comparable(&line[..at]) == comparable(&line[at..])).then_some(at)
}
