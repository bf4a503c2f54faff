//! A stream with what is asked about it: the live articles, their stories, and what has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;

use samestory::corrections::{Correction, CorrectionError};
use samestory::{
    Article, Assignment, Change, Clusterer, Evidence, Member, Outcome, Published, Story, StoryId,
};
use samestory_explain::ScoreExplanation;
use samestory_formats::Record;
use samestory_report::language_of;
use samestory_report::stories::{Decision, write_json_line};
use serde_json::value::RawValue;

use crate::arrivals::Arrival;
use crate::changes::{ChangeLog, Cursor, Event};

/// Fewer articles are taken in one by one: they share too little for a block to be quicker. The result is the same.
const BLOCK: usize = 16;

/// A stream in progress: a [`Clusterer`], the texts of its live articles, and the latest changes.
///
/// # Resource use
///
/// That of the clusterer, the live articles once more with their texts, and the last 100,000 changes.
#[derive(Debug)]
pub struct LiveStories {
    pub(crate) clusterer: Clusterer,
    /// In order of arrival.
    pub(crate) articles: BTreeMap<u64, LiveArticle>,
    /// The articles of an id, the latest last.
    by_id: HashMap<String, VecDeque<u64>>,
    pub(crate) next: u64,
    /// The articles of every story.
    members: BTreeMap<StoryId, BTreeSet<u64>>,
    /// As they were when they were looked at last.
    stories: BTreeMap<StoryId, Arc<LiveStory>>,
    /// Those that have changed since.
    touched: BTreeSet<StoryId>,
    pub(crate) log: ChangeLog,
}

/// An article that was saved, and how it was assigned.
pub(crate) type KnownArticle = (Article, Option<Box<RawValue>>);

/// A live article.
#[derive(Debug)]
pub(crate) struct LiveArticle {
    pub(crate) article: Arc<Article>,
    pub(crate) language: Option<String>,
    pub(crate) story: StoryId,
    /// How it was assigned, as a line of JSON; none of an article of a state that does not say.
    pub(crate) decision: Option<Box<RawValue>>,
    evidence: Option<Box<Evidence>>,
}

/// A story, and what it can be found by.
#[derive(Debug)]
pub(crate) struct LiveStory {
    pub(crate) story: Story,
    pub(crate) languages: BTreeSet<String>,
}

/// All live articles and stories, to be looked at while the stream goes on.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// By number of the change before it.
    pub(crate) as_of: u64,
    pub(crate) articles: Vec<Arc<Article>>,
    pub(crate) stories: Vec<Arc<LiveStory>>,
    pub(crate) config: samestory::Config,
}

impl LiveStories {
    /// The stream of a clusterer. `stream` is another number for every stream: cursors of one are none of another.
    pub fn new(clusterer: Clusterer, stream: u64) -> Self {
        Self::with_articles(clusterer, ChangeLog::new(stream), Vec::new())
    }

    /// As [`new`](Self::new), with the articles as far as they are known, in order of arrival, and how each was assigned.
    pub(crate) fn with_articles(clusterer: Clusterer, log: ChangeLog, known: Vec<KnownArticle>) -> Self {
        let stories: samestory::Stories = clusterer.stories().collect();
        let mut by_id: HashMap<String, VecDeque<KnownArticle>> = HashMap::new();
        for (article, decision) in known {
            by_id.entry(article.id.clone()).or_default().push_back((article, decision));
        }
        let mut live = Self {
            articles: BTreeMap::new(),
            by_id: HashMap::new(),
            next: 0,
            members: BTreeMap::new(),
            stories: BTreeMap::new(),
            touched: BTreeSet::new(),
            log,
            clusterer,
        };
        for (story, member) in stories.members() {
            let known = by_id.get_mut(&member.id).and_then(VecDeque::pop_front);
            let (article, decision) = known.unwrap_or_else(|| (as_seen(member, &live.clusterer), None));
            live.keep(article, None, story.id, decision, None);
        }
        for article in live.articles.values_mut() {
            article.language = language_of(&article.article);
        }
        live
    }

    /// Takes the articles of records in, in order.
    pub fn insert_records(&mut self, records: Vec<Record>) {
        self.insert(records.into_iter().map(Arrival::from).collect());
    }

    /// Takes articles in, in order. Gives for each how it was assigned, as a line of JSON as `samestory cluster --live` writes it.
    pub(crate) fn insert(&mut self, arrivals: Vec<Arrival>) -> Vec<Box<RawValue>> {
        if arrivals.len() < BLOCK {
            let each = arrivals.into_iter().map(|Arrival { article, version, language, .. }| {
                let assignment = self.clusterer.insert(&article);
                self.assigned(assignment, article, version, language)
            });
            return each.collect();
        }
        let mut block: Option<Vec<Article>> =
            Some(arrivals.iter().map(|arrival| arrival.article.clone()).collect());
        let mut assignments = Vec::with_capacity(arrivals.len());
        let next = || Ok::<_, Infallible>(block.take().unwrap_or_default());
        let Ok(()) = self.clusterer.insert_blocks(next, |assignment| assignments.push(assignment));
        let each = assignments.into_iter().zip(arrivals);
        each.map(|(assignment, Arrival { article, version, language, .. })| {
            self.assigned(assignment, article, version, language)
        })
        .collect()
    }

    fn assigned(
        &mut self,
        mut assignment: Assignment,
        article: Article,
        version: Option<u32>,
        language: Option<String>,
    ) -> Box<RawValue> {
        assignment.article.version = version.filter(|_| self.clusterer.config().find_copies);
        let decision = Decision::with_changes(&assignment);
        let line = json_line(assignment.story, &assignment.article, &decision);
        if !matches!(assignment.outcome, Outcome::Unchanged(_)) {
            self.log.push(&Event::Assigned {
                article: &assignment.article.id,
                story: assignment.story.to_string(),
                outcome: decision.outcome,
                score: decision.score,
                nearest: decision.nearest.as_deref(),
            });
            let evidence = assignment.evidence.take().map(Box::new);
            self.keep(article, language, assignment.story, Some(line.clone()), evidence);
        }
        self.follow(&assignment.changes);
        self.forget(&assignment.left);
        line
    }

    fn keep(
        &mut self,
        article: Article,
        language: Option<String>,
        story: StoryId,
        decision: Option<Box<RawValue>>,
        evidence: Option<Box<Evidence>>,
    ) {
        let number = self.next;
        self.next += 1;
        self.by_id.entry(article.id.clone()).or_default().push_back(number);
        self.members.entry(story).or_default().insert(number);
        self.touched.insert(story);
        let article = Arc::new(article);
        self.articles.insert(number, LiveArticle { article, language, story, decision, evidence });
    }

    /// Does to articles what a change says.
    fn follow(&mut self, changes: &[Change]) {
        for change in changes {
            if let Some(event) = Event::of(change) {
                self.log.push(&event);
            }
            match change {
                &Change::Merged { from, into } => {
                    let moved = self.members.remove(&from).unwrap_or_default();
                    for number in &moved {
                        if let Some(article) = self.articles.get_mut(number) {
                            article.story = into;
                        }
                    }
                    self.members.entry(into).or_default().extend(moved);
                    self.touched.extend([from, into]);
                }
                Change::Moved { article, from, to } => {
                    let numbers = self.by_id.get(article).into_iter().flatten().copied();
                    let is_there = |number: &u64| self.articles.get(number).is_some_and(|a| a.story == *from);
                    if let Some(number) = numbers.into_iter().find(is_there) {
                        if let Some(article) = self.articles.get_mut(&number) {
                            article.story = *to;
                        }
                        self.take_out(number, *from);
                        self.members.entry(*to).or_default().insert(number);
                    }
                    self.touched.extend([*from, *to]);
                }
                _ => {}
            }
        }
    }

    /// Forgets articles whose time is over, by their ids; of those with one id the earliest.
    fn forget(&mut self, left: &[String]) {
        for id in left {
            let Some(numbers) = self.by_id.get_mut(id) else { continue };
            let number = numbers.pop_front();
            if numbers.is_empty() {
                self.by_id.remove(id);
            }
            let article = number.and_then(|number| Some((number, self.articles.remove(&number)?)));
            if let Some((number, article)) = article {
                self.touched.insert(article.story);
                self.take_out(number, article.story);
            }
        }
    }

    /// Takes an article out of a story, which ends with the last.
    fn take_out(&mut self, number: u64, story: StoryId) {
        if let Some(members) = self.members.get_mut(&story) {
            members.remove(&number);
            if members.is_empty() {
                self.members.remove(&story);
                self.log.push(&Event::Ended { story: story.to_string() });
            }
        }
    }

    /// Takes a correction, and gives its number.
    ///
    /// # Errors
    ///
    /// As [`Clusterer::correct`].
    pub(crate) fn correct(&mut self, correction: Correction) -> Result<usize, CorrectionError> {
        let (number, changes) = self.clusterer.correct(correction)?;
        self.log.push(&Event::Corrected { correction: number });
        self.follow(&changes);
        self.touch_all();
        Ok(number)
    }

    /// Withdraws a correction.
    ///
    /// # Errors
    ///
    /// As [`Clusterer::withdraw`].
    pub(crate) fn withdraw(
        &mut self,
        number: usize,
        by: Option<String>,
        at: Option<Published>,
        why: Option<String>,
    ) -> Result<(), CorrectionError> {
        let changes = self.clusterer.withdraw(number, by, at, why)?;
        self.log.push(&Event::Withdrawn { correction: number });
        self.follow(&changes);
        self.touch_all();
        Ok(())
    }

    /// Corrections may choose another headline for any story.
    fn touch_all(&mut self) {
        self.touched.extend(self.members.keys());
    }

    /// All live stories as they are now, in the order of their numbers.
    pub(crate) fn stories(&mut self) -> impl Iterator<Item = &Arc<LiveStory>> {
        for id in std::mem::take(&mut self.touched) {
            let Some(story) = self.clusterer.story(id) else {
                self.stories.remove(&id);
                continue;
            };
            let members = self.members.get(&id).into_iter().flatten();
            let articles = members.filter_map(|number| self.articles.get(number));
            let languages = articles.filter_map(|article| article.language.clone()).collect();
            self.stories.insert(id, Arc::new(LiveStory { story, languages }));
        }
        self.stories.values()
    }

    /// All live articles and stories.
    pub(crate) fn snapshot(&mut self) -> Snapshot {
        let stories = self.stories().cloned().collect();
        Snapshot {
            as_of: self.log.latest().number,
            articles: self.articles.values().map(|article| Arc::clone(&article.article)).collect(),
            stories,
            config: self.clusterer.config().clone(),
        }
    }

    /// A live article by its id; of several the latest.
    pub(crate) fn article(&self, id: &str) -> Option<&LiveArticle> {
        self.articles.get(self.by_id.get(id)?.back()?)
    }

    /// What the score was made of by which an article was assigned, as far as that is known.
    pub(crate) fn score_of(&self, article: &LiveArticle) -> Option<ScoreExplanation> {
        Some(ScoreExplanation::of(article.evidence.as_deref()?, self.clusterer.config()))
    }

    /// The place behind the last change.
    pub fn latest(&self) -> Cursor {
        self.log.latest()
    }

    /// The clusterer.
    pub fn clusterer(&self) -> &Clusterer {
        &self.clusterer
    }

    /// Checks that what is kept beside the clusterer agrees with it.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub fn validate(&mut self) -> Result<(), String> {
        self.clusterer.validate()?;
        let (own, theirs) = (self.articles.len(), self.clusterer.live_articles());
        if own != theirs {
            return Err(format!("{own} articles are kept, {theirs} are live"));
        }
        for (id, members) in &self.members {
            let story = self.clusterer.story(*id).ok_or_else(|| format!("{id} has ended"))?;
            let mut theirs: Vec<&str> = story.members.iter().map(|member| member.id.as_str()).collect();
            let mut own: Vec<&str> =
                members.iter().map(|number| self.articles[number].article.id.as_str()).collect();
            theirs.sort_unstable();
            own.sort_unstable();
            if own != theirs {
                return Err(format!("{id} has {theirs:?}, and not {own:?}"));
            }
        }
        Ok(())
    }
}

/// An article as far as a stream that was saved without it knows it.
fn as_seen(member: &Member, clusterer: &Clusterer) -> Article {
    let mut article = Article::builder("-").title("-").build().expect("it has an id and a title");
    let history = clusterer.versions(&member.id);
    let versions = history.map(samestory::versions::History::versions).unwrap_or_default();
    let own = versions.iter().find(|version| Some(version.number) == member.version);
    (article.title, article.body) = match own.or(versions.last()) {
        Some(version) => (version.title.clone(), version.text.clone()),
        None => (member.headline.clone(), String::new()),
    };
    article.id.clone_from(&member.id);
    article.source.clone_from(&member.source);
    article.url.clone_from(&member.url);
    article.published = member.published;
    article
}

fn json_line(story: StoryId, article: &Member, decision: &Decision) -> Box<RawValue> {
    let mut line = Vec::new();
    // a vector takes everything
    let _ = write_json_line(&mut line, story, article, Some(decision));
    let text = String::from_utf8(line).unwrap_or_default();
    RawValue::from_string(text.trim_end().to_owned()).unwrap_or_default()
}
