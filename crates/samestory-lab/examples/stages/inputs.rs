//! What stages work on, made when it is first asked for.

use std::cell::OnceCell;
use std::fs::File;
use std::io::BufReader;

use samestory::Article;
use samestory::terms::{Analyzer, Lexicon};
use samestory::unstable::terms::{Field, FieldCounts, count_terms};
use samestory::unstable::weights::{DocumentFrequencies, FieldVectors};
use samestory::weights::{SparseVector, Weighting};
use samestory_formats::JsonLines;

use crate::Failure;
use crate::arguments::Arguments;
use crate::matrix;
use crate::meter::Size;

/// The fields whose vectors are made: all words, and those that make an event.
const FIELDS: [Field; 4] = [Field::All, Field::Lead, Field::Names, Field::Numbers];

pub(crate) struct Inputs<'a> {
    arguments: &'a Arguments,
    articles: OnceCell<Vec<Article>>,
    counts: OnceCell<Vec<FieldCounts>>,
    vectors: OnceCell<Vec<SparseVector>>,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(arguments: &'a Arguments) -> Self {
        let (articles, counts, vectors) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { arguments, articles, counts, vectors }
    }

    pub(crate) fn articles(&self) -> Result<&[Article], Failure> {
        if self.articles.get().is_none() {
            let articles = read(&self.arguments.path)?;
            return Ok(self.articles.get_or_init(|| articles));
        }
        Ok(self.articles.get().map_or(&[], Vec::as_slice))
    }

    pub(crate) fn counts(&self) -> Result<&[FieldCounts], Failure> {
        let articles = self.articles()?;
        Ok(self.counts.get_or_init(|| count_terms(&Analyzer::default(), articles, &mut Lexicon::new())))
    }

    /// The rows of the given matrix, else the vectors of all words.
    pub(crate) fn vectors(&self) -> Result<&[SparseVector], Failure> {
        if let Some(vectors) = self.vectors.get() {
            return Ok(vectors);
        }
        let vectors = match &self.arguments.matrix {
            Some(path) => matrix::read(path).map_err(|error| format!("{path}: {error}"))?,
            None => {
                let counts = self.counts()?;
                let df = DocumentFrequencies::of_all(counts);
                counts.iter().map(|c| Weighting::default().weigh(c.field(Field::All), &df)).collect()
            }
        };
        Ok(self.vectors.get_or_init(|| vectors))
    }

    /// Rows of a matrix have no text.
    pub(crate) fn vectors_size(&self) -> Result<Size, Failure> {
        let articles = self.vectors()?.len();
        let bytes = if self.arguments.matrix.is_some() { 0 } else { size(self.articles()?).bytes };
        Ok(Size { articles, bytes })
    }
}

/// The articles of a file; a line that is none is an error only if all are.
pub(crate) fn read(path: &str) -> Result<Vec<Article>, Failure> {
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let articles: Vec<Article> = JsonLines::new(BufReader::new(file)).flatten().map(|r| r.article).collect();
    if articles.is_empty() { Err(format!("{path}: no articles").into()) } else { Ok(articles) }
}

pub(crate) fn size(articles: &[Article]) -> Size {
    Size {
        articles: articles.len(),
        bytes: articles.iter().map(|article| article.title.len() + article.body.len()).sum(),
    }
}

/// The TF-IDF vectors of each article, in the fields that are compared.
pub(crate) fn weigh_fields(counts: &[FieldCounts]) -> Vec<FieldVectors> {
    let (df, weighting) = (DocumentFrequencies::of_all(counts), Weighting::default());
    FieldVectors::of_all(counts, &FIELDS, &weighting, &df)
}

/// How many weights there are in the vectors of all words.
pub(crate) fn weights(vectors: &[FieldVectors]) -> usize {
    vectors.iter().map(|vectors| vectors.field(Field::All).len()).sum()
}
