//! One article beside all others: the same pairs and scores as in a batch.

use samestory::cluster::{candidate_pairs, similar_to};
use samestory::{ArticleId, Config};

use crate::support::sample;

#[test]
fn its_pairs_are_those_of_the_batch() {
    let articles = sample();
    // as many candidates as there are articles, so that none is left out
    let config = Config { max_candidates: articles.len(), ..Config::default() };
    let pairs = candidate_pairs(&articles, &config).unwrap();
    for at in (0..articles.len()).step_by(11) {
        let asked = ArticleId(at as u32);
        let found = similar_to(&articles, asked, &config).unwrap();
        assert!(found.is_sorted_by(|x, y| x.score() >= y.score()));
        assert!(found.iter().all(|pair| pair.a < pair.b && (pair.a == asked || pair.b == asked)));
        for pair in pairs.pairs().iter().filter(|pair| pair.a == asked || pair.b == asked) {
            assert!(found.contains(pair), "{} and {} are missing, or differ", pair.a, pair.b);
        }
    }
}

#[test]
fn of_what_is_not_there_nothing_is_similar() {
    assert_eq!(similar_to(&sample(), ArticleId(u32::MAX), &Config::default()).unwrap(), []);
    assert_eq!(similar_to(&[], ArticleId(0), &Config::default()).unwrap(), []);
}
