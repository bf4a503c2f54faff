//! The analysis of many articles at once.

use super::analysis::Analysis;
use super::analyzer::Analyzer;
use super::counts::{FieldCounter, FieldCounts};
use super::lexicon::Lexicon;
use crate::article::Article;
use crate::parallel;
use crate::terms::TermId;

/// Articles that one thread analyses with a lexicon of its own at least.
const SMALLEST_SHARE: usize = 256;

/// Term counts of every article, on all cores.
///
/// Each thread reads its share of the articles with a lexicon of its own; the lexicons are then merged share by share.
/// A term's number is its place in the order of first occurrence, whatever the number of shares.
pub fn count_terms(analyzer: &Analyzer, articles: &[Article], lexicon: &mut Lexicon) -> Vec<FieldCounts> {
    let share = articles.len().div_ceil(parallel::threads()).max(SMALLEST_SHARE);
    if share >= articles.len() {
        return count_share(analyzer, articles, lexicon);
    }
    let shares: Vec<&[Article]> = articles.chunks(share).collect();
    let counted = parallel::map(&shares, |articles| {
        let mut own = Lexicon::new();
        let counts = count_share(analyzer, articles, &mut own);
        (own, counts)
    });
    let mut shares_with_numbers = Vec::with_capacity(counted.len());
    for (own, counts) in counted {
        let numbers: Vec<TermId> =
            own.vocabulary().iter().map(|(_, term)| lexicon.vocabulary_mut().intern(term)).collect();
        shares_with_numbers.push((numbers, counts));
    }
    let renumbered = parallel::map_owned(shares_with_numbers, |(numbers, mut counts)| {
        counts.iter_mut().for_each(|c| c.renumber(|term| numbers[term.index()]));
        counts
    });
    renumbered.into_iter().flatten().collect()
}

fn count_share(analyzer: &Analyzer, articles: &[Article], lexicon: &mut Lexicon) -> Vec<FieldCounts> {
    let (mut analysis, mut counter) = (Analysis::new(), FieldCounter::default());
    articles
        .iter()
        .map(|article| {
            analyzer.analyze_into(article, lexicon, &mut analysis);
            counter.count(&analysis)
        })
        .collect()
}
