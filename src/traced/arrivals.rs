//! The articles of a stream on their way to their stories: one by one, or many together.

use std::collections::{BTreeMap, HashSet};

use super::batch::read_texts;
use super::placement::{TracedOutcome, TracedPlacement};
use super::stream::{Place, Text, TracedStream};
use super::text_groups::version_key;
use crate::article::{Article, ArticleId};
use crate::cluster::{Arrival, Placement, PlacementOutcome, Prepared};
use crate::copies::{CopyLink, Sketch};
use crate::origins::{ArticleOrigin, by_itself};
use crate::parallel;
use crate::published::Published;
use crate::versions::{Observation, Sighting};

/// Articles whose stories are settled together.
const AT_ONCE: usize = 4096;

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

    /// Takes the next articles, each as [`insert`](Self::insert) does: those of which no version is known are read together, and their
    /// stories are settled together, as the caches serve many at once better.
    fn insert_all(&mut self, articles: &[Article]) -> Vec<TracedPlacement> {
        let (mut block, mut done) = (Block::default(), Vec::with_capacity(articles.len()));
        let mut rest = articles;
        while !rest.is_empty() {
            let (mut keys, known) = self.unknown_keys(rest);
            let (run, others) = rest.split_at(keys.len());
            let first = self.entries.next_id();
            let Self { config, engine, .. } = self;
            let (prepared, texts) =
                parallel::join(|| engine.prepare_all(run), || read_texts(run, first, config));
            let read = prepared.into_iter().zip(texts).map(|(prepared, (own, sketch))| Read {
                prepared,
                own,
                sketch,
            });
            for ((article, key), read) in run.iter().zip(keys.drain(..)).zip(read) {
                self.take(article, key, Some(read), &mut block, &mut done);
            }
            rest = others;
            if let (Some(key), Some((article, others))) = (known, rest.split_first()) {
                self.take(article, Some(key), None, &mut block, &mut done);
                rest = others;
            }
        }
        self.settle(&mut block, &mut done);
        done
    }

    /// Takes articles as they are read: as [`insert`](Self::insert) of each in turn, while the next ones are read.
    ///
    /// # Errors
    ///
    /// The first of `next`, after all articles before it have been assigned.
    pub(crate) fn insert_blocks<E: Send>(
        &mut self,
        mut next: impl FnMut() -> Result<Vec<Article>, E> + Send,
        mut take: impl FnMut(&Article, TracedPlacement),
    ) -> Result<(), E> {
        let mut articles = next()?;
        while !articles.is_empty() {
            let (placements, following) = parallel::join(|| self.insert_all(&articles), &mut next);
            articles.iter().zip(placements).for_each(|(article, placement)| take(article, placement));
            articles = following?;
        }
        Ok(())
    }

    /// The keys of the articles up to the first that may be a version of one before it, and the key of that.
    fn unknown_keys(&self, articles: &[Article]) -> (Vec<Option<String>>, Option<String>) {
        let (mut keys, mut seen) = (Vec::with_capacity(articles.len()), HashSet::new());
        for article in articles.iter().take(AT_ONCE.min(self.engine.room())) {
            let key = version_key(article);
            if let Some(key) = &key
                && (self.newest.contains_key(key) || !seen.insert(key.clone()))
            {
                return (keys, Some(key.clone()));
            }
            keys.push(key);
        }
        (keys, None)
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
                return self.begin(Begun { derivation, own, links }, prepared, key, observation, block, done);
            }
            Place::Instead(text) => {
                let prepared = prepare();
                self.settle(block, done);
                self.replace(id, prepared, text)
            }
            Place::In(text) => {
                self.settle(block, done);
                if let Some(text) = self.texts.get_mut(&text) {
                    text.articles.push(id);
                }
                (text, self.inherit(id, text))
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
        done: &mut Vec<TracedPlacement>,
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
        if block.arrivals.len() == AT_ONCE {
            self.settle(block, done);
        }
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
