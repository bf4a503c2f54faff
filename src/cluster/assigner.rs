//! The articles of a stream on their way from profiles to stories.

use std::collections::VecDeque;

use super::assignment::{Assignment, Change, Evidence, Outcome};
use super::candidates::{HOPELESS, LEAST_SCORE};
use super::clock::StreamClock;
use super::cohesion::Cohesion;
use super::companions::{Companion, Companions};
use super::comparer::Comparer;
use super::config::Config;
use super::features::{Feature, PairFeatures};
use super::logistic::logistic;
use super::preparation::Prepared;
use super::profile::Profile;
use super::score::Score;
use super::story_graph::StoryGraph;
use crate::article::ArticleId;
use crate::index::{SearchScratch, SimilarityIndex};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The live articles of a stream and their stories.
#[derive(Debug)]
pub(super) struct Assigner {
    pub(super) index: SimilarityIndex,
    /// By article from `base` on; none for the expired.
    profiles: VecDeque<Option<Profile>>,
    /// By article from `base` on: what was like it when it came, or came later.
    companions: VecDeque<Companions>,
    base: u32,
    pub(super) graph: StoryGraph,
    cohesion: Cohesion,
    clock: StreamClock,
    scratch: SearchScratch,
    comparer: Comparer,
    /// Memory to reuse: the likely pairs of the article at hand.
    edges: Vec<(ArticleId, Score)>,
}

/// An article that a new one was compared with.
struct Compared {
    article: ArticleId,
    features: PairFeatures,
    /// Log-odds by the model.
    logit: f64,
}

impl Assigner {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            index: SimilarityIndex::new(),
            profiles: VecDeque::new(),
            companions: VecDeque::new(),
            base: 0,
            graph: StoryGraph::default(),
            cohesion: Cohesion::default(),
            clock: StreamClock::default(),
            scratch: SearchScratch::default(),
            comparer: Comparer::new(config),
            edges: Vec::new(),
        }
    }

    /// Assigns the next article.
    pub(super) fn assign(&mut self, prepared: Prepared, config: &Config) -> Assignment {
        let published = prepared.profile.published;
        let before = self.clock.now();
        let now = self.clock.see(published.map(|p| p.seconds()));
        if let (None, Some(now)) = (before, now) {
            self.begin_time(now, config);
        }
        self.expire(now, config);

        let mut compared = self.compare(&prepared, config);
        let companions = self.look_around(&mut compared, config);
        self.cohesion.forget_before(self.base);
        let hopeful = || compared.iter().filter(|pair| pair.logit > HOPELESS);
        self.cohesion.insert(hopeful().map(|pair| (pair.article.0, logistic(pair.logit))));
        let shift = self.cohesion.shift(config.calibration);
        let score = |pair: &Compared| logistic(pair.logit + shift);
        let scored = hopeful().map(|pair| (pair.article, score(pair)));
        let likely = scored.filter(|&(_, score)| score >= LEAST_SCORE);
        self.edges.clear();
        self.edges.extend(likely.map(|(article, score)| (article, Score::new(score))));

        let mut changes: Vec<Change> = Vec::new();
        let partners = config.partners_of(&prepared.profile);
        let (id, closeness) =
            self.graph.insert(published, partners, &self.edges, shift, config.stream_bar(), &mut changes);
        let Prepared { profile, terms, weights } = prepared;
        let expires = now.map(|now| now.saturating_add(window_seconds(config)));
        self.index.insert_parts(terms, weights, expires);
        self.profiles.push_back(Some(profile));
        self.companions.push_back(companions);

        let home = self.graph.slot_of(id).expect("it was inserted above");
        let story = self.graph.id(home);
        let (outcome, closest) = match closeness.own {
            Some(own) => (Outcome::Joined, Some((own, home))),
            None => (Outcome::NewStory, closeness.best),
        };
        let evidence = closest.and_then(|(story_score, slot)| {
            let members = compared.iter().filter(|pair| self.graph.slot_of(pair.article) == Some(slot));
            let nearest =
                members.max_by(|a, b| a.logit.total_cmp(&b.logit).then(b.article.cmp(&a.article)))?;
            let (nearest_score, features) = (score(nearest), nearest.features);
            let story = self.graph.id(slot);
            Some(Evidence { story, story_score, nearest: nearest.article, nearest_score, features, shift })
        });
        Assignment { article: id, story, outcome, evidence, changes }
    }

    /// Compares an article with the live ones that are most similar to it.
    fn compare(&mut self, prepared: &Prepared, config: &Config) -> Vec<Compared> {
        let (least, most) = (config.candidate_similarity, config.most_candidates);
        let found = self.index.search(prepared.signature(), least, most, &mut self.scratch);
        let profile_of =
            |article: ArticleId| self.profiles.get(article.0.checked_sub(self.base)? as usize)?.as_ref();
        let mut others: Vec<(ArticleId, &Profile)> = Vec::with_capacity(found.len());
        others.extend(found.iter().filter_map(|n| Some((n.article, profile_of(n.article)?))));
        let mut compared = Vec::with_capacity(others.len());
        self.comparer.with(&prepared.profile, |comparer| {
            comparer.all_features(&prepared.profile, &others, |&article, features| {
                compared.push(Compared { article, features, logit: config.model.logit(&features) });
            });
        });
        compared
    }

    /// Fills in what depends on other pairs of both articles, makes them known to each other, and gives the companions of the new
    /// one.
    fn look_around(&mut self, compared: &mut [Compared], config: &Config) -> Companions {
        let mut own = Companions::default();
        let companion = |pair: &Compared| Companion::of(&pair.features);
        compared.iter().filter_map(companion).for_each(|companion| own.add(companion));
        for pair in compared {
            let Some(companion) = companion(pair) else { continue };
            let others = &mut self.companions[(pair.article.0 - self.base) as usize];
            pair.features.set(Feature::Nearer, companion.nearer([&own, others]));
            pair.logit += config.model.nearer * f64::from(pair.features.get(Feature::Nearer));
            others.add(companion);
        }
        own
    }

    /// The articles that came before the clock knew the time are taken to have come now.
    fn begin_time(&mut self, now: i64, config: &Config) {
        let expires = now.saturating_add(window_seconds(config));
        let early: Vec<ArticleId> = self.index.articles().collect();
        for article in early {
            self.index.set_time(article, Some(expires));
        }
    }

    fn expire(&mut self, now: Option<i64>, config: &Config) {
        if let Some(now) = now {
            for article in self.index.expire_down_to(now, config.least_live) {
                self.forget(article);
            }
        }
        while self.index.len() >= config.most_live {
            let Some(oldest) = self.index.articles().next() else { break };
            self.index.remove(oldest);
            self.forget(oldest);
        }
    }

    /// Removes an article, and says whether it was live.
    pub(super) fn remove(&mut self, article: ArticleId) -> bool {
        let was_live = self.index.remove(article);
        if was_live {
            self.forget(article);
        }
        was_live
    }

    fn forget(&mut self, article: ArticleId) {
        self.graph.remove(article);
        if let Some(profile) =
            article.0.checked_sub(self.base).and_then(|at| self.profiles.get_mut(at as usize))
        {
            *profile = None;
        }
        while let Some(None) = self.profiles.front() {
            self.profiles.pop_front();
            self.companions.pop_front();
            self.base += 1;
        }
    }

    /// Bytes held, about.
    pub(super) fn memory_usage(&self) -> usize {
        let profiles: usize = self.profiles.iter().flatten().map(Profile::memory_usage).sum();
        let companions = self.companions.capacity() * size_of::<Companions>();
        self.index.memory_usage()
            + self.graph.memory_usage()
            + self.cohesion.memory_usage()
            + profiles
            + companions
    }

    /// Checks that index, articles and stories say the same.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(super) fn validate(&self) -> Result<(), String> {
        self.index.validate()?;
        self.graph.validate()?;
        let profiles = self.profiles.iter().flatten().count();
        let members: usize = self.graph.stories().map(|story| story.articles.len()).sum();
        if profiles != self.index.len() || profiles != members {
            return Err(format!("{profiles} profiles, {} indexed, {members} in stories", self.index.len()));
        }
        Ok(())
    }
}

fn window_seconds(config: &Config) -> i64 {
    (config.window_days * SECONDS_PER_DAY) as i64
}
