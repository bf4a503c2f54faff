//! The desk of a stream.

use std::collections::{BTreeMap, HashMap};

use super::assignment::{DeskAssignment, DeskOutcome, derived};
use super::config::{DeskConfig, DeskConfigError};
use super::entries::{Entries, Entry};
use super::lineage::{is_sure, may_be_versions, version_key};
use crate::article::{Article, ArticleId};
use crate::cluster::{Assignment, Change, Clusterer, Outcome};
use crate::copies::{CopyFinder, CopyLink};
use crate::origins::{ArticleOrigin, StoryOrigins, by_itself, trace};
use crate::published::Published;
use crate::story::{Story, StoryId};
use crate::versions::{History, Observation, Sighting};

/// Groups articles into stories as they arrive, each text once.
///
/// A copy inherits the story of its original and does not enter the [`Clusterer`]: a thousand reprints do not bend a story.
/// A new version takes the place of the one before it there, so that the story keeps one member and follows what the article
/// says now. If an original arrives after a copy of it, it takes the copy's place likewise.
///
/// The desk numbers articles itself, in order of arrival, whatever they turn out to be. An article is known as long as its text
/// is live in the clusterer.
///
/// # Resource use
///
/// That of [`Clusterer`] and [`CopyFinder`], and the texts of the live articles, for their versions
/// ([`DeskConfig::most_versions`]). At most [`Config::most_live`](crate::Config::most_live) articles are known:
/// [`memory_usage`](Self::memory_usage) says how much they take.
///
/// # Examples
///
/// ```
/// use samestory::Article;
/// use samestory::desk::{Desk, DeskConfig, DeskOutcome};
///
/// let wire = "ALGIERS (AP) – Clinton landed in Algiers on Monday to win support for a West African force. Algeria, which has \
///     the strongest army of the region, fears that fighters would flee across its border.";
/// let article = |source: &str, body: String| Article::builder(source).source(source).body(body).build();
/// let mut desk = Desk::new(DeskConfig::default())?;
/// let report = desk.insert(&article("AP", wire.to_owned())?);
/// let reprint = desk.insert(&article("The Star-Ledger", wire.replace("on Monday", "yesterday"))?);
/// assert_eq!(reprint.outcome, DeskOutcome::CopyOf(report.assignment.article));
/// let update = desk.insert(&article("AP", wire.replace("fears", "said it fears"))?);
/// assert_eq!(update.outcome, DeskOutcome::NewVersionOf(report.assignment.article));
/// assert_eq!(desk.origins(update.assignment.story).unwrap().independent_origins(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Desk {
    config: DeskConfig,
    clusterer: Clusterer,
    finder: CopyFinder,
    /// By the clusterer's numbers.
    texts: BTreeMap<ArticleId, Text>,
    entries: Entries,
    /// The newest version by what is the same for all.
    newest: HashMap<String, ArticleId>,
}

/// A text in the clusterer.
#[derive(Debug)]
struct Text {
    /// The article that the clusterer knows.
    stands_for: ArticleId,
    /// All that have it, in order of arrival.
    articles: Vec<ArticleId>,
}

/// What an article is to the texts that are there.
enum Place {
    /// A text of its own.
    New,
    /// One more article of a text.
    In(ArticleId),
    /// The article that a text is known by from now on.
    Instead(ArticleId),
}

impl Desk {
    /// A desk that has seen nothing.
    ///
    /// # Errors
    ///
    /// As [`DeskConfig::validate`].
    pub fn new(config: DeskConfig) -> Result<Self, DeskConfigError> {
        config.validate()?;
        let clusterer = Clusterer::new(config.cluster.clone()).map_err(DeskConfigError::Cluster)?;
        let mut copies = config.copies.clone();
        // more would not be known
        copies.most_articles = copies.most_articles.min(config.cluster.most_live);
        let finder =
            CopyFinder::with_newsrooms(copies, config.newsrooms.clone()).map_err(DeskConfigError::Copies)?;
        let (texts, entries, newest) = (BTreeMap::new(), Entries::default(), HashMap::new());
        Ok(Self { config, clusterer, finder, texts, entries, newest })
    }

    /// Takes the next article.
    ///
    /// # Complexity
    ///
    /// That of [`CopyFinder::insert`], and for what is no copy that of [`Clusterer::insert`].
    pub fn insert(&mut self, article: &Article) -> DeskAssignment {
        self.make_room();
        let id = self.entries.next_id();
        let own = (by_itself(id, article, &self.config.newsrooms), article.published);
        let observation = Observation::of(article);
        let key = version_key(article);
        let known = key.as_ref().and_then(|key| self.known_by(key, &observation));
        if let Some(known) = known
            && let Some(Sighting::Unchanged { .. }) = self.observe(known, &observation)
            && let Some(text) = self.entries.get(known).map(|entry| entry.text)
        {
            self.entries.push(None);
            return self.tell(DeskOutcome::Unchanged(known), own, self.inherit(id, text), Vec::new());
        }

        let mut links = self.finder.insert(id, article).copies;
        links.retain(|link| self.entries.get(link.first).is_some());
        let (derivation, place) = self.judge(id, article.published, known, &links);
        let (text, assignment) = match place {
            Place::New => self.enter(id, article, None),
            Place::Instead(text) => self.enter(id, article, Some(text)),
            Place::In(text) => {
                if let Some(text) = self.texts.get_mut(&text) {
                    text.articles.push(id);
                }
                (text, self.inherit(id, text))
            }
        };
        let outcome = derivation.unwrap_or(match assignment.outcome {
            Outcome::NewStory => DeskOutcome::NewStory,
            Outcome::Joined => DeskOutcome::Joined,
        });
        let done = self.tell(outcome, own, assignment, links);
        self.keep(&done, text, key, &observation, known.is_some());
        self.forget_expired();
        done
    }

    /// The article that has a key, if what is seen now can be a version of it; else it loses the key.
    fn known_by(&mut self, key: &str, seen: &Observation) -> Option<ArticleId> {
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

    /// Shows an article another state of itself.
    fn observe(&mut self, article: ArticleId, observation: &Observation) -> Option<Sighting> {
        let history = self.entries.get_mut(article)?.history.as_mut()?;
        let sighting = history.observe(observation);
        history.keep(self.config.most_versions);
        Some(sighting)
    }

    /// What an article is derived from, if it is, and where it goes.
    fn judge(
        &self,
        id: ArticleId,
        published: Option<Published>,
        known: Option<ArticleId>,
        links: &[CopyLink],
    ) -> (Option<DeskOutcome>, Place) {
        let text_of = |id: ArticleId| self.entries.get(id).map(|entry| entry.text);
        let stands_for = |id: ArticleId| {
            text_of(id).filter(|text| self.texts.get(text).is_some_and(|text| text.stands_for == id))
        };
        // of equals the earliest
        let strongest = |same_source: bool, original: Option<ArticleId>| {
            let of_kind = |link: &&CopyLink| {
                link.same_source == same_source
                    && is_sure(link)
                    && (same_source || (link.direction.original == Some(id)) == (original == Some(id)))
            };
            let share =
                |link: &&CopyLink| link.containment_of(if original == Some(id) { link.first } else { id });
            links
                .iter()
                .filter(of_kind)
                .max_by(|a, b| share(a).total_cmp(&share(b)).then(b.first.cmp(&a.first)))
        };
        let version_of = known.or_else(|| strongest(true, None).map(|link| self.newest_version(link.first)));
        if let Some(of) = version_of
            && let Some(text) = text_of(of)
        {
            let place = match stands_for(of) {
                Some(text) if !self.is_older(published, of) => Place::Instead(text),
                _ => Place::In(text),
            };
            return (Some(DeskOutcome::NewVersionOf(of)), place);
        }
        if let Some(link) = strongest(false, None)
            && let Some(text) = text_of(link.first)
        {
            return (Some(DeskOutcome::CopyOf(link.first)), Place::In(text));
        }
        let copy = strongest(false, Some(id)).and_then(|link| stands_for(link.first));
        (None, copy.map_or(Place::New, Place::Instead))
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

    /// An assignment to the story of a text that is there.
    fn inherit(&self, article: ArticleId, text: ArticleId) -> Assignment {
        let story = self.clusterer.story_of(text).expect("a text that is live has a story");
        Assignment { article, story, outcome: Outcome::Joined, evidence: None, changes: Vec::new() }
    }

    /// Puts an article into the clusterer, perhaps in place of another. The other leaves after it has come: so the new one finds
    /// its story.
    fn enter(
        &mut self,
        id: ArticleId,
        article: &Article,
        replaces: Option<ArticleId>,
    ) -> (ArticleId, Assignment) {
        let before = replaces.and_then(|old| self.clusterer.story_of(old));
        let mut done = self.clusterer.insert(article);
        let entered = std::mem::replace(&mut done.article, id);
        for change in std::mem::take(&mut done.changes) {
            match change {
                Change::Moved { article, from, to } => {
                    let articles = self.texts.get(&article).into_iter().flat_map(|text| &text.articles);
                    done.changes.extend(articles.map(|&article| Change::Moved { article, from, to }));
                }
                merged => done.changes.push(merged),
            }
        }
        if let Some(evidence) = &mut done.evidence {
            evidence.nearest = self.texts.get(&evidence.nearest).map_or(id, |text| text.stands_for);
        }
        let mut articles = Vec::new();
        if let Some(old) = replaces {
            let resolved = || before.and_then(|story| self.clusterer.resolve(story));
            let from = self.clusterer.story_of(old).or_else(resolved).or(before);
            self.clusterer.remove(old);
            articles = self.texts.remove(&old).map(|text| text.articles).unwrap_or_default();
            for &article in &articles {
                if let Some(entry) = self.entries.get_mut(article) {
                    entry.text = entered;
                }
                if let Some(from) = from.filter(|&from| from != done.story) {
                    done.changes.push(Change::Moved { article, from, to: done.story });
                }
            }
        }
        articles.push(id);
        self.texts.insert(entered, Text { stands_for: id, articles });
        (entered, done)
    }

    /// Puts together what is said of an article.
    fn tell(
        &self,
        outcome: DeskOutcome,
        own: (ArticleOrigin, Option<Published>),
        assignment: Assignment,
        links: Vec<CopyLink>,
    ) -> DeskAssignment {
        let parent = outcome.derived_from().and_then(|of| self.entries.get(of));
        let origin = derived(&own.0, outcome, &links, parent.and_then(|entry| entry.written_by.as_deref()));
        DeskAssignment { outcome, assignment, origin, links, own }
    }

    /// Keeps what is known of a new article.
    fn keep(
        &mut self,
        done: &DeskAssignment,
        text: ArticleId,
        key: Option<String>,
        observation: &Observation,
        is_observed: bool,
    ) {
        let id = done.assignment.article;
        let mut entry = Entry {
            text,
            published: done.own.1,
            origin: done.own.0.clone(),
            written_by: done.origin.written_by.clone(),
            version_of: done.outcome.version_of(),
            replaced_by: None,
            links: Entry::keep_links(id, &done.links),
            keys: Vec::new(),
            history: None,
        };
        let mut newest = id;
        if let Some(of) = entry.version_of {
            if !is_observed {
                self.observe(of, observation);
            }
            if self.is_older(entry.published, of) {
                newest = of;
                entry.replaced_by = Some(of);
            } else if let Some(before) = self.entries.get_mut(of) {
                before.replaced_by = Some(id);
                (entry.keys, entry.history) = (std::mem::take(&mut before.keys), before.history.take());
            }
        }
        if newest == id {
            entry.history.get_or_insert_with(|| History::new(observation));
        }
        self.entries.push(Some(entry));
        if let Some(newest) = self.entries.get_mut(newest) {
            newest.keys.extend(key.filter(|key| !newest.keys.contains(key)));
        }
        let keys = self.entries.get(newest).map_or(&[][..], |entry| &entry.keys);
        self.newest.extend(keys.iter().map(|key| (key.clone(), newest)));
    }

    /// Takes out the oldest texts while as many articles are known as may be.
    fn make_room(&mut self) {
        while self.entries.known() >= self.config.cluster.most_live {
            let Some((&oldest, _)) = self.texts.first_key_value() else { break };
            self.clusterer.remove(oldest);
            self.forget_expired();
        }
    }

    /// Forgets the texts that the clusterer has forgotten: the oldest, as it goes by the order of arrival.
    fn forget_expired(&mut self) {
        while let Some(first) = self.texts.first_entry()
            && self.clusterer.story_of(*first.key()).is_none()
        {
            for id in first.remove().articles {
                for key in self.entries.take(id).into_iter().flat_map(|entry| entry.keys) {
                    self.newest.remove(&key);
                }
            }
        }
        let first = self.texts.values().next().and_then(|text| text.articles.first());
        self.finder.expire_up_to(first.copied().unwrap_or(self.entries.next_id()));
    }

    /// A live story with its members: of each article the newest version.
    pub fn story(&self, id: StoryId) -> Option<Story> {
        let mut story = Story::new(id);
        for (id, entry) in self.members(id)? {
            if entry.replaced_by.is_none_or(|newer| self.entries.get(newer).is_none()) {
                story.add(id, entry.published);
            }
        }
        Some(story)
    }

    /// Where the texts of a live story come from, those of earlier versions too.
    pub fn origins(&self, id: StoryId) -> Option<StoryOrigins> {
        let members = self.members(id)?;
        let own = members.iter().map(|(_, entry)| (entry.origin.clone(), entry.published)).collect();
        let versions: Vec<_> =
            members.iter().filter_map(|&(id, entry)| Some((id, entry.version_of?))).collect();
        Some(trace(own, &versions, members.iter().flat_map(|(_, entry)| &entry.links)))
    }

    /// All articles of a story, by number.
    fn members(&self, id: StoryId) -> Option<Vec<(ArticleId, &Entry)>> {
        let texts = self.clusterer.story(id)?.articles.iter().filter_map(|text| self.texts.get(text));
        let mut ids: Vec<ArticleId> = texts.flat_map(|text| &text.articles).copied().collect();
        ids.sort_unstable();
        Some(ids.into_iter().filter_map(|id| Some((id, self.entries.get(id)?))).collect())
    }

    /// The story of an article that is known.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.clusterer.story_of(self.entries.get(article)?.text)
    }

    /// The versions of an article that is known, by any of its numbers.
    pub fn history(&self, article: ArticleId) -> Option<&History> {
        self.entries.get(self.newest_version(article))?.history.as_ref()
    }

    /// What the desk clusters with: it knows of each text one article, by numbers of its own.
    pub fn clusterer(&self) -> &Clusterer {
        &self.clusterer
    }

    /// How many articles are known.
    pub fn known_articles(&self) -> usize {
        self.entries.known()
    }

    /// Bytes held, about.
    pub fn memory_usage(&self) -> usize {
        let texts = self.texts.values().map(|text| text.articles.capacity() * size_of::<ArticleId>());
        let keys = self.newest.keys().map(|key| key.capacity() + size_of::<(String, ArticleId)>());
        self.clusterer.memory_usage()
            + self.finder.memory_usage()
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
    pub fn validate(&self) -> Result<(), String> {
        self.clusterer.validate()?;
        self.finder.validate()?;
        if self.texts.len() != self.clusterer.live_articles() {
            return Err(format!("{} texts, {} are live", self.texts.len(), self.clusterer.live_articles()));
        }
        let mut listed = 0;
        for (&number, text) in &self.texts {
            let stands = text.articles.contains(&text.stands_for);
            if !stands || !text.articles.iter().is_sorted() || self.clusterer.story_of(number).is_none() {
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
