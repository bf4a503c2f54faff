//! Articles in several languages.

use samestory::cluster::candidate_pairs;
use samestory::{Article, Clusterer, Config, cluster};

fn article(id: usize, language: Option<&str>, title: &str) -> Article {
    let mut article = Article::builder(id.to_string()).title(title).build().unwrap();
    article.language = language.map(str::to_owned);
    article
}

/// The same names and figures, which is most of each headline.
fn of_two_languages() -> Vec<Article> {
    let titles = [
        (Some("fr"), "Hillary Clinton, Abdelaziz Bouteflika : Alger, Mali, Kidal, 3 000 soldats"),
        (Some("es"), "Hillary Clinton, Abdelaziz Bouteflika: Argel, Mali, Kidal, 3 000 soldados"),
        (Some("fr"), "Hillary Clinton et Abdelaziz Bouteflika : Mali, Kidal, 3 000 soldats"),
        (Some("es"), "Hillary Clinton y Abdelaziz Bouteflika: Mali, Kidal, 3 000 soldados"),
    ];
    titles.into_iter().enumerate().map(|(id, (language, title))| article(id, language, title)).collect()
}

#[test]
fn two_languages_are_never_one_story() {
    let (articles, config) = (of_two_languages(), Config { granularity: -5.0, ..Config::default() });
    let stories = cluster(&articles, &config).unwrap();
    assert_eq!(stories.partition().labels(), [0, 1, 0, 1]);
    let mut clusterer = Clusterer::new(config.clone()).unwrap();
    let stories: Vec<_> = articles.iter().map(|article| clusterer.insert(article).story).collect();
    assert_eq!([stories[0], stories[1]], [stories[2], stories[3]]);
    assert_ne!(stories[0], stories[1]);
    let pairs = candidate_pairs(&articles, &config).unwrap();
    let pairs: Vec<(u32, u32)> = pairs.pairs().iter().map(|pair| (pair.a.0, pair.b.0)).collect();
    assert_eq!(pairs, [(0, 2), (1, 3)]);
}

#[test]
fn an_article_of_unknown_language_is_compared_with_all() {
    let mut articles = of_two_languages();
    articles[0].language = None;
    let pairs = candidate_pairs(&articles, &Config::default()).unwrap();
    assert!(pairs.pairs().iter().any(|pair| (pair.a.0, pair.b.0) == (0, 1)));
    assert!(pairs.pairs().iter().any(|pair| (pair.a.0, pair.b.0) == (0, 2)));
}
