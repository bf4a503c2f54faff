//! The reference of the search for copies: every article is compared with every earlier one.

use std::sync::Arc;

use super::config::CopyConfig;
use super::finder::{Found, judge};
use super::furniture::{Furniture, REPEATED};
use super::overlap::Compared;
use super::prepared::{Prepared, Preparer, prepare_all};
use super::winnow::SHORTEST_RUN;
use crate::article::Article;
use crate::config_error::ConfigError;
use crate::credits::Newsrooms;

/// As `find_copies`, without an index. The same, as long as no shingle is in more than
/// [`max_per_shingle`](CopyConfig::max_per_shingle) articles.
///
/// # Complexity
///
/// Quadratic in the articles.
///
/// # Errors
///
/// If the configuration is out of range.
pub fn find_copies(articles: &[Article], config: &CopyConfig) -> Result<Found, ConfigError> {
    config.validate()?;
    let preparer = Preparer::new(Arc::new(Newsrooms::builtin()));
    let (mut prepared, _) = prepare_all(0, articles, vec![preparer]);
    let mut furniture = Furniture::new(config.max_boilerplate);
    let mut all = Found::default();
    for at in 0..prepared.len() {
        let (before, rest) = prepared.split_at_mut(at);
        let (before, new) = (&before[at.saturating_sub(config.max_articles)..], &mut rest[0]);
        let compared = Compared::new(&new.print, &furniture);
        let mut found = Found::default();
        for earlier in before {
            if share_a_run(&earlier.print.words, &new.print.words) {
                judge(config, &furniture, earlier.party(), new.party(), &compared, &mut found);
            }
        }
        new.is_version = found.copies.iter().any(|link| link.same_source);
        if !new.is_version {
            repeated(before, new).into_iter().for_each(|shingle| furniture.add(shingle));
        }
        found.keep_strongest(config.max_links);
        all.copies.extend(found.copies);
        all.quotes.extend(found.quotes);
    }
    Ok(all)
}

/// Whether two texts have a run of words in common that makes them worth comparing.
fn share_a_run(first: &[u32], second: &[u32]) -> bool {
    first.windows(SHORTEST_RUN).any(|run| second.windows(SHORTEST_RUN).any(|other| run == other))
}

/// The selected shingles that a source has repeated in as many articles as make them furniture.
fn repeated(before: &[Prepared], new: &Prepared) -> Vec<u64> {
    let Some(source) = new.circumstances.source else { return Vec::new() };
    let holds = |earlier: &&Prepared, shingle| earlier.print.selected.iter().any(|s| s.shingle == shingle);
    let shingles = new.print.selected.iter().map(|s| s.shingle);
    let count = |shingle| before.iter().filter(|e| e.repeats_for(source) && holds(e, shingle)).count();
    shingles.filter(|&shingle| count(shingle) + 1 >= REPEATED).collect()
}
