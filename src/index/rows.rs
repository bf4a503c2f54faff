//! Vectors as rows of one matrix, in contiguous memory.

use std::ops::Range;

use crate::terms::TermId;
use crate::weights::VectorView;

/// A sparse matrix row by row (CSR, "compressed sparse rows"): 8 bytes for a weight and its column.
///
/// Columns are the terms that occur, renumbered without gaps, so that what is kept for every column stays small however
/// large the numbers of the terms are.
#[derive(Debug, Default)]
pub(super) struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    weights: Vec<f32>,
    width: usize,
}

const ABSENT: u32 = u32::MAX;

impl Rows {
    /// No rows, of this many columns.
    pub(super) fn new(width: usize) -> Self {
        Self { starts: vec![0], width, ..Self::default() }
    }

    /// The vectors as rows; the order of the columns is that of the terms.
    pub(super) fn of<'v>(vectors: impl Iterator<Item = VectorView<'v>> + Clone) -> Self {
        let weights: usize = vectors.clone().map(VectorView::len).sum();
        let terms = || vectors.clone().flat_map(VectorView::terms);
        let most = vectors.clone().filter_map(|v| v.terms().last()).map(|t| t.index() + 1).max();
        // a table as long as the largest term, unless terms are numbered with wide gaps
        let most = most.unwrap_or(0);
        if most <= 4 * weights + (1 << 16) {
            let mut table = vec![ABSENT; most];
            terms().for_each(|term| table[term.index()] = 0);
            let mut width = 0;
            for column in table.iter_mut().filter(|column| **column != ABSENT) {
                *column = width;
                width += 1;
            }
            Self::numbered(vectors.clone(), weights, width as usize, |term| table[term.index()])
        } else {
            let mut present: Vec<TermId> = terms().copied().collect();
            present.sort_unstable();
            present.dedup();
            let column = |term| present.partition_point(|&earlier| earlier < term) as u32;
            Self::numbered(vectors.clone(), weights, present.len(), column)
        }
    }

    fn numbered<'v>(
        vectors: impl Iterator<Item = VectorView<'v>>,
        weights: usize,
        width: usize,
        column: impl Fn(TermId) -> u32,
    ) -> Self {
        let mut rows = Self::new(width);
        rows.columns.reserve(weights);
        rows.weights.reserve(weights);
        for view in vectors {
            rows.columns.extend(view.terms().iter().map(|&term| column(term)));
            rows.weights.extend(view.weights());
            rows.starts.push(rows.columns.len());
        }
        rows
    }

    /// Appends a row.
    pub(super) fn push(&mut self, row: &[(u32, f32)]) {
        self.columns.extend(row.iter().map(|&(column, _)| column));
        self.weights.extend(row.iter().map(|&(_, weight)| weight));
        self.starts.push(self.columns.len());
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
