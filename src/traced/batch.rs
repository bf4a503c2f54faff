//! Stories of a closed set, and who wrote them.

use std::borrow::Cow;

use super::stories::TracedStories;
use super::text_groups::TextGroups;
use crate::article::{Article, ArticleId};
use crate::cluster::{BatchEngine, Config, corrected_edges};
use crate::config_error::ConfigError;
use crate::copies::{Circumstances, CopyLink, Sketch, SketchFinder, Sketcher};
use crate::corrections::Corrections;
use crate::origins::{ArticleOrigin, Sources, by_itself};
use crate::parallel;
use crate::partition::Partition;
use crate::published::Published;
use crate::story::StoryId;

/// Traced stories, with what was clustered.
pub(crate) struct TracedGroups {
    pub(crate) stories: TracedStories,
    /// By article, the newest of its versions, which was clustered for it: itself, mostly.
    pub(crate) stands_for: Vec<usize>,
}

/// The articles of a closed set, in the order they were read in, with what their texts have from each other.
#[derive(Debug)]
pub(crate) struct TracedBatch<'a> {
    articles: Cow<'a, [Article]>,
    searched: Searched,
    /// Articles that are searched for while the next are read.
    waiting: Vec<(ArticleOrigin, Sketch)>,
}

/// The articles whose texts were searched for among those before them.
#[derive(Debug)]
struct Searched {
    finder: SketchFinder,
    /// By article, what it says of itself.
    own: Vec<(ArticleOrigin, Option<Published>)>,
    links: Vec<CopyLink>,
}

impl Searched {
    /// Searches for the next articles, one by one; `articles` are all that were read.
    fn extend(&mut self, read: Vec<(ArticleOrigin, Sketch)>, articles: &[Article], config: &Config) {
        let texts_of = |id: ArticleId| {
            let article = articles.get(id.index())?;
            Some((article.title.as_str(), article.body.as_str()))
        };
        for (origin, sketch) in read {
            let published = articles[origin.article.index()].published;
            let source = origin.source.as_deref();
            let circumstances = Circumstances::of(published, source, origin.credits(), &config.newsrooms);
            self.links.extend(self.finder.insert(origin.article, sketch, circumstances, texts_of));
            self.own.push((origin, published));
        }
    }
}

impl<'a> TracedBatch<'a> {
    /// No articles yet.
    ///
    /// # Errors
    ///
    /// As [`CopyConfig::validate`](crate::copies::CopyConfig::validate).
    pub(crate) fn new(config: &Config) -> Result<Self, ConfigError> {
        let finder = SketchFinder::new(config.copies.clone())?;
        let searched = Searched { finder, own: Vec::new(), links: Vec::new() };
        Ok(Self { articles: Cow::default(), searched, waiting: Vec::new() })
    }

    /// Reads the next articles, on all cores, while those of the call before are searched for: earlier ones that share their texts. Gives
    /// what `keep` makes of each and of what it says of itself.
    ///
    /// # Complexity
    ///
    /// Linear in the texts, and in those of the articles that are alike.
    pub(crate) fn read<K: Send>(
        &mut self,
        articles: Cow<'a, [Article]>,
        config: &Config,
        keep: impl Fn(&Article, &ArticleOrigin) -> K + Sync,
    ) -> Vec<K> {
        let first = self.articles.len();
        if first == 0 {
            self.articles = articles;
        } else {
            self.articles.to_mut().extend(articles.into_owned());
        }
        let Self { articles, searched, waiting } = self;
        let mut kept = Vec::with_capacity(articles.len() - first);
        let at_once = parallel::articles_at_once();
        for (block, start) in articles[first..].chunks(at_once).zip((first as u32..).step_by(at_once)) {
            let before = std::mem::take(waiting);
            let ((), read) = parallel::join(
                || searched.extend(before, articles, config),
                || {
                    read_texts(block, ArticleId(start), config, |article, own, sketch| {
                        (keep(article, &own), (own, sketch))
                    })
                },
            );
            let (of_block, read): (Vec<K>, _) = read.into_iter().unzip();
            kept.extend(of_block);
            *waiting = read;
        }
        kept
    }

    /// Groups the articles into stories by an engine that has read none yet, and says who wrote them. `finish` has the engine group what
    /// it has read.
    ///
    /// # Complexity
    ///
    /// That of clustering.
    pub(crate) fn trace(
        self,
        engine: BatchEngine,
        config: &Config,
        finish: impl FnOnce(BatchEngine) -> Vec<StoryId>,
    ) -> TracedGroups {
        let Self { articles, mut searched, waiting } = self;
        searched.extend(waiting, &articles, config);
        let Searched { finder, own, links } = searched;
        // what is needed no more takes a while to be given back
        let ((), groups) = parallel::join(|| drop(finder), || TextGroups::new(&articles, &links));
        let story_of = cluster_standing(articles, &groups.stands_for, &config.corrections, engine, finish);
        let stories = TracedStories::new(own, story_of, &groups.versions, links);
        TracedGroups { stories, stands_for: groups.stands_for }
    }
}

/// Clusters the articles that stand for themselves; the others are where their newest version is. Stories are numbered by their
/// first articles. Articles that nobody else holds lose their texts as they are read.
fn cluster_standing(
    articles: Cow<'_, [Article]>,
    stands_for: &[usize],
    corrections: &Corrections,
    mut engine: BatchEngine,
    finish: impl FnOnce(BatchEngine) -> Vec<StoryId>,
) -> Vec<StoryId> {
    let mut number = vec![0; stands_for.len()];
    let standing: Vec<usize> = (0..stands_for.len()).filter(|&at| stands_for[at] == at).collect();
    (0..).zip(&standing).for_each(|(place, &at)| number[at] = place);
    let items = articles.iter().zip(stands_for);
    let items = items.map(|(article, &stands)| (article.id.as_str(), number[stands] as u32));
    engine.correct(corrected_edges(corrections, items));
    match articles {
        Cow::Borrowed(articles) => {
            let standing: Vec<&Article> = standing.iter().map(|&at| &articles[at]).collect();
            engine.read_last(&standing);
        }
        Cow::Owned(articles) => {
            let standing = articles.into_iter().enumerate().filter(|&(at, _)| stands_for[at] == at);
            engine.read(standing.map(|(_, article)| article));
        }
    }
    let stories = finish(engine);
    let partition = Partition::from_labels(stands_for.iter().map(|&at| stories[number[at]]));
    partition.labels().iter().map(|&label| StoryId(label)).collect()
}

/// What `keep` makes of each article, of what it says of itself, and of its sketch. The articles are numbered from `first` on.
pub(super) fn read_texts<R: Send>(
    articles: &[Article],
    first: ArticleId,
    config: &Config,
    keep: impl Fn(&Article, ArticleOrigin, Sketch) -> R + Sync,
) -> Vec<R> {
    let places: Vec<usize> = (0..articles.len()).collect();
    parallel::map_with(&places, <(Sources, Sketcher)>::default, |(sources, sketcher), &at| {
        let (id, article) = (ArticleId(first.0 + at as u32), &articles[at]);
        keep(article, by_itself(id, article, &config.newsrooms, sources), sketcher.sketch(&article.body))
    })
}
