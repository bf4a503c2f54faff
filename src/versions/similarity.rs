//! How alike two sentences are.

use std::cmp::Ordering;

use crate::text::{Language, Tokenizer, UnicodeWords, fold_case, fold_diacritics, is_stop_word};

/// What a stop word weighs where any other word weighs 4.
const STOP_WEIGHT: u32 = 1;
const WEIGHT: u32 = 4;

/// The words of a sentence, folded, each with its weight, sorted. A word that occurs twice is there twice.
#[derive(Debug, Clone, Default)]
pub struct WordBag {
    words: Vec<(String, u32)>,
    weight: u32,
}

impl WordBag {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        let mut words = Vec::new();
        UnicodeWords.tokenize(text, &mut |_, word| {
            let word = fold_diacritics(&fold_case(word)).replace(['’', '\''], "");
            let stop = is_stop_word(&word, Language::English);
            words.push((word, if stop { STOP_WEIGHT } else { WEIGHT }));
        });
        words.sort_unstable();
        let weight = words.iter().map(|(_, weight)| weight).sum();
        Self { words, weight }
    }

    /// The words, sorted, with repetitions.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }

    /// The weight of the words that are in both.
    fn shared(&self, other: &Self) -> u32 {
        let (mut a, mut b, mut shared) = (0, 0, 0);
        while let (Some(left), Some(right)) = (self.words.get(a), other.words.get(b)) {
            match left.0.cmp(&right.0) {
                Ordering::Less => a += 1,
                Ordering::Greater => b += 1,
                Ordering::Equal => {
                    shared += left.1;
                    (a, b) = (a + 1, b + 1);
                }
            }
        }
        shared
    }

    /// The share of words that two texts have in common, 0 to 1 (the coefficient of Dice), stop words counting a quarter.
    pub fn similarity(&self, other: &Self) -> f64 {
        match self.weight + other.weight {
            0 => 0.0,
            both => 2.0 * f64::from(self.shared(other)) / f64::from(both),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        let bag = WordBag::new;
        // rain, fell, mali: 12; in: 1
        let (a, b) = (bag("Rain fell in Mali"), bag("Rain fell"));
        assert_eq!(a.similarity(&b), 2.0 * 8.0 / (13.0 + 8.0));
        assert_eq!(a.similarity(&a), 1.0);
        assert_eq!(bag("").similarity(&bag("")), 0.0);
        assert_eq!(bag("Mali’s").similarity(&bag("Mali's")), 1.0);
    }
}
