//! The stories of a closed set, with their origins.

use super::config::{DeskConfig, DeskConfigError};
use super::lineage::Lineage;
use super::told::ToldStories;
use crate::article::{Article, ArticleId};
use crate::cluster::BatchClusterer;
use crate::copies::find_copies_with;
use crate::evaluation::Partition;
use crate::origins::by_itself;
use crate::parallel;
use crate::story::StoryId;

/// Articles cloned at once for the clusterer.
const PORTION: usize = 4096;

/// Groups articles into stories and says who wrote them: copies and versions are found first, of each text the original (of
/// its versions the newest) is clustered as by [`cluster_articles`](crate::cluster_articles), and the others inherit its
/// story. Articles are numbered by their place in the slice.
///
/// # Errors
///
/// As [`DeskConfig::validate`].
///
/// # Complexity
///
/// That of [`find_copies`](crate::copies::find_copies) and of clustering what is no copy. Every text is read twice.
///
/// # Examples
///
/// ```
/// use samestory::Article;
/// use samestory::desk::{DeskConfig, tell_stories};
///
/// let wire = "ALGIERS (AP) – Clinton landed in Algiers on Monday to win support for a West African force. Algeria, which has \
///     the strongest army of the region, fears that fighters would flee across its border.";
/// let article = |source: &str, body: String| Article::builder(source).source(source).body(body).build();
/// let articles = [article("AP", wire.to_owned())?, article("The Star-Ledger", wire.replace("on Monday", "yesterday"))?];
/// let told = tell_stories(&articles, &DeskConfig::default())?;
/// assert_eq!(told.stories()[0].story.articles.len(), 2);
/// assert_eq!(told.stories()[0].origins.independent_origins(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tell_stories(articles: &[Article], config: &DeskConfig) -> Result<ToldStories, DeskConfigError> {
    config.validate()?;
    let found =
        find_copies_with(articles, &config.copies, &config.newsrooms).map_err(DeskConfigError::Copies)?;
    let lineage = Lineage::new(articles, &found.copies);
    let partition = cluster(articles, &lineage.stands_for, config)?;
    let own = |(id, article): &(ArticleId, &Article)| by_itself(*id, article, &config.newsrooms);
    let numbered: Vec<(ArticleId, &Article)> =
        articles.iter().enumerate().map(|(at, article)| (ArticleId(at as u32), article)).collect();
    let origins = parallel::map(&numbered, own);
    let traced = origins.into_iter().zip(articles.iter().map(|article| article.published)).collect();
    let story_of = partition.labels().iter().map(|&label| StoryId(label)).collect();
    Ok(ToldStories::new(traced, story_of, &lineage.versions, found.copies))
}

/// Clusters the articles that stand for a text; the others are where theirs is.
fn cluster(
    articles: &[Article],
    stands_for: &[usize],
    config: &DeskConfig,
) -> Result<Partition, DeskConfigError> {
    let clustered: Vec<usize> = (0..articles.len()).filter(|&at| stands_for[at] == at).collect();
    let mut clusterer = BatchClusterer::new(config.cluster.clone()).map_err(DeskConfigError::Cluster)?;
    for portion in clustered.chunks(PORTION) {
        let portion: Vec<Article> = portion.iter().map(|&at| articles[at].clone()).collect();
        clusterer.read(&portion);
    }
    let clustering = clusterer.finish();
    let mut number = vec![0; articles.len()];
    (0..).zip(&clustered).for_each(|(n, &at)| number[at] = n);
    Ok(Partition::from_labels(stands_for.iter().map(|&at| clustering.story_of(ArticleId(number[at])))))
}
