//! The metrics straight from their definitions: the reference for the tests.
//!
//! Every function here asks two [`Partition`]s only who is with whom, article
//! by article or pair by pair, and shares no code with the fast functions
//! beyond the final arithmetic of two numbers. Quadratic in the articles, so
//! for a few hundred of them. Use it to check a port of the metrics or to
//! read what a metric means; use
//! [`Scores`](crate::Scores) for everything else.
//!
//! All functions panic if the partitions have different lengths.

use samestory::Partition;

use super::{Normalizer, PrecisionRecall, VMeasure};

/// Reference for `bcubed`: counts, for each article, over
/// all articles. O(n²).
pub fn bcubed(gold: &Partition, found: &Partition) -> PrecisionRecall {
    PrecisionRecall::new(
        mean(gold, found, |both, _, found| both / found),
        mean(gold, found, |both, gold, _| both / gold),
    )
}

/// Reference for `pairwise`: looks at every pair. O(n²).
pub fn pairwise(gold: &Partition, found: &Partition) -> PrecisionRecall {
    let [both, gold_only, found_only, _] = count_pairs(gold, found);
    let share = |missed: f64| {
        if both + missed == 0.0 { 1.0 } else { both / (both + missed) }
    };
    PrecisionRecall::new(share(found_only), share(gold_only))
}

/// Reference for `adjusted_rand_index`: looks
/// at every pair. O(n²).
pub fn adjusted_rand_index(gold: &Partition, found: &Partition) -> f64 {
    let [both, gold_only, found_only, neither] = count_pairs(gold, found);
    if gold_only + found_only == 0.0 {
        return 1.0;
    }
    let (in_gold, in_found) = (both + gold_only, both + found_only);
    let expected = in_gold * in_found / (both + gold_only + found_only + neither);
    (both - expected) / ((in_gold + in_found) / 2.0 - expected)
}

/// Reference for `entropy`: the mean surprise of an
/// article's story. O(n²).
pub fn entropy(partition: &Partition) -> f64 {
    let articles = partition.len() as f64;
    mean_or(0.0, partition, partition, |story, _, _| (articles / story).ln())
}

/// Reference for `mutual_information`. O(n²).
pub fn mutual_information(gold: &Partition, found: &Partition) -> f64 {
    let articles = gold.len() as f64;
    mean_or(0.0, gold, found, |both, gold, found| (articles * both / (gold * found)).ln())
}

/// Reference for
/// `normalized_mutual_information`.
/// O(n²).
pub fn normalized_mutual_information(gold: &Partition, found: &Partition, normalizer: Normalizer) -> f64 {
    if same(gold, found) {
        return 1.0;
    }
    let (h_gold, h_found) = (entropy(gold), entropy(found));
    if h_gold == 0.0 || h_found == 0.0 {
        return 0.0;
    }
    let information = mutual_information(gold, found);
    information
        / match normalizer {
            Normalizer::Geometric => h_gold.sqrt() * h_found.sqrt(),
            Normalizer::Arithmetic => (h_gold + h_found) / 2.0,
            Normalizer::Min => h_gold.min(h_found),
            Normalizer::Max => h_gold.max(h_found),
            Normalizer::Joint => {
                let articles = gold.len() as f64;
                mean(gold, found, |both, _, _| (articles / both).ln())
            }
        }
}

/// Reference for `v_measure`, as the shares of the
/// entropies that mutual information makes up. O(n²).
pub fn v_measure(gold: &Partition, found: &Partition) -> VMeasure {
    let information = mutual_information(gold, found);
    let share = |entropy: f64| {
        if entropy == 0.0 { 1.0 } else { information / entropy }
    };
    VMeasure::new(share(entropy(gold)), share(entropy(found)))
}

/// Reference for
/// `expected_mutual_information`: the
/// formula with its binomials, over all pairs of stories and all counts.
///
/// Binomials of more than about 1000 articles exceed an `f64`.
pub fn expected_mutual_information(gold: &Partition, found: &Partition) -> f64 {
    let n = gold.len() as f64;
    expected(gold, found, |both, gold, found| (n * both / (gold * found)).ln())
}

/// Reference for
/// `adjusted_mutual_information`, as
/// `1 - VI / E[VI]` with the variation of information `VI`.
///
/// Equal to `(I - E[I]) / ((H(gold) + H(found))/2 - E[I])`, because
/// `VI = H(gold) + H(found) - 2·I` and entropies do not change when articles
/// are dealt anew. That form would be as short, but loses digits where
/// articles are mostly alone. Limited as `expected_mutual_information`.
pub fn adjusted_mutual_information(gold: &Partition, found: &Partition) -> f64 {
    if same(gold, found) {
        return 1.0;
    }
    let lost = |both: f64, gold: f64, found: f64| (gold / both).ln() + (found / both).ln();
    1.0 - mean(gold, found, lost) / expected(gold, found, lost)
}

/// Reference for `exact_stories`: compares every gold
/// story with every found story, article by article.
pub fn exact_stories(gold: &Partition, found: &Partition) -> PrecisionRecall {
    same_length(gold, found);
    let (gold, found) = (gold.clusters(), found.clusters());
    let exact = gold.iter().filter(|story| found.contains(story)).count() as f64;
    let share = |stories: usize| {
        if stories == 0 { 1.0 } else { exact / stories as f64 }
    };
    PrecisionRecall::new(share(found.len()), share(gold.len()))
}

/// Mean over the articles of a value made of the sizes of: the overlap of its
/// two stories, its gold story, its found story. 1 if there are no articles.
fn mean(gold: &Partition, found: &Partition, value: impl Fn(f64, f64, f64) -> f64) -> f64 {
    mean_or(1.0, gold, found, value)
}

fn mean_or(
    without_articles: f64,
    gold: &Partition,
    found: &Partition,
    value: impl Fn(f64, f64, f64) -> f64,
) -> f64 {
    let n = same_length(gold, found);
    if n == 0 {
        return without_articles;
    }
    let mut total = 0.0;
    for i in 0..n {
        let count = |with: &dyn Fn(usize) -> bool| (0..n).filter(|&j| with(j)).count() as f64;
        total += value(
            count(&|j| gold.together(i, j) && found.together(i, j)),
            count(&|j| gold.together(i, j)),
            count(&|j| found.together(i, j)),
        );
    }
    total / n as f64
}

/// Expectation of [`mean`] if articles are dealt at random to stories of the
/// same sizes.
fn expected(gold: &Partition, found: &Partition, value: impl Fn(f64, f64, f64) -> f64) -> f64 {
    let n = same_length(gold, found);
    let mut total = 0.0;
    for a in gold.clusters().iter().map(Vec::len) {
        for b in found.clusters().iter().map(Vec::len) {
            for k in (a + b).saturating_sub(n).max(1)..=a.min(b) {
                let chance = binomial(a, k) * binomial(n - a, b - k) / binomial(n, b);
                total += chance * k as f64 / n as f64 * value(k as f64, a as f64, b as f64);
            }
        }
    }
    total
}

/// Pairs of articles together in both, only in gold, only in found, in none.
fn count_pairs(gold: &Partition, found: &Partition) -> [f64; 4] {
    let n = same_length(gold, found);
    let mut counts = [0.0; 4];
    for i in 0..n {
        for j in i + 1..n {
            let kind = match (gold.together(i, j), found.together(i, j)) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            };
            counts[kind] += 1.0;
        }
    }
    counts
}

/// Whether two partitions agree on every pair.
fn same(gold: &Partition, found: &Partition) -> bool {
    let [_, gold_only, found_only, _] = count_pairs(gold, found);
    gold_only + found_only == 0.0
}

/// `n! / (k! (n - k)!)` by a running product, which stays a whole number.
fn binomial(n: usize, k: usize) -> f64 {
    let k = k.min(n - k);
    (1..=k).fold(1.0, |product, i| product * (n - k + i) as f64 / i as f64)
}

fn same_length(gold: &Partition, found: &Partition) -> usize {
    assert_eq!(gold.len(), found.len(), "gold and found must have the same articles");
    gold.len()
}
