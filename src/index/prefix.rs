//! Prefix filtering by length: which part of each vector has to be indexed, and what the rest can add.
//!
//! Write the terms of a vector from the rarest to the most frequent. Its *prefix* is what remains when terms are taken from
//! the frequent end for as long as what was taken, its *rest*, is so short that no vector of the set can make the threshold
//! with it: |rest| · longest < threshold (Cauchy & Schwarz). Two vectors that reach the threshold then have a term in
//! common that is in the prefix of both. So only prefixes are indexed, and they hold the short posting lists.
//!
//! Vectors are processed by the end of their prefix, the rarest first. When a query meets an earlier vector *x*, the query's
//! prefix reaches at least as far as that of *x*; the sum is therefore all that both have in common up to the end of *x*'s
//! prefix, and what is missing is at most |rest of *x*| · |what the query has after that end|. Rows stand in the order of
//! their ends, so the second factor is the same for whole stretches of rows, and looking through them is a comparison of
//! `sum + rest · tail` with the threshold, several rows at once. This bound, not the choice of the prefix, is what makes the
//! result right: rows whose prefix has no term in common with the query's are passed over because it cannot be reached
//! without one.
//!
//! What reaches it is multiplied out by [`Survivors`](super::survivors::Survivors).

use std::ops::Range;

use super::rows::{Rows, products};
use super::triangle::Triangle;
use crate::parallel;

/// The part of the threshold that a rest may reach. Less means more to index and fewer survivors: more additions against
/// fewer products to finish.
const REST: f64 = 0.85;

/// The part of the threshold that rounding may amount to. With [`REST`] it must stay below 1.
const ROUNDING: f64 = 0.05;

/// The filter is not tried if prefixes take more than this part of all products. Whether it pays is then for
/// [`Survivors::pay`](super::survivors::Survivors::pay) to say.
const WORTH: f64 = 0.8;

/// Lengths are rounded up by this, which is more than their f32 loses.
const UP: f64 = 1.0 + 1e-6;

/// Rows prepared by one thread at a time.
const CHUNK: usize = 1024;

/// The indexed prefixes. Rows are numbered by the end of their prefix; those that can reach nothing are left out.
#[derive(Debug)]
pub(super) struct Prefixes {
    /// The original row of each.
    pub(super) order: Vec<u32>,
    /// Columns are ranks of terms, the rarest first.
    triangle: Triangle,
    /// For each indexed weight, the length of its row from there on.
    tails: Vec<f32>,
    /// The length of what is not indexed, by row.
    pub(super) rests: Vec<f32>,
    /// The sum that, with what is missing, has to be reached, by row as a query: the threshold less what rounding can do.
    pub(super) least: Vec<f32>,
    /// By rank, how many rows have a prefix that ends before it.
    pub(super) ended: Vec<u32>,
    /// How many products the index saves.
    saved: f64,
}

/// Rows in the order of ranks, cut where their prefixes end.
#[derive(Default)]
struct Split {
    /// The indexed weights of all rows with their ranks.
    prefixes: Vec<(u32, f32)>,
    /// For each of them, the length of its row from there on.
    tails: Vec<f32>,
    rows: Vec<Ranked>,
}

/// A row that is cut.
struct Ranked {
    /// The rank after the last of the prefix.
    end: u32,
    row: u32,
    rest: f32,
    length: f64,
    /// Where the prefix is among those of its chunk.
    prefix: Range<usize>,
}

impl Split {
    /// Cuts a row, and forgets it if nothing of it has to be indexed.
    fn take(&mut self, rows: &Rows, row: usize, ranks: &[u32], max_rest: f64) {
        let start = self.prefixes.len();
        let (columns, weights) = rows.row(row);
        let ranked = columns.iter().zip(weights).map(|(&column, &weight)| (ranks[column as usize], weight));
        self.prefixes.extend(ranked);
        self.tails.resize(self.prefixes.len(), 0.0);
        let (prefix, tails) = (&mut self.prefixes[start..], &mut self.tails[start..]);
        prefix.sort_unstable_by_key(|&(rank, _)| rank);
        let (mut squares, mut rest, mut indexed) = (0.0, 0.0, prefix.len());
        for (at, &(_, weight)) in prefix.iter().enumerate().rev() {
            squares += f64::from(weight) * f64::from(weight);
            let tail = squares.sqrt() * UP;
            tails[at] = tail as f32;
            if tail < max_rest {
                (rest, indexed) = (tails[at], at);
            }
        }
        self.prefixes.truncate(start + indexed);
        self.tails.truncate(start + indexed);
        if let Some(&(last, _)) = self.prefixes[start..].last() {
            let (end, row, prefix) = (last + 1, row as u32, start..start + indexed);
            self.rows.push(Ranked { end, row, rest, length: squares.sqrt(), prefix });
        }
    }
}

impl Prefixes {
    /// Splits and indexes rows; none if comparing all is better: for thresholds that rounding could reach, or if too little
    /// would be saved.
    pub(super) fn new(rows: &Rows, threshold: f32) -> Option<Self> {
        let threshold = f64::from(threshold);
        let lengths: Vec<f64> = (0..rows.len()).map(|row| length(rows.row(row).1)).collect();
        let longest = lengths.iter().copied().fold(0.0, f64::max);
        let most = (0..rows.len()).map(|row| rows.range(row).len()).max()?;
        // outside of these, products could overflow, or underflow by more than the slack for rounding
        let sound = threshold >= 1e-30 && longest * longest < 1e30;
        if !sound || slack(most, longest, longest) > ROUNDING * threshold {
            return None;
        }
        let frequencies = rows.frequencies();
        let ranks = ranks(&frequencies);
        let max_rest = REST * threshold / longest;
        let chunks: Vec<usize> = (0..rows.len()).step_by(CHUNK).collect();
        let chunks = parallel::map(&chunks, |&start| {
            let mut split = Split::default();
            (start..(start + CHUNK).min(rows.len())).for_each(|row| split.take(rows, row, &ranks, max_rest));
            split
        });
        let chunk_of = |ranked: &Ranked| &chunks[ranked.row as usize / CHUNK];
        let mut ranked: Vec<&Ranked> = chunks.iter().flat_map(|chunk| &chunk.rows).collect();
        ranked.sort_unstable_by_key(|ranked| (ranked.end, ranked.row));
        let lengths = ranked.iter().map(|ranked| ranked.prefix.len());
        let indexed = Rows::filled(rows.width(), lengths, |at, columns, weights| {
            let prefix = &chunk_of(ranked[at]).prefixes[ranked[at].prefix.clone()];
            for ((column, weight), &(rank, of_rank)) in columns.iter_mut().zip(weights).zip(prefix) {
                (*column, *weight) = (rank, of_rank);
            }
        });
        let (all, left) = (products(&frequencies) as f64, products(&indexed.frequencies()) as f64);
        if left > WORTH * all {
            return None;
        }
        let mut ended = vec![0; rows.width() + 1];
        ranked.iter().for_each(|ranked| ended[ranked.end as usize] += 1);
        let mut earlier = 0;
        for ended in &mut ended {
            earlier += *ended;
            *ended = earlier;
        }
        let least =
            |r: &&Ranked| (threshold - slack(rows.range(r.row as usize).len(), r.length, longest)) as f32;
        let aside = || {
            let tails = ranked.iter().flat_map(|ranked| &chunk_of(ranked).tails[ranked.prefix.clone()]);
            let tails = tails.copied().collect();
            let order = ranked.iter().map(|ranked| ranked.row).collect();
            let rests = ranked.iter().map(|ranked| ranked.rest).collect();
            (order, tails, rests, ranked.iter().map(least).collect())
        };
        let (triangle, (order, tails, rests, least)) = parallel::join(|| Triangle::new(indexed), aside);
        Some(Self { order, triangle, tails, rests, least, ended, saved: all - left })
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The index.
    pub(super) fn triangle(&self) -> &Triangle {
        &self.triangle
    }

    /// How many products the index saves.
    pub(super) fn saved(&self) -> f64 {
        self.saved
    }

    /// The ranks of a row's prefix, and its length from each on.
    pub(super) fn prefix(&self, row: usize) -> (&[u32], &[f32]) {
        (self.triangle.rows().row(row).0, &self.tails[self.triangle.rows().range(row)])
    }
}

/// Columns in the order of their frequency, of equals the earlier first.
fn ranks(frequencies: &[u32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..frequencies.len() as u32).collect();
    order.sort_by_key(|&column| frequencies[column as usize]);
    let mut ranks = vec![0; order.len()];
    for (rank, column) in order.into_iter().enumerate() {
        ranks[column as usize] = rank as u32;
    }
    ranks
}

fn length(weights: &[f32]) -> f64 {
    weights.iter().map(|&weight| f64::from(weight) * f64::from(weight)).sum::<f64>().sqrt() * UP
}

/// What the sum of so many products can lose by rounding, twice: once in the index, once in the score itself, and some more
/// for the comparison (Higham 2002, *Accuracy and Stability of Numerical Algorithms*, 3.1: each at most
/// terms · ε/2 · |a| · |b|).
fn slack(terms: usize, a: f64, b: f64) -> f64 {
    (terms + 8) as f64 * f64::from(f32::EPSILON) * a * b
}
