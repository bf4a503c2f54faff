//! Two columns of paragraphs that were run together line by line.
//!
//! A line of the copied text is a row of the table: the old paragraph, then the new one, and nothing says where the one ends. But
//! what was edited is on both sides, often rows apart: a sentence that is like another one belongs to the other side. And rows
//! are built in a known way: between two unchanged paragraphs the changed ones are paired in order, so that rows with one side
//! empty come last, and all of them have the same side empty.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Language, is_stop_word};
use crate::versions::{WordBag, comparable, sentences};

/// Sentences less alike tell nothing.
const LEAST_ALIKE: f64 = 0.3;
/// Shorter sentences are in many others by chance.
const LEAST_WORDS: usize = 5;
/// What a sentence costs that is only in the old text, in units of one fully explained sentence: news grows, and what is new has no
/// counterpart.
const GONE: f64 = 0.3;
/// What a row costs with one side empty, where such rows belong.
const ONE_SIDED: f64 = 0.2;
/// And where they do not belong.
const MISPLACED: f64 = 0.8;
/// A word in more sentences than this tells nothing of two of them.
const MOST_HOLDERS: usize = 24;
/// What a stop word weighs beside any other word as rare.
const STOP_WEIGHT: f64 = 0.25;
/// Rounds of improvement at most; more than a few are never needed.
const ROUNDS: usize = 24;

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
        Self { rows, row_of, alike }
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
            if !better {
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
        let mut best = (self.score(chosen, &affected), before.clone());
        let mut tried = vec![0; chosen.len()];
        'all: loop {
            for (&row, &split) in chosen.iter().zip(&tried) {
                self.rows[row].split = split;
            }
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

/// The different words of a sentence by number, and what they weigh: the fewer sentences of the page have a word, the more.
struct Weighed {
    words: Vec<(usize, f64)>,
    weight: f64,
}

impl Weighed {
    /// How much two sentences have in common, 0 to 1: the coefficient of Dice, or nearly the share of the shorter one that is in
    /// the longer one, whichever is more.
    fn likeness(&self, other: &Self) -> f64 {
        let (mut a, mut b, mut shared) = (0, 0, 0.0);
        while let (Some(left), Some(right)) = (self.words.get(a), other.words.get(b)) {
            if left.0 == right.0 {
                shared += left.1;
            }
            (a, b) = (a + usize::from(left.0 <= right.0), b + usize::from(right.0 <= left.0));
        }
        if shared == 0.0 {
            return 0.0;
        }
        let dice = 2.0 * shared / (self.weight + other.weight);
        let long_enough = self.words.len().min(other.words.len()) >= LEAST_WORDS;
        let contained = if long_enough { 0.9 * shared / self.weight.min(other.weight) } else { 0.0 };
        dice.max(contained)
    }
}

/// For each sentence those that have words in common with it, from [`LEAST_ALIKE`] on.
fn alike_sentences(bags: &[WordBag]) -> Vec<Vec<(usize, f64)>> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut holders: Vec<Vec<usize>> = Vec::new();
    let mut stop: Vec<bool> = Vec::new();
    for (at, bag) in bags.iter().enumerate() {
        for word in bag.words() {
            let number = *numbers.entry(word).or_insert(holders.len());
            if number == holders.len() {
                holders.push(Vec::new());
                stop.push(is_stop_word(word, Language::English));
            }
            if holders[number].last() != Some(&at) {
                holders[number].push(at);
            }
        }
    }
    let idf = |held: &[usize]| (1.0 + bags.len() as f64 / held.len() as f64).ln();
    let idf: Vec<f64> = holders
        .iter()
        .zip(stop)
        .map(|(held, stop)| if stop { STOP_WEIGHT * idf(held) } else { idf(held) })
        .collect();
    let weigh = |bag: &WordBag| {
        let mut words: Vec<usize> = bag.words().map(|word| numbers[word]).collect();
        words.sort_unstable();
        words.dedup();
        let weight = words.iter().map(|&word| idf[word]).sum();
        Weighed { words: words.into_iter().map(|word| (word, idf[word])).collect(), weight }
    };
    let weighed: Vec<Weighed> = bags.iter().map(weigh).collect();
    let mut alike = vec![Vec::new(); bags.len()];
    for (at, sentence) in weighed.iter().enumerate() {
        let known =
            sentence.words.iter().map(|(word, _)| &holders[*word]).filter(|held| held.len() <= MOST_HOLDERS);
        let mut others: Vec<usize> = known.flatten().copied().filter(|&other| other > at).collect();
        others.sort_unstable();
        others.dedup();
        for other in others {
            let likeness = sentence.likeness(&weighed[other]);
            if likeness >= LEAST_ALIKE {
                alike[at].push((other, likeness));
                alike[other].push((at, likeness));
            }
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::JsonLines;

    /// A generator that is the same everywhere: xorshift64*.
    struct Random(u64);

    impl Random {
        fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
        }
    }

    /// A later version: paragraphs stay, are edited, dropped, change places, and new ones come from another article.
    fn revised(old: &[String], other: &[String], random: &mut Random) -> Vec<String> {
        let mut new = Vec::new();
        let mut others = other.iter();
        for paragraph in old {
            match random.below(10) {
                0..3 => new.push(paragraph.clone()),
                3..7 => new.push(edited(paragraph, random)),
                7 => {}
                8 => {
                    new.push(edited(paragraph, random));
                    new.extend(others.next().cloned());
                }
                _ => {
                    let at = random.below(new.len() + 1);
                    new.insert(at, edited(paragraph, random));
                }
            }
        }
        new.extend(others.next().cloned());
        new
    }

    /// Some words go, a few sentences go.
    fn edited(paragraph: &str, random: &mut Random) -> String {
        let mut kept: Vec<String> = Vec::new();
        for sentence in sentences(paragraph) {
            if random.below(6) == 0 {
                continue;
            }
            let words: Vec<&str> = sentence.text.split(' ').collect();
            let last = words.len() - 1;
            let stays = |(at, word): (usize, &&str)| {
                (at == 0 || at == last || random.below(8) > 0).then(|| (*word).to_owned())
            };
            kept.push(words.iter().enumerate().filter_map(stays).collect::<Vec<_>>().join(" "));
        }
        if kept.is_empty() { paragraph.to_owned() } else { kept.join(" ") }
    }

    /// The rows of the table: equal paragraphs beside each other, those between them paired in order.
    fn rows(old: &[String], new: &[String]) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for op in similar::capture_diff_slices(similar::Algorithm::Lcs, old, new) {
            let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
            for at in 0..old.len().max(new.len()) {
                let side = |side: &[String]| side.get(at).cloned().unwrap_or_default();
                rows.push((side(old), side(new)));
            }
        }
        rows
    }

    /// The rows as a browser copies them.
    fn copied(rows: &[(String, String)]) -> Vec<String> {
        let line = |(old, new): &(String, String)| match old == new {
            true => vec![String::new(), old.clone(), String::new(), new.clone()],
            false => vec![format!("{old} {new}").trim().to_owned()],
        };
        rows.iter().flat_map(line).collect()
    }

    /// How many of the changed rows are taken apart as they were put together.
    fn recovered(articles: &[Vec<String>]) -> (usize, usize) {
        let mut random = Random(7);
        let (mut right, mut all) = (0, 0);
        for pair in articles.windows(2) {
            let rows = rows(&pair[0], &revised(&pair[0], &pair[1], &mut random));
            let lines = copied(&rows);
            let found = take_apart(&lines.iter().map(String::as_str).collect::<Vec<_>>());
            // two equal paragraphs added one after the other look like one that stayed
            if found.len() != rows.len() {
                continue;
            }
            let changed = || rows.iter().zip(&found).filter(|(row, _)| row.0 != row.1);
            all += changed().count();
            right += changed().filter(|(row, found)| row == found).count();
        }
        (right, all)
    }

    fn paragraphs(path: &str) -> Vec<Vec<String>> {
        let file = std::fs::File::open(path).unwrap();
        let articles = JsonLines::new(std::io::BufReader::new(file)).filter_map(Result::ok);
        let tidy = |text: &str| sentences(text).iter().map(|s| s.text).collect::<Vec<_>>().join(" ");
        articles
            .map(|record| {
                record.article.body.split("\n\n").map(tidy).filter(|p| !p.is_empty()).collect::<Vec<_>>()
            })
            .filter(|paragraphs| paragraphs.len() >= 4)
            .collect()
    }

    #[test]
    fn rows_of_revised_articles_are_recovered() {
        let (right, all) = recovered(&paragraphs("data/sample.jsonl"));
        println!("{right} of {all} changed rows are taken apart as they were put together");
        assert!(right * 100 >= all * 78, "{right} of {all}");
    }
}
