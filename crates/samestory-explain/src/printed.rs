//! Terms, and where they are printed.

use std::collections::HashMap;

use samestory::Article;
use samestory::terms::{Analyzer, Lexicon, TermId};
use samestory::unstable::terms::{Section, Vocabulary, analyze};
use serde::Serialize;

/// A term that tells for or against two articles being of one event, and where it is printed.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TermEvidence {
    /// The term: a stem, or a name, which begins with "@".
    pub term: String,
    /// It as it is printed first.
    pub text: String,
    /// How rare it is: its inverse document frequency.
    pub idf: f32,
    /// What it adds to the cosine of the two articles; 0 for names, whose words count as words, and for terms of one article alone.
    pub cosine: f32,
    /// Where it is printed, in the first article and in the second. Empty where the text has it only once markup is decoded.
    pub spans: [Vec<Span>; 2],
}

/// A part of an article's title or body, in bytes on character boundaries.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// Whether it is in the body, not the title.
    pub in_body: bool,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The text at this place of an article; empty if it has no such place.
    pub fn of(self, article: &Article) -> &str {
        let text = if self.in_body { &article.body } else { &article.title };
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Where the terms of an article are printed.
pub(super) struct PrintedTerms<'a> {
    article: &'a Article,
    spans: HashMap<TermId, Vec<Span>>,
}

impl<'a> PrintedTerms<'a> {
    /// Of terms of a vocabulary; others are left out.
    pub(super) fn new(article: &'a Article, analyzer: &Analyzer, vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Lexicon::new();
        let analysis = analyze(analyzer, article, &mut lexicon);
        let mut spans: HashMap<TermId, Vec<Span>> = HashMap::new();
        for occurrence in &analysis.occurrences {
            let text = lexicon.term(occurrence.term);
            let Some(term) = text.and_then(|text| vocabulary.get(text)) else { continue };
            let in_body = occurrence.section != Section::Title;
            let span = Span { in_body, start: occurrence.start, end: occurrence.end };
            spans.entry(term).or_default().push(span);
        }
        Self { article, spans }
    }

    /// Where a term is printed, in reading order.
    pub(super) fn spans(&self, term: TermId) -> Vec<Span> {
        self.spans.get(&term).cloned().unwrap_or_default()
    }

    /// A term as it is printed first.
    pub(super) fn text(&self, term: TermId) -> Option<&'a str> {
        Some(self.spans.get(&term)?.first()?.of(self.article))
    }
}
