//! Clustering a stream, article by article.

pub(crate) mod assigner;
pub(crate) mod clock;
pub(crate) mod groups;
pub(crate) mod history;
pub(crate) mod placement;
pub(crate) mod preparation;
pub(crate) mod story_graph;
pub(crate) mod story_sums;
pub(crate) mod term_use;
pub(crate) mod weigher;

use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleId};
use crate::cluster::config::Config;
use crate::config_error::ConfigError;
use crate::corrections::{Corrections, Relation};
use crate::parallel;
use crate::story::{StoryGroup, StoryId};
use crate::terms::{Analyzer, Lexicon};
use assigner::{Arrival, Assigner, Found, SavedAssigner};
use placement::{GroupChange, Placement};
use preparation::{Preparation, SavedPreparation};
use term_use::EpochStarts;
use weigher::Prepared;

/// Groups articles into stories as they arrive.
///
/// Each article is compared with the live articles that have enough words in common, and the pairs are scored. Then, in
/// turn:
///
/// 1. It stands alone, and merges with the story that it is closest to, if [`Config::stream_threshold`] is reached. If the
///    two together are now close enough to another story, that one merges too, and so on.
/// 2. Its ten closest neighbours and the article itself are reconsidered: an article that is closer to another story moves there,
///    an article that is not close to its own story leaves it.
/// 3. If its story has grown by a quarter since the last revision, the articles of the story are grouped again, as in a batch. The
///    story is split if they are more than one group.
///
/// Before that, two live articles are reconsidered, all in turn, and their stories merge with others that are close enough now. So
/// earlier decisions are revised wherever they are.
///
/// [`Placement::changes`] tells of every such change. When stories merge, the larger keeps its [`StoryId`] (of equals the older),
/// and [`resolve`](Self::resolve) leads from the other to it.
///
/// An article stays live for [`Config::window_days`] after its arrival (longer, while no more than [`Config::min_live`]
/// are); a story ends with its last live article. Time is what the articles' dates say (the median of the last nine, so
/// that a few wrong ones do not matter), never the machine's.
///
/// # Complexity
///
/// Per article: the posting lists of its terms among the live articles, plus at most [`Config::max_candidates`] scored
/// pairs, plus what has become of those of its neighbours and of the two articles whose turn it is. Memory grows with the live
/// articles and the terms of the last 16,384 to 131,072: a term that has not come for longer is forgotten, and is new if it comes again.
#[derive(Debug)]
pub(crate) struct StreamEngine {
    config: Config,
    /// None while it is [lent](Self::lend_preparation).
    preparation: Option<Preparation>,
    assigner: Assigner,
}

/// Why a preparation can be asked for.
const HERE: &str = "it is given back before anything else is asked";

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<P, A> {
    preparation: P,
    assigner: A,
}

/// What is read of an engine.
#[derive(Debug, Deserialize)]
pub(crate) struct SavedEngine(Parts<SavedPreparation, SavedAssigner>);

impl StreamEngine {
    /// A stream that has seen nothing, with an analyzer ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub(crate) fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        config.validate()?;
        let preparation = Some(Preparation::new(&config, analyzer));
        let assigner = Assigner::new(&config);
        Ok(Self { config, preparation, assigner })
    }

    /// What is to be written: all but the configuration and the analyzer.
    pub(crate) fn saved(&self) -> impl Serialize {
        Parts { preparation: self.preparation().saved(), assigner: self.assigner.saved() }
    }

    /// What was [saved](Self::saved), with the configuration and the analyzer of then.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(saved: SavedEngine, config: Config, analyzer: Analyzer) -> Result<Self, String> {
        config.validate().map_err(|error| error.to_string())?;
        let Parts { preparation, assigner } = saved.0;
        let next = assigner.next_article();
        let preparation = Preparation::restore(preparation, &config, analyzer, next)?;
        let terms = preparation.weigher.counter.lexicon.vocabulary().numbers();
        let assigner = Assigner::restore(assigner, &config, terms)?;
        Ok(Self { config, preparation: Some(preparation), assigner })
    }

    pub(crate) fn analyzer(&self) -> &Analyzer {
        &self.preparation().weigher.counter.analyzer
    }

    fn preparation(&self) -> &Preparation {
        self.preparation.as_ref().expect(HERE)
    }

    /// Makes epochs end after so many articles.
    #[cfg(test)]
    pub(crate) fn set_epoch_length(&mut self, length: u32) {
        self.preparation.as_mut().expect(HERE).weigher.term_use.set_epoch_length(length);
    }

    /// Gives away what articles are prepared with, so that some are while those before them are assigned. It is to be
    /// [given back](Self::give_back) before anything is done but to enter, settle, assign and remove articles.
    pub(crate) fn lend_preparation(&mut self) -> Preparation {
        self.preparation.take().expect(HERE)
    }

    /// Takes back what was [lent](Self::lend_preparation).
    pub(crate) fn give_back(&mut self, preparation: Preparation) {
        self.preparation = Some(preparation);
    }

    /// The number that the next article will get.
    pub(crate) fn next_article(&self) -> ArticleId {
        self.assigner.graph.next_article()
    }

    /// Takes the next article. Its id is looked at for corrections alone: the caller keeps articles and ids apart.
    pub(crate) fn insert(&mut self, article: &Article) -> Placement {
        let prepared = self.prepare(article);
        self.assign(prepared)
    }

    /// Reads the next article: the first half of [`insert`](Self::insert).
    pub(crate) fn prepare(&mut self, article: &Article) -> Prepared {
        let Self { config, preparation, assigner } = self;
        preparation.as_mut().expect(HERE).prepare(article, assigner.epoch_starts(), config)
    }

    /// How many articles may be prepared while as many are on their way to be assigned.
    pub(crate) fn room(&self) -> usize {
        self.preparation().weigher.room()
    }

    /// What articles are prepared by while others are assigned.
    pub(crate) fn epoch_starts(&self) -> EpochStarts {
        self.assigner.epoch_starts().clone()
    }

    /// Takes an article that was prepared for one that is not assigned.
    pub(crate) fn pass_over(&mut self, prepared: &Prepared) {
        self.assigner.pass_over(prepared);
    }

    /// Assigns an article: the second half of [`insert`](Self::insert).
    pub(crate) fn assign(&mut self, prepared: Prepared) -> Placement {
        self.assigner.assign(prepared, &self.config)
    }

    /// Makes an article one of the live: the first of the steps of [`assign`](Self::assign), which many articles may take together. Those
    /// that have entered are [searched for](Self::search_all), [settled](Self::settle) in order, and [done with](Self::forget_all) before
    /// anything else is asked or done but to enter another one.
    pub(crate) fn enter(&mut self, prepared: Prepared) -> Arrival {
        self.assigner.enter(prepared, &self.config)
    }

    /// As [`enter`](Self::enter), in the place of another article, which is to be [retired](Self::retire).
    pub(crate) fn enter_instead(&mut self, prepared: Prepared, of: ArticleId) -> Arrival {
        self.assigner.enter_instead(prepared, of, &self.config)
    }

    /// Searches for the articles that have entered.
    pub(crate) fn search_all(&mut self, arrivals: &[Arrival]) -> Vec<Found> {
        self.assigner.search_all(arrivals, &self.config)
    }

    /// Finds the story of the next of those that have entered.
    pub(crate) fn settle(&mut self, arrival: &Arrival, found: Found) -> Placement {
        self.assigner.settle(arrival, found, &self.config)
    }

    /// Takes the article out whose place a settled one takes.
    pub(crate) fn retire(&mut self, arrival: &Arrival) {
        self.assigner.retire(arrival);
    }

    /// Drops what was kept for the articles that have entered, once all are settled.
    pub(crate) fn forget_all(&mut self, arrivals: &[Arrival]) {
        self.assigner.forget_all(arrivals);
    }

    /// Whether an article has entered and not left.
    pub(crate) fn is_live(&self, article: ArticleId) -> bool {
        self.assigner.is_live(article)
    }

    /// Takes articles as they are read: as [`insert`](Self::insert) of each in turn, with the same result, on all cores.
    ///
    /// `next` gives the next articles, hundreds or thousands at a time (reading and assigning take turns in the caches: the fewer
    /// turns, the quicker), and none at the end; `take` is told what became of each.
    /// While some articles get their stories, which goes one by one, those after them are analysed, and those after these are read; in
    /// the end all threads search for what is like those that get their stories next. So `next` is three calls ahead of `take`, and a
    /// stream in which someone waits for every assignment is better served by [`insert`](Self::insert).
    ///
    /// # Errors
    ///
    /// The first of `next`, after all articles before it have been assigned.
    pub(crate) fn insert_blocks<E: Send>(
        &mut self,
        mut next: impl FnMut() -> Result<Vec<Article>, E> + Send,
        mut take: impl FnMut(Article, Placement) + Send,
    ) -> Result<(), E> {
        let Self { config, preparation, assigner } = self;
        let Preparation { cleaner, weigher } = preparation.as_mut().expect(HERE);
        let mut pieces = Pieces { next: &mut next, rest: Vec::new().into_iter() };
        let (mut searched, mut prepared, mut cleaned) =
            (Searched::default(), Stage::default(), Stage::default());
        let mut end = None;
        loop {
            let before = std::mem::take(&mut searched);
            let (to_enter, to_prepare) = (std::mem::take(&mut prepared), std::mem::take(&mut cleaned));
            let starts = assigner.epoch_starts().clone();
            let (room, is_over) = (weigher.room().min(parallel::articles_at_once()), end.is_some());
            let settle_and_search = || {
                let placements = assigner.settle_all(&before.arrivals, before.found, config);
                let settled = before.articles.into_iter().zip(placements);
                settled.for_each(|(article, placement)| take(article, placement));
                let arrivals = assigner.enter_all(to_enter.done, config);
                let found = assigner.search_all(&arrivals, config);
                Searched { articles: to_enter.articles, arrivals, found }
            };
            let prepare = || {
                let Stage { articles, done } = to_prepare;
                Stage { done: weigher.prepare_all(&articles, &done, &starts, config), articles }
            };
            let read_and_clean = || {
                let articles = if is_over { Vec::new() } else { pieces.next(room)? };
                Ok::<_, E>(Stage { done: cleaner.clean_each(&articles), articles })
            };
            // the search is last, as all threads share it: no thread waits for another
            let following;
            (searched, (following, prepared)) =
                parallel::join(settle_and_search, || parallel::join(read_and_clean, prepare));
            match following {
                Ok(following) => cleaned = following,
                Err(error) => end = Some(Err(error)),
            }
            if cleaned.articles.is_empty() {
                end.get_or_insert(Ok(()));
                if prepared.articles.is_empty() && searched.articles.is_empty() {
                    break;
                }
            }
        }
        end.unwrap_or(Ok(()))
    }

    /// Takes corrections as they are now: `live` are the live articles among those that they name, by id; `changed` is said of pairs of
    /// live articles now. Gives what became of stories.
    pub(crate) fn correct(
        &mut self,
        corrections: &Corrections,
        live: &[(&str, ArticleId)],
        changed: &[([ArticleId; 2], Option<Relation>)],
    ) -> Vec<GroupChange> {
        self.config.corrections.clone_from(corrections);
        self.assigner.correct(live, changed, &self.config)
    }

    /// Gives a live article another id, that of a version of it: what corrections say of this id holds from now on. Gives what became of
    /// stories.
    pub(crate) fn name(&mut self, id: &str, article: ArticleId) -> Vec<GroupChange> {
        self.assigner.name(id, article, &self.config)
    }

    /// The ids by which corrections name a live article.
    pub(crate) fn ids_of(&self, article: ArticleId) -> Vec<String> {
        self.assigner.ids_of(article)
    }

    /// Takes an article out, as if it had expired: its words still count for how common words are, and that there was something
    /// like them for what is nearer to others ([`Feature::NearerNeighbor`](crate::cluster::pairs::features::Feature::NearerNeighbor)). Says whether it was live.
    pub(crate) fn remove(&mut self, article: ArticleId) -> bool {
        self.assigner.remove(article)
    }

    /// The stories with live articles, in the order of their numbers; expired articles are no longer listed.
    pub(crate) fn stories(&self) -> impl Iterator<Item = &StoryGroup> {
        self.assigner.graph.stories()
    }

    /// A story with live articles.
    pub(crate) fn story(&self, id: StoryId) -> Option<&StoryGroup> {
        self.assigner.graph.story(id)
    }

    /// The story of a live article.
    pub(crate) fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.assigner.graph.story_of(article)
    }

    /// The live story that a story has become part of by merging: itself, as long as it lives; none if it has ended.
    pub(crate) fn resolve(&self, story: StoryId) -> Option<StoryId> {
        self.assigner.graph.resolve(story)
    }

    /// How many articles are live.
    pub(crate) fn live_articles(&self) -> usize {
        self.assigner.index.len()
    }

    /// The terms seen so far.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.preparation().weigher.counter.lexicon
    }

    /// Bytes held: of terms, the index, articles and stories.
    pub(crate) fn memory_usage(&self) -> [usize; 4] {
        let [index, articles, stories] = self.assigner.memory_usage();
        [self.preparation().memory_usage(), index, articles, stories]
    }

    /// Checks that index, articles and stories say the same.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        self.preparation().validate()?;
        self.assigner.validate()
    }
}

/// Articles that have entered, with what was found for each.
#[derive(Default)]
struct Searched {
    articles: Vec<Article>,
    arrivals: Vec<Arrival>,
    found: Vec<Found>,
}

/// Articles on their way, with what is done of each.
struct Stage<T> {
    articles: Vec<Article>,
    done: Vec<T>,
}

impl<T> Default for Stage<T> {
    fn default() -> Self {
        Self { articles: Vec::new(), done: Vec::new() }
    }
}

/// Articles as they are read, no more at a time than are asked for.
struct Pieces<'n, N> {
    next: &'n mut N,
    rest: std::vec::IntoIter<Article>,
}

impl<N> Pieces<'_, N> {
    fn next<E>(&mut self, most: usize) -> Result<Vec<Article>, E>
    where
        N: FnMut() -> Result<Vec<Article>, E>,
    {
        if self.rest.len() == 0 {
            self.rest = (self.next)()?.into_iter();
        }
        Ok(self.rest.by_ref().take(most).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::published::Published;

    /// Far fewer than in use.
    const EPOCH: u32 = 8;

    fn config() -> Config {
        Config { min_live: 3, max_live: 12, window_days: 2.0, ..Config::default() }
    }

    fn engine() -> StreamEngine {
        let mut engine = StreamEngine::with_analyzer(config(), Analyzer::default()).unwrap();
        engine.set_epoch_length(EPOCH);
        engine
    }

    fn again(engine: &StreamEngine) -> StreamEngine {
        let saved = serde_json::to_value(engine.saved()).unwrap();
        let saved = serde_json::from_value(saved).unwrap();
        let mut engine = StreamEngine::restore(saved, config(), Analyzer::default()).unwrap();
        engine.set_epoch_length(EPOCH);
        engine
    }

    /// An article of one of three sources, on an event of its time, with a word of its own and one that comes again and again.
    fn article(at: usize, event: usize) -> Article {
        let seconds = 1_500_000_000 + at as i64 * 20_000;
        let event = at / 10 * 3 + event;
        Article::builder(format!("{at}"))
            .source(["Post", "Herald", "Times"][at % 3])
            .published(Published::at_second(seconds).unwrap())
            .title(format!("Zorblat{event} closes Quimby{event} harbour"))
            .body(format!("The harbour of Quimby{event} was closed. Said vexil{at} and brundle{}.", at % 97))
            .build()
            .unwrap()
    }

    fn terms(engine: &StreamEngine) -> Vec<(u32, String)> {
        let terms = engine.lexicon().vocabulary().iter();
        terms.skip(engine.preparation().given_terms()).map(|(id, term)| (id.0, term.to_owned())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_forgotten_does_not_depend_on_cuts(
            events in prop::collection::vec(0_usize..3, 100..700),
            cuts in prop::collection::vec(0_usize..700, 3),
            removed in prop::collection::vec(0_usize..700, 5),
        ) {
            let articles: Vec<Article> = events.iter().enumerate().map(|(at, &event)| article(at, event)).collect();
            let (mut whole, mut cut) = (engine(), engine());
            let mut placed = Vec::new();
            for (at, article) in articles.iter().enumerate() {
                let placement = format!("{:?}", whole.insert(article));
                prop_assert_eq!(&format!("{:?}", cut.insert(article)), &placement);
                placed.push(placement);
                if cuts.contains(&at) {
                    cut = again(&cut);
                }
                if removed.contains(&at) {
                    let gone = ArticleId(at as u32 - at as u32 % 4);
                    prop_assert_eq!(whole.remove(gone), cut.remove(gone));
                }
            }
            prop_assert_eq!(terms(&whole), terms(&cut));
            prop_assert_eq!(whole.validate(), Ok(()));
            // eight times four epochs at most, of some six terms an article
            prop_assert!(terms(&whole).len() < 33 * 8 * 6);
        }

        #[test]
        fn blocks_of_any_size_are_as_one_article_after_the_other(
            events in prop::collection::vec(0_usize..3, 1..400),
            blocks in prop::collection::vec(1_usize..40, 20),
        ) {
            let articles: Vec<Article> = events.iter().enumerate().map(|(at, &event)| article(at, event)).collect();
            let (mut plain, mut at_once) = (engine(), engine());
            let one_by_one: Vec<String> =
                articles.iter().map(|article| format!("{:?}", plain.insert(article))).collect();
            let (mut rest, mut sizes, mut told) = (articles.into_iter(), blocks.iter().cycle(), Vec::new());
            let next = || Ok::<_, ()>(rest.by_ref().take(*sizes.next().unwrap_or(&1)).collect());
            at_once.insert_blocks(next, |_, placement| told.push(format!("{placement:?}"))).unwrap();
            prop_assert_eq!(told, one_by_one);
            prop_assert_eq!(terms(&at_once), terms(&plain));
        }
    }
}
