//! In how many articles each term occurs.

use serde::{Deserialize, Serialize};

use super::background::Background;
use crate::parallel;
use crate::saved::ensure;
use crate::terms::{FieldCounts, TermId, Vocabulary};

/// Above this the common factor of all counts is multiplied out.
const LARGEST_SCALE: f64 = 1e100;

/// Articles that one thread counts at least: merging costs about as much as counting some hundreds.
const SMALLEST_SHARE: usize = 1024;

/// Articles with a term that say nothing about how common it is at large: they may all be of one event.
const OF_ONE_EVENT: f64 = 5.0;

/// Articles of which half of what they say of a term is believed.
const HALF_BELIEVED: f64 = 300.0;

/// Document frequencies that can grow, shrink and fade.
///
/// The state a stream keeps: [`add`](Self::add) an article when it arrives, [`remove`](Self::remove) it when it is
/// withdrawn, [`decay`](Self::decay) everything as time passes (decayed idf: df = Σ e^(−age/W), as in USTORY, Yoon et al.
/// 2023). Two states over the same terms can be [merged](Self::merge).
///
/// # Complexity
///
/// Adding and removing are linear in the terms of the article; decaying is O(1), amortised.
///
/// # Examples
///
/// ```
/// use samestory::unstable::terms::Vocabulary;
/// use samestory::unstable::weights::DocumentFrequencies;
///
/// let mut vocabulary = Vocabulary::new();
/// let (mali, clinton) = (vocabulary.intern("mali"), vocabulary.intern("clinton"));
/// let mut df = DocumentFrequencies::new();
/// df.add([mali, clinton], 1.0);
/// df.decay(0.5);
/// df.add([mali], 1.0);
/// assert_eq!((df.documents(), df.of(mali), df.of(clinton)), (1.5, 1.5, 0.5));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentFrequencies {
    /// Undecayed counts: the true count is the stored one divided by `scale`.
    counts: Vec<f64>,
    documents: f64,
    scale: f64,
    /// What was known before the first article, by term; never fades.
    prior: Vec<f32>,
    prior_documents: f64,
    /// Of so many articles before the first one it is not known which terms they held, but for those of the prior.
    #[serde(default)]
    estimated_documents: f64,
}

/// What is written of document frequencies, without zeros.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedFrequencies {
    documents: f64,
    scale: f64,
    counts: Vec<(TermId, f64)>,
    prior: Vec<(TermId, f32)>,
}

impl Default for DocumentFrequencies {
    fn default() -> Self {
        Self {
            counts: Vec::new(),
            documents: 0.0,
            scale: 1.0,
            prior: Vec::new(),
            prior_documents: 0.0,
            estimated_documents: 0.0,
        }
    }
}

impl DocumentFrequencies {
    /// No article seen.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts many articles, on all cores: as if each was [added](Self::add) with weight 1.
    pub fn of_all(counts: &[FieldCounts]) -> Self {
        let shares: Vec<&[FieldCounts]> =
            counts.chunks(counts.len().div_ceil(parallel::threads()).max(SMALLEST_SHARE)).collect();
        let counted = parallel::map(&shares, |share| {
            let mut df = Self::new();
            share.iter().for_each(|counts| df.add(counts.distinct_terms(), 1.0));
            df
        });
        let mut counted = counted.into_iter();
        let mut all = counted.next().unwrap_or_default();
        counted.for_each(|others| all.merge(&others));
        all
    }

    /// No article seen, but as if `documents` articles of the usual kind had been: a term that occurs in a share `p` of
    /// them begins with a count of `documents` · `p`. This prior neither fades nor can be removed.
    pub fn with_background(background: &Background, documents: f64, vocabulary: &mut Vocabulary) -> Self {
        let mut df = Self { prior_documents: documents.max(0.0), ..Self::default() };
        for (term, rate) in background.rates() {
            let term = vocabulary.intern(term).index();
            if term >= df.prior.len() {
                df.prior.resize(term + 1, 0.0);
            }
            df.prior[term] = (rate * df.prior_documents) as f32;
        }
        df
    }

    /// No article seen, but as if `documents` articles had been in which each term was about as common as it turns out to be.
    ///
    /// The first five articles with a term say nothing about that, since all may be of one event: until then a term is as rare as one
    /// never seen in those articles. What more of them say is believed the more, the more articles there are.
    pub(crate) fn estimating(documents: f64) -> Self {
        Self { estimated_documents: documents.max(0.0), ..Self::default() }
    }

    /// Whether nothing was said of a term yet: it has no count and no prior.
    pub(crate) fn is_new(&self, term: TermId) -> bool {
        self.counts.get(term.index()).is_none_or(|&count| count == 0.0)
            && self.prior.get(term.index()).is_none_or(|&prior| prior == 0.0)
    }

    /// Says in which share of the [estimated](Self::estimating) articles a term is; 0 if that is not known.
    pub(crate) fn set_prior(&mut self, term: TermId, rate: f64) {
        if rate > 0.0 && term.index() >= self.prior.len() {
            self.prior.resize(term.index() + 1, 0.0);
        }
        if let Some(prior) = self.prior.get_mut(term.index()) {
            *prior = (rate * self.estimated_documents) as f32;
        }
    }

    /// Counts an article's distinct terms with a weight, 1 for an ordinary article.
    pub fn add(&mut self, distinct_terms: impl IntoIterator<Item = TermId>, weight: f64) {
        self.change(distinct_terms, weight);
    }

    /// Takes back what an article counts by now: the weight it was added with times all decay since. No count falls
    /// below 0.
    pub fn remove(&mut self, distinct_terms: impl IntoIterator<Item = TermId>, weight: f64) {
        self.change(distinct_terms, -weight);
    }

    fn change(&mut self, distinct_terms: impl IntoIterator<Item = TermId>, weight: f64) {
        let stored = weight * self.scale;
        self.documents = (self.documents + stored).max(0.0);
        for term in distinct_terms {
            if term.index() >= self.counts.len() {
                self.counts.resize(term.index() + 1, 0.0);
            }
            let count = &mut self.counts[term.index()];
            *count = (*count + stored).max(0.0);
        }
    }

    /// Multiplies every count with a factor in (0, 1]; other factors change nothing.
    pub fn decay(&mut self, factor: f64) {
        if !(factor > 0.0 && factor < 1.0) {
            return;
        }
        self.scale /= factor;
        if self.scale > LARGEST_SCALE {
            let scale = std::mem::replace(&mut self.scale, 1.0);
            self.documents /= scale;
            self.counts.iter_mut().for_each(|count| *count /= scale);
        }
    }

    /// Adds the counts of another state over the same vocabulary; the prior stays as it is.
    pub fn merge(&mut self, other: &Self) {
        let factor = self.scale / other.scale;
        self.documents += other.documents * factor;
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0.0);
        }
        for (count, &more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more * factor;
        }
    }

    /// How many articles were counted (fading ones in part), with those of the prior.
    pub fn documents(&self) -> f64 {
        self.documents / self.scale + (self.prior_documents + self.estimated_documents)
    }

    /// In how many of them a term occurs; 0 for a term never seen.
    pub fn of(&self, term: TermId) -> f64 {
        let prior = self.prior.get(term.index()).map_or(0.0, |&count| f64::from(count));
        let count = self.counts.get(term.index()).map_or(0.0, |count| count / self.scale);
        if self.estimated_documents > 0.0 && prior == 0.0 {
            let telling = (count - OF_ONE_EVENT).max(0.0);
            return count
                + self.estimated_documents * telling / (self.documents / self.scale + HALF_BELIEVED);
        }
        prior + count
    }

    /// How often a term was counted, without the prior.
    pub(crate) fn counted(&self, term: TermId) -> f64 {
        self.counts.get(term.index()).map_or(0.0, |count| count / self.scale)
    }

    /// Forgets what was said of a term.
    pub(crate) fn forget(&mut self, term: TermId) {
        if let Some(count) = self.counts.get_mut(term.index()) {
            *count = 0.0;
        }
        if let Some(prior) = self.prior.get_mut(term.index()) {
            *prior = 0.0;
        }
    }

    /// What is to be written; without the prior if it is to be given again.
    pub(crate) fn saved(&self, with_prior: bool) -> SavedFrequencies {
        let of_all = |prior: &[f32]| (0..).map(TermId).zip(prior.iter().copied()).collect();
        let mut prior: Vec<(TermId, f32)> = if with_prior { of_all(&self.prior) } else { Vec::new() };
        prior.retain(|&(_, prior)| prior != 0.0);
        let counts = (0..).map(TermId).zip(self.counts.iter().copied()).filter(|&(_, count)| count != 0.0);
        SavedFrequencies { documents: self.documents, scale: self.scale, counts: counts.collect(), prior }
    }

    /// Takes over what was [saved](Self::saved) of frequencies that began as these, of a vocabulary of so many terms.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(&mut self, saved: SavedFrequencies, terms: usize) -> Result<(), String> {
        let SavedFrequencies { documents, scale, counts, prior } = saved;
        (self.documents, self.scale) = (documents, scale);
        let place = |term: TermId| {
            ensure(term.index() < terms, || format!("{term} is counted, and there are {terms} terms"))
                .map(|()| term.index())
        };
        for (term, count) in counts {
            let at = place(term)?;
            if at >= self.counts.len() {
                self.counts.resize(at + 1, 0.0);
            }
            self.counts[at] = count;
        }
        for (term, prior) in prior {
            let at = place(term)?;
            ensure(prior.is_finite() && prior >= 0.0, || format!("{term} has the prior {prior}"))?;
            if at >= self.prior.len() {
                self.prior.resize(at + 1, 0.0);
            }
            self.prior[at] = prior;
        }
        self.validate()
    }

    /// The terms above this number were never seen.
    pub(crate) fn terms(&self) -> usize {
        self.counts.len().max(self.prior.len())
    }

    /// Bytes held.
    pub fn memory_usage(&self) -> usize {
        self.counts.capacity() * size_of::<f64>() + self.prior.capacity() * size_of::<f32>()
    }

    /// Checks that all counts are finite, none negative and none above the number of articles.
    ///
    /// # Errors
    ///
    /// The first term that breaks the rule.
    pub fn validate(&self) -> Result<(), String> {
        let most = self.documents * (1.0 + 1e-9) + 1e-9;
        match self.counts.iter().position(|count| !(0.0..=most).contains(count)) {
            Some(term) => Err(format!("term {term} has df {} of {}", self.counts[term], self.documents)),
            None if self.documents.is_finite() && self.scale >= 1.0 => Ok(()),
            None => Err(format!("{} articles at scale {}", self.documents, self.scale)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::analysis::{Analysis, Kind, Occurrence, Section};

    const T: [TermId; 3] = [TermId(0), TermId(1), TermId(2)];

    #[test]
    fn adding_and_removing_is_as_if_never_added() {
        let mut df = DocumentFrequencies::new();
        df.add([T[0], T[1]], 1.0);
        let before = df.clone();
        df.add([T[1]], 1.0);
        df.remove([T[1]], 1.0);
        assert_eq!(df, before);
        df.remove([T[2]], 1.0);
        assert_eq!((df.documents(), df.of(T[2])), (0.0, 0.0));
    }

    #[test]
    fn decay_survives_a_million_steps() {
        let mut df = DocumentFrequencies::new();
        for _ in 0..1_000_000 {
            df.decay(0.999);
            df.add([T[0]], 1.0);
        }
        // the geometric sum 1 / (1 − 0.999)
        assert!((df.documents() - 1000.0).abs() < 1e-6);
        assert!((df.of(T[0]) - 1000.0).abs() < 1e-6);
        df.validate().unwrap();
    }

    #[test]
    fn counting_all_at_once_is_adding_each() {
        let occurrence = |term| Occurrence {
            section: Section::Body,
            start: 0,
            end: 1,
            kind: Kind::Word,
            term: TermId(term),
        };
        let counts = |i: u32| {
            let occurrences = (0..20).map(|k| occurrence(i / 2 + k * k)).collect();
            FieldCounts::new(&Analysis { occurrences, ..Analysis::new() })
        };
        let counts: Vec<FieldCounts> = (0..2 * SMALLEST_SHARE as u32 + 7).map(counts).collect();
        let mut each = DocumentFrequencies::new();
        counts.iter().for_each(|counts| each.add(counts.distinct_terms(), 1.0));
        assert_eq!(DocumentFrequencies::of_all(&counts), each);
        assert_eq!(DocumentFrequencies::of_all(&[]), DocumentFrequencies::new());
    }

    #[test]
    fn common_terms_are_estimated_and_rare_ones_stay_rare() {
        let mut df = DocumentFrequencies::estimating(1000.0);
        for at in 0..600 {
            let terms = T.into_iter().zip([1, 100, 200]).filter(|(_, every)| at % every == 0);
            df.add(terms.map(|(term, _)| term), 1.0);
        }
        // (600 − 5) / 900 and (6 − 5) / 900 of a thousand; three are too few to tell
        assert_eq!(df.documents(), 1600.0);
        assert_eq!(df.of(T[0]), 600.0 + 595.0 / 0.9);
        assert_eq!(df.of(T[1]), 6.0 + 1.0 / 0.9);
        assert_eq!(df.of(T[2]), 3.0);
        df.set_prior(T[2], 0.5);
        assert_eq!(df.of(T[2]), 503.0);
        df.validate().unwrap();
    }

    #[test]
    fn merging_is_counting_together() {
        let (mut a, mut b) = (DocumentFrequencies::new(), DocumentFrequencies::new());
        a.add([T[0]], 1.0);
        a.decay(0.5);
        b.add([T[0], T[2]], 1.0);
        a.merge(&b);
        assert_eq!((a.documents(), a.of(T[0]), a.of(T[1]), a.of(T[2])), (1.5, 1.5, 0.0, 1.0));
    }
}
