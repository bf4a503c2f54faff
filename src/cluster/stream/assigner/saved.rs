//! What is written of the live articles of a stream. The crowd is that of their surroundings, and is made again,
//! and so are the texts that stand for others.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::{Assigner, Surroundings};
use crate::article::ArticleId;
use crate::cluster::config::Config;
use crate::cluster::linkage::corrected::CorrectedArticles;
use crate::cluster::linkage::transitivity::Transitivity;
use crate::cluster::pairs::crowd::{Crowd, weight};
use crate::cluster::pairs::profile::Profile;
use crate::cluster::pairs::repeated_texts::RepeatedTexts;
use crate::cluster::stream::clock::StreamClock;
use crate::cluster::stream::story_graph::StoryGraph;
use crate::cluster::stream::term_use::EpochStarts;
use crate::index::SavedIndex;
use crate::saved::{MAX_NUMBER, ensure};
use crate::window::Window;

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<I, P, S, G, T, C, E, L> {
    index: I,
    profiles: P,
    surroundings: S,
    graph: G,
    transitivity: T,
    clock: C,
    epoch_starts: E,
    /// Articles that corrections name, by id.
    corrected: L,
}

/// What is read of them.
#[derive(Debug, Deserialize)]
pub(crate) struct SavedAssigner(OwnedParts);

type OwnedParts = Parts<
    SavedIndex,
    VecDeque<Option<Profile>>,
    VecDeque<Surroundings>,
    StoryGraph,
    Transitivity,
    StreamClock,
    EpochStarts,
    BTreeMap<String, ArticleId>,
>;

impl SavedAssigner {
    /// The number of the next article.
    pub(in crate::cluster) fn next_article(&self) -> ArticleId {
        self.0.index.next_id()
    }
}

impl Assigner {
    /// What is to be written.
    pub(in crate::cluster) fn saved(&self) -> impl Serialize {
        Parts {
            index: self.index.saved(),
            profiles: self.profiles.items(),
            surroundings: self.surroundings.items(),
            graph: &self.graph,
            transitivity: &self.transitivity,
            clock: &self.clock,
            epoch_starts: &self.epoch_starts,
            corrected: self.corrected.live(),
        }
    }

    /// What was [saved](Self::saved), of a vocabulary of so many terms.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(in crate::cluster) fn restore(
        saved: SavedAssigner,
        config: &Config,
        terms: usize,
    ) -> Result<Self, String> {
        let Parts { index, profiles, surroundings, graph, transitivity, clock, epoch_starts, corrected } =
            saved.0;
        let index = index.restore(terms)?;
        let base = index.first_id().0;
        let corrected = CorrectedArticles::new(&config.corrections, corrected);
        let assigner = Self {
            index,
            profiles: Window::of(base, profiles),
            surroundings: Window::of(base, surroundings),
            graph,
            corrected,
            transitivity,
            clock,
            epoch_starts,
            ..Self::new(config)
        };
        assigner.check(config, terms)?;
        let (crowd, texts) = (assigner.crowd_of_live(), assigner.texts_of_live());
        Ok(Self { crowd, texts, ..assigner })
    }

    /// Checks that the parts have the same articles, and that every profile can be compared.
    fn check(&self, config: &Config, terms: usize) -> Result<(), String> {
        let next = self.index.next_id();
        let numbers = self.profiles.first()..next.0;
        let len = numbers.len();
        let (profiles, surroundings) = (self.profiles.items(), self.surroundings.items());
        ensure(profiles.len() == len && surroundings.len() == len, || {
            format!("{} profiles and {} surroundings of {len} articles", profiles.len(), surroundings.len())
        })?;
        ensure(self.graph.next_article() == next, || {
            format!("{next} is the next article, and {} for the stories", self.graph.next_article())
        })?;
        for (number, profile) in numbers.zip(profiles) {
            let article = ArticleId(number);
            let is_live = self.index.vector(article).is_some();
            ensure(is_live == profile.is_some() && is_live == self.graph.slot_of(article).is_some(), || {
                format!("{article} is not live everywhere")
            })?;
            profile.as_ref().map_or(Ok(()), |profile| profile.check(terms))?;
        }
        let is_possible = |surroundings: &Surroundings| surroundings.alike <= MAX_NUMBER;
        ensure(surroundings.iter().all(is_possible), || "too many are alike".to_owned())?;
        self.transitivity.check(self.profiles.first(), next.0, config.max_candidates)?;
        self.epoch_starts.check(next)?;
        self.clock.check()
    }

    /// The articles by their text. Those that stand for it are indexed; without a term an article is not searched for by its text.
    fn texts_of_live(&self) -> RepeatedTexts {
        let mut texts = RepeatedTexts::default();
        for (number, profile) in self.profiles.iter() {
            let article = ArticleId(number);
            let is_indexed = self.index.vector(article).is_some_and(|vector| !vector.is_empty());
            if let Some(profile) = profile {
                texts.put(article, profile.text_key(), is_indexed);
            }
        }
        texts
    }

    /// The crowd that the live articles are.
    fn crowd_of_live(&self) -> Crowd {
        let mut crowd = Crowd::default();
        let live = self
            .profiles
            .items()
            .iter()
            .zip(self.surroundings.items())
            .filter(|(profile, _)| profile.is_some());
        live.for_each(|(_, known)| crowd.change(known.published, weight(known.alike)));
        crowd
    }
}
