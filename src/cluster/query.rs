//! A text compared with the articles of a batch that it is not one of.

use super::cleaning::plain;
use super::comparer::Comparer;
use super::counted_article::CountedArticle;
use super::features::PairFeatures;
use super::inspection::Inspection;
use super::profile::Profile;
use super::quoted::Quoted;
use crate::article::{Article, ArticleId};
use crate::parallel;
use crate::terms::{FieldCounts, Lexicon, TermId};

/// Articles that one thread compares at a time.
const BLOCK: usize = 256;

/// An article of the batch, compared with the text asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ComparedText {
    pub(crate) article: ArticleId,
    pub(crate) features: PairFeatures,
    /// Log-odds that both are of one event, not calibrated.
    pub(crate) logit: f64,
    /// The idf of the words of the text that the article has, as a share of all, 0 to 1.
    pub(crate) coverage: f64,
}

impl Inspection {
    /// Compares a text with all articles that may be in its language and have a word in common with it, in their order.
    ///
    /// # Complexity
    ///
    /// Linear in the terms of all articles.
    pub(crate) fn compare_text(&self, text: &Article) -> Vec<ComparedText> {
        let profile = self.read_text(text);
        let (words, entries) = profile.words();
        let all: f64 = entries.iter().map(|entry| f64::from(entry.idf())).sum();
        let context = self.contexts.of_undated();
        let profiles = self.collection.profiles();
        let starts: Vec<usize> = (0..profiles.len()).step_by(BLOCK).collect();
        let memory = || Comparer::new(&self.config);
        let compare = |comparer: &mut Comparer, &start: &usize| -> Vec<ComparedText> {
            comparer.with(&profile, |comparer| {
                let end = (start + BLOCK).min(profiles.len());
                let others = (start..end).filter(|&at| profile.language.may_be(profiles[at].language));
                let compared = others.filter_map(|at| {
                    let shared =
                        |&(term, _): &(&TermId, _)| profiles[at].words().0.binary_search(term).is_ok();
                    let in_both = words.iter().zip(entries).filter(shared);
                    let covered: f64 = in_both.map(|(_, entry)| f64::from(entry.idf())).sum();
                    if covered == 0.0 {
                        return None;
                    }
                    let mut features = comparer.features(&profile, &profiles[at]);
                    context.complete(&mut features);
                    let logit = self.config.model.logit(&features);
                    Some(ComparedText {
                        article: ArticleId(at as u32),
                        features,
                        logit,
                        coverage: covered / all,
                    })
                });
                compared.collect()
            })
        };
        parallel::map_with(&starts, memory, compare).concat()
    }

    /// What is kept of a text to compare it. Terms that no article has get numbers of their own, and are as rare as can be.
    fn read_text(&self, text: &Article) -> Profile {
        let text = plain(text);
        let mut lexicon = Lexicon::new();
        let mut counts = FieldCounts::new(&self.terms.analyzer().analyze(&text, &mut lexicon));
        let vocabulary = self.terms.vocabulary();
        let known = |term: TermId| lexicon.vocabulary().term(term).and_then(|text| vocabulary.get(text));
        counts.renumber(|term| known(term).unwrap_or(TermId(vocabulary.len() as u32 + term.0)));
        let df = self.terms.frequencies().of(counts.language().code());
        let quoted = Quoted::by(&text.body, &self.config);
        let counted = CountedArticle { counts, quoted, published: None, source: None };
        Profile::new(counted, &self.config, |term| self.config.idf.of(df.of(term), df.documents()))
    }
}
