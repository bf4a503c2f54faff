//! Stories of a stream.

use std::collections::BTreeSet;

use super::assignment::{Assignment, Change};
use super::members::Members;
use super::memory::MemoryUsage;
use super::story::{Member, Story};
use crate::article::{Article, ArticleId};
use crate::cluster::{Config, StreamEngine};
use crate::config_error::ConfigError;
use crate::corrections::{Correction, CorrectionError, Corrections};
use crate::published::Published;
use crate::story::StoryId;
use crate::terms::{Analyzer, Lexicon};
use crate::traced::TracedStream;
use crate::versions::History;

/// Groups articles into stories as they arrive, and says of each whose text it is.
///
/// Each article is compared with the live articles that have enough words in common, and joins the story that it is closest to, or
/// begins one. Earlier decisions are reconsidered: stories merge, and articles move ([`Assignment::changes`]). When stories merge,
/// the larger keeps its [`StoryId`] (of equals the older). The module [`cluster`](mod@crate::cluster) describes the method.
///
/// With [`Config::find_copies`], an article that has its text from another one is a [copy](crate::Outcome::CopyOf), and a new state of
/// an article a [version](crate::Outcome::NewVersionOf): of all versions of an article the newest alone is compared with others.
///
/// An article stays live for [`Config::window_days`] after its arrival (longer, while no more than [`Config::min_live`]
/// are); a story ends with its last live article. Time is what the articles' dates say (the median of the last nine, so
/// that a few wrong ones do not matter), never the machine's. A [`StoryHistory`](super::StoryHistory) keeps what the stream forgets.
///
/// An id that comes again names the later article from then on.
///
/// # Saving
///
/// A stream can be written and read with serde, in any format. Once it is read, it goes on to the same bytes as if it had never been
/// written. What is written holds for one version of samestory, and has all but what comes from the program:
/// [`load_with`](Self::load_with) takes tables and a tokenizer of your own.
///
/// ```
/// use samestory::{Article, Clusterer, Config};
///
/// let mut clusterer = Clusterer::new(Config::default())?;
/// let first = clusterer.insert(&Article::builder("a").title("Clinton asks Algeria to back force in Mali").build()?);
/// let state = serde_json::to_string(&clusterer)?;
///
/// let mut clusterer: Clusterer = serde_json::from_str(&state)?;
/// let second = clusterer.insert(&Article::builder("b").title("Clinton asks Algiers for help in Mali").build()?);
/// assert_eq!(second.story, first.story);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Complexity
///
/// Per article: the posting lists of its terms among the live articles, plus at most [`Config::max_candidates`] scored
/// pairs, plus the reconsidered neighbours. Memory grows with the live articles and the terms of the last 16,384 to 131,072, however
/// many came before: what has not come for longer is forgotten, and is new if it comes again. [`memory_usage`](Self::memory_usage)
/// says how much it is. With [`Config::find_copies`] the texts of live articles are kept, for
/// their versions.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Clusterer, Config, Outcome};
///
/// let mut clusterer = Clusterer::new(Config::default())?;
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let first = clusterer.insert(&article("a", "Clinton asks Algeria to back force in Mali")?);
/// let second = clusterer.insert(&article("b", "Clinton asks Algiers for help in Mali")?);
/// assert_eq!(first.outcome, Outcome::NewStory);
/// assert_eq!((second.outcome, second.story), (Outcome::Joined, first.story));
/// assert_eq!(second.evidence.unwrap().nearest, "a");
/// assert_eq!(clusterer.story(first.story).unwrap().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Clusterer {
    pub(super) config: Config,
    pub(super) engine: Engine,
    pub(super) members: Members,
}

/// What clusters: by numbers.
#[derive(Debug)]
pub(super) enum Engine {
    Plain(Box<StreamEngine>),
    Traced(Box<TracedStream>),
}

impl Clusterer {
    /// A stream that has seen nothing.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let analyzer = config.analyzer()?;
        Self::with_analyzer(config, analyzer)
    }

    /// As [`Clusterer::new`], with an analyzer of your own ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        let engine = if config.find_copies {
            Engine::Traced(Box::new(TracedStream::with_analyzer(config.clone(), analyzer)?))
        } else {
            Engine::Plain(Box::new(StreamEngine::with_analyzer(config.clone(), analyzer)?))
        };
        Ok(Self { config, engine, members: Members::default() })
    }

    /// Takes the next article.
    pub fn insert(&mut self, article: &Article) -> Assignment {
        match &mut self.engine {
            Engine::Plain(engine) => {
                let placement = engine.insert(article);
                self.members.place(article, placement)
            }
            Engine::Traced(stream) => {
                let placement = stream.insert(article);
                self.members.place_traced(article, placement, &self.config.newsrooms)
            }
        }
    }

    /// Takes articles as they are read: as [`insert`](Self::insert) of each in turn, with the same result, on all cores.
    ///
    /// `next` gives the next articles, hundreds or thousands at a time, and none at the end; `take` is told what became of each.
    /// Reading is up to three calls of `next` ahead of `take`: a stream in which someone waits for every assignment is better served
    /// by [`insert`](Self::insert).
    ///
    /// # Errors
    ///
    /// The first of `next`, after all articles before it have been assigned.
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::{Article, Clusterer, Config};
    ///
    /// let article = |title: &str| Article::builder(title).title(title).build();
    /// let mut blocks = [
    ///     vec![article("Clinton asks Algeria to back force in Mali")?],
    ///     vec![article("Clinton asks Algiers for help in Mali")?],
    /// ].into_iter();
    /// let mut stories = Vec::new();
    /// Clusterer::new(Config::default())?.insert_blocks(
    ///     || Ok::<_, std::io::Error>(blocks.next().unwrap_or_default()),
    ///     |assignment| stories.push(assignment.story),
    /// )?;
    /// assert_eq!((stories.len(), stories[0]), (2, stories[1]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insert_blocks<E: Send>(
        &mut self,
        next: impl FnMut() -> Result<Vec<Article>, E> + Send,
        mut take: impl FnMut(Assignment) + Send,
    ) -> Result<(), E> {
        let Self { config, engine, members } = self;
        match engine {
            Engine::Plain(engine) => {
                engine.insert_blocks(next, |article, placement| take(members.place(&article, placement)))
            }
            Engine::Traced(stream) => stream.insert_blocks(next, |article, placement| {
                take(members.place_traced(article, placement, &config.newsrooms));
            }),
        }
    }

    /// Takes an article out, with its versions, as if its time were over. Says whether it was live. Its words go on to count for how
    /// common words are.
    ///
    /// ```
    /// use samestory::{Article, Clusterer, Config};
    ///
    /// let mut clusterer = Clusterer::new(Config::default())?;
    /// let inserted = clusterer.insert(&Article::builder("a").title("Clinton asks Algeria to back force in Mali").build()?);
    /// assert!(clusterer.remove("a"));
    /// assert_eq!((clusterer.story(inserted.story), clusterer.live_articles()), (None, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(number) = self.members.number(id) else { return false };
        let removed = match &mut self.engine {
            Engine::Plain(engine) => Vec::from_iter(engine.remove(number).then_some(number)),
            Engine::Traced(stream) => stream.remove(number),
        };
        self.members.forget(&removed);
        !removed.is_empty()
    }

    /// Takes a correction, which holds from now on, for live articles and for those that come. It is added to
    /// [`Config::corrections`](crate::Config::corrections). Gives its number there, and what became of stories.
    ///
    /// # Errors
    ///
    /// As [`Corrections::push`].
    ///
    /// # Complexity
    ///
    /// Linear in the pairs of articles that are corrected, and of the stories of the live among them.
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::corrections::Verdict;
    /// use samestory::{Article, Clusterer, Config};
    ///
    /// let mut clusterer = Clusterer::new(Config::default())?;
    /// for (id, title) in [("a", "Clinton asks Algeria to back force in Mali"), ("b", "Clinton asks Algiers for help in Mali")] {
    ///     clusterer.insert(&Article::builder(id).title(title).build()?);
    /// }
    /// assert_eq!(clusterer.live_stories(), 1);
    /// let apart = Verdict::NotSame(vec!["a".to_owned(), "b".to_owned()]);
    /// let (number, changes) = clusterer.correct(apart.into())?;
    /// assert_eq!((clusterer.live_stories(), changes.len()), (2, 1));
    /// clusterer.withdraw(number, Some("desk".to_owned()), None, None)?;
    /// assert_eq!(clusterer.live_stories(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn correct(&mut self, correction: Correction) -> Result<(usize, Vec<Change>), CorrectionError> {
        let mut corrections = self.config.corrections.clone();
        let number = corrections.push(correction)?;
        Ok((number, self.set_corrections(corrections)))
    }

    /// Withdraws a correction by its number in [`Config::corrections`](crate::Config::corrections). Gives what became of stories.
    ///
    /// # Errors
    ///
    /// As [`Corrections::withdraw`].
    pub fn withdraw(
        &mut self,
        number: usize,
        by: Option<String>,
        at: Option<Published>,
        why: Option<String>,
    ) -> Result<Vec<Change>, CorrectionError> {
        let mut corrections = self.config.corrections.clone();
        corrections.withdraw(number, by, at, why)?;
        Ok(self.set_corrections(corrections))
    }

    /// Takes corrections in the place of those before: those of a list that is kept elsewhere. Gives what became of stories.
    pub fn set_corrections(&mut self, corrections: Corrections) -> Vec<Change> {
        let before = std::mem::replace(&mut self.config.corrections, corrections);
        let (before, now) = (before.pairs(), self.config.corrections.pairs());
        let number = |id: &str| self.members.number(id);
        let of_pair = |&(a, b): &(&str, &str)| Some([number(a)?, number(b)?]);
        let mut changed = Vec::new();
        for pair in before.keys().filter(|pair| !now.contains_key(*pair)) {
            changed.extend(of_pair(pair).map(|pair| (pair, None)));
        }
        for (pair, &(relation, _)) in &now {
            if before.get(pair).is_none_or(|&(known, _)| known != relation) {
                changed.extend(of_pair(pair).map(|pair| (pair, Some(relation))));
            }
        }
        let ids: BTreeSet<&str> = now.keys().flat_map(|&(a, b)| [a, b]).collect();
        let live: Vec<(&str, ArticleId)> = ids.into_iter().filter_map(|id| Some((id, number(id)?))).collect();
        let changes = match &mut self.engine {
            Engine::Plain(engine) => engine.correct(&self.config.corrections, &live, &changed),
            Engine::Traced(stream) => stream.correct(&self.config.corrections, &live, &changed),
        };
        self.members.changes(&changes)
    }

    /// A story with live articles.
    ///
    /// # Complexity
    ///
    /// Linear in its articles; with [`Config::find_copies`], n log n in the links among them.
    pub fn story(&self, id: StoryId) -> Option<Story> {
        let members = |numbers: &mut dyn Iterator<Item = ArticleId>| -> Vec<Member> {
            numbers.filter_map(|number| self.members.get(number).cloned()).collect()
        };
        let mut story = match &self.engine {
            Engine::Plain(engine) => {
                let group = engine.story(id)?;
                Story::untraced(id, members(&mut group.articles.iter().copied()))
            }
            Engine::Traced(stream) => {
                let origins = stream.origins(id)?;
                let members = members(&mut origins.articles.iter().map(|origin| origin.article));
                Story::traced(id, members, origins)
            }
        };
        story.choose_headline(&self.config.corrections);
        Some(story)
    }

    /// The stories with live articles, in the order of their numbers.
    pub fn stories(&self) -> impl Iterator<Item = Story> {
        self.groups().stories().filter_map(|group| self.story(group.id))
    }

    /// How many stories have live articles.
    pub fn live_stories(&self) -> usize {
        self.groups().stories().count()
    }

    /// The story of a live article, by the article's id.
    pub fn story_of(&self, id: &str) -> Option<StoryId> {
        let number = self.members.number(id)?;
        match &self.engine {
            Engine::Plain(engine) => engine.story_of(number),
            Engine::Traced(stream) => stream.story_of(number),
        }
    }

    /// The live story that a story has become part of by merging: itself, as long as it lives; none if it has ended.
    pub fn resolve(&self, story: StoryId) -> Option<StoryId> {
        self.groups().resolve(story)
    }

    /// The versions of a live article, by the id of any of them. None if [`Config::find_copies`] is off.
    pub fn versions(&self, id: &str) -> Option<&History> {
        match &self.engine {
            Engine::Plain(_) => None,
            Engine::Traced(stream) => stream.history(self.members.number(id)?),
        }
    }

    /// How many articles are live.
    pub fn live_articles(&self) -> usize {
        match &self.engine {
            Engine::Plain(engine) => engine.live_articles(),
            Engine::Traced(stream) => stream.known_articles(),
        }
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The terms seen so far, without those that are forgotten.
    pub fn lexicon(&self) -> &Lexicon {
        self.groups().lexicon()
    }

    /// Bytes held, by part.
    ///
    /// # Complexity
    ///
    /// Linear in the live articles and the terms.
    pub fn memory_usage(&self) -> MemoryUsage {
        let (engine, copies) = match &self.engine {
            Engine::Plain(engine) => (&**engine, 0),
            Engine::Traced(stream) => (stream.engine(), stream.memory_usage()),
        };
        let [terms, index, articles, stories] = engine.memory_usage();
        MemoryUsage { terms, index, articles: articles + self.members.memory_usage(), stories, copies }
    }

    /// Checks that all parts agree.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub fn validate(&self) -> Result<(), String> {
        match &self.engine {
            Engine::Plain(engine) => engine.validate()?,
            Engine::Traced(stream) => stream.validate()?,
        }
        self.members.validate(|number| self.is_live(number))
    }

    /// The engine below, which numbers articles by itself.
    pub(super) fn groups(&self) -> &StreamEngine {
        match &self.engine {
            Engine::Plain(engine) => engine,
            Engine::Traced(stream) => stream.engine(),
        }
    }

    pub(super) fn is_live(&self, number: ArticleId) -> bool {
        match &self.engine {
            Engine::Plain(engine) => engine.story_of(number).is_some(),
            Engine::Traced(stream) => stream.story_of(number).is_some(),
        }
    }
}
