//! How alike the sentences of a page are.

use std::collections::HashMap;

use samestory::text::Language;
use samestory::unstable::WordBag;
use samestory::unstable::text::is_stop_word;

/// Sentences less alike tell nothing.
const MIN_ALIKE: f64 = 0.3;
/// Shorter sentences are in many others by chance.
const MIN_WORDS: usize = 5;
/// A word in more sentences than this tells nothing of two of them.
const MAX_HOLDERS: usize = 24;
/// What a stop word weighs beside any other word as rare.
const STOP_WEIGHT: f64 = 0.25;

/// The different words of a sentence by number, and what they weigh: the fewer sentences of the page have a word, the more.
struct Weighed {
    words: Vec<(usize, f64)>,
    weight: f64,
}

impl Weighed {
    /// How much two sentences have in common, 0 to 1: the coefficient of Dice, or nearly the share of the shorter one that is in
    /// the longer one, whichever is more.
    fn likeness(&self, other: &Self) -> f64 {
        let (mut a, mut b, mut shared) = (0, 0, 0.0);
        while let (Some(left), Some(right)) = (self.words.get(a), other.words.get(b)) {
            if left.0 == right.0 {
                shared += left.1;
            }
            (a, b) = (a + usize::from(left.0 <= right.0), b + usize::from(right.0 <= left.0));
        }
        if shared == 0.0 {
            return 0.0;
        }
        let dice = 2.0 * shared / (self.weight + other.weight);
        let long_enough = self.words.len().min(other.words.len()) >= MIN_WORDS;
        let contained = if long_enough { 0.9 * shared / self.weight.min(other.weight) } else { 0.0 };
        dice.max(contained)
    }
}

/// For each sentence those that have words in common with it, from [`MIN_ALIKE`] on.
pub(super) fn alike_sentences(bags: &[WordBag]) -> Vec<Vec<(usize, f64)>> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut holders: Vec<Vec<usize>> = Vec::new();
    let mut stop: Vec<bool> = Vec::new();
    for (at, bag) in bags.iter().enumerate() {
        for word in bag.words() {
            let number = *numbers.entry(word).or_insert(holders.len());
            if number == holders.len() {
                holders.push(Vec::new());
                stop.push(is_stop_word(word, Language::English));
            }
            if holders[number].last() != Some(&at) {
                holders[number].push(at);
            }
        }
    }
    let idf = |held: &[usize]| (1.0 + bags.len() as f64 / held.len() as f64).ln();
    let idf: Vec<f64> = holders
        .iter()
        .zip(stop)
        .map(|(held, stop)| if stop { STOP_WEIGHT * idf(held) } else { idf(held) })
        .collect();
    let weigh = |bag: &WordBag| {
        let mut words: Vec<usize> = bag.words().map(|word| numbers[word]).collect();
        words.sort_unstable();
        words.dedup();
        let weight = words.iter().map(|&word| idf[word]).sum();
        Weighed { words: words.into_iter().map(|word| (word, idf[word])).collect(), weight }
    };
    let weighed: Vec<Weighed> = bags.iter().map(weigh).collect();
    let mut alike = vec![Vec::new(); bags.len()];
    for (at, sentence) in weighed.iter().enumerate() {
        let known =
            sentence.words.iter().map(|(word, _)| &holders[*word]).filter(|held| held.len() <= MAX_HOLDERS);
        let mut others: Vec<usize> = known.flatten().copied().filter(|&other| other > at).collect();
        others.sort_unstable();
        others.dedup();
        for other in others {
            let likeness = sentence.likeness(&weighed[other]);
            if likeness >= MIN_ALIKE {
                alike[at].push((other, likeness));
                alike[other].push((at, likeness));
            }
        }
    }
    alike
}
