//! Clustering a stream, article by article.

use std::collections::VecDeque;
use std::slice;

use super::assignment::{Assignment, Change, Evidence, Outcome};
use super::boilerplate::Boilerplate;
use super::candidates::LEAST_SCORE;
use super::clock::StreamClock;
use super::comparer::Comparer;
use super::config::{Config, ConfigError};
use super::features::PairFeatures;
use super::profile::{Profile, Signature};
use super::purity::{Purity, logistic};
use super::score::Score;
use super::story_graph::{Bars, StoryGraph};
use crate::article::{Article, ArticleId};
use crate::index::{SearchScratch, SimilarityIndex};
use crate::story::{Story, StoryId};
use crate::terms::{Analysis, Analyzer, FieldCounter, Lexicon};
use crate::weights::DocumentFrequencies;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Groups articles into stories as they arrive.
///
/// Each article is compared with the live articles that have enough words in common, and the pairs are scored. Then, in
/// turn:
///
/// 1. It stands alone, and merges with the story that it is closest to, if [`Config::stream_threshold`] is reached. If the
///    two together are now close enough to another story, that one merges too, and so on.
/// 2. Its five closest neighbours and itself think again: who is closer to another story changes over, who has come to
///    stand apart leaves.
///
/// So what came early is set right by what comes later, within bounds: a new article can move its neighbours and merge
/// the stories around it, nothing else. [`Assignment::changes`] tells of every such change. When stories merge, the larger
/// keeps its [`StoryId`] (of equals the older), and [`resolve`](Self::resolve) leads from the other to it.
///
/// An article stays live for [`Config::window_days`] after its arrival (longer, while no more than [`Config::least_live`]
/// are); a story ends with its last live article. Time is what the articles' dates say (the median of the last nine, so
/// that a few wrong ones do not matter), never the machine's.
///
/// # Complexity
///
/// Per article: the posting lists of its terms among the live articles, plus at most [`Config::most_candidates`] scored
/// pairs. Memory grows with the live articles, and with the vocabulary.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Clusterer, Config, Outcome};
///
/// let mut clusterer = Clusterer::new(Config::default())?;
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let first = clusterer.insert(&article("a", "Clinton asks Algeria to back force in Mali")?);
/// let second = clusterer.insert(&article("b", "Clinton asks Algiers for help in Mali")?);
/// assert_eq!(first.outcome, Outcome::NewStory);
/// assert_eq!((second.outcome, second.story), (Outcome::Joined, first.story));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Clusterer {
    config: Config,
    analyzer: Analyzer,
    boilerplate: Boilerplate,
    lexicon: Lexicon,
    df: DocumentFrequencies,
    index: SimilarityIndex,
    /// By article from `base` on; none for the expired.
    profiles: VecDeque<Option<Profile>>,
    base: u32,
    graph: StoryGraph,
    purity: Purity,
    clock: StreamClock,
    analysis: Analysis,
    counter: FieldCounter,
    signature: Signature,
    scratch: SearchScratch,
    comparer: Comparer,
}

/// An article that a new one was compared with.
struct Compared {
    article: ArticleId,
    features: PairFeatures,
    /// Log-odds by the model.
    logit: f64,
}

impl Clusterer {
    /// A stream that has seen nothing.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let analyzer = Analyzer::new(config.analysis.clone()).map_err(ConfigError)?;
        Self::with_analyzer(config, analyzer)
    }

    /// As [`Clusterer::new`], with an analyzer of your own ([`Config::analysis`] is not looked at).
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn with_analyzer(config: Config, analyzer: Analyzer) -> Result<Self, ConfigError> {
        config.validate()?;
        let mut lexicon = Lexicon::new();
        let df = config.prior(lexicon.vocabulary_mut());
        let boilerplate = Boilerplate::new(config.boilerplate_repeats);
        let comparer = Comparer::new(&config);
        Ok(Self {
            config,
            analyzer,
            boilerplate,
            lexicon,
            df,
            index: SimilarityIndex::new(),
            profiles: VecDeque::new(),
            base: 0,
            graph: StoryGraph::default(),
            purity: Purity::default(),
            clock: StreamClock::default(),
            analysis: Analysis::new(),
            counter: FieldCounter::default(),
            signature: Signature::default(),
            scratch: SearchScratch::default(),
            comparer,
        })
    }

    /// Takes the next article. Its id is not looked at: the caller keeps articles and ids apart.
    pub fn insert(&mut self, article: &Article) -> Assignment {
        let published = article.published.map(|p| p.seconds());
        let before = self.clock.now();
        let now = self.clock.see(published);
        if let (None, Some(now)) = (before, now) {
            self.begin_time(now);
        }
        self.expire(now);

        let cleaned = self.boilerplate.leave_out(slice::from_ref(article)).pop();
        let text = cleaned.as_ref().map_or(article, |(_, cleaned)| cleaned);
        self.analyzer.analyze_into(text, &mut self.lexicon, &mut self.analysis);
        let counts = self.counter.count(&self.analysis);
        self.df.add(counts.distinct_terms(), 1.0);
        let (idf, df, documents) = (self.config.idf, &self.df, self.df.documents());
        let profile =
            Profile::new(&counts, article.published, &self.config, |term| idf.of(df.of(term), documents));
        profile.signature(&self.config, &self.df, &mut self.signature);

        let compared = self.compare(&profile);
        compared.iter().for_each(|pair| self.purity.add(logistic(pair.logit)));
        let shift = self.purity.shift(self.config.calibration);
        let score = |pair: &Compared| logistic(pair.logit + shift);
        let edges = compared
            .iter()
            .map(|pair| (pair.article, score(pair)))
            .filter(|&(_, score)| score >= LEAST_SCORE)
            .map(|(article, score)| (article, Score::new(score)))
            .collect();

        let mut changes: Vec<Change> = Vec::new();
        let bars = Bars { threshold: self.config.stream_bar(), partners: self.config.partners() };
        let (id, closeness) = self.graph.insert(article.published, edges, bars, &mut changes);
        self.index.insert_view(self.signature.view(), now.map(|now| now.saturating_add(self.window_seconds())));
        self.profiles.push_back(Some(profile));

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
    fn compare(&mut self, profile: &Profile) -> Vec<Compared> {
        let (least, most) = (self.config.candidate_similarity, self.config.most_candidates);
        let found = self.index.search(self.signature.view(), least, most, &mut self.scratch);
        let profile_of = |article: ArticleId| self.profiles.get(article.0.checked_sub(self.base)? as usize)?.as_ref();
        let others: Vec<(ArticleId, &Profile)> =
            found.iter().filter_map(|n| Some((n.article, profile_of(n.article)?))).collect();
        let mut compared = Vec::with_capacity(others.len());
        self.comparer.with(profile, |comparer| {
            comparer.all_features(profile, &others, |&article, features| {
                compared.push(Compared { article, features, logit: self.config.model.logit(&features) });
            });
        });
        compared
    }

    fn window_seconds(&self) -> i64 {
        (self.config.window_days * SECONDS_PER_DAY) as i64
    }

    /// The articles that came before the clock knew the time are taken to have come now.
    fn begin_time(&mut self, now: i64) {
        let expires = now.saturating_add(self.window_seconds());
        let early: Vec<ArticleId> = self.index.articles().collect();
        for article in early {
            self.index.set_time(article, Some(expires));
        }
    }

    fn expire(&mut self, now: Option<i64>) {
        if let Some(now) = now {
            for article in self.index.expire_down_to(now, self.config.least_live) {
                self.forget(article);
            }
        }
        while self.index.len() >= self.config.most_live {
            let Some(oldest) = self.index.articles().next() else { break };
            self.index.remove(oldest);
            self.forget(oldest);
        }
    }

    /// Takes an article out, as if it had expired: its words still count for how common words are. Says whether it was live.
    ///
    /// ```
    /// use samestory::{Article, Clusterer, Config};
    ///
    /// let mut clusterer = Clusterer::new(Config::default())?;
    /// let inserted = clusterer.insert(&Article::builder("a").title("Clinton asks Algeria to back force in Mali").build()?);
    /// assert!(clusterer.remove(inserted.article));
    /// assert_eq!((clusterer.story(inserted.story), clusterer.live_articles()), (None, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remove(&mut self, article: ArticleId) -> bool {
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
            self.base += 1;
        }
    }

    /// The stories with live articles, in the order of their numbers; expired articles are no longer listed.
    pub fn stories(&self) -> impl Iterator<Item = &Story> {
        self.graph.stories()
    }

    /// A story with live articles.
    pub fn story(&self, id: StoryId) -> Option<&Story> {
        self.graph.story(id)
    }

    /// The story of a live article.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.graph.story_of(article)
    }

    /// The live story that a story has become part of by merging: itself, as long as it lives; none if it has ended.
    pub fn resolve(&self, story: StoryId) -> Option<StoryId> {
        self.graph.resolve(story)
    }

    /// How many articles are live.
    pub fn live_articles(&self) -> usize {
        self.index.len()
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The terms seen so far.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Bytes held, about.
    pub fn memory_usage(&self) -> usize {
        let profiles: usize = self.profiles.iter().flatten().map(Profile::memory_usage).sum();
        self.lexicon.memory_usage()
            + self.boilerplate.memory_usage()
            + self.df.memory_usage()
            + self.index.memory_usage()
            + self.graph.memory_usage()
            + profiles
    }

    /// Checks that index, articles and stories say the same.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub fn validate(&self) -> Result<(), String> {
        self.index.validate()?;
        self.df.validate()?;
        self.lexicon.vocabulary().validate()?;
        self.graph.validate()?;
        let profiles = self.profiles.iter().flatten().count();
        let members: usize = self.stories().map(|story| story.articles.len()).sum();
        if profiles != self.index.len() || profiles != members {
            return Err(format!("{profiles} profiles, {} indexed, {members} in stories", self.index.len()));
        }
        Ok(())
    }
}
