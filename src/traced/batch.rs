//! Stories of a closed set, and who wrote them.

use std::borrow::Cow;

use super::stories::TracedStories;
use super::text_groups::TextGroups;
use crate::article::{Article, ArticleId};
use crate::cluster::{BatchEngine, Config, corrected_edges};
use crate::copies::{Circumstances, CopyLink, Sketch, SketchFinder, Sketcher};
use crate::corrections::Corrections;
use crate::origins::{ArticleOrigin, Sources, by_itself};
use crate::parallel;
use crate::partition::Partition;
use crate::published::Published;
use crate::story::StoryId;

/// Articles that are read while those before them are found.
const BLOCK: usize = 128;

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
    finder: SketchFinder,
    /// By article, what it says of itself.
    own: Vec<(ArticleOrigin, Option<Published>)>,
    links: Vec<CopyLink>,
}

impl<'a> TracedBatch<'a> {
    /// No articles yet.
    ///
    /// # Errors
    ///
    /// As [`CopyConfig::validate`](crate::copies::CopyConfig::validate).
    pub(crate) fn new(config: &Config) -> Result<Self, String> {
        let finder = SketchFinder::new(config.copies.clone())?;
        Ok(Self { articles: Cow::default(), finder, own: Vec::new(), links: Vec::new() })
    }

    /// Takes the next articles, and finds those before them that share their texts. `keep` is given each, with what it says of itself,
    /// in order.
    ///
    /// # Complexity
    ///
    /// Linear in the texts, and in those of the articles that are alike.
    pub(crate) fn read(
        &mut self,
        articles: Cow<'a, [Article]>,
        config: &Config,
        mut keep: impl FnMut(&Article, &ArticleOrigin) + Send,
    ) {
        let first = self.articles.len();
        if first == 0 {
            self.articles = articles;
        } else {
            self.articles.to_mut().extend(articles.into_owned());
        }
        let Self { articles, finder, own, links, .. } = self;
        let texts_of = |id: ArticleId| {
            let article = articles.get(id.index())?;
            Some((article.title.as_str(), article.body.as_str()))
        };
        let mut find = |(origin, sketch): (ArticleOrigin, Sketch)| {
            let article = &articles[origin.article.index()];
            let source = origin.source.as_deref();
            let circumstances =
                Circumstances::of(article.published, source, origin.credits(), &config.newsrooms);
            links.extend(finder.insert(origin.article, sketch, circumstances, texts_of));
            keep(article, &origin);
            own.push((origin, article.published));
        };
        // articles are found one by one, while the next are read
        let mut read = Vec::new();
        for (block, start) in articles[first..].chunks(BLOCK).zip((first as u32..).step_by(BLOCK)) {
            let before = std::mem::take(&mut read);
            let find_all = || before.into_iter().for_each(&mut find);
            ((), read) = parallel::join(find_all, || read_texts(block, ArticleId(start), config));
        }
        read.into_iter().for_each(find);
    }

    /// Groups the articles into stories by an engine that has read none yet, and says who wrote them. `finish` has the engine group what
    /// it has read.
    ///
    /// # Complexity
    ///
    /// That of clustering.
    pub(crate) fn trace(
        mut self,
        engine: BatchEngine,
        corrections: &Corrections,
        finish: impl FnOnce(BatchEngine) -> Vec<StoryId>,
    ) -> TracedGroups {
        let (own, links) = (std::mem::take(&mut self.own), std::mem::take(&mut self.links));
        let groups = TextGroups::new(&self.articles, &links);
        let story_of = self.cluster(&groups.stands_for, corrections, engine, finish);
        let stories = TracedStories::new(own, story_of, &groups.versions, links);
        TracedGroups { stories, stands_for: groups.stands_for }
    }

    /// Clusters the articles that stand for themselves; the others are where their newest version is. Stories are numbered by their
    /// first articles. Articles that nobody else holds lose their texts as they are read.
    fn cluster(
        self,
        stands_for: &[usize],
        corrections: &Corrections,
        mut engine: BatchEngine,
        finish: impl FnOnce(BatchEngine) -> Vec<StoryId>,
    ) -> Vec<StoryId> {
        let Self { articles, finder, .. } = self;
        drop(finder);
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
}

/// What each article says of itself, and its sketch. The articles are numbered from `first` on.
pub(super) fn read_texts(
    articles: &[Article],
    first: ArticleId,
    config: &Config,
) -> Vec<(ArticleOrigin, Sketch)> {
    let places: Vec<usize> = (0..articles.len()).collect();
    parallel::map_with(&places, <(Sources, Sketcher)>::default, |(sources, sketcher), &at| {
        let (id, article) = (ArticleId(first.0 + at as u32), &articles[at]);
        (by_itself(id, article, &config.newsrooms, sources), sketcher.sketch(&article.body))
    })
}
