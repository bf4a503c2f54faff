//! The product of a sparse matrix with itself, one half of it: every row against the rows before it.

use std::ops::Range;

use super::rows::Rows;
use crate::parallel;

/// Rows whose sums are held at once: few enough for most of these to stay in the first-level cache. With half as many, sets
/// of short rows lose more to the starts of posting lists than they gain.
const BLOCK: usize = 1 << 14;

/// As many sums as 16 bits number: postings are small, and no sum can be out of bounds. Those past [`BLOCK`] are not touched.
const NUMBERED: usize = 1 << 16;

/// Rows that are looked through at once.
pub(super) const LANES: usize = 16;

/// The sum of a row that shares no column with the query: a negative zero, which no sum begun at +0 can become.
pub(super) const UNTOUCHED: f32 = -0.0;

/// With fewer additions than one for so many rows, the rows reached are gathered from the posting lists.
pub(super) const SPARSE: usize = 8;

/// An inverted index over the rows, made for comparing all with all.
///
/// A row is multiplied with the earlier rows term by term ("term at a time", Zobel & Moffat 2006): each posting of its
/// columns is one multiplication and one addition to the sum of the posting's row. Two things make this quick. A posting
/// list is cut, without a search, where the query's own row begins ([`before`](Self::before)), so that every pair is
/// multiplied once. And the loop does nothing but add: which rows were reached is found out afterwards, either by looking
/// through all sums, several at once, or, where there were few additions, by going over the same posting lists again.
///
/// Sums are in f32, in the order of the query's columns: a row's sum is to the bit that of
/// [`VectorView::dot`](crate::weights::VectorView::dot) if columns ascend with the terms.
#[derive(Debug)]
pub(super) struct Triangle {
    rows: Rows,
    /// For each weight, how many earlier rows of its block have the column.
    before: Vec<u16>,
    blocks: Vec<Block>,
}

/// The posting lists of up to [`BLOCK`] rows; rows are numbered from the block's first.
#[derive(Debug)]
struct Block {
    starts: Vec<usize>,
    rows: Vec<u16>,
    weights: Vec<f32>,
}

/// What becomes of the sums of a row with earlier rows.
pub(super) trait Take {
    /// Whether a row whose products are all -0 must be told from the [`UNTOUCHED`]: one more addition for each posting.
    const ZEROS: bool = true;

    /// The sums with the rows from `base` on, [`UNTOUCHED`] for rows without a common column.
    fn all(&mut self, query: usize, base: usize, sums: &[f32]);

    /// The rows that have a common column, counted from `base`, with their sums, in no order.
    fn some(&mut self, query: usize, base: usize, sums: &[(u16, f32)]);
}

/// Memory for sums; one per thread.
#[derive(Debug)]
pub(super) struct Sums {
    sums: Box<[f32; NUMBERED]>,
    reached: Vec<(u16, f32)>,
}

impl Default for Sums {
    fn default() -> Self {
        let sums = vec![UNTOUCHED; NUMBERED].into_boxed_slice();
        Self { sums: sums.try_into().expect("made of this length"), reached: Vec::new() }
    }
}

impl Triangle {
    /// Indexes rows.
    pub(super) fn new(rows: Rows) -> Self {
        let starts: Vec<usize> = (0..rows.len()).step_by(BLOCK).collect();
        let blocks = parallel::map_owned(starts, |first| {
            let members = first..(first + BLOCK).min(rows.len());
            Block::new(&rows, members)
        });
        let (blocks, before): (Vec<Block>, Vec<Vec<u16>>) = blocks.into_iter().unzip();
        Self { rows, before: before.concat(), blocks }
    }

    /// The rows it was made of.
    pub(super) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Multiplies each of these rows with all rows before it.
    pub(super) fn visit<T: Take>(&self, queries: Range<usize>, sums: &mut Sums, take: &mut T) {
        for (at, block) in self.blocks.iter().enumerate() {
            let base = at * BLOCK;
            for query in queries.start.max(base + 1)..queries.end {
                let rows = (query - base).min(BLOCK);
                let mut additions = 0;
                for (postings, weight) in self.postings(query, block, rows < BLOCK) {
                    additions += postings.len();
                    let (rows, weights) = (&block.rows[postings.clone()], &block.weights[postings]);
                    add::<T>(&mut sums.sums, rows, weights, weight);
                }
                if additions >= rows / SPARSE {
                    take.all(query, base, &sums.sums[..rows]);
                    sums.sums[..rows].fill(UNTOUCHED);
                } else if additions > 0 {
                    sums.reached.clear();
                    for (postings, _) in self.postings(query, block, rows < BLOCK) {
                        for &row in &block.rows[postings] {
                            let sum = std::mem::replace(&mut sums.sums[usize::from(row)], UNTOUCHED);
                            if is_touched(sum) {
                                sums.reached.push((row, sum));
                            }
                        }
                    }
                    take.some(query, base, &sums.reached);
                }
            }
        }
    }

    /// The posting lists of a row's columns with the row's weights; of its own block, up to the row.
    fn postings<'t>(
        &'t self,
        query: usize,
        block: &'t Block,
        own: bool,
    ) -> impl Iterator<Item = (Range<usize>, f32)> + 't {
        let (columns, weights) = self.rows.row(query);
        let before = &self.before[self.rows.range(query)];
        columns.iter().zip(weights).zip(before).map(move |((&column, &weight), &before)| {
            let start = block.starts[column as usize];
            let end = if own { start + usize::from(before) } else { block.starts[column as usize + 1] };
            (start..end, weight)
        })
    }
}

impl Block {
    /// The posting lists of some rows, and for each weight of these how many earlier ones of them have the column.
    fn new(rows: &Rows, members: Range<usize>) -> (Self, Vec<u16>) {
        let mut starts = vec![0; rows.width() + 1];
        for row in members.clone() {
            rows.row(row).0.iter().for_each(|&column| starts[column as usize + 1] += 1);
        }
        let mut postings = 0;
        for start in &mut starts {
            postings += *start;
            *start = postings;
        }
        let mut block = Self { starts, rows: vec![0; postings], weights: vec![0.0; postings] };
        let (mut filled, mut before) = (vec![0_u16; rows.width()], Vec::with_capacity(postings));
        for (at, row) in members.enumerate() {
            let (columns, weights) = rows.row(row);
            for (&column, &weight) in columns.iter().zip(weights) {
                let earlier = &mut filled[column as usize];
                let posting = block.starts[column as usize] + usize::from(*earlier);
                block.rows[posting] = at as u16;
                block.weights[posting] = weight;
                before.push(*earlier);
                *earlier += 1;
            }
        }
        (block, before)
    }
}

/// Whether a sum was added to.
pub(super) fn is_touched(sum: f32) -> bool {
    sum.to_bits() != UNTOUCHED.to_bits()
}

/// The innermost loop of everything that compares all with all.
fn add<T: Take>(sums: &mut [f32; NUMBERED], rows: &[u16], weights: &[f32], weight: f32) {
    for (&row, &posting) in rows.iter().zip(weights) {
        let sum = &mut sums[usize::from(row)];
        // adding 0 turns the mark of the untouched into +0 and changes nothing else
        let begun = if T::ZEROS { *sum + 0.0 } else { *sum };
        *sum = begun + weight * posting;
    }
}
