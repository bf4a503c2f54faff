//! TF-IDF as one writes it on a first afternoon: `unicode_words`, a lower-case `String` a word, the stemmer on each, std's
//! `HashMap`.

use std::collections::{HashMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

const STOP_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "her", "his",
    "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "she", "such", "that", "the", "their",
    "then", "there", "these", "they", "this", "to", "was", "were", "will", "with",
];

/// The TF-IDF vector of each text: sublinear tf, smooth idf, length 1.
pub fn vectors(texts: &[String]) -> Vec<Vec<(u32, f32)>> {
    let stemmer = Stemmer::create(Algorithm::English);
    let stop_words: HashSet<&str> = STOP_WORDS.iter().copied().collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut df: Vec<u32> = Vec::new();
    let mut counted: Vec<HashMap<u32, u32>> = Vec::new();
    for text in texts {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for word in text.unicode_words() {
            let word = word.to_lowercase();
            if stop_words.contains(word.as_str()) {
                continue;
            }
            let next = numbers.len() as u32;
            let term = *numbers.entry(stemmer.stem(&word).into_owned()).or_insert(next);
            *counts.entry(term).or_default() += 1;
        }
        df.resize(numbers.len(), 0);
        counts.keys().for_each(|&term| df[term as usize] += 1);
        counted.push(counts);
    }
    counted.into_iter().map(|counts| weigh(counts, &df, texts.len())).collect()
}

/// Weighs the counts of one text.
pub fn weigh(counts: impl IntoIterator<Item = (u32, u32)>, df: &[u32], texts: usize) -> Vec<(u32, f32)> {
    let idf = |term: u32| ((1.0 + texts as f64) / (1.0 + f64::from(df[term as usize]))).ln() + 1.0;
    let weight = |(term, count): (u32, u32)| (term, (1.0 + f64::from(count).ln()) * idf(term));
    let mut weights: Vec<(u32, f64)> = counts.into_iter().map(weight).collect();
    weights.sort_unstable_by_key(|&(term, _)| term);
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    weights.into_iter().map(|(term, weight)| (term, (weight / length) as f32)).collect()
}
