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
//! The survivors are multiplied out from the original rows, in the original order of terms, so that scores have the bits of
//! [`VectorView::dot`](crate::weights::VectorView::dot).

use super::neighbor::Pair;
use super::rows::Rows;
use super::triangle::{LANES, Take, Triangle};
use crate::article::ArticleId;
use crate::parallel;

/// The part of the threshold that a rest may reach. Less means more to index and fewer survivors: more additions against
/// fewer products to finish.
const REST: f64 = 0.85;

/// The part of the threshold that rounding may amount to. With [`REST`] it must stay below 1.
const ROUNDING: f64 = 0.05;

/// The filter pays if prefixes take less than this part of all products: survivors cost more than an addition.
const WORTH: f64 = 0.4;

/// Lengths are rounded up by this, which is more than their f32 loses.
const UP: f64 = 1.0 + 1e-6;

/// Rows prepared by one thread at a time.
const CHUNK: usize = 1024;

/// The indexed prefixes. Rows are numbered by the end of their prefix; those that can reach nothing are left out.
#[derive(Debug)]
pub(super) struct Prefixes {
    /// The original row of each.
    order: Vec<u32>,
    /// Columns are ranks of terms, the rarest first.
    triangle: Triangle,
    /// For each indexed weight, the length of its row from there on.
    tails: Vec<f32>,
    /// The length of what is not indexed, by row.
    rests: Vec<f32>,
    /// The sum that, with what is missing, has to be reached, by row as a query: the threshold less what rounding can do.
    least: Vec<f32>,
    /// By rank, how many rows have a prefix that ends before it.
    ended: Vec<u32>,
}

/// A row in the order of ranks.
struct Ranked {
    /// The indexed weights with their ranks.
    prefix: Vec<(u32, f32)>,
    tails: Vec<f32>,
    rest: f32,
    row: usize,
    length: f64,
}

impl Ranked {
    /// The rank after the last of the prefix.
    fn end(&self) -> u32 {
        self.prefix.last().map_or(0, |&(rank, _)| rank + 1)
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
        let ranks = ranks(&rows.frequencies());
        let most_rest = REST * threshold / longest;
        let chunks: Vec<usize> = (0..rows.len()).step_by(CHUNK).collect();
        let ranked = parallel::map(&chunks, |&start| {
            let rows_of_chunk = start..(start + CHUNK).min(rows.len());
            let split = rows_of_chunk.map(|row| split(rows, row, &ranks, most_rest));
            split.filter(|ranked| !ranked.prefix.is_empty()).collect::<Vec<_>>()
        });
        let mut ranked: Vec<Ranked> = ranked.into_iter().flatten().collect();
        ranked.sort_unstable_by_key(|ranked| (ranked.end(), ranked.row));
        let mut indexed = Rows::new(rows.width());
        ranked.iter().for_each(|ranked| indexed.push(&ranked.prefix));
        if indexed.products() as f64 > WORTH * rows.products() as f64 {
            return None;
        }
        let least = ranked.iter().map(|r| {
            let terms = rows.range(r.row).len();
            (threshold - slack(terms, r.length, longest)) as f32
        });
        let mut ended = vec![0; rows.width() + 1];
        ranked.iter().for_each(|ranked| ended[ranked.end() as usize] += 1);
        let mut earlier = 0;
        for ended in &mut ended {
            earlier += *ended;
            *ended = earlier;
        }
        Some(Self {
            order: ranked.iter().map(|ranked| ranked.row as u32).collect(),
            tails: ranked.iter().flat_map(|ranked| ranked.tails.iter().copied()).collect(),
            rests: ranked.iter().map(|ranked| ranked.rest).collect(),
            least: least.collect(),
            ended,
            triangle: Triangle::new(indexed),
        })
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The index.
    pub(super) fn triangle(&self) -> &Triangle {
        &self.triangle
    }

    /// What takes the sums of the index and multiplies out, from the original rows, those that can reach the threshold.
    pub(super) fn survivors<'p>(&'p self, rows: &'p Rows, threshold: f32) -> Survivors<'p> {
        let query = vec![0.0; rows.width()];
        Survivors { prefixes: self, rows, threshold, query, left: Vec::new(), pairs: Vec::new() }
    }

    /// The ranks of a row's prefix, and its length from each on.
    fn prefix(&self, row: usize) -> (&[u32], &[f32]) {
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

fn split(rows: &Rows, row: usize, ranks: &[u32], most_rest: f64) -> Ranked {
    let (columns, weights) = rows.row(row);
    let ranked = columns.iter().zip(weights).map(|(&column, &weight)| (ranks[column as usize], weight));
    let mut prefix: Vec<(u32, f32)> = ranked.collect();
    prefix.sort_unstable_by_key(|&(rank, _)| rank);
    let (mut squares, mut rest, mut indexed) = (0.0, 0.0, prefix.len());
    let mut tails = vec![0.0; prefix.len()];
    for (at, &(_, weight)) in prefix.iter().enumerate().rev() {
        squares += f64::from(weight) * f64::from(weight);
        let tail = squares.sqrt() * UP;
        tails[at] = tail as f32;
        if tail < most_rest {
            (rest, indexed) = (tails[at], at);
        }
    }
    prefix.truncate(indexed);
    tails.truncate(indexed);
    Ranked { prefix, tails, rest, row, length: squares.sqrt() }
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

/// Multiplies out the pairs that can reach the threshold.
pub(super) struct Survivors<'p> {
    prefixes: &'p Prefixes,
    rows: &'p Rows,
    threshold: f32,
    /// The query's weights by original column, zeros between queries.
    query: Vec<f32>,
    left: Vec<u32>,
    pairs: Vec<Pair>,
}

impl Survivors<'_> {
    /// The pairs found, in no order.
    pub(super) fn into_pairs(self) -> Vec<Pair> {
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
            // where the query has no term this adds a zero, which changes no bit of a sum begun at +0
            let mut score = 0.0;
            for (&column, &weight) in columns.iter().zip(weights) {
                score += self.query[column as usize] * weight;
            }
            if score >= self.threshold {
                let (a, b) = (ArticleId(row.min(original)), ArticleId(row.max(original)));
                self.pairs.push(Pair { a, b, score });
            }
        }
        columns.iter().for_each(|&column| self.query[column as usize] = 0.0);
    }
}

impl Take for Survivors<'_> {
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
