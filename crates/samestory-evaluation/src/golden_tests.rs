//! The metrics agree with scikit-learn (`tests/golden/metrics.py`).

use samestory::Partition;

use super::adjusted_information::expected_mutual_information;
use super::information::normalized_mutual_information;
use super::*;

const GOLDEN: &str = include_str!("../tests/golden/metrics.json");

/// The text of an entry; every entry of the file is on a line of its own.
fn entry(key: &str) -> &'static str {
    let start = format!("  \"{key}\": ");
    let line = GOLDEN.lines().find_map(|line| line.strip_prefix(start.as_str()));
    line.unwrap_or_else(|| panic!("no entry {key}")).trim_end_matches(',')
}

fn number(key: &str) -> f64 {
    entry(key).parse().unwrap()
}

fn partition(key: &str) -> Partition {
    let labels = entry(key).trim_matches(['[', ']']).split(", ");
    Partition::from_labels(labels.map(|label| label.parse::<u32>().unwrap()))
}

#[test]
fn scikit_learn_says_the_same() {
    for example in ["small", "news", "chance"] {
        let gold = partition(&format!("{example}.gold"));
        let found = partition(&format!("{example}.found"));
        let table = Contingency::new(&gold, &found).unwrap();
        let scores = Scores::new(&gold, &found).unwrap();
        let nmi = |normalizer| normalized_mutual_information(&table, normalizer);
        for (name, value) in [
            ("ari", scores.adjusted_rand_index),
            ("gold_entropy", scores.gold_entropy),
            ("found_entropy", scores.found_entropy),
            ("mi", scores.mutual_information),
            ("emi", expected_mutual_information(&table)),
            ("ami", scores.adjusted_mutual_information),
            ("homogeneity", scores.v_measure.homogeneity),
            ("completeness", scores.v_measure.completeness),
            ("v_measure", scores.v_measure.v_measure),
            ("nmi_geometric", nmi(Normalizer::Geometric)),
            ("nmi_arithmetic", nmi(Normalizer::Arithmetic)),
            ("nmi_min", nmi(Normalizer::Min)),
            ("nmi_max", nmi(Normalizer::Max)),
            ("pair_precision", scores.pairwise.precision),
            ("pair_recall", scores.pairwise.recall),
        ] {
            let expected = number(&format!("{example}.{name}"));
            assert!((value - expected).abs() < 1e-12, "{example}.{name}: {value} {expected}");
        }
    }
}
