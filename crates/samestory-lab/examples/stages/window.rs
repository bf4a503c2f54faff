//! What an article costs in a stream in which always the same number of articles is live.
//!
//! The window is filled, then 10,000 articles are measured, each of which pushes out the oldest. A file that is too short
//! for that is repeated, later by the time from its first to its last date each time; the line says how often (`rounds`). A
//! repeated article meets its own earlier text, which real news does for reprints only: it has more candidates, and they
//! are more alike.

use samestory::{Article, Clusterer, Config, Published};
use serde::Serialize;

use crate::meter::{print_line, rounded};
use crate::stream::{Latencies, Percentiles};

const MEASURED: usize = 10_000;
const DAY: i64 = 86_400;

#[derive(Serialize)]
struct Line {
    stage: &'static str,
    live: usize,
    articles: usize,
    rounds: f64,
    us_per_article: f64,
    articles_per_cpu_s: u64,
    #[serde(flatten)]
    percentiles: Percentiles,
    memory_mb: f64,
}

/// Streams with so many live articles.
pub(crate) fn report(articles: &[Article], live: usize) {
    let config = Config { min_live: live, max_live: live, ..Config::default() };
    let mut clusterer = match Clusterer::new(config) {
        Ok(clusterer) => clusterer,
        Err(error) => return eprintln!("a window of {live}: {error}"),
    };
    let mut news = Repeated { articles, span: span(articles), at: 0 };
    for article in news.by_ref().take(live) {
        clusterer.insert(&article);
    }
    let mut latencies = Latencies::default();
    for article in news.by_ref().take(MEASURED) {
        latencies.insert(&mut clusterer, &article);
    }
    let us_per_article = latencies.mean_us();
    print_line(&Line {
        stage: "window",
        live: clusterer.live_articles(),
        articles: MEASURED,
        rounds: rounded(news.at as f64 / articles.len() as f64, 2),
        us_per_article,
        articles_per_cpu_s: (1e6 / us_per_article).round() as u64,
        percentiles: latencies.percentiles(),
        memory_mb: rounded(clusterer.memory_usage().total() as f64 / 1e6, 1),
    });
}

/// The articles over and over again, each round later than the one before.
struct Repeated<'a> {
    articles: &'a [Article],
    span: i64,
    at: usize,
}

impl Iterator for Repeated<'_> {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        let (round, at) = (self.at / self.articles.len(), self.at % self.articles.len());
        self.at += 1;
        let mut article = self.articles[at].clone();
        if round > 0 {
            let later = self.span.saturating_mul(round as i64);
            let shifted = |p: Published| Published::at_second(p.seconds().saturating_add(later)).ok();
            article.published = article.published.and_then(shifted);
        }
        Some(article)
    }
}

/// Seconds from the first date to the last, and a day.
fn span(articles: &[Article]) -> i64 {
    let dates = || articles.iter().filter_map(|article| article.published).map(|p| p.seconds());
    dates()
        .max()
        .zip(dates().min())
        .map_or(DAY, |(last, first)| last.saturating_sub(first).saturating_add(DAY))
}
