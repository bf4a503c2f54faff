//! Who is similar to whom, as it is before anybody is grouped.

use super::score::Score;

/// By item, the others it has a scored pair with, in the order of the pairs.
#[derive(Debug)]
pub(crate) struct Neighbors {
    /// By item, where its neighbours begin.
    starts: Vec<usize>,
    scores: Vec<(u32, Score)>,
}

impl Neighbors {
    /// # Complexity
    ///
    /// O(n + E) for E edges, 16 bytes an edge.
    pub(crate) fn new(items: usize, edges: &[(u32, u32, Score)]) -> Self {
        let mut starts = vec![0; items + 1];
        for &(a, b, _) in edges {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut ends = starts.clone();
        let mut scores = vec![(0, Score::default()); 2 * edges.len()];
        for &(a, b, score) in edges {
            for (from, to) in [(a, b), (b, a)] {
                scores[ends[from as usize]] = (to, score);
                ends[from as usize] += 1;
            }
        }
        Self { starts, scores }
    }

    pub(crate) fn of(&self, item: usize) -> &[(u32, Score)] {
        &self.scores[self.starts[item]..self.starts[item + 1]]
    }
}
