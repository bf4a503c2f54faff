//! Stories of a closed set, and who wrote them.

use super::stories::TracedStories;
use super::text_groups::TextGroups;
use crate::article::{Article, ArticleId};
use crate::cluster::{BatchEngine, Config};
use crate::copies::{CopyConfigError, find_copies_with};
use crate::evaluation::Partition;
use crate::origins::{ArticleOrigin, by_itself};
use crate::parallel;
use crate::story::StoryId;

/// Articles cloned at once for the engine.
const PORTION: usize = 4096;

/// Traced stories, with what they were made of.
pub(crate) struct TracedBatch {
    pub(crate) stories: TracedStories,
    /// By article, what it says of itself.
    pub(crate) own: Vec<ArticleOrigin>,
    /// By article, the newest of its versions, which was clustered for it: itself, mostly.
    pub(crate) stands_for: Vec<usize>,
}

/// Groups articles into stories by an engine that has read none yet, and says who wrote them. `finish` has the engine group what it has
/// read.
///
/// # Errors
///
/// As [`CopyConfig::validate`](crate::copies::CopyConfig::validate).
///
/// # Complexity
///
/// That of [`find_copies`](crate::copies::find_copies) and of clustering.
pub(crate) fn trace_stories(
    articles: &[Article],
    engine: BatchEngine,
    config: &Config,
    finish: impl FnOnce(BatchEngine) -> Vec<StoryId>,
) -> Result<TracedBatch, CopyConfigError> {
    let found = find_copies_with(articles, &config.copies, &config.newsrooms)?;
    let groups = TextGroups::new(articles, &found.copies);
    let story_of = cluster(articles, &groups.stands_for, engine, finish);
    let own = |(id, article): &(ArticleId, &Article)| by_itself(*id, article, &config.newsrooms);
    let numbered: Vec<(ArticleId, &Article)> =
        articles.iter().enumerate().map(|(at, article)| (ArticleId(at as u32), article)).collect();
    let origins = parallel::map(&numbered, own);
    let dates = articles.iter().map(|article| article.published);
    let dated = origins.iter().cloned().zip(dates).collect();
    let stories = TracedStories::new(dated, story_of, &groups.versions, found.copies);
    Ok(TracedBatch { stories, own: origins, stands_for: groups.stands_for })
}

/// Clusters the articles that stand for themselves; the others are where their newest version is. Stories are numbered by their first
/// articles.
fn cluster(
    articles: &[Article],
    stands_for: &[usize],
    mut engine: BatchEngine,
    finish: impl FnOnce(BatchEngine) -> Vec<StoryId>,
) -> Vec<StoryId> {
    let clustered: Vec<usize> = (0..articles.len()).filter(|&at| stands_for[at] == at).collect();
    for portion in clustered.chunks(PORTION) {
        let portion: Vec<Article> = portion.iter().map(|&at| articles[at].clone()).collect();
        engine.read(&portion);
    }
    let stories = finish(engine);
    let mut number = vec![0; articles.len()];
    (0..).zip(&clustered).for_each(|(n, &at)| number[at] = n);
    let partition = Partition::from_labels(stands_for.iter().map(|&at| stories[number[at]]));
    partition.labels().iter().map(|&label| StoryId(label)).collect()
}
