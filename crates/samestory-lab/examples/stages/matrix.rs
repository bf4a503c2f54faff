//! Matrices that other programs wrote, so that both work on the very same vectors.
//!
//! The file, all little-endian: the eight bytes `SSMATRX1`; u64 rows, u64 columns, u64 weights; of each row, and of the end,
//! where its weights begin (u64); the column of each weight (u32, ascending within a row); the weights (f32).
//! `benches/peers/matrix.py` writes it.

use std::fs;

use samestory::terms::TermId;
use samestory::weights::SparseVector;

use crate::Failure;

const MAGIC: &[u8] = b"SSMATRX1";

/// The rows of a file.
pub(crate) fn read(path: &str) -> Result<Vec<SparseVector>, Failure> {
    let bytes = fs::read(path)?;
    let mut rest = bytes.strip_prefix(MAGIC).ok_or("no matrix: it does not begin with SSMATRX1")?;
    let [rows, columns, weights] = [number(&mut rest)?, number(&mut rest)?, number(&mut rest)?];
    let starts: Vec<usize> = (0..=rows).map(|_| number(&mut rest)).collect::<Result<_, _>>()?;
    if rest.len() != 8 * weights {
        return Err(format!("{} bytes of columns and weights, {} expected", rest.len(), 8 * weights).into());
    }
    if starts.first() != Some(&0) || starts.last() != Some(&weights) || !starts.is_sorted() {
        return Err("the rows do not follow each other".into());
    }
    let (columns_of, weights_of) = rest.split_at(4 * weights);
    let mut vectors = Vec::with_capacity(rows);
    for row in starts.windows(2) {
        let range = 4 * row[0]..4 * row[1];
        let columns_of = columns_of[range.clone()].chunks_exact(4).map(|b| u32::from_le_bytes(four(b)));
        let weights_of = weights_of[range].chunks_exact(4).map(|b| f32::from_le_bytes(four(b)));
        let vector = SparseVector::new(columns_of.map(TermId).zip(weights_of));
        vector.validate()?;
        if vector.view().terms().last().is_some_and(|column| column.index() >= columns) {
            return Err(format!("row {} has more than {columns} columns", vectors.len()).into());
        }
        vectors.push(vector);
    }
    Ok(vectors)
}

fn number(rest: &mut &[u8]) -> Result<usize, Failure> {
    let (head, tail) = rest.split_first_chunk::<8>().ok_or("it ends too early")?;
    *rest = tail;
    Ok(usize::try_from(u64::from_le_bytes(*head))?)
}

fn four(bytes: &[u8]) -> [u8; 4] {
    [bytes[0], bytes[1], bytes[2], bytes[3]]
}
