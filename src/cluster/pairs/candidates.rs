//! Which pairs are looked at in a batch.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::comparer::Comparer;
use super::context::{ContextBuilder, Contexts};
use super::features::{Feature, PairFeatures};
use super::logistic::logistic;
use super::profile::{Profile, Signature};
use super::repeated_texts::RepeatedTexts;
use crate::article::{Article, ArticleId};
use crate::cluster::config::Config;
use crate::cluster::reading::Reader;
use crate::cluster::reading::counted_article::CountedArticle;
use crate::cluster::reading::forms::Forms;
use crate::cluster::reading::headline_forms::{HeadlineForm, headline_forms};
use crate::config_error::ConfigError;
use crate::index::{EarlierIndex, EarlierScratch, Reach, Rows};
use crate::parallel;
use crate::published::Published;
use crate::terms::TermId;
use crate::weights::{LanguageFrequencies, VectorView};

/// Articles weighed or searched by one thread at a time.
const BLOCK: usize = 64;

/// So many blocks are searched while what the blocks before them have found is looked through.
const BLOCKS: usize = 32;

/// Of very many articles, each is compared only with those among so many before it and after it in time. Articles that have more
/// between them are hardly of one event: the feature [`Crowd`](Feature::Crowd) says so of those that are compared. So the time that an
/// article takes does not grow with the number of all, and with twice as many articles a day it reaches half as many days.
const REACH: u32 = 1 << 16;

/// Pairs less likely than this are as good as none; they are not kept.
pub(crate) const MIN_SCORE: f64 = 0.05;

/// Log-odds just below those of [`MIN_SCORE`]: calibration only lowers them, so of pairs at or below it no
/// probability need be worked out.
pub(crate) const HOPELESS: f64 = -2.945;

/// From what is only known but for rounding, a pair is taken to be hopeless if it is so by this much.
pub(crate) const ROUNDING: f64 = 1e-3;

/// How likely a pair is by its log-odds; 0 if it is hopeless.
pub(crate) fn likelihood(logit: f64) -> f64 {
    if logit > HOPELESS { logistic(logit) } else { 0.0 }
}

/// A pair that was looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The earlier article.
    pub a: ArticleId,
    /// The later article.
    pub b: ArticleId,
    /// What is known about the pair.
    pub features: PairFeatures,
    /// Its log-odds of reporting one event: [`PairModel::logit`](super::model::PairModel::logit).
    pub logit: f64,
}

impl Candidate {
    /// Fills in what depends on other articles.
    pub(crate) fn complete(&mut self, contexts: &Contexts, config: &Config) {
        contexts.of(self.a, self.b).complete(&mut self.features);
        self.logit = config.model.logit(&self.features);
    }

    /// The square root of the cosine.
    pub(crate) fn similarity(&self) -> f32 {
        self.features.get(Feature::RootAll)
    }

    /// How likely it reports one event, 0 to 1, before any calibration.
    pub fn score(&self) -> f64 {
        logistic(self.logit)
    }
}

/// Some articles, weighed, with what each is searched by.
#[derive(Default)]
struct Weighed {
    profiles: Vec<Profile>,
    terms: Vec<TermId>,
    weights: Vec<f32>,
    ends: Vec<usize>,
    text_keys: Vec<u64>,
}

impl Weighed {
    fn push(&mut self, signature: VectorView<'_>) {
        self.terms.extend(signature.terms());
        self.weights.extend(signature.weights());
        self.ends.push(self.terms.len());
    }

    fn signatures(&self) -> impl Iterator<Item = VectorView<'_>> + Clone {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(&start, &end)| VectorView::from_parts(&self.terms[start..end], &self.weights[start..end]))
    }
}

/// By article with a text that enough others stand for: these.
fn same_texts(weighed: &[Weighed], max: usize) -> SameTexts {
    let keys = weighed.iter().flat_map(|block| block.signatures().zip(&block.text_keys));
    let (mut texts, mut same_text) = (RepeatedTexts::default(), SameTexts::default());
    for (article, (_, &key)) in (0..).zip(keys).filter(|(_, (signature, _))| !signature.is_empty()) {
        if let Some(same) = texts.add(ArticleId(article), key, max) {
            same_text.insert(article, same);
        }
    }
    same_text
}

/// The index of all articles but those with a text that others stand for.
fn index(weighed: Vec<Weighed>, same_text: &SameTexts) -> EarlierIndex {
    let signatures = (0..).zip(weighed.iter().flat_map(Weighed::signatures));
    let none = VectorView::from_parts(&[], &[]);
    let searched = |(article, signature)| if same_text.contains_key(&article) { none } else { signature };
    let vectors = Rows::of(signatures.map(searched));
    // their memory serves for the index
    drop(weighed);
    EarlierIndex::new(vectors)
}

/// By article that is not indexed: the earlier ones with its text.
type SameTexts = HashMap<u32, Vec<ArticleId>, FixedState>;

/// The articles of a batch, weighed and indexed.
#[derive(Debug)]
pub(crate) struct Collection {
    profiles: Vec<Profile>,
    /// All but those with a text that stands for them.
    index: EarlierIndex,
    same_text: SameTexts,
    /// None if all reach all.
    reach: Option<Reach>,
}

impl Collection {
    /// Of articles that are counted; `terms` is the size of the vocabulary.
    pub(crate) fn new(
        articles: Vec<CountedArticle>,
        df: &LanguageFrequencies,
        terms: usize,
        config: &Config,
    ) -> Self {
        let headlines = articles.iter().map(|counted| (&counted.headline, counted.source, counted.published));
        let (forms, (headline_forms, idf)) = parallel::join(
            || Forms::of(&articles),
            || (headline_forms(headlines), config.idf.by_term(terms, df.main())),
        );
        let weigh = |articles: Vec<(CountedArticle, HeadlineForm)>| {
            let (mut memory, mut weighed) = (Signature::default(), Weighed::default());
            for (counted, headline) in articles {
                let language = counted.counts.language().code();
                let (df, form) = (df.of(language), forms.of_source(counted.source));
                let profile = if LanguageFrequencies::is_main(language) {
                    Profile::new(counted, headline, config, |term| idf[term.index()] * form.factor(term))
                } else {
                    let documents = df.documents();
                    Profile::new(counted, headline, config, |term| {
                        config.idf.of(df.of(term), documents) * form.factor(term)
                    })
                };
                let frequencies = profile.words().0.iter().map(|&word| df.of(word));
                weighed.push(profile.signature(config, frequencies, &mut memory));
                weighed.text_keys.push(profile.text_key());
                weighed.profiles.push(profile);
            }
            weighed
        };
        let mut articles = articles.into_iter().zip(headline_forms);
        let blocks = std::iter::from_fn(|| Some(articles.by_ref().take(BLOCK).collect::<Vec<_>>()));
        let mut weighed = parallel::map_owned(blocks.take_while(|block| !block.is_empty()).collect(), weigh);
        let profiles: Vec<_> = weighed.iter_mut().map(|block| std::mem::take(&mut block.profiles)).collect();
        let (profiles, (same_text, index)) = parallel::join(
            || profiles.into_iter().flatten().collect::<Vec<Profile>>(),
            || {
                let same_text = same_texts(&weighed, config.max_candidates);
                let index = index(weighed, &same_text);
                (same_text, index)
            },
        );
        let is_many = profiles.len() > REACH as usize;
        let reach = is_many
            .then(|| Reach::new(places_in_time(profiles.iter().map(|profile| profile.published)), REACH));
        Self { profiles, index, same_text, reach }
    }

    pub(crate) fn of(articles: &[Article], config: &Config) -> Result<Self, ConfigError> {
        config.validate()?;
        let mut reader = Reader::new(config, config.analyzer()?);
        let counted = reader.read_last(articles, config);
        let (counter, _) = reader.finish(config);
        Ok(Self::new(counted, &counter.df, counter.lexicon.vocabulary().len(), config))
    }

    /// By article, how many distinct words it has.
    pub(crate) fn words(&self) -> impl Iterator<Item = u32> {
        self.profiles.iter().map(|profile| profile.words)
    }

    /// Gives `take` what `keep` makes of each candidate, by `b`, then by similarity, and of whether `b` has as many candidates as there
    /// is room for. [`Feature::Crowd`] and [`Feature::NearerNeighbor`] are not known yet, and 0.
    ///
    /// A pair is a candidate if the earlier article is among the [`Config::max_candidates`] most similar ones before the
    /// later that it [reaches](REACH), at or above [`Config::candidate_similarity`].
    pub(crate) fn candidates<T: Send>(
        &self,
        config: &Config,
        keep: impl Fn(Candidate, bool) -> T + Sync + Send,
        mut take: impl FnMut(T) + Send,
    ) {
        let starts: Vec<usize> = (0..self.index.len()).step_by(BLOCK).collect();
        let mut found = Vec::new();
        for starts in starts.chunks(BLOCKS) {
            let before = std::mem::take(&mut found);
            let take_all = || before.into_iter().flatten().for_each(&mut take);
            (found, ()) = parallel::join(|| self.candidates_of(starts, config, &keep), take_all);
        }
        found.into_iter().flatten().for_each(take);
    }

    /// The candidates of the blocks that begin with these articles.
    fn candidates_of<T: Send>(
        &self,
        starts: &[usize],
        config: &Config,
        keep: impl Fn(Candidate, bool) -> T + Sync + Send,
    ) -> Vec<Vec<T>> {
        let memory = || (EarlierScratch::default(), Comparer::new(config), Vec::new(), Vec::new());
        parallel::map_with(starts, memory, |(scratch, comparer, found, others), &start| {
            let block = start..(start + BLOCK).min(self.index.len());
            let (least, most) = (config.candidate_similarity, config.max_candidates);
            let mut kept = Vec::new();
            for (b, similar) in
                block.clone().zip(self.index.search(block, least, most, self.reach.as_ref(), scratch))
            {
                let profile = &self.profiles[b];
                let b = ArticleId(b as u32);
                found.clear();
                match self.same_text.get(&b.0) {
                    Some(same) => found.extend(same),
                    None => found.extend(similar.iter().map(|neighbor| neighbor.article)),
                }
                let is_full = found.len() == most;
                others.clear();
                let similar = found.iter().map(|&other| (other, &self.profiles[other.index()]));
                others.extend(similar.filter(|(_, other)| profile.language.may_be(other.language)));
                comparer.with(profile, |comparer| {
                    comparer.all_features(profile, others, |&a, features| {
                        let logit = config.model.logit(&features);
                        kept.push(keep(Candidate { a, b, features, logit }, is_full));
                    });
                });
            }
            kept
        })
    }

    /// What is kept of each article.
    pub(crate) fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The dates of the articles.
    pub(crate) fn published(&self) -> Vec<Option<Published>> {
        self.profiles.iter().map(|profile| profile.published).collect()
    }

    /// The articles among each other, by the candidates.
    fn contexts(&self, config: &Config) -> Contexts {
        let mut builder = ContextBuilder::new(self.published());
        self.candidates(
            config,
            |pair, _| (pair.a, pair.b, pair.similarity()),
            |(a, b, similarity)| builder.add_pair(a, b, similarity),
        );
        builder.finish()
    }

    /// All others with at least this similarity to an article.
    fn similar_to(&self, article: ArticleId, threshold: f32) -> Vec<ArticleId> {
        // the one that is indexed
        let own = self.same_text.get(&article.0).map_or(article, |same| same[0]);
        let mut alike = vec![own];
        alike.extend(self.index.above(own.index(), threshold).iter().map(|neighbor| neighbor.article));
        alike.sort_unstable();
        let repeats = self.same_text.iter().filter(|(_, same)| alike.binary_search(&same[0]).is_ok());
        let mut found: Vec<ArticleId> = repeats.map(|(&repeat, _)| ArticleId(repeat)).collect();
        found.extend(alike);
        found.retain(|&other| other != article);
        found.sort_unstable();
        found
    }

    /// All others at or above [`Config::candidate_similarity`] to one article, as pairs with it.
    fn candidates_with(&self, article: ArticleId, config: &Config) -> Vec<Candidate> {
        let Some(profile) = self.profiles.get(article.index()) else { return Vec::new() };
        let others = self.similar_to(article, config.candidate_similarity);
        let contexts = self.contexts(config);
        Comparer::new(config).with(profile, |comparer| {
            others
                .into_iter()
                .filter(|other| profile.language.may_be(self.profiles[other.index()].language))
                .map(|other| {
                    let features = comparer.features(profile, &self.profiles[other.index()]);
                    let (a, b) = (article.min(other), article.max(other));
                    let mut pair = Candidate { a, b, features, logit: 0.0 };
                    pair.complete(&contexts, config);
                    pair
                })
                .collect()
        })
    }
}

/// One article (by its place in the slice) paired with all others that have enough words in common with it, the most
/// likely to report the same event first, of equals the earlier article first. None if there is no such article.
///
/// The score of a pair is the one clustering gives it, before calibration; clustering looks at no more than [`Config::max_candidates`] pairs per
/// article, this at all at or above [`Config::candidate_similarity`].
///
/// # Errors
///
/// As [`Config::validate`].
///
/// # Complexity
///
/// That of `candidate_pairs`: what a gap in time means depends on what else is like both.
///
/// # Examples
///
/// ```
/// use samestory::unstable::cluster::similar_to;
/// use samestory::{Article, ArticleId, Config};
///
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let articles = [
///     article("a", "Clinton asks Algeria to back force in Mali")?,
///     article("b", "Giants sweep Tigers to win World Series")?,
///     article("c", "In Algiers, Clinton seeks help against Mali militants")?,
/// ];
/// let found = similar_to(&articles, ArticleId(2), &Config::default())?;
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].a, found[0].b), (ArticleId(0), ArticleId(2)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn similar_to(
    articles: &[Article],
    article: ArticleId,
    config: &Config,
) -> Result<Vec<Candidate>, ConfigError> {
    let mut found = Collection::of(articles, config)?.candidates_with(article, config);
    found.sort_by(|x, y| y.logit.total_cmp(&x.logit).then((x.a, x.b).cmp(&(y.a, y.b))));
    Ok(found)
}

/// By article, its place in the order of time. One without a date is taken to be of the time of the one before it.
fn places_in_time(published: impl Iterator<Item = Option<Published>>) -> Vec<u32> {
    let before = |time: &mut i64, published: Option<Published>| {
        *time = published.map_or(*time, Published::seconds);
        Some(*time)
    };
    let times: Vec<i64> = published.scan(i64::MIN, before).collect();
    let mut order: Vec<u32> = (0..times.len() as u32).collect();
    order.sort_by_key(|&article| times[article as usize]);
    let mut places = vec![0; order.len()];
    (0..).zip(order).for_each(|(place, article)| places[article as usize] = place);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hopeless_are_below_the_least_score_in_single_precision_too() {
        assert!(logistic(f64::from(HOPELESS as f32)) < MIN_SCORE - 1e-6);
        assert!(logistic(HOPELESS + 0.001) > MIN_SCORE);
    }

    #[test]
    fn places_in_time_are_those_of_the_dates() {
        let at = |day: i64| Published::at_second(day * 86_400).ok();
        let published = [None, at(5), None, at(2), at(5), at(1), None];
        assert_eq!(places_in_time(published.into_iter()), [0, 4, 5, 3, 6, 1, 2]);
    }
}
