//! Copies in a closed set of articles.

use std::sync::Arc;

use super::config::CopyConfig;
use super::finder::{CopyFinder, Found};
use super::prepared::{Preparer, prepare_all};
use crate::article::Article;
use crate::config_error::ConfigError;
use crate::credits::Newsrooms;
use crate::parallel;

/// Articles taken apart at once: what bounds the memory beside the finder's own.
const PORTION: usize = 4096;

/// Finds all copies among articles, which get their places as numbers: the same as a `CopyFinder` finds that gets one after
/// the other. Texts are taken apart by all threads.
///
/// ```
/// use samestory::Article;
/// use samestory::copies::CopyConfig;
/// use samestory::unstable::copies::find_copies;
///
/// let articles = [Article::builder("a").title("Budget passes").build()?];
/// assert!(find_copies(&articles, &CopyConfig::default())?.copies.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the configuration is out of range.
pub fn find_copies(articles: &[Article], config: &CopyConfig) -> Result<Found, ConfigError> {
    find_copies_with(articles, config, &Arc::new(Newsrooms::builtin()))
}

/// As `find_copies`, telling sources by a table of your own.
///
/// # Errors
///
/// If the configuration is out of range.
pub fn find_copies_with(
    articles: &[Article],
    config: &CopyConfig,
    newsrooms: &Arc<Newsrooms>,
) -> Result<Found, ConfigError> {
    let mut finder = CopyFinder::with_newsrooms(config.clone(), Arc::clone(newsrooms))?;
    let mut all = Found::default();
    let mut preparers: Vec<Preparer> =
        (0..parallel::threads().max(1)).map(|_| Preparer::new(Arc::clone(newsrooms))).collect();
    for (number, portion) in articles.chunks(PORTION).enumerate() {
        let prepared;
        (prepared, preparers) = prepare_all(number * PORTION, portion, preparers);
        for prepared in prepared {
            let found = finder.insert_prepared(prepared);
            all.copies.extend(found.copies);
            all.quotes.extend(found.quotes);
        }
    }
    Ok(all)
}
