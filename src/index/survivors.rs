//! The pairs that the filter by prefixes leaves, and whether these are few enough for it to pay.
//!
//! Survivors are multiplied out from the original rows, in the original order of terms, so that scores have the bits of
//! [`VectorView::dot`](crate::weights::VectorView::dot).

use super::neighbor::SimilarPair;
use super::prefix::Prefixes;
use super::rows::Rows;
use super::triangle::{LANES, Sums, Take};
use crate::article::ArticleId;

/// Multiplying out a survivor costs so many additions for each of its terms: its row is seldom in a cache.
const TERM: f64 = 2.0;

/// So many rows say how many survivors there will be.
const SAMPLED: usize = 64;

/// In small sets fewer rows say it: one of so many.
const SAMPLED_ONE_OF: usize = 32;

/// Multiplies out the pairs that can reach the threshold.
pub(super) struct Survivors<'p> {
    prefixes: &'p Prefixes,
    rows: &'p Rows,
    threshold: f32,
    /// The query's weights by original column, zeros between queries.
    query: Vec<f32>,
    left: Vec<u32>,
    pairs: Vec<SimilarPair>,
    /// How many it took to multiply out what was left.
    multiplications: usize,
}

impl<'p> Survivors<'p> {
    /// What takes the sums of the index and multiplies out, from the original rows, those that can reach the threshold.
    pub(super) fn new(prefixes: &'p Prefixes, rows: &'p Rows, threshold: f32) -> Self {
        let query = vec![0.0; rows.width()];
        Self { prefixes, rows, threshold, query, left: Vec::new(), pairs: Vec::new(), multiplications: 0 }
    }

    /// Whether multiplying out will cost less than the filter saves, by the survivors of a few rows.
    pub(super) fn pay(mut self) -> bool {
        let rows = self.prefixes.len();
        let step = (rows / SAMPLED).max(SAMPLED_ONE_OF);
        let mut sums = Sums::default();
        // of each stretch the middle, as later rows meet more rows
        for query in (step / 2..rows).step_by(step) {
            self.prefixes.triangle().visit(query..query + 1, &mut sums, &mut self);
        }
        TERM * (self.multiplications * step) as f64 <= self.prefixes.saved()
    }

    /// The pairs found, in no order.
    pub(super) fn into_pairs(self) -> Vec<SimilarPair> {
        self.pairs
    }

    fn multiply_out(&mut self, query: usize) {
        if self.left.is_empty() {
            return;
        }
        let original = self.prefixes.order[query];
        let (columns, weights) = self.rows.row(original as usize);
        for (&column, &weight) in columns.iter().zip(weights) {
            self.query[column as usize] = weight;
        }
        for row in self.left.drain(..) {
            let row = self.prefixes.order[row as usize];
            let (columns, weights) = self.rows.row(row as usize);
            self.multiplications += columns.len();
            // where the query has no term this adds a zero, which changes no bit of a sum begun at +0
            let mut score = 0.0;
            for (&column, &weight) in columns.iter().zip(weights) {
                score += self.query[column as usize] * weight;
            }
            if score >= self.threshold {
                let (a, b) = (ArticleId(row.min(original)), ArticleId(row.max(original)));
                self.pairs.push(SimilarPair { a, b, score });
            }
        }
        columns.iter().for_each(|&column| self.query[column as usize] = 0.0);
    }
}

impl Take for Survivors<'_> {
    const ZEROS: bool = false;

    fn all(&mut self, query: usize, base: usize, sums: &[f32]) {
        let (ranks, tails) = self.prefixes.prefix(query);
        let least = self.prefixes.least[query];
        let end = base + sums.len();
        let mut from = base;
        // rows whose prefix ends before a term of the query may have all that the query has from there on
        let stretches = ranks.iter().map(|&rank| self.prefixes.ended[rank as usize] as usize);
        let stretches = stretches.zip(tails.iter().copied());
        for (until, tail) in stretches.chain([(end, self.prefixes.rests[query])]) {
            let until = until.min(end);
            if from < until {
                let rests = &self.prefixes.rests[from..until];
                reaching(&sums[from - base..until - base], rests, tail, least, from, &mut self.left);
                from = until;
            }
        }
        self.multiply_out(query);
    }

    fn some(&mut self, query: usize, base: usize, sums: &[(u16, f32)]) {
        let (ranks, tails) = self.prefixes.prefix(query);
        let least = self.prefixes.least[query];
        for &(row, sum) in sums {
            let row = base + usize::from(row);
            let ended = &self.prefixes.ended;
            let at = ranks.partition_point(|&rank| ended[rank as usize] as usize <= row);
            let tail = tails.get(at).copied().unwrap_or(self.prefixes.rests[query]);
            if sum + self.prefixes.rests[row] * tail >= least {
                self.left.push(row as u32);
            }
        }
        self.multiply_out(query);
    }
}

/// Lists the rows, counted from `from`, whose sum can still reach `least`.
fn reaching(sums: &[f32], rests: &[f32], tail: f32, least: f32, from: usize, left: &mut Vec<u32>) {
    let (chunks, last_sums) = sums.as_chunks::<LANES>();
    let (chunk_rests, last_rests) = rests.as_chunks::<LANES>();
    let mut one = |row: usize, sum: f32, rest: f32| {
        if sum + rest * tail >= least {
            left.push(row as u32);
        }
    };
    for (at, (sums, rests)) in chunks.iter().zip(chunk_rests).enumerate() {
        let mut any = false;
        for (&sum, &rest) in sums.iter().zip(rests) {
            any |= sum + rest * tail >= least;
        }
        if any {
            let first = from + at * LANES;
            sums.iter().zip(rests).enumerate().for_each(|(lane, (&sum, &rest))| one(first + lane, sum, rest));
        }
    }
    let first = from + chunks.len() * LANES;
    last_sums
        .iter()
        .zip(last_rests)
        .enumerate()
        .for_each(|(lane, (&sum, &rest))| one(first + lane, sum, rest));
}
