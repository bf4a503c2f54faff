//! What is kept of an article to compare it with others.

use std::hash::{BuildHasher, Hasher};
use std::hint::black_box;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::cluster::config::Config;
use crate::cluster::reading::counted_article::CountedArticle;
use crate::cluster::reading::headline_forms::HeadlineForm;
use crate::cluster::reading::quoted::Quoted;
use crate::cluster::vectors::UnitVector;
use crate::published::Published;
use crate::saved::ensure;
use crate::terms::{Field, TermCount, TermId};
use crate::text::{TextLanguage, Weekdays};
use crate::weights::VectorView;

/// Words that an article is searched by at least.
const MIN_SIGNATURE: usize = 16;

/// Bytes that come from memory at once, on most machines.
const CACHE_LINE: usize = 64;

/// From this idf on a term is rare: at most about one article in 150 has it.
const RARE: f32 = 6.0;

/// The terms of an article, first the words, then the names, each ascending, with idf, count and where it stands; and sums over
/// them.
///
/// # Resource use
///
/// 8 bytes per distinct term, about one per word that is quoted, 4 per dimension of a vector of the program's own, and 8 per other
/// headline of the form of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) terms: Box<[TermId]>,
    pub(crate) entries: Box<[ProfileTerm]>,
    pub(crate) published: Option<Published>,
    /// Articles of different languages are never compared.
    pub(crate) language: TextLanguage,
    /// The days of the week that title and lead name.
    pub(crate) weekdays: Weekdays,
    pub(crate) quoted: Quoted,
    pub(crate) vector: UnitVector,
    pub(crate) headline: HeadlineForm,
    /// Distinct words; names are not counted.
    pub(crate) words: u32,
    /// [`Feature::Length`](super::features::Feature::Length) of two articles of this length.
    pub(crate) length: f32,
    /// Distinct names.
    pub(crate) names: u32,
    /// Distinct words with digits.
    pub(crate) numbers: u32,
    /// 1 / Euclidean length of the vector of words.
    pub(crate) scale: f32,
    /// Σ idf of the names in title and lead.
    pub(crate) lead_names: f32,
    /// Σ idf of the numbers in title and lead.
    pub(crate) lead_numbers: f32,
    /// Σ rarity of all words.
    pub(crate) rare_words: f32,
    /// Σ rarity of all names.
    pub(crate) rare_names: f32,
    /// Σ rarity of the words in title and lead.
    pub(crate) rare_lead: f32,
}

/// The words that an article is searched by, with memory to reuse.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signature {
    /// The words, the rarest first.
    by_rarity: Vec<Rarity>,
    /// The places of those searched by.
    places: Vec<u32>,
    terms: Vec<TermId>,
    weights: Vec<f32>,
}

/// The document frequency of a word, to 24 bits, and its place among the words of its article, as one number: quick to sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rarity(u64);

impl Rarity {
    /// The bits of numbers from 0 on are in the order of the numbers.
    fn new(df: f64, place: u32) -> Self {
        Self(u64::from((df.max(0.0) as f32).to_bits()) << 32 | u64::from(place))
    }

    fn df(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn place(self) -> usize {
        self.0 as u32 as usize
    }
}

/// What is known of a term in an article, in 4 bytes: comparing waits for memory more than for anything else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub(crate) struct ProfileTerm {
    /// In units of [`IDF_UNIT`].
    idf: u16,
    /// How often a word occurs, at most 255; 0 for names.
    pub(crate) count: u8,
    marks: Marks,
}

/// Where a term stands, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks(u8);

impl Marks {
    /// A word or name in title or lead.
    pub(crate) const EARLY: Self = Self(1);
    /// A word with a digit in title or lead.
    pub(crate) const EARLY_NUMBER: Self = Self(2);
}

/// The idf of a term that one of 2·10¹³ articles has is 32.
const IDF_UNIT: f32 = 1.0 / 2048.0;

/// Most counts are small, so they have the highest bits.
impl From<ProfileTerm> for u32 {
    fn from(ProfileTerm { idf, count, marks }: ProfileTerm) -> Self {
        u32::from(idf) | u32::from(marks.0) << 16 | u32::from(count) << 18
    }
}

impl From<u32> for ProfileTerm {
    fn from(bits: u32) -> Self {
        Self { idf: bits as u16, count: (bits >> 18) as u8, marks: Marks((bits >> 16) as u8 & 3) }
    }
}

impl ProfileTerm {
    fn new(term_count: TermCount, idf: f64) -> Self {
        let early = u8::from(term_count.is_early());
        Self {
            idf: (idf / f64::from(IDF_UNIT) + 0.5) as u16,
            count: term_count.in_field(Field::All).min(255) as u8,
            marks: Marks(early * (Marks::EARLY.0 + u8::from(term_count.is_number()) * Marks::EARLY_NUMBER.0)),
        }
    }

    pub(crate) fn has(self, mark: Marks) -> bool {
        self.marks.0 & mark.0 != 0
    }

    /// The idf of a term with this mark, 0 of one without.
    pub(crate) fn idf_if(self, mark: Marks) -> f32 {
        self.if_has(mark, self.idf())
    }

    /// A number for a term with this mark, 0 for one without; without a branch to be guessed wrong.
    pub(crate) fn if_has(self, mark: Marks, number: f32) -> f32 {
        f32::from_bits(number.to_bits() & u32::from(self.has(mark)).wrapping_neg())
    }

    /// The idf of the term when the article came.
    pub(crate) fn idf(self) -> f32 {
        f32::from(self.idf) * IDF_UNIT
    }

    /// How far the idf is above that of terms which are not rare.
    pub(crate) fn rarity(idf: f32) -> f32 {
        larger(idf - RARE, 0.0)
    }
}

/// The larger of two numbers, neither of them NaN: one instruction, where [`f32::max`] takes five.
#[inline(always)]
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The smaller of two numbers, neither of them NaN.
#[inline(always)]
pub(super) fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

impl Profile {
    /// `idf` is asked for each term once, in their order.
    pub(crate) fn new(
        CountedArticle { counts, quoted, published, vector, .. }: CountedArticle,
        headline: HeadlineForm,
        config: &Config,
        mut idf: impl FnMut(TermId) -> f64,
    ) -> Self {
        let (words, names) = (counts.words(), counts.names());
        let term_counts = || words.iter().chain(names).copied();
        let mut profile = Self {
            terms: term_counts().map(TermCount::term).collect(),
            entries: term_counts()
                .map(|term_count| ProfileTerm::new(term_count, idf(term_count.term())))
                .collect(),
            published,
            language: counts.language(),
            weekdays: counts.weekdays(),
            quoted,
            vector,
            headline,
            words: words.len() as u32,
            length: (((words.len().max(1) as f32).ln() - 3.0) / 2.0).clamp(-1.0, 2.0),
            names: names.len() as u32,
            numbers: words.iter().filter(|word| word.is_number()).count() as u32,
            scale: 0.0,
            lead_names: 0.0,
            lead_numbers: 0.0,
            rare_words: 0.0,
            rare_names: 0.0,
            rare_lead: 0.0,
        };
        let mut square = 0.0;
        for word in &profile.entries[..words.len()] {
            let rarity = ProfileTerm::rarity(word.idf());
            profile.rare_words += rarity;
            profile.rare_lead += if word.has(Marks::EARLY) { rarity } else { 0.0 };
            square += (config.term_frequency.of(word.count.into()) * f64::from(word.idf())).powi(2);
            profile.lead_numbers += word.idf_if(Marks::EARLY_NUMBER);
        }
        for name in &profile.entries[words.len()..] {
            profile.rare_names += ProfileTerm::rarity(name.idf());
            profile.lead_names += name.idf_if(Marks::EARLY);
        }
        profile.scale = if square > 0.0 { (1.0 / square.sqrt()) as f32 } else { 0.0 };
        profile
    }

    /// The words and what is known of each.
    pub(crate) fn words(&self) -> (&[TermId], &[ProfileTerm]) {
        let words = self.words as usize;
        (&self.terms[..words], &self.entries[..words])
    }

    /// The names and what is known of each.
    pub(crate) fn names(&self) -> (&[TermId], &[ProfileTerm]) {
        let words = self.words as usize;
        (&self.terms[words..], &self.entries[words..])
    }

    /// The rarest words of the article that make up `coverage` of the squared length of its vector, with their weights:
    /// what candidates are searched by. The common words of long texts, which fill most of the index and say least, are
    /// not among them; a short text is searched by all its words. `frequencies` are the document frequencies of the words, in their
    /// order; more than there are words do not matter.
    pub(crate) fn signature<'s>(
        &self,
        config: &Config,
        frequencies: impl IntoIterator<Item = f64>,
        signature: &'s mut Signature,
    ) -> VectorView<'s> {
        let weight = |entry: &ProfileTerm| {
            (config.term_frequency.of(entry.count.into()) * f64::from(entry.idf())) as f32 * self.scale
        };
        let Signature { by_rarity, places, terms, weights } = signature;
        let (words, entries) = self.words();
        by_rarity.clear();
        by_rarity
            .extend(frequencies.into_iter().zip(0..words.len() as u32).map(|(df, at)| Rarity::new(df, at)));
        by_rarity.sort_unstable();
        let mut covered = 0.0;
        let enough = by_rarity.iter().position(|rarity| {
            covered += f64::from(weight(&entries[rarity.place()])).powi(2);
            covered >= config.search_coverage
        });
        let last = enough.map(|at| at.max(MIN_SIGNATURE - 1)).filter(|&at| at < by_rarity.len());
        if let Some(last) = last {
            // words as rare as the last one come along: which of them have the smaller numbers means nothing
            let df = by_rarity[last].df();
            by_rarity.truncate(by_rarity.partition_point(|rarity| rarity.df() <= df));
        }
        places.clear();
        places.extend(by_rarity.iter().map(|rarity| rarity.place() as u32));
        places.sort_unstable();
        terms.clear();
        weights.clear();
        for &at in &*places {
            let weight = weight(&entries[at as usize]);
            if weight != 0.0 && weight.is_finite() {
                terms.push(words[at as usize]);
                weights.push(weight);
            }
        }
        VectorView::from_parts(terms, weights)
    }

    /// A number that articles with the same words, as often and in the same parts, have in common.
    pub(crate) fn text_key(&self) -> u64 {
        let mut hasher = FixedState::with_seed(5).build_hasher();
        self.terms.iter().for_each(|term| hasher.write_u32(term.0));
        self.entries
            .iter()
            .for_each(|entry| hasher.write_u16(u16::from_le_bytes([entry.count, entry.marks.0])));
        hasher.finish()
    }

    /// Reads a little of every cache line of the terms, so that they come from memory together, while another article is
    /// compared, and none need be waited for.
    pub(crate) fn fetch(&self) {
        let terms =
            self.terms.iter().step_by(CACHE_LINE / size_of::<TermId>()).fold(0, |all, term| all ^ term.0);
        let entries = self
            .entries
            .iter()
            .step_by(CACHE_LINE / size_of::<ProfileTerm>())
            .fold(0, |all, entry| all ^ entry.idf);
        black_box((terms, entries));
    }

    /// Checks that the lists go together, and know no term beyond so many.
    ///
    /// # Errors
    ///
    /// Says what is wrong.
    pub(crate) fn check(&self, terms: usize) -> Result<(), String> {
        let (words, all) = (self.words as usize, self.terms.len());
        ensure(self.entries.len() == all && words <= all, || {
            format!("a profile of {words} words and {} entries for {all} terms", self.entries.len())
        })?;
        let (words, names) = self.terms.split_at(words);
        let is_list = |list: &[TermId]| {
            list.is_sorted_by(|a, b| a < b) && list.last().is_none_or(|last| last.index() < terms)
        };
        ensure(is_list(words) && is_list(names), || "the terms of a profile are out of order".to_owned())?;
        let sums = [self.lead_names, self.lead_numbers, self.rare_words, self.rare_names, self.rare_lead];
        let is_finite = sums.iter().chain(&[self.length, self.scale]).all(|sum| sum.is_finite());
        ensure(is_finite, || "a profile has what is no number".to_owned())?;
        self.headline.check()?;
        self.vector.check()
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.terms.len() * (size_of::<TermId>() + size_of::<ProfileTerm>())
            + self.quoted.memory_usage()
            + self.vector.memory_usage()
            + self.headline.memory_usage()
            + size_of::<Self>()
    }
}
