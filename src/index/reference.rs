//! The reference of the index: every vector is compared with every other. Tests and benchmarks compare the index with it.

use ndarray::Array2;

use super::neighbor::{Neighbor, SimilarPair, keep_best};
use crate::article::ArticleId;
use crate::weights::{SparseVector, VectorView};

/// The `k` best of the articles with at least this similarity and a term in common, by comparing with each.
///
/// # Complexity
///
/// Linear in the terms of all vectors.
pub fn search(
    vectors: &[(ArticleId, VectorView<'_>)],
    query: VectorView<'_>,
    threshold: f32,
    k: usize,
) -> Vec<Neighbor> {
    let mut found: Vec<Neighbor> = vectors
        .iter()
        .filter(|(_, vector)| share_a_term(*vector, query))
        .map(|&(article, vector)| Neighbor { article, score: vector.dot(query) })
        .filter(|neighbor| neighbor.score >= threshold)
        .collect();
    keep_best(&mut found, k);
    found
}

/// All pairs with at least this similarity and a term in common, by comparing each with each; ordered by `a`, then `b`.
///
/// # Complexity
///
/// Quadratic in the number of vectors.
pub fn all_pairs(vectors: &[SparseVector], threshold: f32) -> Vec<SimilarPair> {
    let mut found = Vec::new();
    for (i, a) in vectors.iter().enumerate() {
        for (j, b) in vectors.iter().enumerate().skip(i + 1) {
            let score = a.view().dot(b.view());
            if score >= threshold && share_a_term(a.view(), b.view()) {
                found.push(SimilarPair { a: ArticleId(i as u32), b: ArticleId(j as u32), score });
            }
        }
    }
    found
}

fn share_a_term(a: VectorView<'_>, b: VectorView<'_>) -> bool {
    a.terms().iter().any(|term| b.terms().binary_search(term).is_ok())
}

/// The vectors as rows of a dense matrix, the terms as its columns: for small sets and for checking by linear algebra.
pub(crate) fn dense(vectors: &[SparseVector]) -> Array2<f64> {
    let columns = vectors.iter().filter_map(|v| v.view().terms().last()).map(|t| t.index() + 1).max();
    let mut matrix = Array2::zeros((vectors.len(), columns.unwrap_or(0)));
    for (mut row, vector) in matrix.rows_mut().into_iter().zip(vectors) {
        for (term, weight) in vector.view().iter() {
            row[term.index()] = f64::from(weight);
        }
    }
    matrix
}

/// All scalar products as a dense matrix.
///
/// # Complexity
///
/// Cubic: articles² × terms.
pub fn similarity_matrix(vectors: &[SparseVector]) -> Vec<Vec<f64>> {
    let rows = dense(vectors);
    rows.dot(&rows.t()).rows().into_iter().map(|row| row.to_vec()).collect()
}
