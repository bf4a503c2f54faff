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
/// Rows are taken by blocks. A column has a list for each block that it occurs in, and none for the others: most columns are rare,
/// and neither memory nor time grows with the number of columns times that of the blocks.
///
/// Sums are in f32, in the order of the query's columns: a row's sum is to the bit that of
/// [`VectorView::dot`](crate::weights::VectorView::dot) if columns ascend with the terms.
#[derive(Debug)]
pub(super) struct Triangle {
    rows: Rows,
    /// For each weight, how many earlier rows of its block have the column.
    before: Vec<u16>,
    blocks: Vec<Block>,
    /// By column, then by block.
    lists: Vec<List>,
    /// By column, and the end: where its lists begin.
    starts: Vec<usize>,
}

/// The postings of up to [`BLOCK`] rows; rows are numbered from the block's first.
#[derive(Debug)]
struct Block {
    rows: Vec<u16>,
    weights: Vec<f32>,
}

/// Where the postings of a column are in a block.
#[derive(Debug, Clone, Copy, Default)]
struct List {
    block: u16,
    length: u16,
    start: u32,
}

/// A list that a query is multiplied with.
#[derive(Debug, Clone, Copy)]
struct Work {
    /// Counted from the first query.
    query: u32,
    start: u32,
    length: u32,
    weight: f32,
}

impl Work {
    fn postings(&self) -> Range<usize> {
        self.start as usize..self.start as usize + self.length as usize
    }
}

/// What becomes of the sums of a row with earlier rows.
pub(super) trait Take {
    /// Whether a row whose products are all -0 must be told from the [`UNTOUCHED`]: one more addition for each posting.
    const ZEROS: bool = true;

    /// Whether any of the queries is to be multiplied with any of these rows.
    fn reaches(&self, _: Range<usize>) -> bool {
        true
    }

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
    /// By block, in the order of the queries, and of each in that of its columns.
    work: Vec<Vec<Work>>,
    is_reached: Vec<bool>,
}

impl Default for Sums {
    fn default() -> Self {
        let sums = vec![UNTOUCHED; NUMBERED].into_boxed_slice();
        let sums = sums.try_into().expect("made of this length");
        Self { sums, reached: Vec::new(), work: Vec::new(), is_reached: Vec::new() }
    }
}

impl Triangle {
    /// Indexes rows.
    pub(super) fn new(rows: Rows) -> Self {
        let firsts: Vec<usize> = (0..rows.len()).step_by(BLOCK).collect();
        let blocks = parallel::map_owned(firsts, |first| {
            let members = first..(first + BLOCK).min(rows.len());
            Block::new(&rows, members)
        });
        let mut starts = vec![0; rows.width() + 1];
        let columns = || blocks.iter().flat_map(|(_, _, lists)| lists.iter().map(|&(column, _)| column));
        columns().for_each(|column| starts[column as usize + 1] += 1);
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let (mut lists, mut filled) = (vec![List::default(); end], starts.clone());
        for (block, (_, _, of_block)) in (0..).zip(&blocks) {
            for &(column, list) in of_block {
                lists[filled[column as usize]] = List { block, ..list };
                filled[column as usize] += 1;
            }
        }
        let mut before = Vec::new();
        let blocks = blocks.into_iter().map(|(block, of_block, _)| {
            before.extend(of_block);
            block
        });
        let blocks = blocks.collect();
        Self { rows, before, blocks, lists, starts }
    }

    /// The rows it was made of.
    pub(super) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Multiplies each of these rows with all rows before it.
    pub(super) fn visit<T: Take>(&self, queries: Range<usize>, memory: &mut Sums, take: &mut T) {
        let blocks = queries.end.div_ceil(BLOCK);
        let Sums { sums, reached, work, is_reached } = memory;
        work.resize_with(work.len().max(blocks), Vec::new);
        is_reached.clear();
        is_reached
            .extend((0..blocks).map(|at| take.reaches(at * BLOCK..((at + 1) * BLOCK).min(queries.end))));
        self.list_work(queries.clone(), work, is_reached);
        for ((at, block), work) in self.blocks[..blocks].iter().enumerate().zip(work) {
            let base = at * BLOCK;
            for of_query in work.chunk_by(|one, next| one.query == next.query) {
                let query = queries.start + of_query[0].query as usize;
                let rows = (query - base).min(BLOCK);
                let mut additions = 0;
                for work in of_query {
                    additions += work.length as usize;
                    let (rows, weights) = (&block.rows[work.postings()], &block.weights[work.postings()]);
                    add::<T>(sums, rows, weights, work.weight);
                }
                if additions >= rows / SPARSE {
                    take.all(query, base, &sums[..rows]);
                    sums[..rows].fill(UNTOUCHED);
                } else {
                    reached.clear();
                    for &row in of_query.iter().flat_map(|work| &block.rows[work.postings()]) {
                        let sum = std::mem::replace(&mut sums[usize::from(row)], UNTOUCHED);
                        if is_touched(sum) {
                            reached.push((row, sum));
                        }
                    }
                    take.some(query, base, reached);
                }
            }
            work.clear();
        }
    }

    /// Lists by block what queries are to be multiplied with: of the own block of a query, the postings up to its row.
    fn list_work(&self, queries: Range<usize>, work: &mut [Vec<Work>], is_reached: &[bool]) {
        let first = is_reached.iter().position(|&is_reached| is_reached).unwrap_or(is_reached.len());
        for query in queries.clone() {
            let own = query / BLOCK;
            let (columns, weights) = self.rows.row(query);
            let before = &self.before[self.rows.range(query)];
            for ((&column, &weight), &before) in columns.iter().zip(weights).zip(before) {
                let column = column as usize;
                let mut lists = &self.lists[self.starts[column]..self.starts[column + 1]];
                // of very many rows most are out of reach
                if first > 0 {
                    lists = &lists[lists.partition_point(|list| usize::from(list.block) < first)..];
                }
                for &List { block, length, start } in lists {
                    let block = usize::from(block);
                    if block > own {
                        break;
                    }
                    let length = u32::from(if block == own { before } else { length });
                    if length > 0 && is_reached[block] {
                        work[block].push(Work {
                            query: (query - queries.start) as u32,
                            start,
                            length,
                            weight,
                        });
                    }
                }
            }
        }
    }
}

impl Block {
    /// The postings of some rows, for each weight of these how many earlier ones of them have the column, and the lists of the columns
    /// that occur.
    fn new(rows: &Rows, members: Range<usize>) -> (Self, Vec<u16>, Vec<(u32, List)>) {
        let mut lengths = vec![0_u16; rows.width()];
        for row in members.clone() {
            rows.row(row).0.iter().for_each(|&column| lengths[column as usize] += 1);
        }
        let (mut lists, mut places, mut postings) = (Vec::new(), vec![0_u32; rows.width()], 0);
        for (column, &length) in (0..).zip(&lengths).filter(|&(_, &length)| length > 0) {
            places[column as usize] = postings;
            lists.push((column, List { block: 0, length, start: postings }));
            postings += u32::from(length);
        }
        let mut block = Self { rows: vec![0; postings as usize], weights: vec![0.0; postings as usize] };
        let mut before = Vec::with_capacity(postings as usize);
        let mut left = lengths.clone();
        for (at, row) in members.enumerate() {
            let (columns, weights) = rows.row(row);
            for (&column, &weight) in columns.iter().zip(weights) {
                let column = column as usize;
                let earlier = lengths[column] - left[column];
                let posting = places[column] as usize + usize::from(earlier);
                block.rows[posting] = at as u16;
                block.weights[posting] = weight;
                before.push(earlier);
                left[column] -= 1;
            }
        }
        (block, before, lists)
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
