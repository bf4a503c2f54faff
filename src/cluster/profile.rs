//! What is kept of an article to compare it with others.

use super::config::Config;
use super::features::{Feature, PairFeatures};
use crate::published::Published;
use crate::terms::{Field, FieldCounts, TermId};
use crate::weights::{DocumentFrequencies, FieldVectors, SparseVector, VectorView};

/// Days in which the worth of similarity falls to 1/e (Miranda et al. 2018 use 3 days too).
const FRESH_DAYS: f64 = 3.0;

/// Words that an article is searched by at least.
const LEAST_SIGNATURE: usize = 24;

/// The fields that pairs are compared in.
const COMPARED: [Field; 4] = [Field::All, Field::Lead, Field::Names, Field::Numbers];

/// The vectors of an article, its date and its length.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Profile {
    fields: FieldVectors,
    published: Option<Published>,
    length: f32,
}

impl Profile {
    pub(crate) fn new(
        counts: &FieldCounts,
        published: Option<Published>,
        config: &Config,
        idf: impl Fn(TermId) -> f64,
    ) -> Self {
        let distinct = counts.field(Field::All).len().max(1) as f64;
        Self {
            fields: FieldVectors::with_idf(counts, &COMPARED, &config.weighting, idf),
            published,
            length: ((distinct.ln() - 3.0) / 2.0).clamp(-1.0, 1.5) as f32,
        }
    }

    /// The rarest words of the article that make up `coverage` of the squared length of its vector: what candidates are
    /// searched by. The common words of long texts, which fill most of the index and say least, are not among them; a
    /// short text is searched by all its words.
    pub(crate) fn signature(&self, coverage: f64, df: &DocumentFrequencies) -> SparseVector {
        let all = self.fields.field(Field::All);
        let mut by_rarity: Vec<(f64, u32)> =
            all.terms().iter().enumerate().map(|(at, &term)| (df.of(term), at as u32)).collect();
        by_rarity.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut covered = 0.0;
        let enough = by_rarity.iter().position(|&(_, at)| {
            covered += f64::from(all.weights()[at as usize]).powi(2);
            covered >= coverage
        });
        let last = enough.map(|at| at.max(LEAST_SIGNATURE - 1)).filter(|&at| at < by_rarity.len());
        if let Some(last) = last {
            // words as rare as the last one come along: which of them have the smaller numbers means nothing
            let rarity = by_rarity[last].0;
            by_rarity.truncate(by_rarity.partition_point(|&(df, _)| df <= rarity));
        }
        SparseVector::new(
            by_rarity.into_iter().map(|(_, at)| (all.terms()[at as usize], all.weights()[at as usize])),
        )
    }

    /// How many distinct words it has.
    pub(crate) fn words(&self) -> usize {
        self.fields.field(Field::All).len()
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.fields.memory_usage() + size_of::<Self>()
    }
}

/// Compares one article with many: its vectors are laid out by term, so that a comparison reads the other's terms once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comparer {
    /// By term: the weight in each of the compared fields.
    all: Vec<f32>,
    lead: Vec<f32>,
    names: Vec<f32>,
    numbers: Vec<f32>,
}

impl Comparer {
    /// Compares an article with others, one call of the given function for all of them.
    pub(crate) fn with<R>(&mut self, article: &Profile, compare: impl FnOnce(&Self) -> R) -> R {
        for field in COMPARED {
            let vector = article.fields.field(field);
            let by_term = self.by_term(field);
            if let Some(last) = vector.terms().last()
                && by_term.len() <= last.index()
            {
                by_term.resize(last.index() + 1, 0.0);
            }
            vector.iter().for_each(|(term, weight)| by_term[term.index()] = weight);
        }
        let result = compare(self);
        for field in COMPARED {
            let by_term = self.by_term(field);
            article.fields.field(field).terms().iter().for_each(|term| by_term[term.index()] = 0.0);
        }
        result
    }

    fn by_term(&mut self, field: Field) -> &mut Vec<f32> {
        match field {
            Field::Lead => &mut self.lead,
            Field::Names => &mut self.names,
            Field::Numbers => &mut self.numbers,
            _ => &mut self.all,
        }
    }

    /// The features of the pair of the article at hand and another. Symmetric, to the last bit.
    pub(crate) fn features(&self, article: &Profile, other: &Profile) -> PairFeatures {
        let all = gather(&self.all, other.fields.field(Field::All)).max(0.0);
        let root = all.sqrt();
        let length = article.length.min(other.length);
        let days = article.published.zip(other.published).map(|(a, b)| a.days_to(b));
        let (dated, log_gap, fresh) = match days {
            Some(days) => (1.0, days.ln_1p().min(6.0) as f32, (-days / FRESH_DAYS).exp() as f32),
            None => (0.0, 0.0, 0.0),
        };
        PairFeatures::new([
            (Feature::Lead, gather(&self.lead, other.fields.field(Field::Lead))),
            (Feature::Names, gather(&self.names, other.fields.field(Field::Names))),
            (Feature::Numbers, gather(&self.numbers, other.fields.field(Field::Numbers))),
            (Feature::RootAll, root),
            (Feature::Dated, dated),
            (Feature::LogGap, log_gap),
            (Feature::FreshAll, fresh * all),
            (Feature::DatedAll, dated * all),
            (Feature::Length, length),
            (Feature::LengthRootAll, length * root),
        ])
    }
}

/// The scalar product with a vector laid out by term: the products [`VectorView::dot`] adds, in the same order, and
/// zeros.
fn gather(by_term: &[f32], vector: VectorView<'_>) -> f32 {
    let weight = |term: TermId| by_term.get(term.index()).copied().unwrap_or(0.0);
    vector.iter().fold(0.0, |sum, (term, other)| sum + weight(term) * other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::terms::{Analyzer, Lexicon};

    #[test]
    fn comparing_is_symmetric_and_the_signature_is_the_rare_part() {
        let (analyzer, mut lexicon, config) = (Analyzer::default(), Lexicon::new(), Config::default());
        let mut df = config.prior(lexicon.vocabulary_mut());
        let texts = [
            "The president met officials in Algiers on Monday about 3,000 troops for Mali. The visit, the second this year, \
             follows talks in Paris and Washington on money, weapons, training, transport, intelligence and logistics that \
             West African neighbours, Europe and the United Nations would offer the army of the country's weak government.",
            "Officials said the president would send troops; Mali and Algiers agreed on 3,000.",
        ];
        let profiles: Vec<Profile> = texts
            .iter()
            .map(|text| {
                let article = Article::builder("a").body(*text).language("en").build().unwrap();
                let counts = FieldCounts::new(&analyzer.analyze(&article, &mut lexicon));
                df.add(counts.distinct_terms(), 1.0);
                Profile::new(&counts, None, &config, |term| {
                    config.weighting.idf.of(df.of(term), df.documents())
                })
            })
            .collect();
        let mut comparer = Comparer::default();
        let there = comparer.with(&profiles[0], |c| c.features(&profiles[0], &profiles[1]));
        let back = comparer.with(&profiles[1], |c| c.features(&profiles[1], &profiles[0]));
        assert_eq!(there, back);
        assert!(there.get(Feature::Numbers) > 0.9 && there.get(Feature::RootAll) > 0.5);
        assert!(comparer.all.iter().chain(&comparer.names).all(|&w| w == 0.0));

        let signature = profiles[0].signature(0.9, &df);
        let all = profiles[0].fields.field(Field::All);
        assert!(signature.view().len() < all.len());
        let rarest = all.terms().iter().min_by(|a, b| df.of(**a).total_cmp(&df.of(**b))).unwrap();
        assert!(signature.view().terms().contains(rarest));
        assert_eq!(profiles[0].signature(1.1, &df).view(), all);
    }
}
