//! One article compared with many.

use super::features::{Feature, PairFeatures};
use super::profile::{Marks, Profile, ProfileTerm, larger, smaller};
use crate::cluster::config::Config;
use crate::terms::TermId;
use crate::text::KEPT_OF;

/// Rarity that an article is taken to have at least: below it, sharing all of it means little.
const MIN_RARITY: f32 = 2.0;

/// Terms looked up at once.
const BATCH: usize = 64;

/// Entries of the table that says which terms may be in the article at hand: few enough to stay in the first-level cache, and many more
/// than an article has terms.
const SLOTS: usize = 1 << 12;

/// Profiles fetched at once: as much as the first-level cache holds.
const FETCHED: usize = 10;

/// Compares one article with many: where each of its terms stands in its profile is laid out by term, so that a
/// comparison reads the other's terms once, and does more than look them up only for those in common.
#[derive(Debug, Clone)]
pub(crate) struct Comparer {
    /// By term: 1 + its place in the profile at hand; 0 if it is not there.
    places: Vec<u16>,
    /// By the number of a term modulo [`SLOTS`]: 1 if such a term is in the profile at hand, else 0.
    may_be_there: [u8; SLOTS],
    /// By count: its worth.
    worth: [f32; 256],
    /// By number: ln(1 + it).
    logs: [f32; 256],
}

/// Sums over the terms that two articles share, `a` the one at hand.
#[derive(Debug, Default)]
struct Shared {
    /// Of the weights, before scaling.
    product: f32,
    /// Words in both leads.
    lead: u32,
    /// The largest idf among them, and the second largest.
    rarest_lead: f32,
    second_lead: f32,
    rare_words: f32,
    /// The largest rarity among the words.
    rarest: f32,
    /// Words that are rare.
    rare_count: u32,
    rare_names: f32,
    /// Names and numbers of the lead of `a` that `b` has anywhere, by idf, and the other way round.
    lead_names: [f32; 2],
    lead_numbers: [f32; 2],
    /// The same with the rarity of words.
    rare_lead: [f32; 2],
}

impl Comparer {
    pub(crate) fn new(config: &Config) -> Self {
        let worth = std::array::from_fn(|count| config.term_frequency.of(count as u32) as f32);
        let logs = std::array::from_fn(|number| (number as f32).ln_1p());
        Self { places: Vec::new(), may_be_there: [0; SLOTS], worth, logs }
    }

    /// Compares an article with others, one call of the given function for all of them.
    ///
    /// Of an article with more than 65,535 distinct terms the others are not compared.
    pub(crate) fn with<R>(&mut self, article: &Profile, compare: impl FnOnce(&Self) -> R) -> R {
        let last = |terms: &[TermId]| terms.last().map_or(0, |term| term.index() + 1);
        let terms = last(article.words().0).max(last(article.names().0));
        if self.places.len() < terms {
            self.places.resize(terms, 0);
        }
        for (term, place) in article.terms.iter().zip(1..=u16::MAX) {
            self.places[term.index()] = place;
            self.may_be_there[term.index() % SLOTS] = 1;
        }
        let result = compare(self);
        for term in &article.terms {
            self.places[term.index()] = 0;
            self.may_be_there[term.index() % SLOTS] = 0;
        }
        result
    }

    /// Gives the features of the pairs of the article at hand with these others: [`features`](Self::features) of each.
    pub(crate) fn all_features<T>(
        &self,
        article: &Profile,
        others: &[(T, &Profile)],
        mut take: impl FnMut(&T, PairFeatures),
    ) {
        for others in others.chunks(FETCHED) {
            others.iter().for_each(|(_, profile)| profile.fetch());
            others.iter().for_each(|(other, profile)| take(other, self.features(article, profile)));
        }
    }

    /// The features of the pair of the article at hand and another. Symmetric, to the last bit.
    pub(crate) fn features(&self, article: &Profile, other: &Profile) -> PairFeatures {
        let shared = self.shared(article, other);
        let cosine = (shared.product * (article.scale * other.scale)).clamp(0.0, 1.0);
        let log_of_fewer = |a: u32, b: u32| self.log(a.min(b));
        let [numbers_of_one, numbers_of_other] = shared.lead_numbers;
        let numbers =
            share(numbers_of_one, article.lead_numbers).max(share(numbers_of_other, other.lead_numbers));
        let weekdays = [article, other].map(|profile| profile.weekdays);
        let both_name_weekday = weekdays.iter().all(|days| !days.is_empty());
        let quoted = KEPT_OF * article.quoted.in_common(&other.quoted) as u32;
        let unmatched =
            |found: [f32; 2], all: [f32; 2]| (all[0] - found[0]).min(all[1] - found[1]).max(0.0).ln_1p();
        let is_dated = article.published.is_some() && other.published.is_some();
        PairFeatures::new([
            (Feature::RootAll, cosine.sqrt()),
            (Feature::Numbers, numbers),
            (Feature::NameCount, log_of_fewer(article.names, other.names)),
            (Feature::NumberCount, log_of_fewer(article.numbers, other.numbers)),
            (Feature::SharedLead, self.log(shared.lead)),
            (Feature::RarestLead, shared.rarest_lead),
            (Feature::SecondLead, shared.second_lead),
            (Feature::Length, article.length.max(other.length)),
            (Feature::RareWords, rare_share(shared.rare_words, article.rare_words, other.rare_words)),
            (Feature::RareNames, rare_share(shared.rare_names, article.rare_names, other.rare_names)),
            (Feature::Rarity, shared.rare_words.ln_1p()),
            (Feature::FurtherRarity, (shared.rare_words - shared.rarest).max(0.0).ln_1p()),
            (Feature::RareCount, self.log(shared.rare_count)),
            (Feature::UnmatchedNames, unmatched(shared.lead_names, [article.lead_names, other.lead_names])),
            (
                Feature::UnmatchedNumbers,
                unmatched(shared.lead_numbers, [article.lead_numbers, other.lead_numbers]),
            ),
            (Feature::UnmatchedRarity, unmatched(shared.rare_lead, [article.rare_lead, other.rare_lead])),
            (Feature::BothNameWeekday, one_if(both_name_weekday)),
            (Feature::SameWeekday, one_if(weekdays[0].shares_one_with(weekdays[1]))),
            (Feature::Quoted, self.log(quoted)),
            (Feature::Dated, one_if(is_dated)),
            (Feature::OwnVectors, article.vector.cosine(&other.vector)),
            (Feature::SameForm, one_if(article.headline.is_shared_with(&other.headline))),
        ])
    }

    /// ln(1 + a number).
    fn log(&self, number: u32) -> f32 {
        self.logs.get(number as usize).copied().unwrap_or_else(|| (number as f32).ln_1p())
    }

    fn shared(&self, article: &Profile, other: &Profile) -> Shared {
        let mut shared = Shared::default();
        self.common(article, other.words(), |a, b| self.add_word(&mut shared, a, b));
        self.common(article, other.names(), |a, b| shared.add_name(a, b));
        shared
    }

    /// Gives what is known of each term in common.
    fn common(
        &self,
        article: &Profile,
        (terms, entries): (&[TermId], &[ProfileTerm]),
        mut take: impl FnMut(ProfileTerm, ProfileTerm),
    ) {
        let mut likely = [0_u16; BATCH];
        for (terms, entries) in terms.chunks(BATCH).zip(entries.chunks(BATCH)) {
            // first only which may be, without a branch to be guessed wrong
            let mut count = 0;
            for (at, &term) in (0..).zip(terms) {
                likely[count % BATCH] = at;
                count += usize::from(self.may_be_there[term.index() % SLOTS]);
            }
            for at in likely[..count].iter().map(|&at| usize::from(at)) {
                if let Some(entry) = usize::from(self.place(terms[at])).checked_sub(1) {
                    take(article.entries[entry], entries[at]);
                }
            }
        }
    }

    fn place(&self, term: TermId) -> u16 {
        self.places.get(term.index()).copied().unwrap_or(0)
    }

    #[inline(always)]
    fn add_word(&self, shared: &mut Shared, a: ProfileTerm, b: ProfileTerm) {
        let worth = |entry: ProfileTerm| self.worth[usize::from(entry.count)] * entry.idf();
        shared.product += worth(a) * worth(b);
        let idf = later_idf(a, b);
        let rarity = ProfileTerm::rarity(idf);
        shared.rare_words += rarity;
        shared.rarest = larger(shared.rarest, rarity);
        shared.rare_count += u32::from(rarity > 0.0);
        let in_both = a.if_has(Marks::EARLY, b.if_has(Marks::EARLY, idf));
        shared.lead += u32::from(a.has(Marks::EARLY) & b.has(Marks::EARLY));
        shared.second_lead = larger(shared.second_lead, smaller(shared.rarest_lead, in_both));
        shared.rarest_lead = larger(shared.rarest_lead, in_both);
        for (side, entry) in [a, b].into_iter().enumerate() {
            shared.rare_lead[side] += entry.if_has(Marks::EARLY, ProfileTerm::rarity(entry.idf()));
            shared.lead_numbers[side] += entry.idf_if(Marks::EARLY_NUMBER);
        }
    }
}

impl Shared {
    #[inline(always)]
    fn add_name(&mut self, a: ProfileTerm, b: ProfileTerm) {
        self.rare_names += ProfileTerm::rarity(later_idf(a, b));
        for (side, entry) in [a, b].into_iter().enumerate() {
            self.lead_names[side] += entry.idf_if(Marks::EARLY);
        }
    }
}

/// In a stream the later article knows the later idf, which is lower.
pub(crate) fn later_idf(a: ProfileTerm, b: ProfileTerm) -> f32 {
    smaller(a.idf(), b.idf())
}

/// 1 or 0.
fn one_if(is_so: bool) -> f32 {
    f32::from(u8::from(is_so))
}

/// A part of a whole, 0 of nothing.
fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}

/// The part of the rarity of the less rare one that both share.
fn rare_share(shared: f32, a: f32, b: f32) -> f32 {
    shared / a.min(b).max(MIN_RARITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::cluster::pairs::profile::Signature;
    use crate::cluster::reading::counted_article::CountedArticle;
    use crate::cluster::reading::headline_forms::{HeadlineForm, HeadlineWords};
    use crate::cluster::reading::quoted::Quoted;
    use crate::cluster::vectors::UnitVector;
    use crate::terms::{Analyzer, FieldCounts, Lexicon};

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
                df.add(&counts, lexicon.vocabulary());
                let df = df.main();
                let quoted = Quoted::by(&article.body, &config);
                let vector = UnitVector::default();
                let headline = HeadlineWords::default();
                let counted =
                    CountedArticle { counts, headline, quoted, published: None, source: None, vector };
                Profile::new(counted, HeadlineForm::default(), &config, |term| {
                    config.idf.of(df.of(term), df.documents())
                })
            })
            .collect();
        let mut comparer = Comparer::new(&config);
        let there = comparer.with(&profiles[0], |c| c.features(&profiles[0], &profiles[1]));
        let back = comparer.with(&profiles[1], |c| c.features(&profiles[1], &profiles[0]));
        assert_eq!(there, back);
        assert_eq!(there.get(Feature::Numbers), 1.0);
        assert!(there.get(Feature::RootAll) > 0.5 && there.get(Feature::SharedLead) > 1.0);
        assert!(comparer.places.iter().all(|&place| place == 0));
        let same = comparer.with(&profiles[0], |c| c.features(&profiles[0], &profiles[0]));
        assert!((same.get(Feature::RootAll) - 1.0).abs() < 1e-5);
        assert_eq!((same.get(Feature::RareWords), same.get(Feature::UnmatchedNames)), (1.0, 0.0));

        let words = profiles[0].words as usize;
        let mut memory = Signature::default();
        let df = df.main();
        let frequencies = || profiles[0].words().0.iter().map(|&word| df.of(word));
        let signature = profiles[0].signature(&config, frequencies(), &mut memory);
        assert!(signature.len() < words);
        let signature = signature.terms().to_vec();
        let mut all = Signature::default();
        let config = Config { search_coverage: 1.1, ..config };
        let all = profiles[0].signature(&config, frequencies(), &mut all);
        assert_eq!(all.len(), words);
        let rarest = all.terms().iter().min_by(|a, b| df.of(**a).total_cmp(&df.of(**b))).unwrap();
        assert!(signature.contains(rarest));
        assert!((all.length() - 1.0).abs() < 1e-5);
    }
}
