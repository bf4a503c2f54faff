//! The articles of a stream on their way to their stories: one by one, or many together.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::batch::read_texts;
use super::placement::{TracedOutcome, TracedPlacement};
use super::stream::{Place, Text, TracedStream};
use super::text_groups::version_key;
use crate::article::{Article, ArticleId};
use crate::cluster::{
    Arrival, Config, EpochStarts, Found, Placement, PlacementOutcome, Preparation, Prepared,
};
use crate::copies::{CopyLink, Sketch};
use crate::origins::{ArticleOrigin, by_itself};
use crate::parallel;
use crate::published::Published;
use crate::versions::{Observation, Sighting};

/// Articles that have been taken, whose stories are not settled.
#[derive(Default)]
struct Block {
    taken: Vec<Taken>,
    /// Those of them that have entered the engine.
    arrivals: Vec<Arrival>,
    /// What was found for these, once it is searched for.
    found: Vec<Found>,
    /// The texts that have left since, by the engine's numbers.
    leaving: BTreeMap<ArticleId, Text>,
}

/// What is known of an article before its story is.
struct Taken {
    /// What it is derived from, if it is.
    derivation: Option<TracedOutcome>,
    own: (ArticleOrigin, Option<Published>),
    origin: ArticleOrigin,
    links: Vec<CopyLink>,
    /// What left when it came.
    left: Vec<ArticleId>,
    way: Way,
}

/// How an article gets its story.
enum Way {
    /// It has entered the engine.
    Entered,
    /// It has entered the engine in place of this text.
    Instead(ArticleId),
    /// It has that of this text, for which its id, if there is one, stands from now on too.
    In(ArticleId, Option<String>),
}

/// An article that was read before what it is to others is known.
struct Read {
    prepared: Prepared,
    own: ArticleOrigin,
    sketch: Sketch,
}

/// Articles in a row, none of which can be a version of another or of one before them, read before they are taken.
#[derive(Default)]
struct Run {
    articles: Vec<Article>,
    keys: Vec<Option<String>>,
    read: Vec<Read>,
}

impl Run {
    /// Reads articles, which are numbered from `first` on.
    fn read(
        articles: Vec<(Article, Option<String>)>,
        first: ArticleId,
        preparation: &mut Preparation,
        starts: &EpochStarts,
        config: &Config,
    ) -> Self {
        let (articles, keys): (Vec<Article>, Vec<_>) = articles.into_iter().unzip();
        let (prepared, texts) = parallel::join(
            || preparation.prepare_all(&articles, starts, config),
            || read_texts(&articles, first, config, |_, own, sketch| (own, sketch)),
        );
        let read = prepared.into_iter().zip(texts);
        let read = read.map(|(prepared, (own, sketch))| Read { prepared, own, sketch }).collect();
        Self { articles, keys, read }
    }

    fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

/// Articles that have been taken and searched for, and those that are placed already.
#[derive(Default)]
struct Searched {
    articles: Vec<Article>,
    block: Block,
    done: Vec<TracedPlacement>,
}

/// Articles that come, with what their versions are known by.
struct Coming<N, E> {
    next: N,
    articles: VecDeque<(Article, Option<String>)>,
    is_over: bool,
    failed: Option<E>,
}

impl<N: FnMut() -> Result<Vec<Article>, E>, E> Coming<N, E> {
    fn new(next: N) -> Self {
        Self { next, articles: VecDeque::new(), is_over: false, failed: None }
    }

    /// Reads more articles, if there are fewer than are taken at once.
    fn read_more(&mut self) {
        if self.articles.len() >= parallel::articles_at_once() || self.is_over {
            return;
        }
        match (self.next)() {
            Ok(block) => {
                self.is_over = block.is_empty();
                let keys = parallel::map(&block, version_key);
                self.articles.extend(block.into_iter().zip(keys));
            }
            Err(error) => (self.is_over, self.failed) = (true, Some(error)),
        }
    }

    /// How many articles from the first on, at most so many, cannot be versions of one another, of those that are known or of those
    /// of a run.
    fn unknown(&self, most: usize, newest: &HashMap<String, ArticleId>, run: &Run) -> usize {
        let mut seen: HashSet<&String> = run.keys.iter().flatten().collect();
        for (at, (_, key)) in self.articles.iter().take(most).enumerate() {
            if let Some(key) = key
                && (newest.contains_key(key) || !seen.insert(key))
            {
                return at;
            }
        }
        self.articles.len().min(most)
    }
}

fn outcome_of(placement: &Placement) -> TracedOutcome {
    match placement.outcome {
        PlacementOutcome::NewStory => TracedOutcome::NewStory,
        PlacementOutcome::Joined => TracedOutcome::Joined,
    }
}

impl TracedStream {
    /// Takes the next article.
    ///
    /// # Complexity
    ///
    /// Those of [`SketchFinder::insert`](crate::copies::SketchFinder::insert) and of the engine's
    /// [`insert`](crate::cluster::StreamEngine::insert).
    pub(crate) fn insert(&mut self, article: &Article) -> TracedPlacement {
        let (mut block, mut done) = (Block::default(), Vec::with_capacity(1));
        self.take(article, version_key(article), None, &mut block, &mut done);
        self.settle(&mut block, &mut done);
        done.pop().expect("every article is placed")
    }

    /// Takes articles as they are read: as [`insert`](Self::insert) of each in turn, with the same result. While the articles of a run
    /// get their stories and those of the next are taken, those after them are prepared, and more are read.
    ///
    /// # Errors
    ///
    /// The first of `next`, after all articles before it have been assigned.
    pub(crate) fn insert_blocks<E: Send>(
        &mut self,
        next: impl FnMut() -> Result<Vec<Article>, E> + Send,
        mut take: impl FnMut(&Article, TracedPlacement) + Send,
    ) -> Result<(), E> {
        let config = self.config.clone();
        let mut coming = Coming::new(next);
        let (mut run, mut searched) = (Run::default(), Searched::default());
        loop {
            if run.is_empty() && coming.articles.is_empty() {
                coming.read_more();
            }
            // what leads to an article once the run is taken leads there now, or is of the run
            let unknown =
                coming.unknown(parallel::articles_at_once().min(self.engine.room()), &self.newest, &run);
            if run.is_empty() && unknown == 0 {
                self.settle_searched(std::mem::take(&mut searched), &mut take);
                let (articles, placements) = self.take_known(&mut coming);
                if articles.is_empty() {
                    break;
                }
                articles.iter().zip(placements).for_each(|(article, placement)| take(article, placement));
                continue;
            }
            let starts = self.engine.epoch_starts();
            let first = ArticleId(self.entries.next_id().0 + run.articles.len() as u32);
            let mut preparation = self.engine.lend_preparation();
            let (before, to_take) = (std::mem::take(&mut searched), std::mem::take(&mut run));
            // the search is last, as all threads share it: no thread waits for another
            (searched, run) = parallel::join(
                || {
                    self.settle_searched(before, &mut take);
                    self.take_run(to_take)
                },
                || {
                    let articles: Vec<_> = coming.articles.drain(..unknown).collect();
                    let read = || Run::read(articles, first, &mut preparation, &starts, &config);
                    parallel::join(read, || coming.read_more()).0
                },
            );
            self.engine.give_back(preparation);
        }
        coming.failed.map_or(Ok(()), Err)
    }

    /// Takes articles that were read, and searches for them.
    fn take_run(&mut self, run: Run) -> Searched {
        let (mut block, mut done) = (Block::default(), Vec::with_capacity(run.articles.len()));
        for ((article, key), read) in run.articles.iter().zip(run.keys).zip(run.read) {
            self.take(article, key, Some(read), &mut block, &mut done);
        }
        self.search(&mut block);
        Searched { articles: run.articles, block, done }
    }

    /// Settles what is searched for, and tells what became of each.
    fn settle_searched(&mut self, searched: Searched, mut take: impl FnMut(&Article, TracedPlacement)) {
        let Searched { articles, mut block, mut done } = searched;
        self.settle(&mut block, &mut done);
        articles.iter().zip(done).for_each(|(article, placement)| take(article, placement));
    }

    /// Takes the articles that come next as long as they are perhaps versions of articles before them, no more than are taken at once.
    fn take_known<N, E>(&mut self, coming: &mut Coming<N, E>) -> (Vec<Article>, Vec<TracedPlacement>)
    where
        N: FnMut() -> Result<Vec<Article>, E>,
    {
        let (mut block, mut articles, mut done) = (Block::default(), Vec::new(), Vec::new());
        while articles.len() < parallel::articles_at_once()
            && coming.unknown(1, &self.newest, &Run::default()) == 0
            && let Some((article, key)) = coming.articles.pop_front()
        {
            self.take(&article, key, None, &mut block, &mut done);
            articles.push(article);
        }
        self.settle(&mut block, &mut done);
        (articles, done)
    }

    /// Takes an article, which may have been read, into a block. What was taken before may be settled, and is then among what is done.
    fn take(
        &mut self,
        article: &Article,
        key: Option<String>,
        read: Option<Read>,
        block: &mut Block,
        done: &mut Vec<TracedPlacement>,
    ) {
        if self.entries.known() >= self.config.max_live {
            self.settle(block, done);
            self.make_room();
        }
        let id = self.entries.next_id();
        let (mut prepared, own, sketch) = match read {
            Some(Read { prepared, own, sketch }) => (Some(prepared), own, Some(sketch)),
            None => (None, by_itself(id, article, &self.config.newsrooms, &mut self.sources), None),
        };
        let own = (own, article.published);
        let observation = Observation::of(article);
        let known = key.as_ref().and_then(|key| self.known_by(key, &observation));
        if let Some(known) = known
            && let Some(Sighting::Unchanged { .. }) = self.observe(known, &observation)
            && let Some(text) = self.entries.get(known).map(|entry| entry.text)
        {
            self.entries.push(None);
            let outcome = TracedOutcome::Unchanged(known);
            let (origin, left) = (self.origin(outcome, &own.0, &[]), std::mem::take(&mut self.left));
            let (derivation, way) = (Some(outcome), Way::In(text, None));
            block.taken.push(Taken { derivation, own, origin, links: Vec::new(), left, way });
            return;
        }
        // what is known may turn out to be an earlier version, which is not read
        prepared = prepared.or_else(|| known.is_none().then(|| self.engine.prepare(article)));
        let sketch = sketch.unwrap_or_else(|| self.sketcher.sketch(&article.body));
        let mut links = self.find_links(article, &own.0, sketch);
        links.retain(|link| self.entries.get(link.first).is_some());
        let (derivation, place) = self.judge(id, article.published, known, &links);
        let mut prepare = || prepared.take().unwrap_or_else(|| self.engine.prepare(article));
        let (text, way) = match place {
            Place::New => {
                let prepared = prepare();
                let arrival = self.engine.enter(prepared);
                let text = arrival.article;
                self.texts.insert(text, Text { stands_for: id, articles: vec![id] });
                block.arrivals.push(arrival);
                (text, Way::Entered)
            }
            Place::Instead(of) => {
                let prepared = prepare();
                let arrival = self.engine.enter_instead(prepared, of);
                let text = arrival.article;
                block.leaving.extend(self.replace(of, text, id).map(|replaced| (of, replaced)));
                block.arrivals.push(arrival);
                (text, Way::Instead(of))
            }
            Place::In(text) => {
                prepared.iter().for_each(|prepared| self.engine.pass_over(prepared));
                if let Some(text) = self.texts.get_mut(&text) {
                    text.articles.push(id);
                }
                (text, Way::In(text, Some(article.id.clone())))
            }
        };
        let outcome = derivation.unwrap_or(TracedOutcome::Joined);
        let origin = self.origin(outcome, &own.0, &links);
        self.keep(&own, &origin, outcome, &links, text, key, observation, known.is_some());
        block.leaving.extend(self.forget_expired());
        let left = std::mem::take(&mut self.left);
        block.taken.push(Taken { derivation, own, origin, links, left, way });
    }

    /// Searches for the articles of a block, unless that is done.
    fn search(&mut self, block: &mut Block) {
        if block.found.len() < block.arrivals.len() {
            block.found = self.engine.search_all(&block.arrivals);
        }
    }

    /// Settles the stories of the articles of a block.
    fn settle(&mut self, block: &mut Block, done: &mut Vec<TracedPlacement>) {
        self.search(block);
        let Block { taken, arrivals, found, leaving } = std::mem::take(block);
        let mut entered = arrivals.iter().zip(found);
        let mut next = || entered.next().expect("who goes this way has entered");
        for Taken { derivation, own, origin, links, left, way } in taken {
            let id = own.0.article;
            let placement = match way {
                Way::Entered => {
                    let (arrival, found) = next();
                    let mut placement = self.engine.settle(arrival, found);
                    self.rename(&mut placement, id, &leaving);
                    placement
                }
                Way::Instead(of) => {
                    let (arrival, found) = next();
                    self.settle_instead(id, arrival, found, of, &leaving)
                }
                Way::In(text, name) => {
                    let named = name.map(|name| self.name(&name, id, text, &leaving));
                    let changes = named.unwrap_or_default();
                    self.inherit(id, text, changes)
                }
            };
            let outcome = derivation.unwrap_or(outcome_of(&placement));
            let placement = Placement { left, ..placement };
            done.push(TracedPlacement { outcome, placement, origin, links, own });
        }
        self.engine.forget_all(&arrivals);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corrections::Verdict;
    use crate::terms::Analyzer;

    /// Words of old articles are forgotten after a few of so many articles, not thousands.
    fn stream() -> TracedStream {
        let mut config = Config { min_live: 3, max_live: 40, window_days: 2.0, ..Config::default() };
        for at in (0..300).step_by(3) {
            let ids = vec![at.to_string(), (at + 2).to_string()];
            let verdict = if at % 2 == 0 { Verdict::Same(ids) } else { Verdict::NotSame(ids) };
            config.corrections.push(verdict.into()).unwrap();
        }
        let mut stream = TracedStream::with_analyzer(config, Analyzer::default()).unwrap();
        stream.engine.set_epoch_length(8);
        stream
    }

    /// An article on an event of its time, at an address that one in four has from an article before it; some of these are older, and
    /// some others are what was there before.
    fn article(at: usize, event: usize, before: usize) -> Article {
        let id = at;
        let at = if before > 20 { at.saturating_sub(1) } else { at };
        let address = if before < 6 { at - before.min(at) } else { at };
        let day = if before % 2 == 1 { 0 } else { at };
        let event = at / 10 * 3 + event;
        let body = format!(
            "The harbour of Quimby{event} was closed on the order of Mayor Zorblat{event}. Ships wait outside, said vexil{}. \
             Nobody knows when the {address} pilots of Quimby{event} return to work, and brundle{} is late.",
            at % 5,
            at % 97
        );
        Article::builder(format!("{id}"))
            .source(["Post", "Herald", "Times"][address % 3])
            .url(format!("https://news.example/{address}/harbour"))
            .published(Published::at_second(1_500_000_000 + day as i64 * 20_000).unwrap())
            .title(format!("Zorblat{event} closes Quimby{event} harbour"))
            .body(body)
            .build()
            .unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_of_any_size_are_as_one_article_after_the_other(
            articles in prop::collection::vec((0_usize..3, 1_usize..24), 1..300),
            blocks in prop::collection::vec(1_usize..40, 20),
        ) {
            let articles = articles.into_iter().enumerate();
            let articles: Vec<Article> = articles.map(|(at, (event, before))| article(at, event, before)).collect();
            let mut plain = stream();
            let one_by_one: Vec<String> =
                articles.iter().map(|article| format!("{:?}", plain.insert(article))).collect();
            let (mut rest, mut sizes, mut told) = (articles.into_iter(), blocks.iter().cycle(), Vec::new());
            let next = || Ok::<_, ()>(rest.by_ref().take(*sizes.next().unwrap_or(&1)).collect());
            let mut at_once = stream();
            at_once.insert_blocks(next, |_, placement| told.push(format!("{placement:?}"))).unwrap();
            prop_assert_eq!(told, one_by_one);
            let state = |stream: &TracedStream| serde_json::to_string(&stream.saved()).unwrap();
            prop_assert_eq!(state(&at_once), state(&plain));
            prop_assert_eq!(at_once.validate(), Ok(()));
        }
    }
}
