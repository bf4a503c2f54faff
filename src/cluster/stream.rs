//! Clustering a stream, article by article.

use std::collections::{BTreeMap, VecDeque};

use super::assignment::{Assignment, Evidence, Outcome};
use super::clock::StreamClock;
use super::config::{Config, ConfigError};
use super::features::Feature;
use super::profile::{Comparer, Profile};
use crate::article::{Article, ArticleId};
use crate::index::{Neighbor, SearchScratch, SimilarityIndex};
use crate::story::{Story, StoryId};
use crate::terms::{Analysis, Analyzer, FieldCounter, Lexicon};
use crate::weights::DocumentFrequencies;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Groups articles into stories as they arrive.
///
/// Each article is compared with the live articles that have enough words in common. Of every story that holds one of
/// them, the mean score of its best members counts, [`Config::quorum`] of them or, if that is more, the square root of
/// their number: the bar rises with the size of the story, so that large ones do not swallow their neighbours (a reprint of
/// a member's text needs no quorum). The article
/// joins the best story if that reaches
/// [`Config::stream_threshold`], else it begins one. An article stays live for [`Config::window_days`] after its arrival
/// (longer, while no more than [`Config::least_live`] are); a story ends with its last live article. Time is what the articles' dates say (the median of the last nine, so that a
/// few wrong ones do not matter), never the machine's.
///
/// A [`StoryId`] never changes: the assignment an article gets is final in this version.
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
    lexicon: Lexicon,
    df: DocumentFrequencies,
    index: SimilarityIndex,
    /// By article from `base` on; none for the expired.
    live: VecDeque<Option<Live>>,
    base: u32,
    stories: BTreeMap<StoryId, Story>,
    next_story: u32,
    clock: StreamClock,
    analysis: Analysis,
    counter: FieldCounter,
    scratch: SearchScratch,
    comparer: Comparer,
}

/// Cosine of all words from which two texts are the same.
const SAME_TEXT: f32 = 0.9;

fn is_same_text(evidence: &Evidence) -> bool {
    evidence.features.get(Feature::RootAll) >= SAME_TEXT.sqrt()
        && evidence.features.get(Feature::Lead) >= SAME_TEXT
}

#[derive(Debug)]
struct Live {
    profile: Profile,
    story: StoryId,
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
        Ok(Self {
            config,
            analyzer,
            lexicon,
            df,
            index: SimilarityIndex::new(),
            live: VecDeque::new(),
            base: 0,
            stories: BTreeMap::new(),
            next_story: 0,
            clock: StreamClock::default(),
            analysis: Analysis::new(),
            counter: FieldCounter::default(),
            scratch: SearchScratch::default(),
            comparer: Comparer::default(),
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

        self.analyzer.analyze_into(article, &mut self.lexicon, &mut self.analysis);
        let counts = self.counter.count(&self.analysis);
        self.df.add(counts.distinct_terms(), 1.0);
        let (idf, df, documents) = (self.config.weighting.idf, &self.df, self.df.documents());
        let profile =
            Profile::new(&counts, article.published, &self.config, |term| idf.of(df.of(term), documents));
        let signature = profile.signature(self.config.search_coverage, &self.df);

        let most = self.config.candidates_of(profile.words());
        let similarity = self.config.candidate_similarity;
        let found = self.index.search(signature.view(), similarity, most, &mut self.scratch);
        let mut comparer = std::mem::take(&mut self.comparer);
        let evidence = comparer.with(&profile, |comparer| self.closest_story(&profile, comparer, &found));
        self.comparer = comparer;
        let joined = evidence.filter(|e| e.story_score >= self.config.stream_threshold);
        let (story, outcome) = match joined {
            Some(evidence) => (evidence.story, Outcome::Joined),
            None => (self.begin_story(), Outcome::NewStory),
        };
        let expires = now.map(|now| now.saturating_add(self.window_seconds()));
        let id = self.index.insert(signature, expires);
        if let Some(story) = self.stories.get_mut(&story) {
            story.add(id, article.published);
        }
        self.live.push_back(Some(Live { profile, story }));
        Assignment { article: id, story, outcome, evidence }
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

    fn begin_story(&mut self) -> StoryId {
        let id = StoryId(self.next_story);
        self.next_story += 1;
        self.stories.insert(id, Story::new(id));
        id
    }

    fn closest_story(&self, profile: &Profile, comparer: &Comparer, found: &[Neighbor]) -> Option<Evidence> {
        // by story: the scores of its similar members, and which is the closest
        let mut by_story: BTreeMap<StoryId, (Vec<f64>, Evidence)> = BTreeMap::new();
        for neighbor in found {
            let Some(live) = self.live(neighbor.article) else { continue };
            let features = comparer.features(profile, &live.profile);
            let score = self.config.model.score(&features);
            let evidence = Evidence {
                story: live.story,
                story_score: 0.0,
                nearest: neighbor.article,
                nearest_score: score,
                features,
            };
            let (scores, closest) = by_story.entry(live.story).or_insert_with(|| (Vec::new(), evidence));
            scores.push(score);
            if score > closest.nearest_score {
                *closest = evidence;
            }
        }
        let mut best: Option<Evidence> = None;
        for (story, (mut scores, mut evidence)) in by_story {
            let members = self.stories.get(&story).map_or(1, |s| s.articles.len());
            let quorum = self.config.quorum.max(members.isqrt()).min(members);
            scores.sort_unstable_by(|a, b| b.total_cmp(a));
            // members without enough words in common score 0
            evidence.story_score = scores.iter().take(quorum).sum::<f64>() / quorum as f64;
            if is_same_text(&evidence) {
                // a reprint needs no quorum: it belongs where its text is
                evidence.story_score = evidence.nearest_score;
            }
            let order = |e: &Evidence| (is_same_text(e), e.story_score);
            if best.is_none_or(|b| order(&evidence) > order(&b)) {
                best = Some(evidence);
            }
        }
        best
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

    fn forget(&mut self, article: ArticleId) {
        let Some(live) = self.live.get_mut((article.0 - self.base) as usize).and_then(Option::take) else {
            return;
        };
        if let Some(story) = self.stories.get_mut(&live.story) {
            story.articles.retain(|&member| member != article);
            if story.articles.is_empty() {
                self.stories.remove(&live.story);
            }
        }
        while let Some(None) = self.live.front() {
            self.live.pop_front();
            self.base += 1;
        }
    }

    fn live(&self, article: ArticleId) -> Option<&Live> {
        self.live.get(article.0.checked_sub(self.base)? as usize)?.as_ref()
    }

    /// The stories with live articles, in the order of their numbers; expired articles are no longer listed.
    pub fn stories(&self) -> impl Iterator<Item = &Story> {
        self.stories.values()
    }

    /// A story with live articles.
    pub fn story(&self, id: StoryId) -> Option<&Story> {
        self.stories.get(&id)
    }

    /// The story of a live article.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.live(article).map(|live| live.story)
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
        let live: usize = self.live.iter().flatten().map(|live| live.profile.memory_usage()).sum();
        let stories: usize = self
            .stories
            .values()
            .map(|s| size_of::<Story>() + s.articles.capacity() * size_of::<ArticleId>())
            .sum();
        self.lexicon.memory_usage() + self.df.memory_usage() + self.index.memory_usage() + live + stories
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
        let mut members = 0;
        for (&id, story) in &self.stories {
            if story.id != id || story.articles.is_empty() {
                return Err(format!("story {id} is empty or misnamed"));
            }
            members += story.articles.len();
            if let Some(stray) = story.articles.iter().find(|&&article| self.story_of(article) != Some(id)) {
                return Err(format!("{stray} is listed in {id}, and belongs elsewhere"));
            }
        }
        let live = self.live.iter().flatten().count();
        if live != self.index.len() || live != members {
            return Err(format!("{live} live, {} indexed, {members} in stories", self.index.len()));
        }
        Ok(())
    }
}
