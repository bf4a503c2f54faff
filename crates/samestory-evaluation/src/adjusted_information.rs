//! Mutual information corrected for chance.

use super::Contingency;

/// Probabilities this much smaller than that of the mode are left out of an
/// expectation; even `u32::MAX` of them do not reach the last digit.
const NEGLIGIBLE: f64 = 1e-30;

/// Mutual information expected by chance, in nats.
///
/// The mean of `mutual_information` over all ways
/// to deal the articles into stories of the same sizes. The number shared by a gold story of size `a`
/// and a found story of size `b` is then hypergeometric:
///
/// ```text
/// E[I] = Σ_a Σ_b Σ_k P(k) · k/n · ln(n·k / (a·b))
/// P(k) = C(a, k) · C(n - a, b - k) / C(n, b)
/// ```
///
/// Exact, not sampled. Two things make it fast. Stories of equal size have
/// equal terms, and `n` articles make at most `sqrt(2n)` different sizes, so
/// at most `2n` pairs of sizes are visited. And `P` is walked outward from its
/// mode by the ratio of neighbours and divided by its sum at the end, which
/// needs no log-factorials (and loses no digits to them) and stops where
/// probabilities vanish, after a multiple of `sqrt(min(a, b))` steps.
///
/// Range 0 to the smaller entropy. O(n^1.5) at the very worst, in practice
/// little more than O(stories). Vinh, Epps and Bailey, *Information Theoretic
/// Measures for Clusterings Comparison*, JMLR 11, 2010.
pub fn expected_mutual_information(table: &Contingency) -> f64 {
    expectation(table, |n, gold, found, both| both / n * (n * both / (gold * found)).ln())
}

/// Adjusted mutual information: 1 for equal partitions, 0 for chance.
///
/// ```text
/// AMI = (I - E[I]) / ((H(gold) + H(found))/2 - E[I])
/// ```
///
/// with the arithmetic normaliser, the default of scikit-learn since 0.22.
/// Where most articles are alone, all four terms are nearly equal and their
/// differences lose most digits, so it is computed in the equal form
///
/// ```text
/// AMI = 1 - VI / E[VI],   VI = H(gold | found) + H(found | gold)
/// ```
///
/// of the variation of information `VI`, which subtracts nothing small.
///
/// Equal partitions have 1, also where the formula is 0/0. If only one of the
/// partitions is all alone or all together, every dealing has the same mutual
/// information, and AMI is 0.
///
/// Range: at most 1; slightly negative below chance. O(cells) and the cost of
/// `expected_mutual_information`. Vinh, Epps and Bailey, JMLR 11, 2010.
pub fn adjusted_mutual_information(table: &Contingency) -> f64 {
    if table.is_identity() {
        return 1.0;
    }
    let trivial = |stories: usize| stories <= 1 || stories == table.articles();
    if trivial(table.gold_sizes().len()) || trivial(table.found_sizes().len()) {
        return 0.0;
    }
    let articles = table.articles() as f64;
    let mut variation = 0.0;
    for cell in table.cells() {
        let (gold, found) = (table.gold_size(cell), table.found_size(cell));
        variation += lost(articles, gold.into(), found.into(), cell.count.into());
    }
    1.0 - variation / expectation(table, lost)
}

/// What one cell adds to the variation of information.
fn lost(n: f64, gold: f64, found: f64, both: f64) -> f64 {
    both / n * (gold * found / (both * both)).ln()
}

/// The sum of a value of all cells, expected if articles are dealt at random.
///
/// The value is made of: the articles, the gold size, the found size, and the
/// articles in both, which are not 0.
fn expectation(table: &Contingency, value: impl Fn(f64, f64, f64, f64) -> f64) -> f64 {
    let articles = table.articles() as u64;
    let found_sizes = count_sizes(table.found_sizes());
    let mut total = 0.0;
    for (gold, gold_stories) in count_sizes(table.gold_sizes()) {
        for &(found, found_stories) in &found_sizes {
            let cell = expected_cell(articles, gold, found, |both| {
                value(articles as f64, gold as f64, found as f64, both)
            });
            total += gold_stories * found_stories * cell;
        }
    }
    total
}

/// The different sizes, ascending, each with how often it occurs.
fn count_sizes(sizes: &[u32]) -> Vec<(u64, f64)> {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|run| (u64::from(run[0]), run.len() as f64)).collect()
}

/// The expectation of the value of one cell: `Σ_k P(k) · value(k)`, `k > 0`.
fn expected_cell(n: u64, a: u64, b: u64, value: impl Fn(f64) -> f64) -> f64 {
    let lowest = (a + b).saturating_sub(n);
    let highest = a.min(b);
    let mode = (u128::from(a + 1) * u128::from(b + 1) / u128::from(n + 2)) as u64;
    let mode = mode.clamp(lowest, highest);
    let term = |k: u64| if k == 0 { 0.0 } else { value(k as f64) };
    // Weights are P(k) / P(mode); their sum is 1 / P(mode).
    let mut weights = 1.0;
    let mut expected = term(mode);
    let mut weight = 1.0;
    for k in mode + 1..=highest {
        weight *= ((a - k + 1) as f64 * (b - k + 1) as f64) / (k as f64 * (n + k - a - b) as f64);
        if weight < NEGLIGIBLE {
            break;
        }
        weights += weight;
        expected += weight * term(k);
    }
    weight = 1.0;
    for k in (lowest..mode).rev() {
        weight *= ((k + 1) as f64 * (n + k + 1 - a - b) as f64) / ((a - k) as f64 * (b - k) as f64);
        if weight < NEGLIGIBLE {
            break;
        }
        weights += weight;
        expected += weight * term(k);
    }
    expected / weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contingency::table;
    use crate::{entropy, mutual_information};
    use samestory::Partition;

    #[test]
    fn by_hand() {
        // Gold A A B B, found x x y z; in units of ln 2, I = 1, H(gold) = 1,
        // H(found) = 3/2. Of the 6 ways to choose the two articles of x, 2
        // take a whole gold story (I = 1), 4 take one of each: then x tells
        // nothing and y, z tell all, I = 2/4 · 1 = 1/2.
        // E[I] = 2/6 · 1 + 4/6 · 1/2 = 2/3.
        // AMI = (1 - 2/3) / (5/4 - 2/3) = (1/3) / (7/12) = 4/7.
        let table = table("AABB", "xxyz");
        let expected = expected_mutual_information(&table);
        assert!((expected - 2.0 / 3.0 * 2f64.ln()).abs() < 1e-15);
        assert!((adjusted_mutual_information(&table) - 4.0 / 7.0).abs() < 1e-14);
    }

    #[test]
    fn the_degenerate_cases() {
        for (gold, found, expected) in [
            ("", "", 1.0),
            ("A", "x", 1.0),
            ("AAA", "xxx", 1.0),
            ("ABC", "xyz", 1.0),
            ("AABBC", "yyzzx", 1.0),
            ("AAA", "xyz", 0.0),
            ("AAB", "xxx", 0.0),
            ("AAB", "xyz", 0.0),
            ("ABC", "xxy", 0.0),
        ] {
            assert_eq!(adjusted_mutual_information(&table(gold, found)), expected);
        }
        assert_eq!(expected_mutual_information(&table("", "")), 0.0);
    }

    /// Calls `visit` with every order of `items` (Heap's algorithm).
    fn permute(items: &mut Vec<usize>, size: usize, visit: &mut impl FnMut(&[usize])) {
        if size <= 1 {
            return visit(items);
        }
        for i in 0..size {
            permute(items, size - 1, visit);
            items.swap(if size & 1 == 0 { i } else { 0 }, size - 1);
        }
    }

    #[test]
    fn the_expectation_is_the_mean_over_all_orders() {
        for (gold, found) in [("AAABBC", "xxyyzz"), ("AAAABBC", "xxxyyyz"), ("AABBCCD", "xxxxxyz")] {
            let gold = Partition::from_labels(gold.chars());
            let found = Partition::from_labels(found.chars());
            let (mut total, mut orders) = (0.0, 0usize);
            permute(&mut (0..gold.len()).collect(), gold.len(), &mut |order| {
                let table = Contingency::new(&gold, &found.select(order)).unwrap();
                total += mutual_information(&table);
                orders += 1;
            });
            assert_eq!(orders, (1..=gold.len()).product::<usize>());
            let table = Contingency::new(&gold, &found).unwrap();
            let expected = expected_mutual_information(&table);
            assert!((expected - total / orders as f64).abs() < 1e-12);
        }
    }

    #[test]
    fn a_large_table_keeps_its_digits() {
        // With all articles alone in found, I = H(gold) for every dealing, so
        // the expectation must be H(gold) to rounding, also for large n.
        let n = 300_000;
        let gold = Partition::from_labels((0..n).map(|i| (i as f64).sqrt() as u32));
        let table = Contingency::new(&gold, &Partition::singletons(n)).unwrap();
        let expected = expected_mutual_information(&table);
        assert!((expected - entropy(table.gold_sizes())).abs() < 1e-11);
    }
}
