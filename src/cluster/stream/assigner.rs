//! The articles of a stream on their way from profiles to stories.

mod saved;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::clock::StreamClock;
use super::placement::{GroupChange, Placement, PlacementEvidence, PlacementOutcome};
use super::story_graph::StoryGraph;
use super::term_use::EpochStarts;
use super::weigher::Prepared;
use crate::article::ArticleId;
use crate::cluster::config::Config;
use crate::cluster::linkage::corrected::CorrectedArticles;
use crate::cluster::linkage::score::Score;
use crate::cluster::linkage::transitivity::Transitivity;
use crate::cluster::pairs::candidates::{HOPELESS, MIN_SCORE, ROUNDING, likelihood};
use crate::cluster::pairs::comparer::Comparer;
use crate::cluster::pairs::context::Context;
use crate::cluster::pairs::crowd::{ALIKE, Crowd, weight};
use crate::cluster::pairs::features::{Feature, PairFeatures};
use crate::cluster::pairs::logistic::logistic;
use crate::cluster::pairs::profile::Profile;
use crate::cluster::pairs::repeated_texts::RepeatedTexts;
use crate::cluster::pairs::temporal_context::{TemporalContext, TemporalNeighbor};
use crate::corrections::Relation;
use crate::index::{SearchScratch, SimilarityIndex};
use crate::parallel;
use crate::published::Published;
use crate::terms::TermId;
use crate::window::Window;

pub(crate) use saved::SavedAssigner;

/// In a stream most of what lies around an article has not come yet. So many times as many articles as are there already are taken to
/// be around; as many as in a batch are in the end. Chosen on the development sets, where 1 and 2 are as good within .002.
const STILL_TO_COME: f64 = 1.5;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Articles that one thread searches for and compares at a time.
const BLOCK: usize = 64;

/// The live articles of a stream and their stories.
#[derive(Debug)]
pub(crate) struct Assigner {
    pub(crate) index: SimilarityIndex,
    /// By article; none for the expired.
    profiles: Window<Option<Profile>>,
    /// By article: what is known of it among others.
    surroundings: Window<Surroundings>,
    texts: RepeatedTexts,
    pub(crate) graph: StoryGraph,
    corrected: CorrectedArticles,
    transitivity: Transitivity,
    crowd: Crowd,
    clock: StreamClock,
    epoch_starts: EpochStarts,
    scratch: SearchScratch,
    comparer: Comparer,
    /// Memory to reuse: the likely pairs of the article at hand.
    edges: Vec<(ArticleId, Score)>,
}

/// What was found for an article that has entered.
pub(crate) enum Found {
    /// Those that it is to be compared with.
    Similar(Vec<ArticleId>),
    /// Those that it was compared with.
    Compared(Comparison),
}

/// What a new article was compared with.
pub(crate) struct Comparison {
    /// Whether it is compared with as many as there is room for.
    is_full: bool,
    compared: Vec<Compared>,
}

/// An article that a new one was compared with.
struct Compared {
    article: ArticleId,
    features: PairFeatures,
    /// Log-odds by the model; at most these if it is not complete.
    logit: f64,
    /// Whether what depends on other articles is filled in: it is not if the pair is hopeless whatever it is.
    is_complete: bool,
}

/// An article among others: what was like it when it came, or came later.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Surroundings {
    published: Option<Published>,
    temporal: TemporalContext,
    /// How many others are alike.
    alike: u32,
}

/// A new article on its way: what was there when it came.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) article: ArticleId,
    /// Its id, if there are corrections.
    id: Option<String>,
    /// Those that left when it came.
    left: Vec<ArticleId>,
    /// The one whose place it takes, if that one had not left: it leaves before another article comes.
    replaced: Option<ArticleId>,
    /// The first that had not left.
    base: u32,
    /// Those that stand for its text, if they are enough to be compared with.
    same_text: Option<Vec<ArticleId>>,
    published: Option<Published>,
    /// The maximum number of articles of a story that it must be similar to.
    link_limit: u32,
}

impl Arrival {
    /// Those that left when it came, and the one whose place it takes.
    fn gone(&self) -> impl Iterator<Item = ArticleId> {
        self.left.iter().copied().chain(self.replaced)
    }
}

impl Assigner {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            index: SimilarityIndex::new(),
            profiles: Window::default(),
            surroundings: Window::default(),
            texts: RepeatedTexts::default(),
            graph: StoryGraph::default(),
            corrected: CorrectedArticles::new(&config.corrections, BTreeMap::new()),
            transitivity: Transitivity::default(),
            crowd: Crowd::default(),
            clock: StreamClock::default(),
            epoch_starts: EpochStarts::default(),
            scratch: SearchScratch::default(),
            comparer: Comparer::new(config),
            edges: Vec::new(),
        }
    }

    /// Assigns the next article.
    pub(crate) fn assign(&mut self, prepared: Prepared, config: &Config) -> Placement {
        let arrival = self.enter(prepared, config);
        let similar = similar_to(&arrival, &self.index, &mut self.scratch, config);
        self.bury(&arrival);
        let placement = self.settle(&arrival, Found::Similar(similar), config);
        self.forget(&arrival);
        placement
    }

    /// Makes articles some of the live, before any of them is [searched for](Self::search_all).
    pub(crate) fn enter_all(&mut self, prepared: Vec<Prepared>, config: &Config) -> Vec<Arrival> {
        prepared.into_iter().map(|prepared| self.enter(prepared, config)).collect()
    }

    /// [Settles](Self::settle) all articles that have entered.
    pub(crate) fn settle_all(
        &mut self,
        arrivals: &[Arrival],
        found: Vec<Found>,
        config: &Config,
    ) -> Vec<Placement> {
        let settle = |(arrival, found)| self.settle(arrival, found, config);
        let placements = arrivals.iter().zip(found).map(settle).collect();
        self.forget_all(arrivals);
        placements
    }

    /// Searches for the articles that have [entered](Self::enter) and are not settled. They are to be [settled](Self::settle) in order.
    /// Then what left when they came is to be [forgotten](Self::forget_all).
    pub(crate) fn search_all(&mut self, arrivals: &[Arrival], config: &Config) -> Vec<Found> {
        let found = if arrivals.len() < BLOCK || parallel::threads() == 1 {
            // what is compared when it is settled is used while it is in the cache, and the comparer at hand need not be filled anew
            let Self { index, scratch, .. } = self;
            let search = |arrival| Found::Similar(similar_to(arrival, index, scratch, config));
            arrivals.iter().map(search).collect()
        } else {
            self.compare_all(arrivals, config)
        };
        arrivals.iter().for_each(|arrival| self.bury(arrival));
        found
    }

    /// Searches for articles and compares them, on all cores.
    fn compare_all(&self, arrivals: &[Arrival], config: &Config) -> Vec<Found> {
        let blocks: Vec<&[Arrival]> = arrivals.chunks(BLOCK).collect();
        // one after the other, as either keeps in the caches what the other does not need
        let similar = parallel::map_with(&blocks, SearchScratch::default, |scratch, arrivals| {
            let search = |arrival| similar_to(arrival, &self.index, scratch, config);
            arrivals.iter().map(search).collect::<Vec<_>>()
        });
        let blocks = blocks.into_iter().zip(similar).collect();
        let found = parallel::map_owned_with(
            blocks,
            || Comparer::new(config),
            |comparer, (arrivals, similar)| {
                let compare = |(arrival, similar): (_, Vec<ArticleId>)| {
                    Found::Compared(compare(arrival, &similar, &self.profiles, comparer, config))
                };
                arrivals.iter().zip(similar).map(compare).collect::<Vec<_>>()
            },
        );
        found.into_iter().flatten().collect()
    }

    /// What was live when epochs began.
    pub(crate) fn epoch_starts(&self) -> &EpochStarts {
        &self.epoch_starts
    }

    /// Notes what is live if an epoch begins with an article, which need not enter.
    pub(crate) fn pass_over(&mut self, prepared: &Prepared) {
        if let Some(epoch) = prepared.epoch {
            self.epoch_starts.push(epoch, self.index.first_id(), self.index.next_id());
        }
    }

    /// Whether an article has entered and not left: as it is in the index, though its story may not be settled.
    pub(crate) fn is_live(&self, article: ArticleId) -> bool {
        self.index.is_live(article)
    }

    /// Lets those leave whose time is over, and makes the next article one of the live. Its story is to be settled before an article is
    /// removed.
    pub(crate) fn enter(&mut self, prepared: Prepared, config: &Config) -> Arrival {
        self.pass_over(&prepared);
        let published = prepared.profile.published;
        let before = self.clock.now();
        let now = self.clock.see(published.map(|p| p.seconds()));
        if let (None, Some(now)) = (before, now) {
            self.begin_time(now, config);
        }
        let left = self.expire(now, config);
        left.iter().for_each(|&left| self.forget_text(left));
        let base = self.index.first_id().0;
        let (same_text, is_indexed) = self.add_text(&prepared.profile, &prepared.terms, config);
        let link_limit = config.link_limit_of(prepared.profile.words);
        let Prepared { id, profile, mut terms, mut weights, .. } = prepared;
        if !is_indexed {
            (terms, weights) = Default::default();
        }
        let expires = now.map(|now| now.saturating_add(window_seconds(config)));
        let article = self.index.insert_parts(terms, weights, expires);
        self.profiles.push(Some(profile));
        Arrival { article, id, left, replaced: None, base, same_text, published, link_limit }
    }

    /// As [`enter`](Self::enter), of an article that takes the place of another: it finds that one, and those that come after it do not.
    /// Once it is settled, that one is to be [retired](Self::retire).
    pub(crate) fn enter_instead(&mut self, prepared: Prepared, of: ArticleId, config: &Config) -> Arrival {
        let arrival = self.enter(prepared, config);
        let was_live = self.index.leave(of);
        if was_live {
            self.forget_text(of);
        }
        Arrival { replaced: was_live.then_some(of), ..arrival }
    }

    /// Takes the article out whose place a settled one takes.
    pub(crate) fn retire(&mut self, arrival: &Arrival) {
        if let Some(replaced) = arrival.replaced {
            self.leave_crowd(replaced);
            self.graph.remove(replaced);
        }
    }

    /// Finds the story of an article that has been searched for.
    pub(crate) fn settle(&mut self, arrival: &Arrival, found: Found, config: &Config) -> Placement {
        let Comparison { is_full, mut compared } = match found {
            Found::Similar(similar) => compare(arrival, &similar, &self.profiles, &mut self.comparer, config),
            Found::Compared(comparison) => comparison,
        };
        arrival.left.iter().for_each(|&left| self.leave_crowd(left));
        self.update_contexts(arrival, &mut compared, config);
        self.transitivity.forget_before(arrival.base);
        // where all that was compared counts, the hopeless count as 0
        let known = compared.iter().filter(|pair| is_full || pair.logit > HOPELESS);
        self.transitivity.insert(known.map(|pair| (pair.article.0, likelihood(pair.logit))), is_full);
        let own = arrival.article.0;
        let shift = |pair: &Compared| self.transitivity.shift((pair.article.0, own), config.calibration);
        let score = |pair: &Compared| logistic(pair.logit + shift(pair));
        let hopeful = compared.iter().filter(|pair| pair.logit > HOPELESS);
        let scored = hopeful.map(|pair| (pair.article, score(pair)));
        let likely = scored.filter(|&(_, score)| score >= MIN_SCORE);
        self.edges.clear();
        self.edges.extend(likely.map(|(article, score)| (article, Score::new(score))));

        arrival.left.iter().for_each(|&left| self.graph.remove(left));
        if let Some(id) = &arrival.id {
            let is_live = |article| self.graph.slot_of(article).is_some();
            self.corrected.enter(id, arrival.article, is_live, &mut self.edges);
        }
        let mut changes: Vec<GroupChange> = Vec::new();
        let (id, closeness) =
            self.graph.insert(arrival.link_limit, &self.edges, config.stream_bar(), &mut changes);

        let home = self.graph.slot_of(id).expect("it was inserted above");
        let story = self.graph.id(home);
        let (outcome, closest) = match closeness.own {
            Some(own) => (PlacementOutcome::Joined, Some((own, home))),
            None => (PlacementOutcome::NewStory, closeness.best),
        };
        let evidence = closest.and_then(|(story_score, slot)| {
            let is_member = |pair: &Compared| self.graph.slot_of(pair.article) == Some(slot);
            for pair in compared.iter_mut().filter(|pair| !pair.is_complete && is_member(pair)) {
                self.complete(arrival.article, pair, config);
            }
            let members = compared.iter().filter(|pair| is_member(pair));
            let nearest =
                members.max_by(|a, b| a.logit.total_cmp(&b.logit).then(b.article.cmp(&a.article)))?;
            let (nearest_score, features, shift) = (score(nearest), nearest.features, shift(nearest));
            // a closeness with corrections in it is no score
            let is_corrected = self.edges.iter().any(|(_, score)| score.is_correction());
            let story_score = if is_corrected { story_score.clamp(0.0, 1.0) } else { story_score };
            let story = self.graph.id(slot);
            Some(PlacementEvidence {
                story,
                story_score,
                nearest: nearest.article,
                nearest_score,
                features,
                shift,
            })
        });
        Placement { article: id, story, outcome, evidence, changes, left: arrival.left.clone() }
    }

    /// Adds a new article to the contexts of those it was compared with, and those to its own; completes the features of the pairs.
    fn update_contexts(&mut self, arrival: &Arrival, compared: &mut [Compared], config: &Config) {
        let published = arrival.published;
        let mut own = Surroundings { published, ..Surroundings::default() };
        for pair in &*compared {
            let similarity = pair.features.get(Feature::RootAll);
            let Some(other) = self.surroundings.get_mut(pair.article.0) else {
                continue;
            };
            if let Some(neighbor) = TemporalNeighbor::of([other.published, published], similarity) {
                own.temporal.add(neighbor);
            }
            if similarity >= ALIKE {
                own.alike += 1;
                other.alike += 1;
                self.crowd.change(other.published, weight(other.alike) - weight(other.alike - 1));
            }
        }
        self.crowd.change(published, weight(own.alike));
        self.surroundings.push(own);
        let only_lowers = Context::only_lowers(config);
        let min_crowd = f64::from(self.crowd.min_feature(published, STILL_TO_COME));
        for pair in compared {
            let most = pair.logit + config.model.crowd * min_crowd;
            if only_lowers && most <= HOPELESS - ROUNDING {
                pair.logit = most;
            } else {
                self.complete(arrival.article, pair, config);
            }
            let Some(other) = self.surroundings.get_mut(pair.article.0) else {
                continue;
            };
            let neighbor =
                TemporalNeighbor::of([other.published, published], pair.features.get(Feature::RootAll));
            neighbor.into_iter().for_each(|neighbor| other.temporal.add(neighbor));
        }
    }

    /// Fills in the features that depend on other articles. The similarity of the two does not matter for nearer neighbors.
    fn complete(&self, own: ArticleId, pair: &mut Compared, config: &Config) {
        let of = |article: ArticleId| self.surroundings.get(article.0);
        let (Some(other), Some(own)) = (of(pair.article), of(own)) else { return };
        let dates = [other.published, own.published];
        let nearer = TemporalNeighbor::of(dates, 0.0)
            .map_or(0.0, |gap| gap.nearer_neighbor([&own.temporal, &other.temporal]));
        Context::new(self.crowd.feature(dates, STILL_TO_COME), nearer).complete(&mut pair.features);
        pair.logit = config.model.logit(&pair.features);
        pair.is_complete = true;
    }

    /// Adds the next article, which is searched by these terms, to those that stand for their text. Gives these if there are enough, and
    /// whether it is to be indexed.
    fn add_text(
        &mut self,
        profile: &Profile,
        terms: &[TermId],
        config: &Config,
    ) -> (Option<Vec<ArticleId>>, bool) {
        if terms.is_empty() {
            return (None, true);
        }
        self.texts.add_next(self.index.next_id(), profile.text_key(), config.max_candidates)
    }

    /// Takes an article that has left out of those that stand for their text.
    fn forget_text(&mut self, article: ArticleId) {
        if let Some(Some(profile)) = self.profiles.get(article.0) {
            self.texts.remove(article, profile.text_key());
        }
    }

    /// Takes an article that has left out of the crowd.
    fn leave_crowd(&mut self, article: ArticleId) {
        if let Some(known) = self.surroundings.get_mut(article.0) {
            self.crowd.change(known.published, -weight(known.alike));
        }
    }

    /// The articles that came before the clock knew the time are taken to have come now.
    fn begin_time(&mut self, now: i64, config: &Config) {
        let expires = now.saturating_add(window_seconds(config));
        let early: Vec<ArticleId> = self.index.articles().collect();
        for article in early {
            self.index.set_time(article, Some(expires));
        }
    }

    /// Lets those leave the index whose time is over, and says which.
    fn expire(&mut self, now: Option<i64>, config: &Config) -> Vec<ArticleId> {
        let mut left = now.map_or_else(Vec::new, |now| self.index.leave_down_to(now, config.min_live));
        while self.index.len() >= config.max_live {
            let Some(oldest) = self.index.articles().next() else { break };
            self.index.leave(oldest);
            left.push(oldest);
        }
        left
    }

    /// Takes the corrections as they are now. `live` are the live articles among those that they name, by id; `changed` is said of pairs
    /// of live articles now.
    pub(crate) fn correct(
        &mut self,
        live: &[(&str, ArticleId)],
        changed: &[([ArticleId; 2], Option<Relation>)],
        config: &Config,
    ) -> Vec<GroupChange> {
        self.corrected.learn(&config.corrections);
        live.iter().for_each(|&(id, article)| self.corrected.name(id, article));
        let mut changes = Vec::new();
        for &(pair, relation) in changed {
            self.graph.correct(pair, relation.map(Relation::score), config.stream_bar(), &mut changes);
        }
        changes
    }

    /// Gives a live article another id, that of a version of it. What is said by this id holds from now on.
    pub(crate) fn name(&mut self, id: &str, article: ArticleId, config: &Config) -> Vec<GroupChange> {
        let mut changes = Vec::new();
        for (other, score) in self.corrected.name_too(id, article) {
            self.graph.correct([article, other], Some(score), config.stream_bar(), &mut changes);
        }
        changes
    }

    /// The ids by which corrections name a live article.
    pub(crate) fn ids_of(&self, article: ArticleId) -> Vec<String> {
        self.corrected.ids_of(article).map(str::to_owned).collect()
    }

    /// Removes an article, and says whether it was live.
    pub(crate) fn remove(&mut self, article: ArticleId) -> bool {
        let was_live = self.index.remove(article);
        if was_live {
            self.forget_text(article);
            self.leave_crowd(article);
            self.graph.remove(article);
            self.drop_profile(article);
        }
        was_live
    }

    /// Takes those out of the index that left when an article came, once it has been searched for.
    fn bury(&mut self, arrival: &Arrival) {
        arrival.gone().for_each(|gone| self.index.bury(gone));
    }

    /// Drops what is kept of those that left when articles came, once all are settled.
    pub(crate) fn forget_all(&mut self, arrivals: &[Arrival]) {
        arrivals.iter().for_each(|arrival| self.forget(arrival));
    }

    fn forget(&mut self, arrival: &Arrival) {
        arrival.gone().for_each(|gone| self.drop_profile(gone));
    }

    fn drop_profile(&mut self, article: ArticleId) {
        self.profiles.take(article.0);
        self.surroundings.forget_before(self.profiles.first());
    }

    /// Bytes held: of the index, articles and stories.
    pub(crate) fn memory_usage(&self) -> [usize; 3] {
        let profiles: usize = self.profiles.live().map(Profile::memory_usage).sum();
        let free = self.profiles.memory_usage() - self.profiles.live().count() * size_of::<Option<Profile>>();
        let surroundings = self.surroundings.memory_usage();
        let articles = profiles
            + free
            + surroundings
            + self.transitivity.memory_usage()
            + self.crowd.memory_usage()
            + self.texts.memory_usage()
            + self.scratch.memory_usage();
        [self.index.memory_usage(), articles, self.graph.memory_usage()]
    }

    /// Checks that index, articles and stories say the same.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        self.index.validate()?;
        self.graph.validate()?;
        let profiles = self.profiles.live().count();
        let members: usize = self.graph.stories().map(|story| story.articles.len()).sum();
        if profiles != self.index.len() || profiles != members {
            return Err(format!("{profiles} profiles, {} indexed, {members} in stories", self.index.len()));
        }
        Ok(())
    }
}

/// Those that an article is to be compared with, as the index was when it came.
fn similar_to(
    arrival: &Arrival,
    index: &SimilarityIndex,
    scratch: &mut SearchScratch,
    config: &Config,
) -> Vec<ArticleId> {
    if let Some(same) = &arrival.same_text {
        return same.clone();
    }
    let (least, most) = (config.candidate_similarity, config.max_candidates);
    let found = index.search_for(arrival.article, least, most, scratch);
    found.iter().map(|neighbor| neighbor.article).collect()
}

/// Compares an article with those that are most similar to it.
fn compare(
    arrival: &Arrival,
    similar: &[ArticleId],
    profiles: &Window<Option<Profile>>,
    comparer: &mut Comparer,
    config: &Config,
) -> Comparison {
    let is_full = similar.len() == config.max_candidates;
    let profile_of = |article: ArticleId| profiles.get(article.0)?.as_ref();
    let Some(profile) = profile_of(arrival.article) else {
        return Comparison { is_full, compared: Vec::new() };
    };
    let mut others: Vec<(ArticleId, &Profile)> = Vec::with_capacity(similar.len());
    let similar = similar.iter().filter_map(|&other| Some((other, profile_of(other)?)));
    others.extend(similar.filter(|(_, other)| profile.language.may_be(other.language)));
    let mut compared = Vec::with_capacity(others.len());
    comparer.with(profile, |comparer| {
        comparer.all_features(profile, &others, |&article, features| {
            let logit = config.model.logit(&features);
            compared.push(Compared { article, features, logit, is_complete: false });
        });
    });
    Comparison { is_full, compared }
}

fn window_seconds(config: &Config) -> i64 {
    (config.window_days * SECONDS_PER_DAY) as i64
}
