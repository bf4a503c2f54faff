//! TF-IDF over tantivy's `en_stem` chain: simple tokenizer, long words removed, lower case, English stemmer. Its words are
//! runs of letters and digits, not those of UAX #29.

use std::collections::HashMap;

use tantivy::tokenizer::{TokenStream, TokenizerManager};

use crate::plain::weigh;

/// The TF-IDF vector of each text.
pub fn vectors(texts: &[String]) -> Vec<Vec<(u32, f32)>> {
    let mut analyzer = TokenizerManager::default().get("en_stem").expect("tantivy registers en_stem");
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut df: Vec<u32> = Vec::new();
    let mut counted: Vec<HashMap<u32, u32>> = Vec::new();
    for text in texts {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        analyzer.token_stream(text).process(&mut |token| {
            let next = numbers.len() as u32;
            let term = match numbers.get(&token.text) {
                Some(&term) => term,
                None => *numbers.entry(token.text.clone()).or_insert(next),
            };
            *counts.entry(term).or_default() += 1;
        });
        df.resize(numbers.len(), 0);
        counts.keys().for_each(|&term| df[term as usize] += 1);
        counted.push(counts);
    }
    counted.into_iter().map(|counts| weigh(counts, &df, texts.len())).collect()
}
