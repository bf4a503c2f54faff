//! Static embeddings of words, averaged over an article.

use std::collections::HashMap;
use std::io::BufRead;

use ndarray::{Array1, ArrayView1};
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::{Article, ArticleVectors};

/// The vectors of a file in the text format of word2vec, GloVe and fastText: a line a word, the word and its numbers with blanks between
/// them. A first line of two whole numbers (how many words, how many dimensions) may come before.
pub(crate) struct WordVectors {
    dimensions: usize,
    /// By word, its place among the vectors.
    words: HashMap<String, usize>,
    /// One after the other.
    numbers: Vec<f32>,
}

impl WordVectors {
    /// Reads a file. Of a word that comes twice the last vector counts.
    pub(crate) fn read(mut file: impl BufRead) -> Result<Self, String> {
        let mut vectors = Self { dimensions: 0, words: HashMap::new(), numbers: Vec::new() };
        let (mut line, mut number) = (Vec::new(), 0);
        while file.read_until(b'\n', &mut line).map_err(|error| error.to_string())? > 0 {
            number += 1;
            let text = String::from_utf8_lossy(&line);
            let fields: Vec<&str> = text.split_whitespace().collect();
            let is_head =
                number == 1 && fields.len() == 2 && fields.iter().all(|field| field.parse::<usize>().is_ok());
            if !is_head && !fields.is_empty() {
                vectors.add(&fields).map_err(|what| format!("line {number}: {what}"))?;
            }
            line.clear();
        }
        if vectors.words.is_empty() { Err("no vectors".to_owned()) } else { Ok(vectors) }
    }

    /// Adds a word. Some files have words of several parts: the last fields are the numbers.
    fn add(&mut self, fields: &[&str]) -> Result<(), String> {
        if self.words.is_empty() {
            self.dimensions = fields.len() - 1;
        }
        let Some(parts) =
            fields.len().checked_sub(self.dimensions).filter(|&parts| parts > 0 && self.dimensions > 0)
        else {
            return Err(format!(
                "{} fields: a word and {} numbers are needed",
                fields.len(),
                self.dimensions.max(1)
            ));
        };
        let place = self.numbers.len() / self.dimensions;
        for field in &fields[parts..] {
            let number: f32 = field.parse().map_err(|_| format!("\"{field}\" is no number"))?;
            self.numbers.push(number);
        }
        self.words.insert(fields[..parts].join(" "), place);
        Ok(())
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many numbers a vector has.
    pub(crate) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The vector of a word.
    fn of(&self, word: &str) -> Option<ArrayView1<'_, f32>> {
        let start = self.words.get(word)? * self.dimensions;
        Some(ArrayView1::from(&self.numbers[start..start + self.dimensions]))
    }
}

/// The mean of the vectors of all words of title and body that the file has, each as often as it comes.
impl ArticleVectors for WordVectors {
    fn vector(&self, article: &Article) -> Option<Array1<f32>> {
        let (mut sum, mut words) = (Array1::zeros(self.dimensions), 0);
        for text in [&article.title, &article.body] {
            UnicodeWords.tokenize(text, &mut |_, word| {
                if let Some(vector) = self.of(&word.to_lowercase()) {
                    sum += &vector;
                    words += 1;
                }
            });
        }
        (words > 0).then(|| sum / words as f32)
    }
}
