//! Stories of a closed set.

use std::borrow::Cow;

use super::history::{traced, untraced};
use super::story::{Member, Stories};
use crate::article::Article;
use crate::cluster::{BatchEngine, CLEANED_TOGETHER, Config, Inspection, corrected_edges};
use crate::config_error::ConfigError;
use crate::corrections::Corrections;
use crate::origins::ArticleOrigin;
use crate::story::StoryId;
use crate::terms::Analyzer;
use crate::traced::{TracedBatch, TracedGroups};

/// Groups articles into stories: those that report one event.
///
/// Each article is compared with the earlier ones that are most similar to it, at most [`Config::max_candidates`]; in a set of more than
/// 65,536 articles only with as many before it in time. [`Config::model`] scores these pairs, the scores are calibrated, and average
/// linkage forms the groups. The module [`cluster`](mod@crate::cluster) describes the method. With [`Config::find_copies`] each story says
/// who wrote it and who printed whose text.
///
/// The order of the articles decides the numbers of stories and what happens between equals. It also has a small influence on which
/// articles are together: calibration ([`Config::calibration`]) and the choice of candidates look at the articles before each one, and so
/// do undated versions and, beyond 4,096 articles, boilerplate ([`BatchClusterer::read`]). Articles in the order of their dates give
/// results that can be repeated.
///
/// Ids may come twice: both articles are in a story, and [`Stories::story_of`] leads to that of the last.
///
/// # Errors
///
/// As [`Config::validate`]. Articles are never an error: one without any term is a story of one.
///
/// # Complexity
///
/// Σ df² for the search, plus the scored pairs; memory for the articles' vectors and at most
/// [`Config::max_candidates`] pairs per article.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Config};
///
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let articles = [
///     article("a", "Clinton asks Algeria to back force in Mali")?,
///     article("b", "Giants sweep Tigers to win World Series")?,
///     article("c", "In Algiers, Clinton seeks help against Mali militants")?,
///     article("d", "World Series: San Francisco Giants complete sweep of Detroit Tigers")?,
/// ];
/// let stories = samestory::cluster(&articles, &Config::default())?;
/// assert_eq!(stories.partition().labels(), [0, 1, 0, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cluster(articles: &[Article], config: &Config) -> Result<Stories, ConfigError> {
    let mut batch = BatchClusterer::new(config.clone())?;
    batch.read_some(Cow::Borrowed(articles));
    Ok(batch.finish())
}

/// [`cluster`] in steps, for articles that need not all be in memory at once, and for an analyzer of your own.
///
/// Without [`Config::find_copies`] what is kept of an article is its counted terms, about as many bytes as its text has, and its
/// headline, and up to 8,191 articles wait for more; with it the whole article is kept.
///
/// # Examples
///
/// ```
/// use samestory::{Article, BatchClusterer, Config};
///
/// let mut batch = BatchClusterer::new(Config::default())?;
/// for title in ["Clinton asks Algeria to back force in Mali", "Clinton asks Algiers for help in Mali"] {
///     batch.read(vec![Article::builder(title).title(title).build()?]);
/// }
/// assert_eq!(batch.finish().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BatchClusterer<'a> {
    config: Config,
    engine: BatchEngine,
    members: Vec<Member>,
    /// Articles that are read once there are [so many](CLEANED_TOGETHER), or no more come.
    waiting: Vec<Article>,
    /// With copies: all articles.
    batch: Option<TracedBatch<'a>>,
}

impl<'a> BatchClusterer<'a> {
    /// No articles yet.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let analyzer = config.analyzer()?;
        Self::with_analyzer(config, analyzer)
    }

    /// As [`BatchClusterer::new`], with an analyzer of your own ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        let engine = BatchEngine::with_analyzer(config.clone(), analyzer)?;
        let batch = config.find_copies.then(|| traced_batch(&config)).transpose()?;
        Ok(Self { config, engine, members: Vec::new(), waiting: Vec::new(), batch })
    }

    /// Reads the next articles, on all cores if there are many. How many at a time does not matter: what is boilerplate is told by 4,096
    /// articles after the other, each time by these and all before them.
    pub fn read(&mut self, mut articles: Vec<Article>) {
        if self.batch.is_some() {
            return self.read_some(Cow::Owned(articles));
        }
        self.waiting.append(&mut articles);
        let enough = self.waiting.len() / CLEANED_TOGETHER * CLEANED_TOGETHER;
        if enough > 0 {
            let rest = self.waiting.split_off(enough);
            let articles = std::mem::replace(&mut self.waiting, rest);
            self.read_some(Cow::Owned(articles));
        }
    }

    fn read_some(&mut self, articles: Cow<'a, [Article]>) {
        let Self { config, engine, members, batch, .. } = self;
        if let Some(batch) = batch {
            return read_credited(batch, articles, config, members);
        }
        let arrivals = members.len()..;
        members.extend(articles.iter().zip(arrivals).map(|(article, at)| Member::new(article, at)));
        match articles {
            Cow::Borrowed(articles) => engine.read_last(articles),
            Cow::Owned(articles) => engine.read(articles.into_iter()),
        }
    }

    /// The stories of all articles, numbered in the order they were read in.
    pub fn finish(mut self) -> Stories {
        let waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            self.read_some(Cow::Owned(waiting));
        }
        let Self { config, mut engine, members, batch, .. } = self;
        if let Some(batch) = batch {
            let groups = batch.trace(engine, &config, BatchEngine::finish);
            return headlined(traced(groups.stories, members), &config.corrections);
        }
        let ids = members.iter().map(|member| member.id.as_str());
        engine.correct(corrected_edges(&config.corrections, ids.zip(0..)));
        headlined(untraced(members, engine.finish()), &config.corrections)
    }
}

fn traced_batch<'a>(config: &Config) -> Result<TracedBatch<'a>, ConfigError> {
    TracedBatch::new(config).map_err(|error| error.within("copies"))
}

/// Reads articles of which it is traced who wrote them.
fn read_credited<'a>(
    batch: &mut TracedBatch<'a>,
    articles: Cow<'a, [Article]>,
    config: &Config,
    members: &mut Vec<Member>,
) {
    let credited = |article: &Article, own: &ArticleOrigin| {
        Member::credited(article, own.article.index(), own, &config.newsrooms)
    };
    members.extend(batch.read(articles, config, credited));
}

fn headlined(mut stories: Stories, corrections: &Corrections) -> Stories {
    stories.choose_headlines(corrections);
    stories
}

/// Stories of a closed set, with what their scores were made of.
#[derive(Debug)]
pub struct InspectedStories {
    /// The stories.
    pub stories: Stories,
    /// What their scores were made of.
    pub inspection: Inspection,
    /// By article, the place of that which was clustered for it: of its versions the newest.
    pub stands_for: Vec<usize>,
}

/// As [`cluster`], keeping what the scores were made of.
///
/// # Errors
///
/// As [`Config::validate`].
pub fn cluster_and_inspect(articles: &[Article], config: &Config) -> Result<InspectedStories, ConfigError> {
    let mut engine = BatchEngine::new(config.clone())?;
    let ids = |inspection: &Inspection| inspection.labels().iter().map(|&label| StoryId(label)).collect();
    if !config.find_copies {
        engine.read_last(articles);
        let named = articles.iter().map(|article| article.id.as_str()).zip(0..);
        engine.correct(corrected_edges(&config.corrections, named));
        let inspection = engine.inspect();
        let members = articles.iter().enumerate().map(|(at, article)| Member::new(article, at)).collect();
        let stories = headlined(untraced(members, ids(&inspection)), &config.corrections);
        return Ok(InspectedStories { stories, inspection, stands_for: (0..articles.len()).collect() });
    }
    let (mut batch, mut members) = (traced_batch(config)?, Vec::new());
    read_credited(&mut batch, Cow::Borrowed(articles), config, &mut members);
    let mut kept = None;
    let finish = |engine: BatchEngine| ids(kept.insert(engine.inspect()));
    let TracedGroups { stories, stands_for } = batch.trace(engine, config, finish);
    let stories = headlined(traced(stories, members), &config.corrections);
    let inspection = kept.expect("every engine is asked for its groups");
    Ok(InspectedStories { stories, inspection, stands_for })
}

/// As [`cluster_and_inspect`], with stories that are there, as those of a stream, in the place of those that are found. `articles` are all
/// of theirs, in order of arrival.
///
/// # Errors
///
/// As [`Config::validate`]; and if there are not as many articles as in the stories.
pub fn inspect_stories(
    articles: &[Article],
    stories: Stories,
    config: &Config,
) -> Result<InspectedStories, ConfigError> {
    let (given, expected) = (articles.len(), stories.labels().len());
    if given != expected {
        return Err(ConfigError(format!("{given} articles are given, and the stories have {expected}")));
    }
    let mut found = cluster_and_inspect(articles, config)?;
    let standing = (0..articles.len()).filter(|&at| found.stands_for[at] == at);
    found.inspection.regroup(standing.map(|at| stories.labels()[at].0).collect());
    found.stories = stories;
    Ok(found)
}
