//! Pairs found once and grouped again: the same stories as those of a batch.

use samestory::unstable::cluster::candidate_pairs;
use samestory::{Config, cluster};

use crate::support::sample;

#[test]
fn grouping_pairs_gives_the_stories_of_a_batch() {
    let articles = sample();
    let found_with = Config { find_copies: false, ..Config::default() };
    let pairs = candidate_pairs(&articles, &found_with).unwrap();
    let mut other_model = found_with.clone();
    other_model.model.bias += 1.0;
    other_model.model.nearer_neighbor *= 2.0;
    for config in [
        Config { granularity: 0.7, ..found_with.clone() },
        Config { calibration: 0.0, link_limit: 3, max_link_limit: 5, ..found_with.clone() },
        other_model,
        found_with,
    ] {
        let batch = cluster(&articles, &config).unwrap().partition();
        assert_eq!(pairs.group(&config).unwrap(), batch, "{config:?}");
    }
}

#[test]
fn a_bad_configuration_is_named() {
    let pairs = candidate_pairs(&[], &Config::default()).unwrap();
    let error = pairs.group(&Config { link_limit: 0, ..Config::default() }).unwrap_err();
    assert!(error.to_string().contains("link_limit"));
    assert!(pairs.pairs().is_empty());
    assert_eq!(pairs.group(&Config::default()).unwrap().len(), 0);
}
