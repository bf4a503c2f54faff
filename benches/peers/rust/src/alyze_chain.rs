//! Words, and TF-IDF over them, by alyze: the words of UAX #29 by a finite automaton, lower case, English stop words and stems.

use std::collections::HashMap;

use alyze::analyze::{
    AnalysisOptions, Analyzer, LanguageWithStopwords, ReusableBuffer, StemmingLanguage, StopwordRemoval, TokenizerOptions,
};
use alyze::uax29::word;

use crate::plain::weigh;

/// Gives the words of a text to `take`, and says how many there are.
pub fn words<'t>(text: &'t str, mut take: impl FnMut(&'t str)) -> usize {
    let (mut start, mut words) = (0, 0);
    word::tokenize(text, word::Options::default(), |end, properties| {
        if properties.is_word_like() && end > start {
            take(&text[start..end]);
            words += 1;
        }
        start = end;
        true
    });
    words
}

/// The TF-IDF vector of each text.
pub fn vectors(texts: &[String]) -> Vec<Vec<(u32, f32)>> {
    let analyzer = Analyzer::new(AnalysisOptions {
        tokenizer: TokenizerOptions::UAX29Word(word::Options::default()),
        maximum_token_length: None,
        case_sensitive: false,
        stopword_removal: Some(StopwordRemoval::ForLanguage(LanguageWithStopwords::English)),
        stemming: Some(StemmingLanguage::English),
        ascii_folding: false,
    });
    let mut buffer = ReusableBuffer::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut df: Vec<u32> = Vec::new();
    let mut counted: Vec<HashMap<u32, u32>> = Vec::new();
    for text in texts {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        analyzer.analyze(text, &mut buffer, |token| {
            let next = numbers.len() as u32;
            let term = match numbers.get(token.text) {
                Some(&term) => term,
                None => *numbers.entry(token.text.to_owned()).or_insert(next),
            };
            *counts.entry(term).or_default() += 1;
            true
        });
        df.resize(numbers.len(), 0);
        counts.keys().for_each(|&term| df[term as usize] += 1);
        counted.push(counts);
    }
    counted.into_iter().map(|counts| weigh(counts, &df, texts.len())).collect()
}
