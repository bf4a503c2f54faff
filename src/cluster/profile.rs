//! What is kept of an article to compare it with others.

use std::hint::black_box;

use super::config::Config;
use super::counted::Counted;
use super::particulars::Particulars;
use crate::published::Published;
use crate::terms::{Field, TermId};
use crate::weights::{DocumentFrequencies, VectorView};

/// Words that an article is searched by at least.
const LEAST_SIGNATURE: usize = 16;

/// Bytes that come from memory at once, on most machines.
const CACHE_LINE: usize = 64;

/// From this idf on a term is rare: at most about one article in 150 has it.
const RARE: f32 = 6.0;

/// The terms of an article, words and names alike, ascending, each with its idf, its count and where it stands; and sums
/// over them.
///
/// # Resource use
///
/// 8 bytes per distinct term, and about one per word that is quoted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Profile {
    pub(super) terms: Box<[TermId]>,
    pub(super) entries: Box<[Entry]>,
    pub(super) published: Option<Published>,
    pub(super) particulars: Particulars,
    /// Distinct words; names are not counted.
    pub(super) words: u32,
    /// Distinct names.
    pub(super) names: u32,
    /// Distinct words with digits.
    pub(super) numbers: u32,
    /// 1 / Euclidean length of the vector of words.
    pub(super) scale: f32,
    /// Σ idf of the names in title and lead.
    pub(super) lead_names: f32,
    /// Σ idf of the numbers in title and lead.
    pub(super) lead_numbers: f32,
    /// Σ rarity of all words.
    pub(super) rare_words: f32,
    /// Σ rarity of all names.
    pub(super) rare_names: f32,
}

/// The words that an article is searched by, with memory to reuse.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signature {
    /// Document frequency and place of the words, the rarest first.
    by_rarity: Vec<(f64, u32)>,
    /// The places of those searched by.
    places: Vec<u32>,
    terms: Vec<TermId>,
    weights: Vec<f32>,
}

/// What is known of a term in an article, in 4 bytes: comparing waits for memory more than for anything else.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Entry {
    /// In units of [`IDF_UNIT`].
    idf: u16,
    /// How often a word occurs, at most 255; 0 for names.
    pub(super) count: u8,
    pub(super) marks: Marks,
}

/// What a term is and where it stands, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    /// A name, not a word.
    pub(super) const NAME: Self = Self(1);
    /// A word in title or lead.
    pub(super) const LEAD: Self = Self(2);
    /// A name in title or lead.
    pub(super) const LEAD_NAME: Self = Self(4);
    /// A number in title or lead.
    pub(super) const LEAD_NUMBER: Self = Self(8);

    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    fn add(&mut self, mark: Self) {
        self.0 |= mark.0;
    }
}

/// The idf of a term that one of 2·10¹³ articles has is 32.
const IDF_UNIT: f32 = 1.0 / 2048.0;

impl Entry {
    fn new(idf: f64, count: u8, marks: Marks) -> Self {
        Self { idf: (idf / f64::from(IDF_UNIT)).round() as u16, count, marks }
    }

    /// The idf of the term when the article came.
    pub(super) fn idf(self) -> f32 {
        f32::from(self.idf) * IDF_UNIT
    }

    /// How far the idf is above that of terms which are not rare.
    pub(super) fn rarity(idf: f32) -> f32 {
        (idf - RARE).max(0.0)
    }
}

impl Profile {
    pub(crate) fn new(
        Counted { counts, particulars, published }: Counted,
        config: &Config,
        idf: impl Fn(TermId) -> f64,
    ) -> Self {
        let (words, names) = (counts.field(Field::All), counts.field(Field::Names));
        let mut terms = Vec::with_capacity(words.len() + names.len());
        let mut entries = Vec::with_capacity(words.len() + names.len());
        let (mut w, mut n) = (0, 0);
        while w < words.len() || n < names.len() {
            // words and names never share a term
            let is_word = n == names.len() || (w < words.len() && words[w].0 < names[n].0);
            let (term, count, mark) = if is_word {
                w += 1;
                (words[w - 1].0, words[w - 1].1.min(255) as u8, Marks::default())
            } else {
                n += 1;
                (names[n - 1].0, 0, Marks::NAME)
            };
            terms.push(term);
            entries.push(Entry::new(idf(term), count, mark));
        }
        let mut profile = Self {
            terms: terms.into(),
            entries: entries.into(),
            published,
            particulars,
            words: words.len() as u32,
            names: names.len() as u32,
            numbers: counts.field(Field::Numbers).len() as u32,
            scale: 0.0,
            lead_names: 0.0,
            lead_numbers: 0.0,
            rare_words: 0.0,
            rare_names: 0.0,
        };
        profile.mark(counts.field(Field::Lead), Marks::LEAD);
        profile.lead_names = profile.mark(counts.field(Field::LeadNames), Marks::LEAD_NAME);
        profile.lead_numbers = profile.mark(counts.field(Field::LeadNumbers), Marks::LEAD_NUMBER);
        let mut square = 0.0;
        for entry in &profile.entries {
            let rarity = Entry::rarity(entry.idf());
            if entry.marks.has(Marks::NAME) {
                profile.rare_names += rarity;
            } else {
                profile.rare_words += rarity;
                square += (config.term_frequency.of(entry.count.into()) * f64::from(entry.idf())).powi(2);
            }
        }
        profile.scale = if square > 0.0 { (1.0 / square.sqrt()) as f32 } else { 0.0 };
        profile
    }

    /// Marks terms, and gives the sum of their idf.
    fn mark(&mut self, marked: &[(TermId, u32)], mark: Marks) -> f32 {
        let (mut at, mut sum) = (0, 0.0);
        for &(term, _) in marked {
            at += self.terms[at..].partition_point(|&t| t < term);
            if let Some(entry) = self.entries.get_mut(at)
                && self.terms[at] == term
            {
                entry.marks.add(mark);
                sum += entry.idf();
            }
        }
        sum
    }

    /// The rarest words of the article that make up `coverage` of the squared length of its vector, with their weights:
    /// what candidates are searched by. The common words of long texts, which fill most of the index and say least, are
    /// not among them; a short text is searched by all its words.
    pub(crate) fn signature<'s>(
        &self,
        config: &Config,
        df: &DocumentFrequencies,
        signature: &'s mut Signature,
    ) -> VectorView<'s> {
        let weight = |entry: &Entry| {
            (config.term_frequency.of(entry.count.into()) * f64::from(entry.idf())) as f32 * self.scale
        };
        let Signature { by_rarity, places, terms, weights } = signature;
        let words = (0..).zip(self.terms.iter().zip(&self.entries));
        by_rarity.clear();
        by_rarity.reserve(self.words as usize);
        by_rarity.extend(
            words
                .filter(|(_, (_, entry))| !entry.marks.has(Marks::NAME))
                .map(|(at, (&term, _))| (df.of(term), at)),
        );
        by_rarity.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut covered = 0.0;
        let enough = by_rarity.iter().position(|&(_, at)| {
            covered += f64::from(weight(&self.entries[at as usize])).powi(2);
            covered >= config.search_coverage
        });
        let last = enough.map(|at| at.max(LEAST_SIGNATURE - 1)).filter(|&at| at < by_rarity.len());
        if let Some(last) = last {
            // words as rare as the last one come along: which of them have the smaller numbers means nothing
            let rarity = by_rarity[last].0;
            by_rarity.truncate(by_rarity.partition_point(|&(df, _)| df <= rarity));
        }
        places.clear();
        places.extend(by_rarity.iter().map(|&(_, at)| at));
        places.sort_unstable();
        terms.clear();
        weights.clear();
        for &at in &*places {
            let weight = weight(&self.entries[at as usize]);
            if weight != 0.0 && weight.is_finite() {
                terms.push(self.terms[at as usize]);
                weights.push(weight);
            }
        }
        VectorView::from_parts(terms, weights)
    }

    /// Reads a little of every cache line of the terms, so that they come from memory together, while another article is
    /// compared, and none need be waited for.
    pub(super) fn fetch(&self) {
        let terms =
            self.terms.iter().step_by(CACHE_LINE / size_of::<TermId>()).fold(0, |all, term| all ^ term.0);
        let entries = self
            .entries
            .iter()
            .step_by(CACHE_LINE / size_of::<Entry>())
            .fold(0, |all, entry| all ^ entry.idf);
        black_box((terms, entries));
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.terms.len() * (size_of::<TermId>() + size_of::<Entry>())
            + self.particulars.memory_usage()
            + size_of::<Self>()
    }
}
