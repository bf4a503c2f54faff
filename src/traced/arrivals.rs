//! The articles of a stream on their way to their stories: one by one, or many together.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::batch::read_texts;
use super::placement::{TracedOutcome, TracedPlacement};
use super::stream::{Place, Text, TracedStream};
use super::text_groups::version_key;
use crate::article::{Article, ArticleId};
use crate::cluster::{Arrival, Config, EpochStarts, Placement, PlacementOutcome, Preparation, Prepared};
use crate::copies::{CopyLink, Sketch};
use crate::origins::{ArticleOrigin, by_itself};
use crate::parallel;
use crate::published::Published;
use crate::versions::{Observation, Sighting};

/// Articles that have entered the engine, whose stories are not settled.
#[derive(Default)]
struct Block {
    arrivals: Vec<Arrival>,
    /// By arrival: what is known of it, where its text is from, and what left when it came.
    begun: Vec<(Begun, ArticleOrigin, Vec<ArticleId>)>,
    /// The texts that have left since, by the engine's numbers.
    leaving: BTreeMap<ArticleId, Text>,
}

/// What is known of an article of its own before its story is.
struct Begun {
    /// What it is derived from, if it is.
    derivation: Option<TracedOutcome>,
    own: (ArticleOrigin, Option<Published>),
    links: Vec<CopyLink>,
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
        articles: impl Iterator<Item = (Article, Option<String>)>,
        first: ArticleId,
        preparation: &mut Preparation,
        starts: &EpochStarts,
        config: &Config,
    ) -> Self {
        let (articles, keys): (Vec<Article>, Vec<_>) = articles.unzip();
        let (prepared, texts) = parallel::join(
            || preparation.prepare_all(&articles, starts, config),
            || read_texts(&articles, first, config),
        );
        let read = prepared.into_iter().zip(texts);
        let read = read.map(|(prepared, (own, sketch))| Read { prepared, own, sketch }).collect();
        Self { articles, keys, read }
    }

    fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
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
    /// find their stories, those of the next are prepared, and more are read.
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
        let mut run = Run::default();
        loop {
            if run.is_empty() && coming.articles.is_empty() {
                coming.read_more();
            }
            // what leads to an article once the run is taken leads there now, or is of the run
            let unknown =
                coming.unknown(parallel::articles_at_once().min(self.engine.room()), &self.newest, &run);
            if run.is_empty() && unknown == 0 {
                // perhaps a version of one before it
                let Some((article, key)) = coming.articles.pop_front() else { break };
                let (mut block, mut done) = (Block::default(), Vec::with_capacity(1));
                self.take(&article, key, None, &mut block, &mut done);
                self.settle(&mut block, &mut done);
                done.into_iter().for_each(|placement| take(&article, placement));
                continue;
            }
            let starts = self.engine.epoch_starts();
            let first = ArticleId(self.entries.next_id().0 + run.articles.len() as u32);
            let mut preparation = self.engine.lend_preparation();
            let ((), ahead) = parallel::join(
                || {
                    let (articles, placements) = self.take_run(std::mem::take(&mut run));
                    articles.iter().zip(placements).for_each(|(article, placement)| take(article, placement));
                },
                || {
                    let articles = coming.articles.drain(..unknown);
                    let ahead = Run::read(articles, first, &mut preparation, &starts, &config);
                    coming.read_more();
                    ahead
                },
            );
            self.engine.give_back(preparation);
            run = ahead;
        }
        coming.failed.map_or(Ok(()), Err)
    }

    /// Takes articles that were read, and gives them with what became of each.
    fn take_run(&mut self, run: Run) -> (Vec<Article>, Vec<TracedPlacement>) {
        let (mut block, mut done) = (Block::default(), Vec::with_capacity(run.articles.len()));
        for ((article, key), read) in run.articles.iter().zip(run.keys).zip(run.read) {
            self.take(article, key, Some(read), &mut block, &mut done);
        }
        self.settle(&mut block, &mut done);
        (run.articles, done)
    }

    /// Takes an article, which may have been read. Its story may have to be settled yet; then what is done with it is in the block,
    /// and will be after all that is done now.
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
        if known.is_some() {
            self.settle(block, done);
        }
        if let Some(known) = known
            && let Some(Sighting::Unchanged { .. }) = self.observe(known, &observation)
            && let Some(text) = self.entries.get(known).map(|entry| entry.text)
        {
            self.entries.push(None);
            let placement = Placement { left: std::mem::take(&mut self.left), ..self.inherit(id, text) };
            done.push(self.tell(TracedOutcome::Unchanged(known), own, placement, Vec::new()));
            return;
        }
        // what is known may turn out to be an earlier version, which is not read
        prepared = prepared.or_else(|| known.is_none().then(|| self.engine.prepare(article)));
        let sketch = sketch.unwrap_or_else(|| self.sketcher.sketch(&article.body));
        let mut links = self.find_links(article, &own.0, sketch);
        links.retain(|link| self.entries.get(link.first).is_some());
        let (derivation, place) = self.judge(id, article.published, known, &links);
        let mut prepare = || prepared.take().unwrap_or_else(|| self.engine.prepare(article));
        let (text, placement) = match place {
            Place::New => {
                let prepared = prepare();
                return self.begin(Begun { derivation, own, links }, prepared, key, observation, block);
            }
            Place::Instead(text) => {
                let prepared = prepare();
                self.settle(block, done);
                self.replace(id, prepared, text)
            }
            Place::In(text) => {
                prepared.iter().for_each(|prepared| self.engine.pass_over(prepared));
                self.settle(block, done);
                let changes = self.name(&article.id, text);
                if let Some(text) = self.texts.get_mut(&text) {
                    text.articles.push(id);
                }
                (text, Placement { changes, ..self.inherit(id, text) })
            }
        };
        let outcome = derivation.unwrap_or(outcome_of(&placement));
        let mut told = self.tell(outcome, own, placement, links);
        self.keep(&told.own, &told.origin, outcome, &told.links, text, key, observation, known.is_some());
        self.forget_expired();
        told.placement.left = std::mem::take(&mut self.left);
        done.push(told);
    }

    /// Makes an article of its own one of the live; its story is to be settled.
    fn begin(
        &mut self,
        begun: Begun,
        prepared: Prepared,
        key: Option<String>,
        observation: Observation,
        block: &mut Block,
    ) {
        let arrival = self.engine.enter(prepared);
        let (text, id) = (arrival.article, begun.own.0.article);
        self.texts.insert(text, Text { stands_for: id, articles: vec![id] });
        let outcome = begun.derivation.unwrap_or(TracedOutcome::Joined);
        let origin = self.origin(outcome, &begun.own.0, &begun.links);
        self.keep(&begun.own, &origin, outcome, &begun.links, text, key, observation, false);
        block.leaving.extend(self.forget_expired());
        block.arrivals.push(arrival);
        block.begun.push((begun, origin, std::mem::take(&mut self.left)));
    }

    /// Settles the stories of the articles of a block.
    fn settle(&mut self, block: &mut Block, done: &mut Vec<TracedPlacement>) {
        if block.arrivals.is_empty() {
            return;
        }
        let placements = self.engine.settle_all(&block.arrivals);
        for ((begun, origin, left), mut placement) in block.begun.drain(..).zip(placements) {
            let Begun { derivation, own, links } = begun;
            self.rename(&mut placement, own.0.article, &block.leaving);
            placement.left = left;
            let outcome = derivation.unwrap_or(outcome_of(&placement));
            done.push(TracedPlacement { outcome, placement, origin, links, own });
        }
        block.arrivals.clear();
        block.leaving.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::terms::Analyzer;

    /// Words of old articles are forgotten after a few of so many articles, not thousands.
    fn stream() -> TracedStream {
        let config = Config { min_live: 3, max_live: 12, window_days: 2.0, ..Config::default() };
        let mut stream = TracedStream::with_analyzer(config, Analyzer::default()).unwrap();
        stream.engine.set_epoch_length(8);
        stream
    }

    /// An article on an event of its time, at an address that one in four has from an article before it; some of these are older.
    fn article(at: usize, event: usize, before: usize) -> Article {
        let address = if before < 6 { at - before.min(at) } else { at };
        let day = if before % 2 == 1 { 0 } else { at };
        let event = at / 10 * 3 + event;
        let body = format!(
            "The harbour of Quimby{event} was closed on the order of Mayor Zorblat{event}. Ships wait outside, said vexil{}. \
             Nobody knows when the {address} pilots of Quimby{event} return to work, and brundle{} is late.",
            at % 5,
            at % 97
        );
        Article::builder(format!("{at}"))
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
