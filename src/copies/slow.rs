//! The plain way to find copies: every article is compared with every earlier one.

use std::sync::Arc;

use super::config::{CopyConfig, CopyConfigError};
use super::finder::{Found, judge, learn};
use super::furniture::Furniture;
use super::overlap::Compared;
use super::prepared::prepare_all;
use super::winnow::SHORTEST_RUN;
use crate::article::Article;
use crate::credits::Newsrooms;

/// As [`find_copies`](super::find_copies), without an index. The same, as long as no shingle is in more than
/// [`most_per_shingle`](CopyConfig::most_per_shingle) articles.
///
/// # Complexity
///
/// Quadratic in the articles.
///
/// # Errors
///
/// If the configuration is out of range.
pub fn find_copies(articles: &[Article], config: &CopyConfig) -> Result<Found, CopyConfigError> {
    config.validate()?;
    let prepared = prepare_all(0, articles, &Arc::new(Newsrooms::builtin()));
    let mut furniture = Furniture::new(config.furniture_counts);
    let mut all = Found::default();
    for (at, new) in prepared.iter().enumerate() {
        let compared = Compared::new(&new.print, &furniture);
        let mut found = Found::default();
        for earlier in &prepared[at.saturating_sub(config.most_articles)..at] {
            if share_a_run(&earlier.print.words, &new.print.words) {
                judge(config, &furniture, earlier, new, &compared, &mut found);
            }
        }
        learn(&mut furniture, new, &found);
        all.copies.extend(found.copies);
        all.quotes.extend(found.quotes);
    }
    Ok(all)
}

/// Whether two texts have a run of words in common that makes them worth comparing.
fn share_a_run(first: &[u32], second: &[u32]) -> bool {
    first.windows(SHORTEST_RUN).any(|run| second.windows(SHORTEST_RUN).any(|other| run == other))
}
