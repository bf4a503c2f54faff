//! Dates that say nothing or what is wrong.

use samestory::{Article, Published};

use super::hash;

/// The day of articles none of which has a date.
const SOME_DAY: &str = "2024-03-05";

/// All on the day of the middle one.
pub(super) fn one_day(articles: &[Article]) -> Vec<Article> {
    let day = middle(articles).map_or_else(|| SOME_DAY.to_owned(), |published| published.to_string());
    let day = day.get(..SOME_DAY.len()).and_then(|day| day.parse().ok());
    articles.iter().map(|article| dated(article, day)).collect()
}

/// Each date at another article that has one, by the order of hashes.
pub(super) fn shuffled(articles: &[Article]) -> Vec<Article> {
    let places: Vec<usize> = (0..articles.len()).filter(|&at| articles[at].published.is_some()).collect();
    let mut from = places.clone();
    from.sort_by_key(|&at| (hash(&articles[at].id, 5), at));
    let mut changed = articles.to_vec();
    places.iter().zip(&from).for_each(|(&to, &from)| changed[to].published = articles[from].published);
    changed
}

/// Of one article in so many day and month are swapped.
const SWAPPED: u64 = 5;

/// Day and month swapped, where both can be either, as a reader does that takes 3/9 for March 9.
pub(super) fn swapped(articles: &[Article]) -> Vec<Article> {
    let swap = |article: &Article| {
        let written = article.published?.to_string();
        let (year, month, day) = (written.get(..4)?, written.get(5..7)?, written.get(8..10)?);
        let wrong = format!("{year}-{day}-{month}{}", written.get(10..)?);
        wrong.parse().ok().filter(|_| hash(&article.id, 6).is_multiple_of(SWAPPED))
    };
    articles.iter().map(|article| dated(article, swap(article).or(article.published))).collect()
}

pub(super) fn without(articles: &[Article]) -> Vec<Article> {
    articles.iter().map(|article| dated(article, None)).collect()
}

/// The date that half of the dated articles do not come after.
pub(super) fn middle(articles: &[Article]) -> Option<Published> {
    let mut dates: Vec<Published> = articles.iter().filter_map(|article| article.published).collect();
    dates.sort_by_key(|published| published.seconds());
    dates.get(dates.len() / 2).copied()
}

fn dated(article: &Article, published: Option<Published>) -> Article {
    let mut article = article.clone();
    article.published = published;
    article
}
