//! Clustering a closed set of articles.

use super::candidates::{Candidate, Collection, HOPELESS, ROUNDING};
use super::config::{Config, ConfigError};
use super::context::{Context, Introductions};
use super::reading::Reading;
use super::scored::{Scored, ScoredPair};
use crate::article::{Article, ArticleId};
use crate::evaluation::Partition;
use crate::parallel;
use crate::published::Published;
use crate::story::{Story, StoryId};
use crate::terms::Analyzer;

/// Pairs scored by one thread at a time.
const BLOCK: usize = 4096;

/// The stories of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    stories: Vec<Story>,
    story_of: Vec<StoryId>,
}

impl Clustering {
    /// The stories, in the order of their first articles.
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// The story of an article, by its place in the input.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.story_of.get(article.index()).copied()
    }

    /// Who is with whom.
    pub fn partition(&self) -> Partition {
        Partition::from_labels(self.story_of.iter().copied())
    }
}

/// Groups articles into stories: those that report one event.
///
/// Every pair with enough words in common is scored by [`Config::model`], and all scores are calibrated by how well the
/// likely pairs hold together ([`Config::calibration`]). Groups are merged by [average linkage](super::average_linkage) down to
/// [`Config::batch_threshold`]; then every article may change over to a story that it is closer to. Articles are numbered
/// by their place in the slice. Their ids are not looked at.
///
/// # Errors
///
/// As [`Config::validate`]. Articles are never an error: one without any term is a story of one.
///
/// # Complexity
///
/// Σ df² for the search, plus the scored pairs; memory for the articles' vectors and at most
/// [`Config::most_candidates`] pairs per article.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Config, cluster_articles};
///
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let articles = [
///     article("a", "Clinton asks Algeria to back force in Mali")?,
///     article("b", "Giants sweep Tigers to win World Series")?,
///     article("c", "In Algiers, Clinton seeks help against Mali militants")?,
///     article("d", "World Series: San Francisco Giants complete sweep of Detroit Tigers")?,
/// ];
/// let clustering = cluster_articles(&articles, &Config::default())?;
/// assert_eq!(clustering.partition().labels(), [0, 1, 0, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cluster_articles(articles: &[Article], config: &Config) -> Result<Clustering, ConfigError> {
    let mut batch = BatchClusterer::new(config.clone())?;
    batch.read(articles);
    Ok(batch.finish())
}

/// As [`cluster_articles`], with an analyzer of your own ([`Config::analysis`] is not looked at).
///
/// # Errors
///
/// As [`Config::validate`].
pub fn cluster_articles_with(
    articles: &[Article],
    config: &Config,
    analyzer: &Analyzer,
) -> Result<Clustering, ConfigError> {
    let mut batch = BatchClusterer::with_analyzer(config.clone(), analyzer.clone())?;
    batch.read(articles);
    Ok(batch.finish())
}

/// Groups a closed set of articles that need not all be held in memory: [`cluster_articles`] in two steps.
///
/// What is kept of an article is its counted terms, about as many bytes as its text has.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Config, cluster::BatchClusterer};
///
/// let mut batch = BatchClusterer::new(Config::default())?;
/// for day in [["Clinton asks Algeria to back force in Mali"], ["Clinton asks Algiers for help in Mali"]] {
///     let articles: Result<Vec<_>, _> = day.iter().map(|title| Article::builder("id").title(*title).build()).collect();
///     batch.read(&articles?);
/// }
/// assert_eq!(batch.finish().stories().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BatchClusterer {
    config: Config,
    reading: Reading,
}

impl BatchClusterer {
    /// No articles yet.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let analyzer = Analyzer::new(config.analysis.clone()).map_err(ConfigError)?;
        Self::with_analyzer(config, analyzer)
    }

    /// As [`BatchClusterer::new`], with an analyzer of your own ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        config.validate()?;
        let reading = Reading::new(&config, analyzer);
        Ok(Self { config, reading })
    }

    /// Reads the next articles, on all cores if there are many.
    pub fn read(&mut self, articles: &[Article]) {
        self.reading.read(articles, &self.config);
    }

    /// How many articles were read.
    pub(crate) fn articles(&self) -> usize {
        self.reading.articles.len()
    }

    /// The stories of all articles, numbered in the order they were read in.
    pub fn finish(self) -> Clustering {
        let published = self.reading.published();
        collect_stories(&published, &self.score().group())
    }

    /// Scores all pairs with enough words in common.
    pub(crate) fn score(self) -> Scored {
        let Self { config, reading } = self;
        let collection = Collection::new(reading, &config);
        let words: Vec<u32> = collection.words().collect();
        let (pairs, is_full) = score_pairs(&collection, &config);
        // what is needed no more takes a while to be given back
        parallel::join(|| drop(collection), || Scored::new(&words, &pairs, &is_full, config)).1
    }
}

/// A candidate, as far as it is needed until all are known.
struct Pair {
    a: ArticleId,
    b: ArticleId,
    similarity: f32,
    /// Log-odds, but for what depends on other articles.
    logit: f32,
    /// Whether `b` has as many candidates as there is room for.
    is_full: bool,
}

/// The log-odds of the pairs, by `b`, without those that are hopeless and not needed to know what was compared; and whether each
/// article has as many candidates as there is room for.
fn score_pairs(collection: &Collection, config: &Config) -> (Vec<ScoredPair>, Vec<bool>) {
    let published = collection.published();
    let (mut pairs, mut introductions) = (Vec::new(), Introductions::new(&published));
    let mut is_full = vec![false; published.len()];
    let slim = |pair: Candidate, is_full: bool| Pair {
        a: pair.a,
        b: pair.b,
        similarity: pair.similarity(),
        logit: pair.logit as f32,
        is_full,
    };
    let only_lowers = Context::only_lowers(config);
    collection.candidates(config, slim, |pair| {
        introductions.introduce(pair.a, pair.b, pair.similarity);
        is_full[pair.b.index()] = pair.is_full;
        if pair.is_full || !only_lowers || f64::from(pair.logit) > HOPELESS {
            pairs.push(pair);
        }
    });
    let contexts = introductions.finish();
    let least_crowds = contexts.least_crowds();
    let blocks: Vec<&[Pair]> = pairs.chunks(BLOCK).collect();
    let score = |block: &&[Pair]| -> Vec<ScoredPair> {
        let scored = block.iter().map(|pair| {
            let most = pair.logit + config.model.crowd as f32 * least_crowds[pair.b.index()];
            let logit = if only_lowers && f64::from(most) <= HOPELESS - ROUNDING {
                most
            } else {
                contexts.of(pair.a, pair.b).add_to(pair.logit, config)
            };
            (pair.a.0, pair.b.0, logit)
        });
        scored.collect()
    };
    (parallel::map(&blocks, score).concat(), is_full)
}

fn collect_stories(published: &[Option<Published>], partition: &Partition) -> Clustering {
    let mut stories: Vec<Story> = Vec::with_capacity(partition.cluster_count());
    let mut story_of = Vec::with_capacity(published.len());
    for (at, (&published, &label)) in published.iter().zip(partition.labels()).enumerate() {
        let id = StoryId(label);
        // labels are numbered by first appearance
        if id.index() == stories.len() {
            stories.push(Story::new(id));
        }
        stories[id.index()].add(ArticleId(at as u32), published);
        story_of.push(id);
    }
    Clustering { stories, story_of }
}
