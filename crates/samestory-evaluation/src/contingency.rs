//! The contingency table of two partitions.

use samestory::Partition;

use super::EvaluationError;

/// One cell of the table that is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Label of the gold story.
    pub gold: u32,
    /// Label of the found story.
    pub found: u32,
    /// Articles that are in both.
    pub count: u32,
}

/// How many articles each gold story shares with each found story.
///
/// Only cells that are not zero are held, so the table is never larger than
/// the number of articles. All metrics are computed from it in time linear in
/// the cells and stories (adjusted mutual information adds a term, see there).
/// Made in O(n) by two counting sorts.
///
/// ```
/// use samestory::Partition;
/// use samestory_evaluation::{Contingency, bcubed};
///
/// let gold = Partition::from_labels([0, 0, 1]);
/// let table = Contingency::new(&gold, &Partition::one_cluster(3))?;
/// assert_eq!(table.cells().len(), 2);
/// assert_eq!(bcubed(&table).recall, 1.0);
/// # Ok::<(), samestory_evaluation::EvaluationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contingency {
    articles: usize,
    cells: Vec<Cell>,
    gold_sizes: Vec<u32>,
    found_sizes: Vec<u32>,
}

impl Contingency {
    /// Counts the articles of two partitions of the same articles.
    ///
    /// # Errors
    ///
    /// If the partitions have different lengths.
    pub fn new(gold: &Partition, found: &Partition) -> Result<Self, EvaluationError> {
        if gold.len() != found.len() {
            return Err(EvaluationError::LengthMismatch { gold: gold.len(), found: found.len() });
        }
        let gold_sizes = gold.sizes();
        let found_sizes = found.sizes();
        // Sorting by found and then, keeping that order, by gold leaves the
        // articles of one cell next to each other and the cells in order.
        let articles: Vec<u32> = (0..gold.len() as u32).collect();
        let articles = counting_sort(&articles, found.labels(), &found_sizes);
        let articles = counting_sort(&articles, gold.labels(), &gold_sizes);
        let mut cells: Vec<Cell> = Vec::new();
        for article in articles {
            let (gold, found) = (gold.label(article as usize), found.label(article as usize));
            match cells.last_mut() {
                Some(cell) if cell.gold == gold && cell.found == found => cell.count += 1,
                _ => cells.push(Cell { gold, found, count: 1 }),
            }
        }
        Ok(Self { articles: gold.len(), cells, gold_sizes, found_sizes })
    }

    /// Number of articles.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// The cells that are not zero, sorted by gold and then by found label.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Number of articles of each gold story, by label.
    pub fn gold_sizes(&self) -> &[u32] {
        &self.gold_sizes
    }

    /// Number of articles of each found story, by label.
    pub fn found_sizes(&self) -> &[u32] {
        &self.found_sizes
    }

    /// Number of articles of the gold story of a cell.
    pub fn gold_size(&self, cell: &Cell) -> u32 {
        self.gold_sizes[cell.gold as usize]
    }

    /// Number of articles of the found story of a cell.
    pub fn found_size(&self, cell: &Cell) -> u32 {
        self.found_sizes[cell.found as usize]
    }

    /// Whether the two partitions are equal.
    pub fn is_identity(&self) -> bool {
        // One cell a gold story and one cell a found story.
        self.cells.len() == self.gold_sizes.len() && self.cells.len() == self.found_sizes.len()
    }
}

/// Sorts articles by label, keeping the order of those with equal labels.
fn counting_sort(articles: &[u32], labels: &[u32], sizes: &[u32]) -> Vec<u32> {
    let mut next: Vec<usize> = sizes
        .iter()
        .scan(0, |start, &size| {
            let here = *start;
            *start += size as usize;
            Some(here)
        })
        .collect();
    let mut sorted = vec![0; articles.len()];
    for &article in articles {
        let slot = &mut next[labels[article as usize] as usize];
        sorted[*slot] = article;
        *slot += 1;
    }
    sorted
}

/// The table of stories given as letters, one for each article.
#[cfg(test)]
pub(crate) fn table(gold: &str, found: &str) -> Contingency {
    let [gold, found] = [gold, found].map(|letters| Partition::from_labels(letters.chars()));
    Contingency::new(&gold, &found).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_and_sorted() {
        // Gold A A A B B C, found x x y y y z:
        //     x y z
        //   A 2 1 0
        //   B 0 2 0
        //   C 0 0 1
        let table = table("AAABBC", "xxyyyz");
        let cells: Vec<_> = table.cells().iter().map(|c| (c.gold, c.found, c.count)).collect();
        assert_eq!(cells, [(0, 0, 2), (0, 1, 1), (1, 1, 2), (2, 2, 1)]);
        assert_eq!(table.gold_sizes(), [3, 2, 1]);
        assert_eq!(table.found_sizes(), [2, 3, 1]);
        assert_eq!(table.articles(), 6);
        let mixed = &table.cells()[1];
        assert_eq!((table.gold_size(mixed), table.found_size(mixed)), (3, 3));
        assert!(!table.is_identity());
    }

    #[test]
    fn equal_partitions_are_seen() {
        for partition in [Partition::from_labels([3, 1, 3]), Partition::singletons(0)] {
            assert!(Contingency::new(&partition, &partition).unwrap().is_identity());
        }
        let (alone, all) = (Partition::singletons(3), Partition::one_cluster(3));
        assert!(!Contingency::new(&alone, &all).unwrap().is_identity());
        assert!(!Contingency::new(&all, &alone).unwrap().is_identity());
    }

    #[test]
    fn different_lengths_are_refused() {
        let error = Contingency::new(&Partition::singletons(3), &Partition::singletons(4));
        assert_eq!(error, Err(EvaluationError::LengthMismatch { gold: 3, found: 4 }));
    }
}
