//! Which sentence of one text is which of another.

use std::cmp::Reverse;

use super::print::Print;
use super::winnow::SHINGLE;

/// So much of a sentence must be found in one of the other text for the two to be one sentence, edited.
const ALIGNED: f64 = 0.6;

/// Words that two sentences without a shingle in common must share to be one, edited all over.
const LEAST_WORDS: usize = 4;

/// Between sentences that are aligned so many others are compared with each other, on each side.
const LONGEST_GAP: usize = 12;

/// A sentence of the first text, one of the second, and the share of one that is in the other.
pub(crate) type Aligned = (usize, usize, f64);

/// Two texts, and for each word whether it is in a passage that both have, and whether it is left out of account.
pub(crate) struct Texts<'p> {
    pub(crate) prints: [&'p Print; 2],
    pub(crate) covered: &'p [Vec<bool>; 2],
    pub(crate) ignored: &'p [Vec<bool>; 2],
}

impl Texts<'_> {
    /// Sentences in common, in the order of the first text. `found` says for each shingle of the first text where it is in the
    /// second.
    ///
    /// # Complexity
    ///
    /// Linear in both texts, but for a binary search for each word in common, and for words of sentences that no shingle aligns, which
    /// are sorted.
    pub(crate) fn align(&self, found: &[Option<(u32, u32)>]) -> Vec<Aligned> {
        let [first, second] = self.prints;
        let mut aligned = Vec::new();
        // a sentence may be most like many
        let mut whole_second: Vec<Option<f64>> = vec![None; second.sentences.len()];
        for a in 0..first.sentences.len() {
            if self.count(0, a, true) == 0 {
                continue;
            }
            let Some(b) = most_shared(first, second, a, found) else { continue };
            // a sentence may have been shortened, lengthened or merged: it is whole on one side
            let whole = |side, sentence| {
                self.count(side, sentence, true) as f64 / self.count(side, sentence, false).max(1) as f64
            };
            let share = whole(0, a).max(*whole_second[b].get_or_insert_with(|| whole(1, b)));
            if share >= ALIGNED {
                aligned.push((a, b, share));
            }
        }
        self.fill_gaps(aligned)
    }

    /// Words of a sentence that count: all, or those in common.
    fn count(&self, side: usize, sentence: usize, common: bool) -> usize {
        let words = self.prints[side].words_of(sentence);
        words.filter(|&at| !self.ignored[side][at] && (!common || self.covered[side][at])).count()
    }

    /// Between sentences that are aligned there may be some that were edited so much that no shingle is left. They are
    /// compared by their words.
    fn fill_gaps(&self, aligned: Vec<Aligned>) -> Vec<Aligned> {
        let [ends_a, ends_b] = self.prints.map(|print| print.sentences.len());
        let mut taken = vec![false; ends_b];
        aligned.iter().for_each(|&(_, b, _)| taken[b] = true);
        let mut filled = Vec::with_capacity(aligned.len());
        // a sentence may be in several gaps
        let mut words_second: Vec<Option<Vec<u32>>> = vec![None; ends_b];
        let mut last: Option<Aligned> = None;
        for next in aligned.iter().copied().map(Some).chain([None]) {
            let (from_a, from_b) = last.map_or((0, 0), |(a, b, _)| (a + 1, b + 1));
            let (to_a, to_b) = next.map_or((ends_a, ends_b), |(a, b, _)| (a, b));
            let mut others: Vec<usize> = (from_b..to_b).take(LONGEST_GAP).filter(|&b| !taken[b]).collect();
            for a in (from_a..to_a).take(LONGEST_GAP) {
                let words = self.distinct_words(0, a);
                let best = others.iter().map(|&b| {
                    let others = words_second[b].get_or_insert_with(|| self.distinct_words(1, b));
                    (a, b, in_common(&words, others))
                });
                let best = best.max_by(|x, y| x.2.total_cmp(&y.2).then(y.1.cmp(&x.1)));
                if let Some(best) = best.filter(|&(.., share)| share >= ALIGNED) {
                    others.retain(|&b| b > best.1);
                    filled.push(best);
                }
            }
            filled.extend(next);
            last = next;
        }
        filled
    }

    /// The words of a sentence that count, sorted.
    fn distinct_words(&self, side: usize, sentence: usize) -> Vec<u32> {
        let counted = self.prints[side].words_of(sentence).filter(|&at| !self.ignored[side][at]);
        let mut words: Vec<u32> = counted.map(|at| self.prints[side].words[at]).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// The share of the words of two sentences that both have (Dice).
fn in_common(a: &[u32], b: &[u32]) -> f64 {
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    if common < LEAST_WORDS { 0.0 } else { 2.0 * common as f64 / (a.len() + b.len()) as f64 }
}

/// The sentence of the second text that most shingles which touch one of the first are in.
fn most_shared(first: &Print, second: &Print, a: usize, found: &[Option<(u32, u32)>]) -> Option<usize> {
    let words = first.words_of(a);
    let mut votes: Vec<usize> = Vec::new();
    for at in words.start.saturating_sub(SHINGLE - 1)..words.end {
        let Some((_, place)) = found.get(at).copied().flatten() else { continue };
        for offset in (0..SHINGLE).filter(|offset| words.contains(&(at + offset))) {
            votes.push(second.sentence_of(place as usize + offset));
        }
    }
    votes.sort_unstable();
    let most = votes.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), Reverse(same[0])));
    most.map(|same| same[0])
}
