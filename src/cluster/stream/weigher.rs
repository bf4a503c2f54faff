//! From what is left of the articles of a stream to their profiles.

use std::ops::Range;

use super::term_use::{EpochStarts, TermUse};
use crate::article::Article;
use crate::cluster::config::Config;
use crate::cluster::pairs::profile::{Profile, Signature};
use crate::cluster::reading::cleaning::Cleaned;
use crate::cluster::reading::counted_article::CountedArticle;
use crate::cluster::reading::counting::TermCounter;
use crate::cluster::reading::forms::{Form, FormsSoFar};
use crate::cluster::reading::headline_forms::{HeadlineForm, LastHeadlines};
use crate::parallel;
use crate::terms::{Analyzer, TermId};

/// Articles that are learned before one is weighed.
const BLOCK: usize = 256;

/// Counts what is left of articles, learns how common terms are, and weighs each article by what was known when it was read.
#[derive(Debug)]
pub(crate) struct Weigher {
    pub(crate) counter: TermCounter,
    /// The number of terms that the backgrounds gave before the first article.
    pub(super) given_terms: usize,
    pub(super) forms: FormsSoFar,
    pub(super) headlines: LastHeadlines,
    pub(crate) term_use: TermUse,
    /// Memory to reuse.
    frequencies: Vec<f64>,
    signature: Signature,
}

/// What was known when an article was read, that article included: by this it is weighed, whatever comes after it.
struct Learned {
    counted: CountedArticle,
    headline: HeadlineForm,
    /// Articles in its language so far.
    documents: f64,
    /// Where in a list is, by term, how many of them have it.
    frequencies: Range<usize>,
    /// The terms that count less.
    form: Vec<(TermId, f64)>,
}

/// An article ready to be assigned.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// Its id, if there are corrections.
    pub(crate) id: Option<String>,
    /// The epoch of which it is the first article, if it is.
    pub(crate) epoch: Option<u32>,
    pub(crate) profile: Profile,
    /// What it is searched by.
    pub(crate) terms: Box<[TermId]>,
    pub(crate) weights: Box<[f32]>,
}

impl Weigher {
    pub(super) fn new(config: &Config, analyzer: Analyzer) -> Self {
        let counter = TermCounter::new(config, analyzer);
        Self {
            given_terms: counter.lexicon.vocabulary().numbers(),
            counter,
            forms: FormsSoFar::default(),
            headlines: LastHeadlines::default(),
            term_use: TermUse::default(),
            frequencies: Vec::new(),
            signature: Signature::default(),
        }
    }

    /// Prepares the next article; `cleaned` is what is left of it.
    pub(super) fn prepare(
        &mut self,
        article: &Article,
        cleaned: &Cleaned,
        starts: &EpochStarts,
        config: &Config,
    ) -> Prepared {
        self.forget(starts);
        let epoch = self.term_use.read();
        let counted = self.counter.count(article, cleaned, config);
        let mut frequencies = std::mem::take(&mut self.frequencies);
        frequencies.clear();
        let learned = self.learn(counted, &mut frequencies);
        let prepared = Prepared::new(learned, &frequencies, config, &mut self.signature);
        self.frequencies = frequencies;
        Prepared { id: id_of(article, config), epoch, ..prepared }
    }

    /// How many articles may be prepared while as many are on their way to be assigned.
    pub(crate) fn room(&self) -> usize {
        self.term_use.length()
    }

    /// Forgets terms that have not come for long, if it is time to.
    fn forget(&mut self, starts: &EpochStarts) {
        if self.term_use.room() > 0 {
            return;
        }
        let TermCounter { lexicon, df, .. } = &mut self.counter;
        let vocabulary = lexicon.vocabulary();
        let terms = (self.given_terms, vocabulary.numbers());
        let times = |term| df.counted(term);
        let is_there = |term| vocabulary.term(term).is_some();
        let forgotten = self.term_use.end_epoch(starts, terms, times, is_there);
        if forgotten.is_empty() {
            return;
        }
        forgotten.iter().for_each(|&term| df.forget(term));
        lexicon.forget(&forgotten);
        self.forms.forget(|term| forgotten.binary_search(&term).is_ok());
    }

    /// Prepares the next articles as each in turn, no more than there is [room](Self::room) for; `cleaned` is what is left of them. All of an
    /// epoch are counted before one is weighed, so that what either needs stays in the cache.
    pub(crate) fn prepare_all(
        &mut self,
        mut articles: &[Article],
        mut cleaned: &[Cleaned],
        starts: &EpochStarts,
        config: &Config,
    ) -> Vec<Prepared> {
        let mut prepared = Vec::with_capacity(articles.len());
        while !articles.is_empty() {
            self.forget(starts);
            let some = articles.len().min(self.term_use.room());
            let (next, next_cleaned);
            (next, articles) = articles.split_at(some);
            (next_cleaned, cleaned) = cleaned.split_at(some);
            let mut counted = self.counter.count_all(next, next_cleaned, config).into_iter();
            for some in next.chunks(BLOCK) {
                let weighed = self.learn_and_weigh(counted.by_ref().take(some.len()), config);
                prepared.extend(some.iter().zip(weighed).map(|(article, weighed)| Prepared {
                    id: id_of(article, config),
                    epoch: self.term_use.read(),
                    ..weighed
                }));
            }
        }
        prepared
    }

    /// Learns articles one after the other, and weighs each by what was known then, on all cores.
    fn learn_and_weigh(
        &mut self,
        counted: impl Iterator<Item = CountedArticle>,
        config: &Config,
    ) -> Vec<Prepared> {
        let mut frequencies = std::mem::take(&mut self.frequencies);
        frequencies.clear();
        let learned: Vec<Learned> = counted.map(|counted| self.learn(counted, &mut frequencies)).collect();
        let prepared = parallel::map_owned_with(learned, Signature::default, |memory, learned| {
            Prepared::new(learned, &frequencies, config, memory)
        });
        self.frequencies = frequencies;
        prepared
    }

    /// Learns an article: all that has to be done in the order of arrival. Appends how common its terms are.
    fn learn(&mut self, mut counted: CountedArticle, frequencies: &mut Vec<f64>) -> Learned {
        self.counter.learn(&counted.counts);
        self.term_use.see(counted.counts.distinct_terms());
        let df = self.counter.df.of(counted.counts.language().code());
        let start = frequencies.len();
        frequencies.extend(counted.counts.distinct_terms().map(|term| df.of(term)));
        let form = self.forms.add(&counted).to_owned();
        let headline = self.headlines.add(std::mem::take(&mut counted.headline), counted.source);
        Learned { counted, headline, documents: df.documents(), frequencies: start..frequencies.len(), form }
    }

    pub(super) fn memory_usage(&self) -> usize {
        self.counter.lexicon.memory_usage()
            + self.counter.df.memory_usage()
            + self.forms.memory_usage()
            + self.headlines.memory_usage()
            + self.term_use.memory_usage()
    }
}

/// The id of an article, if it may be corrected.
fn id_of(article: &Article, config: &Config) -> Option<String> {
    (!config.corrections.is_empty()).then(|| article.id.clone())
}

impl Prepared {
    /// Weighs an article by what was known when it was read.
    fn new(learned: Learned, frequencies: &[f64], config: &Config, memory: &mut Signature) -> Self {
        let Learned { counted, headline, documents, frequencies: own, form } = learned;
        let (frequencies, form) = (&frequencies[own], Form::new(&form));
        let mut by_term = frequencies.iter();
        let profile = Profile::new(counted, headline, config, |term| {
            let frequency = by_term.next().copied().unwrap_or(0.0);
            config.idf.of(frequency, documents) * form.factor(term)
        });
        let signature = profile.signature(config, frequencies.iter().copied(), memory);
        let (terms, weights) = (signature.terms().into(), signature.weights().into());
        Self { id: None, epoch: None, profile, terms, weights }
    }
}
