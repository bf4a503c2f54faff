//! What two texts have in common, word by word.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::alignment::Texts;
use super::furniture::Furniture;
use super::print::{Print, Span};
use super::winnow::SHINGLE;

/// A sentence of one article that the other prints too, perhaps edited.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SharedSentence {
    /// In the body of the first article.
    pub first: Span,
    /// In the body of the second one.
    pub second: Span,
    /// The share of its significant words that both have, 0.6 to 1.
    pub share: f64,
}

/// A quotation that both articles print.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedQuote {
    /// Between quotation marks in the body of the first article.
    pub first: Span,
    /// In the body of the second one.
    pub second: Span,
}

/// What two articles have in common. "First" is the earlier of them in order of arrival.
///
/// Counted are significant words: no function words, days of the week, honorifics. Words in quotation marks and
/// furniture, what a source prints under all its articles, count on neither side.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// Words that count, in the first and in the second article.
    pub words: [u32; 2],
    /// Those of them in passages that the other has too.
    pub shared: [u32; 2],
    /// The longest passage in common, in words.
    pub longest: u32,
    /// Sentences in common, in the order of the second article.
    pub sentences: Vec<SharedSentence>,
    /// Quotations in common.
    pub quotes: Vec<SharedQuote>,
    /// Words in passages in common that are in quotation marks on both sides.
    pub quoted: u32,
    /// Whether a word of the headline, if there is one, of the first and of the second article is in what they have in common.
    pub on_topic: [bool; 2],
    /// Words before and after the passages in common, for each article: what may be a dateline or a credit.
    pub(crate) edges: [u32; 2],
    /// Edits in common sentences that tell who had the text first: days of the week that became "yesterday" in the second
    /// article, and in the first.
    pub(crate) days_made_relative: [u32; 2],
    /// Whether common sentences come in the same order.
    pub(crate) in_order: bool,
}

impl Overlap {
    /// The share of the first and of the second article that is in the other, 0 to 1.
    pub fn containment(&self) -> [f64; 2] {
        containment(self.words, self.shared)
    }
}

/// How many words two articles share: those of `Overlap`.
pub(crate) struct Shared {
    pub(crate) words: [u32; 2],
    pub(crate) shared: [u32; 2],
    pub(crate) quoted: u32,
}

impl Shared {
    /// The larger of both shares.
    pub(crate) fn most(&self) -> f64 {
        let [first, second] = containment(self.words, self.shared);
        first.max(second)
    }
}

/// The share of each of two articles that is in the other.
fn containment(words: [u32; 2], shared: [u32; 2]) -> [f64; 2] {
    [0, 1].map(|side| match words[side] {
        0 => 0.0,
        words => f64::from(shared[side]) / f64::from(words),
    })
}

/// An article ready to be compared with many: its shingles can be looked up.
pub(crate) struct Compared<'p> {
    print: &'p Print,
    /// The number of each distinct shingle, and where it stands first.
    places: HashMap<u64, (u32, u32), FixedState>,
    /// The numbers of its shingles, in order.
    numbers: Vec<u32>,
    quoted: Vec<bool>,
    furniture: Vec<bool>,
}

impl<'p> Compared<'p> {
    pub(crate) fn new(print: &'p Print, furniture: &Furniture) -> Self {
        let mut places = HashMap::with_capacity_and_hasher(print.shingles(), FixedState::default());
        let mut numbers = Vec::with_capacity(print.shingles());
        for at in 0..print.shingles() {
            let next = places.len() as u32;
            let &mut (number, _) = places.entry(print.shingle(at)).or_insert((next, at as u32));
            numbers.push(number);
        }
        Self { print, places, numbers, quoted: quoted(print), furniture: furniture.words_of(print) }
    }

    /// What an earlier article has in common with this one; none if they share no shingle, or if how many words they share does not
    /// count: sentences are compared only if it does.
    ///
    /// # Complexity
    ///
    /// Linear in both texts, but for a binary search for each word in common, among sentences and quotations, and for words of
    /// sentences that no shingle aligns, which are sorted.
    pub(crate) fn with(
        &self,
        first: &Print,
        furniture: &Furniture,
        counts: impl FnOnce(&Shared) -> bool,
    ) -> Option<Overlap> {
        let second = self.print;
        // where each shingle of the first text stands in the second
        let found: Vec<Option<(u32, u32)>> =
            (0..first.shingles()).map(|at| self.places.get(&first.shingle(at)).copied()).collect();
        if found.iter().all(Option::is_none) {
            return None;
        }
        let mut matched = vec![false; self.places.len()];
        let mut covered = [vec![false; first.words.len()], vec![false; second.words.len()]];
        for (at, &(number, _)) in found.iter().enumerate().filter_map(|(at, f)| Some((at, f.as_ref()?))) {
            matched[number as usize] = true;
            covered[0][at..at + SHINGLE].fill(true);
        }
        for (at, &number) in self.numbers.iter().enumerate() {
            if matched[number as usize] {
                covered[1][at..at + SHINGLE].fill(true);
            }
        }
        let in_quotes = [quoted(first), self.quoted.clone()];
        let ignored: [Vec<bool>; 2] =
            [either(&in_quotes[0], &furniture.words_of(first)), either(&in_quotes[1], &self.furniture)];
        let words = [0, 1].map(|side| ignored[side].iter().filter(|&&ignored| !ignored).count() as u32);
        let shared = [0, 1].map(|side| {
            let both = covered[side].iter().zip(&ignored[side]);
            both.filter(|&(&covered, &ignored)| covered && !ignored).count() as u32
        });
        let (quotes, quoted) = self.quotes(first, &found, &in_quotes);
        if !counts(&Shared { words, shared, quoted }) {
            return None;
        }
        let texts = Texts { prints: [first, second], covered: &covered, ignored: &ignored };
        let sentences = texts.align(&found);
        let days_made_relative = self.days(first, &sentences);
        let in_order = sentences.windows(2).all(|pair| pair[0].1 <= pair[1].1);
        let mut sentences: Vec<SharedSentence> = sentences
            .into_iter()
            .map(|(a, b, share)| SharedSentence {
                first: first.sentences[a].span,
                second: second.sentences[b].span,
                share,
            })
            .collect();
        sentences.sort_by_key(|s| (s.second, s.first));
        Some(Overlap {
            words,
            shared,
            longest: longest(&found, &ignored),
            on_topic: [&first.title, &second.title]
                .map(|title| on_topic(title, first, &covered[0], &ignored[0])),
            sentences,
            quotes,
            quoted,
            edges: [edges(&covered[0], &ignored[0]), edges(&covered[1], &ignored[1])],
            days_made_relative,
            in_order,
        })
    }

    /// Quotations in common, and how many words of them.
    fn quotes(
        &self,
        first: &Print,
        found: &[Option<(u32, u32)>],
        in_quotes: &[Vec<bool>; 2],
    ) -> (Vec<SharedQuote>, u32) {
        let mut quotes: Vec<SharedQuote> = Vec::new();
        // for each quotation of the second text the last one of the first that is paired with it: those of the first come in order
        let mut paired: Vec<Option<usize>> = vec![None; self.print.quotes.len()];
        let mut counted = vec![false; first.words.len()];
        for (at, place) in found.iter().enumerate().filter_map(|(at, f)| Some((at, f.as_ref()?.1 as usize))) {
            if !(in_quotes[0][at] && in_quotes[1][place]) {
                continue;
            }
            for offset in 0..SHINGLE {
                counted[at + offset] |= in_quotes[0][at + offset] && in_quotes[1][place + offset];
            }
            let (Some(a), Some(b)) = (quote_at(first, at), quote_at(self.print, place)) else { continue };
            if paired[b].replace(a) != Some(a) {
                quotes.push(SharedQuote { first: first.quotes[a].2, second: self.print.quotes[b].2 });
            }
        }
        (quotes, counted.iter().filter(|&&c| c).count() as u32)
    }

    fn days(&self, first: &Print, sentences: &[(usize, usize, f64)]) -> [u32; 2] {
        let mut made_relative = [0, 0];
        for &(a, b, _) in sentences {
            let (a, b) = (first.sentences[a], self.print.sentences[b]);
            made_relative[0] += u32::from(a.weekday && !a.relative_day && b.relative_day && !b.weekday);
            made_relative[1] += u32::from(b.weekday && !b.relative_day && a.relative_day && !a.weekday);
        }
        made_relative
    }
}

/// For each word whether it is in quotation marks.
fn quoted(print: &Print) -> Vec<bool> {
    let mut quoted = vec![false; print.words.len()];
    for &(first, end, _) in &print.quotes {
        quoted[first as usize..end as usize].fill(true);
    }
    quoted
}

/// The quotation a word is in, by number.
fn quote_at(print: &Print, word: usize) -> Option<usize> {
    let at = print.quotes.partition_point(|&(_, end, _)| end as usize <= word);
    print.quotes.get(at).filter(|&&(first, ..)| first as usize <= word).map(|_| at)
}

fn either(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(&a, &b)| a || b).collect()
}

/// The longest run of words that stand in both texts in the same order without a gap, and count in both.
fn longest(found: &[Option<(u32, u32)>], ignored: &[Vec<bool>; 2]) -> u32 {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for (at, place) in found.iter().enumerate() {
        let counts = place.map(|(_, place)| place as usize).filter(|&place| {
            (0..SHINGLE).all(|offset| !ignored[0][at + offset] && !ignored[1][place + offset])
        });
        run = match (counts, last) {
            (None, _) => 0,
            (Some(place), Some(last)) if place == last + 1 => run + 1,
            (Some(_), _) => SHINGLE as u32,
        };
        last = counts;
        longest = longest.max(run);
    }
    longest
}

/// Words that count before the first and after the last one in common.
fn edges(covered: &[bool], ignored: &[bool]) -> u32 {
    let counted: Vec<bool> = covered.iter().zip(ignored).filter(|(_, i)| !**i).map(|(&c, _)| c).collect();
    let before = counted.iter().take_while(|c| !**c).count();
    let after = counted.iter().rev().take_while(|c| !**c).count();
    (before + after).min(counted.len()) as u32
}

/// Whether a headline's word is in what the texts have in common; a headline without words says nothing.
fn on_topic(title: &[u32], first: &Print, covered: &[bool], ignored: &[bool]) -> bool {
    title.is_empty()
        || (0..covered.len())
            .any(|at| covered[at] && !ignored[at] && title.binary_search(&first.words[at]).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::print::Reader;

    /// Sentences of few words, most of them quoted, so that a quotation of one text has parts of many of the other.
    fn quoting(seed: u64) -> String {
        let mut state = seed;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut text = String::new();
        for _ in 0..60 {
            let words: Vec<String> = (0..3 + next(9)).map(|_| format!("word{}", next(3))).collect();
            let words = words.join(" ");
            text += &if next(4) == 0 { format!("{words}. ") } else { format!("\u{201c}{words}\u{201d}. ") };
        }
        text
    }

    /// As `Compared::quotes`, all quotations looked through for each shingle.
    fn plain_quotes(compared: &Compared<'_>, first: &Print) -> Vec<SharedQuote> {
        let quote_at = |print: &Print, word: usize| {
            let holds =
                |&&(first, end, _): &&(u32, u32, Span)| (first as usize..end as usize).contains(&word);
            print.quotes.iter().find(holds).map(|quote| quote.2)
        };
        let mut quotes = Vec::new();
        for at in 0..first.shingles() {
            let Some(&(_, place)) = compared.places.get(&first.shingle(at)) else { continue };
            let pair = (quote_at(first, at), quote_at(compared.print, place as usize));
            let (Some(a), Some(b)) = pair else { continue };
            let quote = SharedQuote { first: a, second: b };
            if !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
        quotes
    }

    #[test]
    fn quotations_in_common_are_those_that_are_found_plainly() {
        let furniture = Furniture::new(0);
        let mut pairs = 0;
        for seed in 0..20 {
            let [first, second] =
                [2 * seed, 2 * seed + 1].map(|seed| Reader::default().read("", &quoting(seed)));
            let compared = Compared::new(&second, &furniture);
            let overlap = compared.with(&first, &furniture, |_| true).unwrap();
            assert_eq!(overlap.quotes, plain_quotes(&compared, &first), "{seed}");
            pairs += overlap.quotes.len();
        }
        assert!(pairs > 100, "{pairs}");
    }
}
