//! Stories of a closed set, and who wrote them.

use super::stories::TracedStories;
use super::text_groups::TextGroups;
use crate::article::{Article, ArticleId};
use crate::cluster::{BatchEngine, Config, ConfigError};
use crate::copies::find_copies_with;
use crate::evaluation::Partition;
use crate::origins::{ArticleOrigin, by_itself};
use crate::parallel;
use crate::story::StoryId;
use crate::terms::Analyzer;

/// Articles cloned at once for the engine.
const PORTION: usize = 4096;

/// Groups articles into stories and says who wrote them; and what each article says of itself.
///
/// # Errors
///
/// As [`Config::validate`].
///
/// # Complexity
///
/// That of [`find_copies`](crate::copies::find_copies) and of clustering.
pub(crate) fn trace_stories(
    articles: &[Article],
    config: &Config,
    analyzer: Analyzer,
) -> Result<(TracedStories, Vec<ArticleOrigin>), ConfigError> {
    config.validate()?;
    let found = find_copies_with(articles, &config.copies, &config.newsrooms)
        .map_err(|error| ConfigError(format!("copies.{error}")))?;
    let groups = TextGroups::new(articles, &found.copies);
    let partition = cluster(articles, &groups.stands_for, config, analyzer)?;
    let own = |(id, article): &(ArticleId, &Article)| by_itself(*id, article, &config.newsrooms);
    let numbered: Vec<(ArticleId, &Article)> =
        articles.iter().enumerate().map(|(at, article)| (ArticleId(at as u32), article)).collect();
    let origins = parallel::map(&numbered, own);
    let dates = articles.iter().map(|article| article.published);
    let traced = origins.iter().cloned().zip(dates).collect();
    let story_of = partition.labels().iter().map(|&label| StoryId(label)).collect();
    Ok((TracedStories::new(traced, story_of, &groups.versions, found.copies), origins))
}

/// Clusters the articles that stand for themselves; the others are where their newest version is.
fn cluster(
    articles: &[Article],
    stands_for: &[usize],
    config: &Config,
    analyzer: Analyzer,
) -> Result<Partition, ConfigError> {
    let clustered: Vec<usize> = (0..articles.len()).filter(|&at| stands_for[at] == at).collect();
    let mut engine = BatchEngine::with_analyzer(config.clone(), analyzer)?;
    for portion in clustered.chunks(PORTION) {
        let portion: Vec<Article> = portion.iter().map(|&at| articles[at].clone()).collect();
        engine.read(&portion);
    }
    let stories = engine.finish();
    let mut number = vec![0; articles.len()];
    (0..).zip(&clustered).for_each(|(n, &at)| number[at] = n);
    Ok(Partition::from_labels(stands_for.iter().map(|&at| stories[number[at]])))
}
