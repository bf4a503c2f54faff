//! Which pairs are looked at in a batch.

use super::config::Config;
use super::features::{PairFeatures, Profile};
use crate::article::{Article, ArticleId};
use crate::index::{SearchScratch, SimilarityIndex};
use crate::parallel;
use crate::terms::{Analyzer, Field, Lexicon, count_terms};

/// Articles searched by one thread at a time.
const BLOCK: usize = 64;

/// A pair that was looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The earlier article.
    pub a: ArticleId,
    /// The later article.
    pub b: ArticleId,
    /// What is known about the pair.
    pub features: PairFeatures,
    /// How likely it reports one event: [`PairModel::score`](super::PairModel::score).
    pub score: f64,
}

/// The articles of a batch, analysed, weighed and indexed.
#[derive(Debug)]
pub(crate) struct Collection {
    profiles: Vec<Profile>,
    index: SimilarityIndex,
}

impl Collection {
    pub(crate) fn new(articles: &[Article], config: &Config, analyzer: &Analyzer) -> Self {
        let mut lexicon = Lexicon::new();
        let mut df = config.prior(lexicon.vocabulary_mut());
        let counts = count_terms(analyzer, articles, &mut lexicon);
        for counts in &counts {
            df.add(counts.distinct_terms(), 1.0);
        }
        let numbered: Vec<_> = articles.iter().zip(counts).collect();
        let weighed = parallel::map_owned(numbered, |(article, counts)| {
            let all = config.weighting.weigh(counts.field(Field::All), &df);
            (all, Profile::new(&counts, article.published, &config.weighting, &df))
        });
        let mut index = SimilarityIndex::new();
        let mut profiles = Vec::with_capacity(articles.len());
        for (all, profile) in weighed {
            index.insert(all, None);
            profiles.push(profile);
        }
        Self { profiles, index }
    }

    /// Candidates with at least this score, by `a`, then `b`.
    ///
    /// A pair is a candidate if either article is among the other's [`Config::most_candidates`] most similar ones at or
    /// above [`Config::candidate_similarity`].
    pub(crate) fn candidates(&self, config: &Config, least_score: f64) -> Vec<Candidate> {
        let ids: Vec<ArticleId> = self.index.articles().collect();
        let blocks: Vec<&[ArticleId]> = ids.chunks(BLOCK).collect();
        let found = parallel::map(&blocks, |block| {
            let mut scratch = SearchScratch::default();
            let mut pairs = Vec::new();
            for &article in *block {
                let Some(query) = self.index.vector(article) else { continue };
                // one more, as every article finds itself
                let most = config.most_candidates.saturating_add(1);
                for neighbor in self.index.search(query, config.candidate_similarity, most, &mut scratch) {
                    let (a, b) = (article.min(neighbor.article), article.max(neighbor.article));
                    if a == b {
                        continue;
                    }
                    let features =
                        self.profiles[a.index()].compare(&self.profiles[b.index()], neighbor.score);
                    let score = config.model.score(&features);
                    if score >= least_score {
                        pairs.push(Candidate { a, b, features, score });
                    }
                }
            }
            pairs
        });
        let mut candidates: Vec<Candidate> = found.into_iter().flatten().collect();
        candidates.sort_unstable_by_key(|c| (c.a, c.b));
        candidates.dedup_by_key(|c| (c.a, c.b));
        candidates
    }
}

/// The pairs that clustering these articles looks at, with their features and scores, ordered by `a`, then `b`: for
/// training, and for seeing inside.
///
/// # Errors
///
/// As [`Config::validate`].
pub fn candidate_pairs(
    articles: &[Article],
    config: &Config,
) -> Result<Vec<Candidate>, super::config::ConfigError> {
    config.validate()?;
    let analyzer = Analyzer::new(config.analysis.clone()).map_err(super::config::ConfigError)?;
    Ok(Collection::new(articles, config, &analyzer).candidates(config, 0.0))
}
