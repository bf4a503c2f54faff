//! Stories of a stream, and who wrote them.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::entries::{Entries, Entry};
use super::placement::{TracedOutcome, derived};
use super::text_groups::{is_sure, may_be_versions};
use crate::article::{Article, ArticleId};
use crate::cluster::{
    Arrival, Config, Found, GroupChange, Placement, PlacementOutcome, SavedEngine, StreamEngine,
};
use crate::config_error::ConfigError;
use crate::copies::{Circumstances, CopyLink, SavedFinder, Sketch, SketchFinder, Sketcher};
use crate::corrections::{Corrections, Relation};
use crate::origins::{ArticleOrigin, Sources, StoryOrigins, trace};
use crate::published::Published;
use crate::story::StoryId;
use crate::terms::Analyzer;
use crate::versions::{History, Observation, Sighting};

/// Groups articles into stories as they arrive, and says of each where its text comes from.
///
/// A copy is clustered like any article. A new version of an article takes the place of the one before it in the engine, so that a
/// story follows what the article says now.
///
/// Articles are numbered in order of arrival, whatever they turn out to be. An article is known as long as its newest version is
/// live in the engine.
///
/// # Resource use
///
/// That of [`StreamEngine`] and [`SketchFinder`], and the texts of the live articles, for their versions
/// ([`Config::max_versions`]). At most [`Config::max_live`] articles are known.
#[derive(Debug)]
pub(crate) struct TracedStream {
    pub(super) config: Config,
    pub(super) engine: StreamEngine,
    pub(super) finder: SketchFinder,
    pub(super) sketcher: Sketcher,
    pub(super) sources: Sources,
    /// By the engine's numbers.
    pub(super) texts: BTreeMap<ArticleId, Text>,
    pub(super) entries: Entries,
    /// The newest version by what is the same for all.
    pub(super) newest: HashMap<String, ArticleId>,
    /// What has been forgotten since the last article.
    pub(super) left: Vec<ArticleId>,
}

/// An article in the engine, with its other versions.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Text {
    /// The version that the engine knows.
    pub(super) stands_for: ArticleId,
    /// All versions, in order of arrival.
    pub(super) articles: Vec<ArticleId>,
}

/// What an article is to those that are there.
pub(super) enum Place {
    /// An article of its own.
    New,
    /// An earlier version of an article that is there.
    In(ArticleId),
    /// The newest version of an article from now on.
    Instead(ArticleId),
}

/// The parts, borrowed to be written and owned once they are read. The keys are those of the entries.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<E, F, T, N> {
    engine: E,
    finder: F,
    texts: T,
    entries: N,
}

/// What is read of a stream.
#[derive(Debug, Deserialize)]
pub(crate) struct SavedTraced(Parts<SavedEngine, SavedFinder, BTreeMap<ArticleId, Text>, Entries>);

impl TracedStream {
    /// A stream that has seen nothing, with an analyzer ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub(crate) fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        let engine = StreamEngine::with_analyzer(config.clone(), analyzer)?;
        Self::with_engine(config, engine)
    }

    fn with_engine(config: Config, engine: StreamEngine) -> Result<Self, ConfigError> {
        let mut copies = config.copies.clone();
        // more would not be known
        copies.max_articles = copies.max_articles.min(config.max_live);
        let finder = SketchFinder::new(copies).map_err(|error| error.within("copies"))?;
        Ok(Self {
            config,
            engine,
            finder,
            sketcher: Sketcher::default(),
            sources: Sources::default(),
            texts: BTreeMap::new(),
            entries: Entries::default(),
            newest: HashMap::new(),
            left: Vec::new(),
        })
    }

    /// What is to be written: all but the configuration and the analyzer.
    pub(crate) fn saved(&self) -> impl Serialize {
        Parts {
            engine: self.engine.saved(),
            finder: self.finder.saved(),
            texts: &self.texts,
            entries: &self.entries,
        }
    }

    /// What was [saved](Self::saved), with the configuration and the analyzer of then.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(saved: SavedTraced, config: Config, analyzer: Analyzer) -> Result<Self, String> {
        let Parts { engine, finder, texts, entries } = saved.0;
        let engine = StreamEngine::restore(engine, config.clone(), analyzer)?;
        let mut stream = Self::with_engine(config, engine).map_err(|error| error.to_string())?;
        entries.check()?;
        stream.finder.restore(finder, entries.next_id())?;
        for (id, entry) in entries.iter() {
            stream.newest.extend(entry.keys.iter().map(|key| (key.clone(), id)));
        }
        (stream.texts, stream.entries) = (texts, entries);
        stream.validate_texts()?;
        Ok(stream)
    }

    /// The number that the next article will get.
    pub(crate) fn next_article(&self) -> ArticleId {
        self.entries.next_id()
    }

    /// The article that has a key, if what is seen now can be a version of it; else it loses the key.
    pub(super) fn known_by(&mut self, key: &str, seen: &Observation) -> Option<ArticleId> {
        let known = *self.newest.get(key)?;
        let entry = self.entries.get_mut(known)?;
        let now = entry.history.as_ref()?.current();
        if may_be_versions([&now.title, &seen.title], [&now.text, &seen.text]) {
            return Some(known);
        }
        entry.keys.retain(|kept| kept != key);
        self.newest.remove(key);
        None
    }

    /// The links of the next article to those before it.
    pub(super) fn find_links(
        &mut self,
        article: &Article,
        own: &ArticleOrigin,
        sketch: Sketch,
    ) -> Vec<CopyLink> {
        let Self { config, finder, entries, .. } = self;
        let id = own.article;
        let circumstances =
            Circumstances::of(article.published, own.source.as_deref(), own.credits(), &config.newsrooms);
        finder.insert(id, sketch, circumstances, |of| {
            if of == id {
                return Some((article.title.as_str(), article.body.as_str()));
            }
            let now = entries.get(of)?.history.as_ref()?.current();
            Some((now.title.as_str(), now.text.as_str()))
        })
    }

    /// Shows an article another state of itself.
    pub(super) fn observe(&mut self, article: ArticleId, observation: &Observation) -> Option<Sighting> {
        let history = self.entries.get_mut(article)?.history.as_mut()?;
        // from now on its text is one of several
        let now = history.current();
        self.finder.take_apart(article, (&now.title, &now.text));
        let sighting = history.observe(observation);
        history.keep(self.config.max_versions);
        Some(sighting)
    }

    /// What an article is derived from, if it is, and where it goes.
    pub(super) fn judge(
        &self,
        id: ArticleId,
        published: Option<Published>,
        known: Option<ArticleId>,
        links: &[CopyLink],
    ) -> (Option<TracedOutcome>, Place) {
        let text_of = |id: ArticleId| self.entries.get(id).map(|entry| entry.text);
        let stands_for = |id: ArticleId| {
            text_of(id).filter(|text| self.texts.get(text).is_some_and(|text| text.stands_for == id))
        };
        // of equals the earliest
        let strongest = |same_source: bool| {
            let of_kind = |link: &&CopyLink| {
                link.same_source == same_source
                    && is_sure(link)
                    && (same_source || link.direction.original != Some(id))
            };
            let share = |link: &&CopyLink| link.containment_of(id);
            links
                .iter()
                .filter(of_kind)
                .max_by(|a, b| share(a).total_cmp(&share(b)).then(b.first.cmp(&a.first)))
        };
        let version_of = known.or_else(|| strongest(true).map(|link| self.newest_version(link.first)));
        if let Some(of) = version_of
            && let Some(text) = text_of(of)
        {
            let place = match stands_for(of) {
                Some(text) if !self.is_older(published, of) => Place::Instead(text),
                _ => Place::In(text),
            };
            return (Some(TracedOutcome::NewVersionOf(of)), place);
        }
        (strongest(false).map(|link| TracedOutcome::CopyOf(link.first)), Place::New)
    }

    /// Whether what has this date is known to be older than an article.
    fn is_older(&self, published: Option<Published>, than: ArticleId) -> bool {
        let than = self.entries.get(than).and_then(|entry| entry.published);
        published.zip(than).is_some_and(|(own, theirs)| own.seconds() < theirs.seconds())
    }

    fn newest_version(&self, mut id: ArticleId) -> ArticleId {
        while let Some(newer) = self.entries.get(id).and_then(|entry| entry.replaced_by)
            && self.entries.get(newer).is_some()
        {
            id = newer;
        }
        id
    }

    /// A placement to the story of a text that is there.
    pub(super) fn inherit(
        &self,
        article: ArticleId,
        text: ArticleId,
        changes: Vec<GroupChange>,
    ) -> Placement {
        let story = self.engine.story_of(text).expect("a text that is live has a story");
        let (outcome, evidence) = (PlacementOutcome::Joined, None);
        Placement { article, story, outcome, evidence, changes, left: Vec::new() }
    }

    /// Adds the name of an article, an earlier version, to a text that is there, so that corrections of this name hold. Gives what became
    /// of stories.
    pub(super) fn name(
        &mut self,
        name: &str,
        id: ArticleId,
        text: ArticleId,
        leaving: &BTreeMap<ArticleId, Text>,
    ) -> Vec<GroupChange> {
        let changes = self.engine.name(name, text).into_iter();
        changes.flat_map(|change| of_articles(change, id, |text| self.text_of(text, leaving))).collect()
    }

    /// Puts an article that has entered the engine as `entered` in the place of a text. Gives the text as it was.
    pub(super) fn replace(&mut self, old: ArticleId, entered: ArticleId, id: ArticleId) -> Option<Text> {
        let replaced = self.texts.remove(&old);
        let mut articles = replaced.as_ref().map_or_else(Vec::new, |text| text.articles.clone());
        for &article in &articles {
            if let Some(entry) = self.entries.get_mut(article) {
                entry.text = entered;
            }
        }
        articles.push(id);
        self.texts.insert(entered, Text { stands_for: id, articles });
        replaced
    }

    /// Settles the story of an article that has [taken the place](Self::replace) of a text. The text leaves after it has come: so it finds
    /// the story. What corrections say of the text holds for it.
    pub(super) fn settle_instead(
        &mut self,
        id: ArticleId,
        arrival: &Arrival,
        found: Found,
        old: ArticleId,
        leaving: &BTreeMap<ArticleId, Text>,
    ) -> Placement {
        let before = self.engine.story_of(old);
        let mut done = self.engine.settle(arrival, found);
        for name in self.engine.ids_of(old) {
            done.changes.extend(self.engine.name(&name, arrival.article));
        }
        done.story = self.engine.story_of(arrival.article).unwrap_or(done.story);
        self.rename(&mut done, id, leaving);
        let resolved = || before.and_then(|story| self.engine.resolve(story));
        let from = self.engine.story_of(old).or_else(resolved).or(before);
        self.engine.retire(arrival);
        if let Some(from) = from.filter(|&from| from != done.story) {
            let articles = leaving.get(&old).into_iter().flat_map(|text| &text.articles);
            let moved = articles.map(|&article| GroupChange::Moved { article, from, to: done.story });
            done.changes.extend(moved);
        }
        done
    }

    /// A text by the engine's number, though it may have left since.
    fn text_of<'t>(&'t self, number: ArticleId, leaving: &'t BTreeMap<ArticleId, Text>) -> Option<&'t Text> {
        self.texts.get(&number).or_else(|| leaving.get(&number))
    }

    /// Puts the numbers of articles in the place of the engine's. Some may have left since.
    pub(super) fn rename(
        &self,
        placement: &mut Placement,
        id: ArticleId,
        leaving: &BTreeMap<ArticleId, Text>,
    ) {
        let entered = std::mem::replace(&mut placement.article, id);
        let others = |text: ArticleId| {
            let text = Some(text).filter(|&text| text != entered)?;
            self.text_of(text, leaving)
        };
        let changes = std::mem::take(&mut placement.changes).into_iter();
        placement.changes = changes.flat_map(|change| of_articles(change, id, others)).collect();
        if let Some(evidence) = &mut placement.evidence {
            evidence.nearest = others(evidence.nearest).map_or(id, |text| text.stands_for);
        }
    }

    /// Where the text of an article is from, as far as the articles before it tell.
    pub(super) fn origin(
        &self,
        outcome: TracedOutcome,
        own: &ArticleOrigin,
        links: &[CopyLink],
    ) -> ArticleOrigin {
        let parent = outcome.derived_from().and_then(|of| self.entries.get(of));
        derived(own, outcome, links, parent.and_then(|entry| entry.written_by.as_deref()))
    }

    /// Keeps what is known of a new article.
    #[expect(clippy::too_many_arguments, reason = "all that is known of it")]
    pub(super) fn keep(
        &mut self,
        own: &(ArticleOrigin, Option<Published>),
        origin: &ArticleOrigin,
        outcome: TracedOutcome,
        links: &[CopyLink],
        text: ArticleId,
        key: Option<String>,
        observation: Observation,
        is_observed: bool,
    ) {
        let id = own.0.article;
        let mut entry = Entry {
            text,
            published: own.1,
            origin: own.0.clone(),
            written_by: origin.written_by.clone(),
            version_of: outcome.version_of(),
            replaced_by: None,
            links: Entry::keep_links(id, links),
            keys: Vec::new(),
            history: None,
        };
        let mut newest = id;
        if let Some(of) = entry.version_of {
            if !is_observed {
                self.observe(of, &observation);
            }
            if self.is_older(entry.published, of) {
                // its text is not kept
                self.finder.take_apart(id, (&observation.title, &observation.text));
                newest = of;
                entry.replaced_by = Some(of);
            } else if let Some(before) = self.entries.get_mut(of) {
                before.replaced_by = Some(id);
                (entry.keys, entry.history) = (std::mem::take(&mut before.keys), before.history.take());
            }
        }
        if newest == id {
            entry.history.get_or_insert_with(|| History::begin(observation));
        }
        self.entries.push(Some(entry));
        if let Some(newest) = self.entries.get_mut(newest) {
            newest.keys.extend(key.filter(|key| !newest.keys.contains(key)));
        }
        let keys = self.entries.get(newest).map_or(&[][..], |entry| &entry.keys);
        self.newest.extend(keys.iter().map(|key| (key.clone(), newest)));
    }

    /// Takes out the oldest texts while as many articles are known as may be.
    pub(super) fn make_room(&mut self) {
        while self.entries.known() >= self.config.max_live {
            let Some((&oldest, _)) = self.texts.first_key_value() else { break };
            self.engine.remove(oldest);
            self.forget_expired();
        }
    }

    /// Forgets what the engine has forgotten: the oldest, as it goes by the order of arrival. Gives the texts.
    pub(super) fn forget_expired(&mut self) -> Vec<(ArticleId, Text)> {
        let mut forgotten = Vec::new();
        while let Some(first) = self.texts.first_entry()
            && !self.engine.is_live(*first.key())
        {
            let (number, text) = first.remove_entry();
            self.forget(&text);
            forgotten.push((number, text));
        }
        let first = self.texts.values().next().and_then(|text| text.articles.first());
        self.finder.expire_up_to(first.copied().unwrap_or(self.entries.next_id()));
        forgotten
    }

    /// Forgets all versions of an article.
    fn forget(&mut self, text: &Text) {
        for &id in &text.articles {
            self.left.push(id);
            for key in self.entries.take(id).into_iter().flat_map(|entry| entry.keys) {
                self.newest.remove(&key);
            }
        }
    }

    /// Where the texts of a live story come from, those of earlier versions too.
    pub(crate) fn origins(&self, id: StoryId) -> Option<StoryOrigins> {
        let members = self.members(id)?;
        let own = members.iter().map(|(_, entry)| (entry.origin.clone(), entry.published)).collect();
        let versions: Vec<_> =
            members.iter().filter_map(|&(id, entry)| Some((id, entry.version_of?))).collect();
        Some(trace(own, &versions, members.iter().flat_map(|(_, entry)| &entry.links)))
    }

    /// All articles of a story, by number.
    fn members(&self, id: StoryId) -> Option<Vec<(ArticleId, &Entry)>> {
        let texts = self.engine.story(id)?.articles.iter().filter_map(|text| self.texts.get(text));
        let mut ids: Vec<ArticleId> = texts.flat_map(|text| &text.articles).copied().collect();
        ids.sort_unstable();
        Some(ids.into_iter().filter_map(|id| Some((id, self.entries.get(id)?))).collect())
    }

    /// The story of an article that is known.
    pub(crate) fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.engine.story_of(self.entries.get(article)?.text)
    }

    /// The versions of an article that is known, by any of its numbers.
    pub(crate) fn history(&self, article: ArticleId) -> Option<&History> {
        self.entries.get(self.newest_version(article))?.history.as_ref()
    }

    /// Takes an article out, with all its versions, and gives these; none if it was not known.
    pub(crate) fn remove(&mut self, article: ArticleId) -> Vec<ArticleId> {
        if let Some(number) = self.entries.get(article).map(|entry| entry.text)
            && let Some(text) = self.texts.remove(&number)
        {
            self.engine.remove(number);
            self.forget(&text);
        }
        std::mem::take(&mut self.left)
    }

    /// Takes corrections as they are now, as [`StreamEngine::correct`] does, by the numbers of articles.
    pub(crate) fn correct(
        &mut self,
        corrections: &Corrections,
        live: &[(&str, ArticleId)],
        changed: &[([ArticleId; 2], Option<Relation>)],
    ) -> Vec<GroupChange> {
        let text = |of: ArticleId| self.entries.get(of).map(|entry| entry.text);
        let live: Vec<_> = live.iter().filter_map(|&(id, of)| Some((id, text(of)?))).collect();
        let of_pair =
            |&([a, b], relation): &([ArticleId; 2], Option<Relation>)| Some(([text(a)?, text(b)?], relation));
        let changed: Vec<_> = changed.iter().filter_map(of_pair).collect();
        self.config.corrections.clone_from(corrections);
        let changes = self.engine.correct(corrections, &live, &changed);
        let (next, texts) = (self.entries.next_id(), |text| self.texts.get(&text));
        changes.into_iter().flat_map(|change| of_articles(change, next, texts)).collect()
    }

    /// What clusters: it knows of each article the newest version, by numbers of its own.
    pub(crate) fn engine(&self) -> &StreamEngine {
        &self.engine
    }

    /// How many articles are known.
    pub(crate) fn known_articles(&self) -> usize {
        self.entries.known()
    }

    /// Bytes held beside the [engine](Self::engine), about.
    pub(crate) fn memory_usage(&self) -> usize {
        let texts = self.texts.values().map(|text| text.articles.capacity() * size_of::<ArticleId>());
        let keys = self.newest.keys().map(|key| key.capacity() + size_of::<(String, ArticleId)>());
        self.finder.memory_usage()
            + self.entries.memory_usage()
            + texts.sum::<usize>()
            + self.texts.len() * size_of::<(ArticleId, Text)>()
            + keys.sum::<usize>()
    }

    /// Checks that all parts agree.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        self.engine.validate()?;
        self.finder.validate()?;
        self.validate_texts()
    }

    /// Checks that texts, entries and keys agree, among themselves and with the engine.
    fn validate_texts(&self) -> Result<(), String> {
        if self.texts.len() != self.engine.live_articles() {
            return Err(format!("{} texts, {} are live", self.texts.len(), self.engine.live_articles()));
        }
        let mut listed = 0;
        for (&number, text) in &self.texts {
            let stands = text.articles.contains(&text.stands_for);
            if !stands || !text.articles.is_sorted_by(|a, b| a < b) || self.engine.story_of(number).is_none()
            {
                return Err(format!("text {number} of {text:?} is not as it should be"));
            }
            listed += text.articles.len();
            let here = |id: &&ArticleId| self.entries.get(**id).is_none_or(|entry| entry.text != number);
            if let Some(lost) = text.articles.iter().find(here) {
                return Err(format!("{lost} does not know that its text is {number}"));
            }
        }
        if listed != self.entries.known() {
            return Err(format!("{listed} articles have a text, {} are known", self.entries.known()));
        }
        let mut keys = 0;
        for (id, entry) in self.entries.iter() {
            keys += entry.keys.len();
            if let Some(key) = entry.keys.iter().find(|&key| self.newest.get(key) != Some(&id)) {
                return Err(format!("{id} has the key {key}, which leads elsewhere"));
            }
            entry.history.as_ref().map_or(Ok(()), History::validate)?;
        }
        if keys != self.newest.len() {
            return Err(format!("{keys} keys of articles, {} lead to one", self.newest.len()));
        }
        Ok(())
    }
}

/// A change of a text as those of its articles, its versions, before one. `texts` gives the texts that are not to be left out.
fn of_articles<'t>(
    change: GroupChange,
    before: ArticleId,
    texts: impl Fn(ArticleId) -> Option<&'t Text>,
) -> Vec<GroupChange> {
    match change {
        GroupChange::Moved { article, from, to } => {
            let articles = texts(article).into_iter().flat_map(|text| &text.articles);
            let there = articles.filter(|&&article| article < before);
            there.map(|&article| GroupChange::Moved { article, from, to }).collect()
        }
        merged => vec![merged],
    }
}
