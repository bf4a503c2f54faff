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
use crate::index::{Neighbor, SearchScratch, SimilarityIndex};
use crate::parallel;
use crate::published::Published;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Articles that are searched for, compared and settled together.
const AT_ONCE: usize = 4096;

/// Articles that one thread compares at a time.
const BLOCK: usize = 64;

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

/// A new article on its way: what was there when it came.
struct Arrival {
    article: ArticleId,
    /// Those that left when it came.
    left: Vec<ArticleId>,
    /// The first that had not left.
    base: u32,
    /// The most similar of those that were there.
    similar: Vec<Neighbor>,
    published: Option<Published>,
    /// With how many others it is asked to be similar at most.
    partners: u32,
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
        let arrival = self.enter(prepared, config);
        let compared = compare(&arrival, &self.profiles, self.base, &mut self.comparer, config);
        let assignment = self.settle(&arrival, compared, config);
        self.forget(&arrival.left);
        assignment
    }

    /// Assigns the next articles, each as [`assign`](Self::assign) does. All are searched for before one is compared, and all
    /// compared before one is settled: each of these needs other memory, and keeps it in the cache.
    pub(super) fn assign_all(&mut self, prepared: Vec<Prepared>, config: &Config) -> Vec<Assignment> {
        let mut assignments = Vec::with_capacity(prepared.len());
        let mut prepared = prepared.into_iter().peekable();
        while prepared.peek().is_some() {
            let some = prepared.by_ref().take(AT_ONCE);
            let arrivals: Vec<Arrival> = some.map(|prepared| self.enter(prepared, config)).collect();
            let blocks: Vec<&[Arrival]> = arrivals.chunks(BLOCK).collect();
            let compared = parallel::map_with(
                &blocks,
                || Comparer::new(config),
                |comparer, arrivals| {
                    let compare = |arrival| compare(arrival, &self.profiles, self.base, comparer, config);
                    arrivals.iter().map(compare).collect::<Vec<_>>()
                },
            );
            for (arrival, compared) in arrivals.iter().zip(compared.into_iter().flatten()) {
                assignments.push(self.settle(arrival, compared, config));
            }
            arrivals.iter().for_each(|arrival| self.forget(&arrival.left));
        }
        assignments
    }

    /// Lets those leave whose time is over, finds those that are similar to the next article, and makes it one of the live.
    fn enter(&mut self, prepared: Prepared, config: &Config) -> Arrival {
        let published = prepared.profile.published;
        let before = self.clock.now();
        let now = self.clock.see(published.map(|p| p.seconds()));
        if let (None, Some(now)) = (before, now) {
            self.begin_time(now, config);
        }
        let left = self.expire(now, config);
        let base = self.index.first_id().0;
        let (least, most) = (config.candidate_similarity, config.most_candidates);
        let similar = self.index.search(prepared.signature(), least, most, &mut self.scratch);
        let partners = config.partners_of(prepared.profile.words);
        let Prepared { profile, terms, weights } = prepared;
        let expires = now.map(|now| now.saturating_add(window_seconds(config)));
        let article = self.index.insert_parts(terms, weights, expires);
        self.profiles.push_back(Some(profile));
        Arrival { article, left, base, similar, published, partners }
    }

    /// Finds the story of an article that has been compared.
    fn settle(&mut self, arrival: &Arrival, mut compared: Vec<Compared>, config: &Config) -> Assignment {
        let companions = self.look_around(&mut compared, config);
        self.companions.push_back(companions);
        self.cohesion.forget_before(arrival.base);
        let hopeful = || compared.iter().filter(|pair| pair.logit > HOPELESS);
        self.cohesion.insert(hopeful().map(|pair| (pair.article.0, logistic(pair.logit))));
        let shift = self.cohesion.shift(config.calibration);
        let score = |pair: &Compared| logistic(pair.logit + shift);
        let scored = hopeful().map(|pair| (pair.article, score(pair)));
        let likely = scored.filter(|&(_, score)| score >= LEAST_SCORE);
        self.edges.clear();
        self.edges.extend(likely.map(|(article, score)| (article, Score::new(score))));

        arrival.left.iter().for_each(|&left| self.graph.remove(left));
        let &Arrival { published, partners, .. } = arrival;
        let mut changes: Vec<Change> = Vec::new();
        let (id, closeness) =
            self.graph.insert(published, partners, &self.edges, shift, config.stream_bar(), &mut changes);

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

    /// Takes out of the index those whose time is over, and says which.
    fn expire(&mut self, now: Option<i64>, config: &Config) -> Vec<ArticleId> {
        let mut left = now.map_or_else(Vec::new, |now| self.index.expire_down_to(now, config.least_live));
        while self.index.len() >= config.most_live {
            let Some(oldest) = self.index.articles().next() else { break };
            self.index.remove(oldest);
            left.push(oldest);
        }
        left
    }

    /// Removes an article, and says whether it was live.
    pub(super) fn remove(&mut self, article: ArticleId) -> bool {
        let was_live = self.index.remove(article);
        if was_live {
            self.graph.remove(article);
            self.forget(&[article]);
        }
        was_live
    }

    /// Drops what is kept of articles that have left.
    fn forget(&mut self, articles: &[ArticleId]) {
        for article in articles {
            let at = article.0.checked_sub(self.base).map(|at| at as usize);
            if let Some(profile) = at.and_then(|at| self.profiles.get_mut(at)) {
                *profile = None;
            }
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

/// Compares an article with those that are most similar to it. `profiles` are those of the articles from `base` on.
fn compare(
    arrival: &Arrival,
    profiles: &VecDeque<Option<Profile>>,
    base: u32,
    comparer: &mut Comparer,
    config: &Config,
) -> Vec<Compared> {
    let profile_of = |article: ArticleId| profiles.get(article.0.checked_sub(base)? as usize)?.as_ref();
    let Some(profile) = profile_of(arrival.article) else { return Vec::new() };
    let mut others: Vec<(ArticleId, &Profile)> = Vec::with_capacity(arrival.similar.len());
    let similar = arrival.similar.iter().filter_map(|n| Some((n.article, profile_of(n.article)?)));
    others.extend(similar.filter(|(_, other)| profile.language.may_be(other.language)));
    let mut compared = Vec::with_capacity(others.len());
    comparer.with(profile, |comparer| {
        comparer.all_features(profile, &others, |&article, features| {
            compared.push(Compared { article, features, logit: config.model.logit(&features) });
        });
    });
    compared
}

fn window_seconds(config: &Config) -> i64 {
    (config.window_days * SECONDS_PER_DAY) as i64
}
