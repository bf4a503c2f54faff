//! Headlines that a source fills in again and again: "Hold Acme; target of 110: First Broker".

use std::collections::VecDeque;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::by_source::BySource;
use super::title_affixes::hash_word;
use crate::parallel;
use crate::published::Published;
use crate::saved::ensure;
use crate::text::{is_unspaced, scan_while};

const HASHER: FixedState = FixedState::with_seed(0x6865_6164);

/// A headline of fewer words is no form, and two of one form have so many in common: three may be the name of an event.
const MIN_WORDS: usize = 4;

/// So many words in common are more than the subject: "Taiwan airliner hijacked to China" and "Hijacked Taiwan airliner lands in China".
const MORE_THAN_SUBJECT: usize = 5;

/// A headline of more words is a text. One bit of a number each.
const MAX_WORDS: usize = 64;

/// Other headlines of the form before it is known for one: fewer may be reports of one event, told alike.
const ENOUGH: usize = 3;

/// A headline is compared with so many of its source before it, in a closed set also with so many after it.
const NEAREST: usize = 64;

/// The words of a headline, as they are compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct HeadlineWords {
    /// Of the source and all words.
    hash: u64,
    /// Of the words: see [`bits_of`].
    bits: u64,
    words: Box<[Word]>,
}

/// A word of a headline, by a hash whose lowest bit says whether it has a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Word(u32);

impl Word {
    fn of(word: &str) -> Self {
        let has_digit = word.contains(char::is_numeric);
        Self((hash_word(word) >> 32) as u32 & !1 | u32::from(has_digit))
    }

    fn is_number(self) -> bool {
        self.0 & 1 == 1
    }
}

impl HeadlineWords {
    /// Of a source's article; empty if nothing is known of the source, of a headline that is too short or too long to be a form, and where a
    /// script does not part words: a few characters in common are a name.
    pub(crate) fn of(source: Option<u64>, title: &str) -> Self {
        let mut words: SmallVec<[Word; MAX_WORDS]> = SmallVec::new();
        let mut is_spaced = true;
        scan_while(title, |_, word| {
            is_spaced &= word.is_ascii() || !word.starts_with(is_unspaced);
            words.push(Word::of(word));
            source.is_some() && is_spaced && words.len() <= MAX_WORDS
        });
        if source.is_none() || !is_spaced || !(MIN_WORDS..=MAX_WORDS).contains(&words.len()) {
            return Self::default();
        }
        Self { hash: HASHER.hash_one((source, &*words)), bits: bits_of(&words), words: Box::from(&*words) }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether two headlines are one form, filled in differently: [enough](Self::least_common) words stand in both, none in another order, and
    /// each has a word, not only a number, that the other lacks. "3 dead in flood" and "5 dead in flood" are no form, nor are
    /// "Mayor may close bridge, weighs ban" and "Mayor weighs ban, may shut bridge": a form keeps its order.
    fn is_form_with(&self, other: &Self) -> bool {
        let least = self.least_common(other);
        // distinct words may share a bit, and one word may come twice
        let repeated = |headline: &Self| headline.words.len() - headline.bits.count_ones() as usize;
        let shared_bits = (self.bits & other.bits).count_ones() as usize;
        shared_bits + repeated(self).min(repeated(other)) >= least && self.hash != other.hash && {
            let common = self.compare(other);
            common.in_order >= least && common.in_order == common.in_any_order && common.each_has_own
        }
    }

    /// How many words two headlines of one form have in common: half of those of the longer, or two fifths if these are enough to be more than
    /// the name of an event.
    fn least_common(&self, other: &Self) -> usize {
        let longer = self.words.len().max(other.words.len());
        MIN_WORDS.max(longer.div_ceil(2).min(MORE_THAN_SUBJECT.max((2 * longer).div_ceil(5))))
    }

    /// What two headlines have in common. Words in the same order are counted as by
    /// [Hyyrö 2004](https://www.stringology.org/event/2004/p10.html): a row of the table of longest common subsequences is the bits of a number.
    fn compare(&self, other: &Self) -> Common {
        let (mut row, mut free, mut known, mut other_has_own) = (u64::MAX, u64::MAX, 0_u64, false);
        for &word in &other.words {
            let places = (0..)
                .zip(&self.words)
                .fold(0_u64, |places, (at, &own)| places | u64::from(own == word) << at);
            known |= places;
            other_has_own |= places == 0 && !word.is_number();
            let (matched, first) = (row & places, places & free);
            row = row.wrapping_add(matched) | row & !places;
            free &= !(first & first.wrapping_neg());
        }
        let of_words = |bits: u64| (bits & u64::MAX >> (64 - self.words.len().max(1))).count_ones() as usize;
        let mut unknown = (0..).zip(&self.words).filter(|(at, _)| known >> at & 1 == 0);
        let each_has_own = other_has_own && unknown.any(|(_, word)| !word.is_number());
        Common { in_order: of_words(!row), in_any_order: of_words(!free), each_has_own }
    }
}

/// One bit of 64 for each word.
fn bits_of(words: &[Word]) -> u64 {
    words.iter().fold(0, |bits, word| bits | 1 << (word.0 >> 26))
}

/// What two headlines have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Common {
    /// Words that stand in both in the same order.
    in_order: usize,
    /// Words that stand in both.
    in_any_order: usize,
    /// Whether each has a word, not only a number, that the other lacks.
    each_has_own: bool,
}

/// A headline among others of its form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct HeadlineForm {
    /// The hash of the headline.
    own: u64,
    /// Those of the others, ascending; none if there are too few to call it a form.
    others: Box<[u64]>,
}

impl HeadlineForm {
    fn new(own: u64, mut others: Vec<u64>) -> Self {
        others.sort_unstable();
        others.dedup();
        if others.len() < ENOUGH {
            others = Vec::new();
        }
        Self { own, others: others.into() }
    }

    /// Whether two headlines are of one form, which is known for one by either.
    pub(crate) fn is_shared_with(&self, other: &Self) -> bool {
        let holds = |a: &Self, b: &Self| !a.others.is_empty() && a.others.binary_search(&b.own).is_ok();
        holds(self, other) || holds(other, self)
    }

    pub(crate) fn memory_usage(&self) -> usize {
        size_of_val(&*self.others)
    }

    /// Checks the order.
    ///
    /// # Errors
    ///
    /// Says that it is none.
    pub(crate) fn check(&self) -> Result<(), String> {
        ensure(self.others.is_sorted_by(|a, b| a < b), || "headlines of a form are out of order".to_owned())
    }
}

/// The forms of the headlines of a closed set, in whatever order they are given: each with its source and time.
///
/// # Complexity
///
/// n log n, and a look at 64 headlines of its source for each.
pub(crate) fn headline_forms<'h>(
    headlines: impl Iterator<Item = (&'h HeadlineWords, Option<u64>, Option<Published>)>,
) -> Vec<HeadlineForm> {
    let headlines: Vec<_> = headlines.collect();
    let key = |at: usize| {
        let (headline, source, published) = &headlines[at];
        (*source, published.map(Published::seconds), headline.hash, at)
    };
    let mut order: Vec<usize> = (0..headlines.len()).filter(|&at| !headlines[at].0.is_empty()).collect();
    order.sort_unstable_by_key(|&at| key(at));
    // each with those of its source before it
    let nearest = order.chunk_by(|&a, &b| headlines[a].1 == headlines[b].1).flat_map(|of_source| {
        let nearest = |place: usize| (of_source[place], &of_source[place.saturating_sub(NEAREST)..place]);
        (0..of_source.len()).map(nearest)
    });
    let nearest: Vec<(usize, &[usize])> = nearest.collect();
    let found = parallel::map(&nearest, |&(at, before)| -> Vec<usize> {
        let is_form = |&&before: &&usize| headlines[at].0.is_form_with(headlines[before].0);
        before.iter().filter(is_form).copied().collect()
    });
    let mut others: Vec<Vec<u64>> = vec![Vec::new(); headlines.len()];
    for (&(at, _), found) in nearest.iter().zip(found) {
        for before in found {
            others[at].push(headlines[before].0.hash);
            others[before].push(headlines[at].0.hash);
        }
    }
    headlines
        .iter()
        .zip(others)
        .map(|((headline, ..), others)| HeadlineForm::new(headline.hash, others))
        .collect()
}

/// The last headlines of the sources of a stream.
///
/// # Resource use
///
/// About 80 bytes a headline, at most 64 headlines a source and 4,096 sources. With more sources all are forgotten.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct LastHeadlines {
    by_source: BySource<VecDeque<HeadlineWords>>,
}

impl LastHeadlines {
    /// The form of the next headline of a source, as far as it is known, which it is remembered for.
    pub(crate) fn add(&mut self, headline: HeadlineWords, source: Option<u64>) -> HeadlineForm {
        let Some(source) = source.filter(|_| !headline.is_empty()) else { return HeadlineForm::default() };
        let last = self.by_source.of(source, |_| false);
        let others = last.iter().filter(|earlier| headline.is_form_with(earlier)).map(|earlier| earlier.hash);
        let form = HeadlineForm::new(headline.hash, others.collect());
        if last.iter().all(|earlier| earlier.hash != headline.hash) {
            if last.len() == NEAREST {
                last.pop_front();
            }
            last.push_back(headline);
        }
        form
    }

    /// Checks that no more is remembered than can be.
    ///
    /// # Errors
    ///
    /// Says what is.
    pub(crate) fn check(&self) -> Result<(), String> {
        let is_possible = |last: &VecDeque<HeadlineWords>| {
            let is_headline = |headline: &HeadlineWords| {
                (MIN_WORDS..=MAX_WORDS).contains(&headline.words.len())
                    && headline.bits == bits_of(&headline.words)
            };
            last.len() <= NEAREST && last.iter().all(is_headline)
        };
        self.by_source.check()?;
        ensure(self.by_source.values().all(is_possible), || {
            "a source has more headlines than are kept, or one that is none".to_owned()
        })
    }

    pub(crate) fn memory_usage(&self) -> usize {
        let of_source = |last: &VecDeque<HeadlineWords>| {
            let words: usize = last.iter().map(|headline| size_of_val(&*headline.words)).sum();
            last.capacity() * size_of::<HeadlineWords>() + words
        };
        self.by_source.values().map(of_source).sum::<usize>() + self.by_source.memory_usage()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TITLES: [&str; 6] = [
        "Hold Acme; target of Rs 110: First Broker",
        "Hold Quimby Steel; target of Rs 2,630: First Broker",
        "Buy Brackley Gas; target of Rs 1,080: First Broker",
        "Hold Zorblat Coal; target of Rs 225: First Broker",
        "Acme lays off a third of its workers",
        "Hold Acme; target of Rs 115: First Broker",
    ];

    fn headline(title: &str) -> HeadlineWords {
        HeadlineWords::of(Some(1), title)
    }

    #[test]
    fn a_form_is_filled_in_with_other_words() {
        let [hold, other, buy, _, news, again] = TITLES.map(headline);
        assert!(hold.is_form_with(&other) && other.is_form_with(&buy));
        assert!(!hold.is_form_with(&news) && !hold.is_form_with(&hold));
        assert!(!hold.is_form_with(&again), "only the number differs");
        let [may, weighs] =
            ["Mayor may close bridge, weighs ban", "Mayor weighs ban, may shut bridge"].map(headline);
        assert!(!may.is_form_with(&weighs), "the order differs");
        assert!(!headline("3 dead in flood").is_form_with(&headline("5 dead in flood at Ashford")));
        assert_eq!(headline("Two words"), HeadlineWords::default());
        assert_eq!(HeadlineWords::of(None, TITLES[0]), HeadlineWords::default());
        assert_eq!(headline("阿什福德桥梁明天重新开放"), HeadlineWords::default());
    }

    #[test]
    fn four_headlines_make_a_form() {
        let headlines = TITLES.map(headline);
        let forms_of = |count: usize| {
            headline_forms(headlines[..count].iter().map(|headline| (headline, Some(1), None)))
        };
        let three = forms_of(3);
        assert!(!three[0].is_shared_with(&three[1]));
        let all = forms_of(6);
        assert!(all[0].is_shared_with(&all[1]) && all[1].is_shared_with(&all[2]));
        assert!(!all[0].is_shared_with(&all[4]) && !all[0].is_shared_with(&all[5]));
        let sources =
            headline_forms((1..).zip(&headlines).map(|(source, headline)| (headline, Some(source), None)));
        assert!(sources.iter().all(|form| form.others.is_empty()), "each source has its own forms");
    }

    #[test]
    fn a_stream_knows_a_form_from_the_fourth_headline_on() {
        let mut last = LastHeadlines::default();
        let forms = TITLES.map(|title| last.add(headline(title), Some(1)));
        assert!(!forms[2].is_shared_with(&forms[0]));
        assert!((0..3).all(|at| forms[3].is_shared_with(&forms[at])));
        assert_eq!(last.add(headline(TITLES[4]), Some(1)).others.len(), 0);
        assert_eq!((last.by_source.of(1, |_| true).len(), last.check()), (6, Ok(())));
        for number in 0..2 * NEAREST {
            last.add(headline(&format!("Fog on road {number}")), Some(1));
        }
        assert_eq!((last.by_source.of(1, |_| true).len(), last.check()), (NEAREST, Ok(())));
        last.by_source.of(1, |_| true)[0].bits = u64::MAX;
        assert!(last.check().is_err(), "what is derived of the words must be so");
    }

    /// The table of longest common subsequences.
    fn plain_common(a: &[Word], b: &[Word]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                table[i + 1][j + 1] =
                    if x == y { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn comparing_is_as_by_the_table(
            a in "([a-e]|[1-3])( ([a-e]|[1-3])){2,63}",
            b in "([a-e]|[1-3])( ([a-e]|[1-3])){2,63}",
        ) {
            let (a, b) = (headline(&a), headline(&b));
            let has_own = |a: &HeadlineWords, b: &HeadlineWords| {
                a.words.iter().any(|word| !word.is_number() && !b.words.contains(word))
            };
            let mut rest = a.words.to_vec();
            let taken = b.words.iter().filter(|word| {
                rest.iter().position(|own| own == *word).map(|at| rest.swap_remove(at)).is_some()
            });
            let common = Common {
                in_order: plain_common(&a.words, &b.words),
                in_any_order: taken.count(),
                each_has_own: has_own(&a, &b) && has_own(&b, &a),
            };
            prop_assert_eq!(a.compare(&b), common);
            let keeps_order = common.in_order == common.in_any_order && common.in_order >= a.least_common(&b);
            let is_form = keeps_order && common.each_has_own && a.hash != b.hash;
            prop_assert_eq!(a.is_form_with(&b), is_form);
            prop_assert_eq!(a.is_form_with(&b), b.is_form_with(&a));
        }

        #[test]
        fn the_order_of_a_closed_set_does_not_matter(order in Just((0..TITLES.len()).collect::<Vec<usize>>()).prop_shuffle()) {
            let headlines = TITLES.map(headline);
            let expected = headline_forms(headlines.iter().map(|headline| (headline, Some(1), None)));
            let found = headline_forms(order.iter().map(|&at| (&headlines[at], Some(1), None)));
            for (&at, form) in order.iter().zip(&found) {
                prop_assert_eq!(form, &expected[at]);
            }
        }
    }
}
