//! The fast metrics agree with their definitions on random partitions.

use samestory::Partition;

use super::adjusted_information::expected_mutual_information;
use super::contingency::Cell;
use super::information::normalized_mutual_information;
use super::pairwise::{adjusted_rand_index, pairwise};
use super::rng::SplitMix64;
use super::*;

const TOLERANCE: f64 = 1e-12;

const NORMALIZERS: [Normalizer; 5] =
    [Normalizer::Geometric, Normalizer::Arithmetic, Normalizer::Min, Normalizer::Max, Normalizer::Joint];

/// A partition of `n` articles, from all alone to all together.
fn random_partition(rng: &mut SplitMix64, n: usize) -> Partition {
    let stories = rng.below(n as u64 + 1) + 1;
    match rng.below(3) {
        // Stories of about equal size.
        0 => Partition::from_labels((0..n).map(|_| rng.below(stories))),
        // A few large stories and many small ones.
        1 => Partition::from_labels((0..n).map(|_| {
            let first = rng.below(stories);
            if first == 0 { 0 } else { rng.below(first) }
        })),
        // Mostly alone.
        _ => Partition::from_labels(
            (0..n as u64).map(|i| if rng.below(4) == 0 { rng.below(stories) } else { stories + i }),
        ),
    }
}

/// A copy of `gold` with some articles moved.
fn disturbed(rng: &mut SplitMix64, gold: &Partition) -> Partition {
    let wrong = rng.below(5);
    let n = gold.len() as u64;
    Partition::from_labels(
        gold.labels().iter().map(
            |&label| {
                if rng.below(10) < wrong { rng.below(n + 1) } else { u64::from(label) }
            },
        ),
    )
}

/// Calls `check` with a description and a pair, several hundred times.
fn for_many_pairs(mut check: impl FnMut(&str, &Partition, &Partition)) {
    for n in [0, 1, 2, 3, 20] {
        let trivial = [Partition::singletons(n), Partition::one_cluster(n)];
        for (i, gold) in trivial.iter().enumerate() {
            for (j, found) in trivial.iter().enumerate() {
                check(&format!("trivial {i} against {j} of {n}"), gold, found);
            }
        }
    }
    for seed in 0..600 {
        let mut rng = SplitMix64::new(seed);
        let n = rng.below(if seed % 2 == 0 { 12 } else { 70 }) as usize;
        let gold = random_partition(&mut rng, n);
        let found = match rng.below(4) {
            0 => Partition::singletons(n),
            1 => Partition::one_cluster(n),
            2 => disturbed(&mut rng, &gold),
            _ => random_partition(&mut rng, n),
        };
        check(&format!("seed {seed}"), &gold, &found);
    }
}

fn assert_close(what: &str, case: &str, fast: f64, reference: f64) {
    // Written so that a NaN on either side fails.
    assert!((fast - reference).abs() <= TOLERANCE, "{what}, {case}: fast {fast}, reference {reference}");
}

fn assert_close_pr(what: &str, case: &str, fast: PrecisionRecall, reference: PrecisionRecall) {
    assert_close(what, case, fast.precision, reference.precision);
    assert_close(what, case, fast.recall, reference.recall);
    assert_close(what, case, fast.f1, reference.f1);
}

#[test]
fn fast_equals_reference() {
    for_many_pairs(|case, gold, found| {
        assert_eq!(gold.validate().and(found.validate()), Ok(()), "{case}");
        let table = Contingency::new(gold, found).unwrap();
        assert_close_pr("bcubed", case, bcubed(&table), reference::bcubed(gold, found));
        assert_close_pr("pairwise", case, pairwise(&table), reference::pairwise(gold, found));
        assert_close_pr("exact", case, exact_stories(&table), reference::exact_stories(gold, found));
        let (fast, reference) = (adjusted_rand_index(&table), reference::adjusted_rand_index(gold, found));
        assert_close("ari", case, fast, reference);
        assert_close("entropy", case, entropy(table.gold_sizes()), reference::entropy(gold));
        let (fast, reference) = (mutual_information(&table), reference::mutual_information(gold, found));
        assert_close("mutual information", case, fast, reference);
        for normalizer in NORMALIZERS {
            let fast = normalized_mutual_information(&table, normalizer);
            let reference = reference::normalized_mutual_information(gold, found, normalizer);
            assert_close(&format!("nmi {normalizer:?}"), case, fast, reference);
        }
        let (fast, reference) = (v_measure(&table), reference::v_measure(gold, found));
        assert_close("homogeneity", case, fast.homogeneity, reference.homogeneity);
        assert_close("completeness", case, fast.completeness, reference.completeness);
        assert_close("v", case, fast.v_measure, reference.v_measure);
        let fast = expected_mutual_information(&table);
        let reference = reference::expected_mutual_information(gold, found);
        assert_close("expected information", case, fast, reference);
        let fast = adjusted_mutual_information(&table);
        let reference = reference::adjusted_mutual_information(gold, found);
        assert_close("ami", case, fast, reference);
    });
}

#[test]
fn adjusted_information_is_the_textbook_formula() {
    // (I - E) / (most - E) loses digits where most and E are nearly equal, so
    // the two sides are held together before the division.
    for_many_pairs(|case, gold, found| {
        let ami = Scores::new(gold, found).unwrap().adjusted_mutual_information;
        let chance = reference::expected_mutual_information(gold, found);
        let most = (reference::entropy(gold) + reference::entropy(found)) / 2.0;
        let above = reference::mutual_information(gold, found) - chance;
        assert_close("ami", case, ami * (most - chance), above);
    });
}

#[test]
fn values_are_in_range() {
    for_many_pairs(|case, gold, found| {
        let scores = Scores::new(gold, found).unwrap();
        for (name, value) in scores.summary() {
            let low = match name {
                "adjusted Rand" => -0.5,
                "adjusted MI" => -1.0,
                _ => 0.0,
            };
            assert!((low..=1.0).contains(&value), "{name}, {case}: {value}");
        }
        assert!(scores.mutual_information <= scores.gold_entropy + TOLERANCE, "{case}");
    });
}

#[test]
fn exchanging_gold_and_found_exchanges_precision_and_recall() {
    for_many_pairs(|case, gold, found| {
        let (one, other) = (Scores::new(gold, found).unwrap(), Scores::new(found, gold).unwrap());
        let turned = |score: PrecisionRecall| PrecisionRecall::new(score.recall, score.precision);
        assert_close_pr("bcubed", case, one.bcubed, turned(other.bcubed));
        assert_close_pr("pairwise", case, one.pairwise, turned(other.pairwise));
        assert_close_pr("exact", case, one.exact, turned(other.exact));
        let homogeneity = one.v_measure.homogeneity;
        assert_close("homogeneity", case, homogeneity, other.v_measure.completeness);
        for ((name, a), (_, b)) in one.summary().into_iter().zip(other.summary()) {
            assert_close(name, case, a, b);
        }
    });
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    for_many_pairs(|case, gold, found| {
        let backwards: Vec<usize> = (0..gold.len()).rev().collect();
        let one = Scores::new(gold, found).unwrap();
        let other = Scores::new(&gold.select(&backwards), &found.select(&backwards)).unwrap();
        for ((name, a), (_, b)) in one.summary().into_iter().zip(other.summary()) {
            assert_close(name, case, a, b);
        }
    });
}

#[test]
fn equal_partitions_score_exactly_one() {
    for_many_pairs(|case, gold, _| {
        let scores = Scores::new(gold, gold).unwrap();
        for (name, value) in scores.summary() {
            assert_eq!(value, 1.0, "{name}, {case}");
        }
    });
}

#[test]
fn the_cells_are_a_sorted_table() {
    for_many_pairs(|case, gold, found| {
        let table = Contingency::new(gold, found).unwrap();
        let in_order = |w: &[Cell]| (w[0].gold, w[0].found) < (w[1].gold, w[1].found);
        assert!(table.cells().windows(2).all(in_order), "{case}");
        let mut gold_sizes = vec![0; gold.cluster_count()];
        let mut found_sizes = vec![0; found.cluster_count()];
        for cell in table.cells() {
            assert!(cell.count > 0, "{case}");
            gold_sizes[cell.gold as usize] += cell.count;
            found_sizes[cell.found as usize] += cell.count;
        }
        assert_eq!((&*gold_sizes, &*found_sizes), (table.gold_sizes(), table.found_sizes()));
        assert_eq!(table.is_identity(), gold == found, "{case}");
    });
}

#[test]
fn clusters_and_labels_say_the_same() {
    for_many_pairs(|case, gold, _| {
        let mut clusters = gold.clusters();
        clusters.reverse();
        let again = Partition::from_clusters(gold.len(), &clusters);
        assert_eq!(again.as_ref(), Ok(gold), "{case}");
    });
}
