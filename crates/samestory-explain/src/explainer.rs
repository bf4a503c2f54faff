//! A closed set of articles that can be asked why.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use samestory::terms::TermId;
use samestory::unstable::inspection::{
    InspectedStories, Inspection, Score, cluster_and_inspect, inspect_stories,
};
use samestory::{Article, ArticleId, Config, ConfigError, Stories, StoryId};
use serde::Serialize;

use super::printed::PrintedTerms;

/// The stories of a closed set, with all that their scores were made of.
///
/// [`new`](Self::new) clusters the articles as [`cluster`](fn@samestory::cluster) does, with the same stories. With
/// [`Config::find_copies`] of the versions of an article only the newest is clustered: another one is explained as that.
///
/// # Resource use
///
/// The terms of all articles and the scored pairs stay in memory, about as much as clustering needs at its height.
#[derive(Debug)]
pub struct Explainer<'a> {
    pub(super) articles: &'a [Article],
    pub(super) stories: Stories,
    pub(super) inspection: Inspection,
    /// By number of the engine, the place of the article.
    places: Vec<usize>,
    /// By article, the number of that which was clustered for it.
    numbers: Vec<ArticleId>,
    by_id: HashMap<&'a str, usize>,
    /// By label of the engine, its articles by number.
    groups: BTreeMap<u32, Vec<ArticleId>>,
}

/// Two articles, and the score of the pair.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The id of one.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// How likely both report one event, 0 to 1.
    pub score: f64,
}

/// What was asked for is not there.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// No article has this id.
    Article(String),
    /// No story has this number.
    Story(StoryId),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "no article has the id \"{id}\""),
            Self::Story(story) => write!(f, "no story has the number {story}"),
        }
    }
}

impl std::error::Error for Unknown {}

impl<'a> Explainer<'a> {
    /// Clusters articles, and keeps what it takes to explain the result.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(articles: &'a [Article], config: &Config) -> Result<Self, ConfigError> {
        Ok(Self::explaining(articles, cluster_and_inspect(articles, config)?))
    }

    /// Explains stories that are there, as those of a stream ([`Clusterer::stories`](samestory::Clusterer::stories)), by the scores that a
    /// closed set of their articles has. `articles` are all of them, in order of arrival.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`]; and if there are not as many articles as in the stories.
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::{Article, Clusterer, Config};
    /// use samestory_explain::Explainer;
    ///
    /// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
    /// let articles =
    ///     [article("a", "Clinton asks Algeria to back force in Mali")?, article("b", "Clinton asks Algiers for help in Mali")?];
    /// let mut clusterer = Clusterer::new(Config::default())?;
    /// for article in &articles {
    ///     clusterer.insert(article);
    /// }
    /// let explainer = Explainer::of_stories(&articles, clusterer.stories().collect(), clusterer.config())?;
    /// assert!(explainer.pair("a", "b")?.same_story);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_stories(
        articles: &'a [Article],
        stories: Stories,
        config: &Config,
    ) -> Result<Self, ConfigError> {
        Ok(Self::explaining(articles, inspect_stories(articles, stories, config)?))
    }

    fn explaining(articles: &'a [Article], found: InspectedStories) -> Self {
        let InspectedStories { stories, inspection, stands_for } = found;
        let places: Vec<usize> = (0..articles.len()).filter(|&at| stands_for[at] == at).collect();
        let number = |at: &usize| ArticleId(places.binary_search(at).unwrap_or_default() as u32);
        let numbers = stands_for.iter().map(number).collect();
        let mut groups: BTreeMap<u32, Vec<ArticleId>> = BTreeMap::new();
        for (number, &label) in (0..).zip(inspection.labels()) {
            groups.entry(label).or_default().push(ArticleId(number));
        }
        let by_id = articles.iter().enumerate().map(|(at, article)| (article.id.as_str(), at)).collect();
        Self { articles, stories, inspection, places, numbers, by_id, groups }
    }

    /// The stories.
    pub fn stories(&self) -> &Stories {
        &self.stories
    }

    /// The number of the article that was clustered for one.
    pub(super) fn number(&self, id: &str) -> Result<ArticleId, Unknown> {
        let at = self.by_id.get(id).ok_or_else(|| Unknown::Article(id.to_owned()))?;
        Ok(self.numbers[*at])
    }

    /// As [`number`](Self::number), by the place of the article.
    pub(super) fn number_at(&self, at: usize) -> ArticleId {
        self.numbers[at]
    }

    pub(super) fn article_by_id(&self, id: &str) -> Option<&'a Article> {
        self.by_id.get(id).map(|&at| &self.articles[at])
    }

    /// An article by number.
    pub(super) fn article_of(&self, number: ArticleId) -> &'a Article {
        &self.articles[self.places[number.index()]]
    }

    pub(super) fn id(&self, number: ArticleId) -> String {
        self.article_of(number).id.clone()
    }

    /// The story of an article by number.
    pub(super) fn story_of(&self, number: ArticleId) -> StoryId {
        self.stories.labels()[self.places[number.index()]]
    }

    /// The clustered articles of the group that an article is in, ascending.
    pub(super) fn group(&self, number: ArticleId) -> &[ArticleId] {
        &self.groups[&self.inspection.labels()[number.index()]]
    }

    pub(super) fn link(&self, (a, b, score): (ArticleId, ArticleId, Score)) -> Link {
        Link { a: self.id(a), b: self.id(b), score: score.value() }
    }

    pub(super) fn printed(&self, number: ArticleId) -> PrintedTerms<'a> {
        PrintedTerms::new(self.article_of(number), self.inspection.analyzer(), self.inspection.vocabulary())
    }

    /// The text of a term.
    pub(super) fn term(&self, term: TermId) -> &str {
        self.inspection.vocabulary().term(term).unwrap_or_default()
    }
}
