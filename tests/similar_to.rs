//! One article beside all others: the same pairs and scores as in a batch.

use std::collections::BTreeSet;

use samestory::unstable::cluster::{candidate_pairs, similar_to};
use samestory::{Article, ArticleId, Config};

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

#[test]
fn a_text_that_is_printed_often_is_like_all_its_printings() {
    let titles = ["Bridge at Hollin closed after lorry fire", "Fire on a lorry closes the bridge at Hollin"];
    let day = "2024-05-06".parse().unwrap();
    let article = |at: usize| {
        let title = if at % 10 == 9 { titles[1] } else { titles[0] };
        Article::builder(format!("a{at}")).title(title).published(day).build().unwrap()
    };
    let articles: Vec<Article> = (0..200).map(article).collect();
    // 180 with one text, of which 40 are indexed
    for at in [0, 9, 100, 199] {
        let asked = ArticleId(at);
        let found = similar_to(&articles, asked, &Config::default()).unwrap();
        let others: BTreeSet<ArticleId> = found.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        assert_eq!((found.len(), others.len()), (199, 200));
    }
    let stories = samestory::cluster(&articles, &Config::default()).unwrap();
    assert_eq!(stories.len(), 1);
}
