//! Vectors as rows of one matrix, in contiguous memory.

use std::ops::Range;

use crate::parallel;
use crate::terms::TermId;
use crate::weights::VectorView;

/// A sparse matrix row by row (CSR, "compressed sparse rows"): 8 bytes for a weight and its column.
///
/// Columns are the terms that occur, renumbered without gaps, so that what is kept for every column stays small however
/// large the numbers of the terms are.
#[derive(Debug)]
pub(crate) struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    weights: Vec<f32>,
    width: usize,
}

const ABSENT: u32 = u32::MAX;

/// Rows that one thread fills at a time.
const CHUNK: usize = 1024;

impl Rows {
    /// The vectors as rows; the order of the columns is that of the terms.
    pub(crate) fn of<'v>(vectors: impl Iterator<Item = VectorView<'v>>) -> Self {
        let vectors: Vec<VectorView<'v>> = vectors.collect();
        let weights: usize = vectors.iter().map(|vector| vector.len()).sum();
        let terms = || vectors.iter().flat_map(|vector| vector.terms());
        let last = |vector: &VectorView<'_>| vector.terms().last().map_or(0, |term| term.index() + 1);
        // a table as long as the largest term, unless terms are numbered with wide gaps
        let most = vectors.iter().map(last).max().unwrap_or(0);
        if most <= 4 * weights + (1 << 16) {
            let mut table = vec![ABSENT; most];
            terms().for_each(|term| table[term.index()] = 0);
            let mut width = 0;
            for column in table.iter_mut().filter(|column| **column != ABSENT) {
                *column = width;
                width += 1;
            }
            Self::numbered(&vectors, width as usize, |term| table[term.index()])
        } else {
            let mut present: Vec<TermId> = terms().copied().collect();
            present.sort_unstable();
            present.dedup();
            let column = |term| present.partition_point(|&earlier| earlier < term) as u32;
            Self::numbered(&vectors, present.len(), column)
        }
    }

    fn numbered(
        vectors: &[VectorView<'_>],
        width: usize,
        column: impl Fn(TermId) -> u32 + Sync + Send,
    ) -> Self {
        let lengths = vectors.iter().map(|vector| vector.len());
        Self::filled(width, lengths, |row, columns, weights| {
            let terms = vectors[row].terms();
            columns.iter_mut().zip(terms).for_each(|(place, &term)| *place = column(term));
            weights.copy_from_slice(vectors[row].weights());
        })
    }

    /// Rows of these lengths, of which `fill` writes columns and weights, on all cores.
    pub(super) fn filled(
        width: usize,
        lengths: impl Iterator<Item = usize>,
        fill: impl Fn(usize, &mut [u32], &mut [f32]) + Sync + Send,
    ) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(lengths.map(|length| {
            end += length;
            end
        }));
        let (mut columns, mut weights) = (vec![0; end], vec![0.0; end]);
        let (mut free_columns, mut free_weights) = (columns.as_mut_slice(), weights.as_mut_slice());
        let firsts = (0..starts.len() - 1).step_by(CHUNK);
        let parts = firsts.map(|first| {
            let starts = &starts[first..(first + CHUNK + 1).min(starts.len())];
            let length = starts[starts.len() - 1] - starts[0];
            let columns = free_columns.split_off_mut(..length).expect("the last row ends where all end");
            let weights = free_weights.split_off_mut(..length).expect("the last row ends where all end");
            (first, starts, columns, weights)
        });
        parallel::map_owned(parts.collect(), |(first, starts, columns, weights)| {
            for (row, ends) in (first..).zip(starts.windows(2)) {
                let range = ends[0] - starts[0]..ends[1] - starts[0];
                fill(row, &mut columns[range.clone()], &mut weights[range]);
            }
        });
        Self { starts, columns, weights, width }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Where the weights of a row are among all weights.
    pub(super) fn range(&self, row: usize) -> Range<usize> {
        self.starts[row]..self.starts[row + 1]
    }

    /// Columns and weights of a row.
    pub(super) fn row(&self, row: usize) -> (&[u32], &[f32]) {
        (&self.columns[self.range(row)], &self.weights[self.range(row)])
    }

    /// In how many rows each column occurs.
    pub(super) fn frequencies(&self) -> Vec<u32> {
        let mut frequencies = vec![0; self.width];
        self.columns.iter().for_each(|&column| frequencies[column as usize] += 1);
        frequencies
    }
}

/// How many multiplications comparing every row with every other takes, by the frequencies of columns: Σ df·(df−1)/2.
pub(super) fn products(frequencies: &[u32]) -> u64 {
    frequencies.iter().map(|&df| u64::from(df)).map(|df| df * df.saturating_sub(1) / 2).sum()
}
