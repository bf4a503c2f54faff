//! A text compared with the articles of a batch that it is not one of.

use super::inspection::Inspection;
use super::pairs::comparer::Comparer;
use super::pairs::features::PairFeatures;
use super::pairs::profile::Profile;
use super::reading::cleaning::plain;
use super::reading::counted_article::CountedArticle;
use super::reading::headline_forms::{HeadlineForm, HeadlineWords};
use super::reading::quoted::Quoted;
use super::vectors::UnitVector;
use crate::article::{Article, ArticleId};
use crate::parallel;
use crate::terms::{FieldCounts, Lexicon, TermId};

/// Articles that one thread compares at a time.
const BLOCK: usize = 256;

/// Words of a text that are looked for one by one: the rarest.
const MAX_WORDS: usize = u64::BITS as usize;

/// A text compared with the articles of a batch.
#[derive(Debug, Clone)]
pub struct TextComparison {
    /// The idf of the words of the text that are looked for, the rarest first.
    words: Vec<f32>,
    /// The articles that have one of them, in their order.
    pub articles: Vec<ComparedText>,
}

/// An article of the batch, compared with a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComparedText {
    /// The article.
    pub article: ArticleId,
    /// By word that is looked for, from the lowest bit on: whether the article has it.
    pub has: u64,
    /// The features of the pair.
    pub features: PairFeatures,
    /// Log-odds that both are of one event, not calibrated.
    pub logit: f64,
}

impl TextComparison {
    /// Whether the text has as many words as are looked for, or more.
    pub fn is_long(&self) -> bool {
        self.words.len() == MAX_WORDS
    }

    /// The idf of some of the words in all.
    pub fn idf_of(&self, words: u64) -> f64 {
        let of_bit = |(at, &idf): (usize, &f32)| if words >> at & 1 == 1 { f64::from(idf) } else { 0.0 };
        self.words.iter().enumerate().map(of_bit).sum()
    }
}

impl Inspection {
    /// Compares a text with all articles that may be in its language and have a word in common with it.
    ///
    /// # Complexity
    ///
    /// Linear in the terms of all articles.
    pub fn compare_text(&self, text: &Article) -> TextComparison {
        let profile = self.read_text(text);
        let (terms, entries) = profile.words();
        let mut words: Vec<(TermId, f32)> =
            terms.iter().zip(entries).map(|(&term, entry)| (term, entry.idf())).collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words.truncate(MAX_WORDS);
        let context = self.contexts.of_undated();
        let profiles = self.collection.profiles();
        let starts: Vec<usize> = (0..profiles.len()).step_by(BLOCK).collect();
        let memory = || Comparer::new(&self.config);
        let compare = |comparer: &mut Comparer, &start: &usize| -> Vec<ComparedText> {
            comparer.with(&profile, |comparer| {
                let end = (start + BLOCK).min(profiles.len());
                let others = (start..end).filter(|&at| profile.language.may_be(profiles[at].language));
                let compared = others.filter_map(|at| {
                    let theirs = profiles[at].words().0;
                    let bit = |(bit, (term, _)): (usize, &(TermId, f32))| {
                        u64::from(theirs.binary_search(term).is_ok()) << bit
                    };
                    let has = words.iter().enumerate().map(bit).fold(0, |has, bit| has | bit);
                    if has == 0 {
                        return None;
                    }
                    let mut features = comparer.features(&profile, &profiles[at]);
                    context.complete(&mut features);
                    let logit = self.config.model.logit(&features);
                    Some(ComparedText { article: ArticleId(at as u32), has, features, logit })
                });
                compared.collect()
            })
        };
        let articles = parallel::map_with(&starts, memory, compare).concat();
        TextComparison { words: words.into_iter().map(|(_, idf)| idf).collect(), articles }
    }

    /// What is kept of a text to compare it. Terms that no article has get numbers of their own, and are as rare as can be.
    fn read_text(&self, text: &Article) -> Profile {
        let text = plain(text);
        let mut lexicon = Lexicon::new();
        let mut counts = FieldCounts::new(&self.counter.analyzer.analyze(&text, &mut lexicon));
        let vocabulary = self.counter.lexicon.vocabulary();
        let known = |term: TermId| lexicon.vocabulary().term(term).and_then(|text| vocabulary.get(text));
        counts.renumber(|term| known(term).unwrap_or(TermId(vocabulary.len() as u32 + term.0)));
        let df = self.counter.df.of(counts.language().code());
        let (quoted, vector) = (Quoted::by(&text.body, &self.config), UnitVector::of(&text, &self.config));
        let headline = HeadlineWords::default();
        let counted = CountedArticle { counts, headline, quoted, published: None, source: None, vector };
        Profile::new(counted, HeadlineForm::default(), &self.config, |term| {
            self.config.idf.of(df.of(term), df.documents())
        })
    }
}
