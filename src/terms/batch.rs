//! The analysis of many articles at once.

use std::borrow::Borrow;
use std::iter;

use super::analysis::Analysis;
use super::analyzer::Analyzer;
use super::counts::{FieldCounter, FieldCounts};
use super::lexicon::Lexicon;
use super::text::Text;
use super::worker_lexicon::WorkerLexicon;
use crate::article::Article;
use crate::parallel;

/// Articles that one thread analyses at least.
const SMALLEST_SHARE: usize = 256;

/// Articles that one thread renumbers at a time.
const BLOCK: usize = 256;

/// Term counts of every article, on all cores.
///
/// Each thread reads its share of the articles, the first with the given lexicon, the others each with one that the given
/// one keeps for them; their terms are added to the given one, share by share. A term's number is its place in the order
/// of first occurrence, whatever the number of shares.
pub fn count_terms(
    analyzer: &Analyzer,
    articles: &[impl Borrow<Article> + Sync],
    lexicon: &mut Lexicon,
) -> Vec<FieldCounts> {
    let texts: Vec<Text<'_>> = articles.iter().map(|article| article.borrow().into()).collect();
    count_texts(analyzer, &texts, lexicon)
}

/// As [`count_terms`], of what is read of articles.
pub fn count_texts(analyzer: &Analyzer, texts: &[Text<'_>], lexicon: &mut Lexicon) -> Vec<FieldCounts> {
    let shares = shares(texts, parallel::threads());
    let mut workers = std::mem::take(&mut lexicon.workers);
    workers.resize_with(workers.len().max(shares.len() - 1), WorkerLexicon::default);
    let others = workers.iter_mut().map(|worker| &mut worker.lexicon);
    let work = shares.into_iter().zip(iter::once(&mut *lexicon).chain(others)).collect();
    let counted = parallel::map_owned(work, |(texts, lexicon)| count_share(analyzer, texts, lexicon));
    let mut counted = counted.into_iter();
    let mut all = counted.next().unwrap_or_default();
    all.reserve(texts.len() - all.len());
    for (mut counts, worker) in counted.zip(&mut workers) {
        worker.report(lexicon.vocabulary_mut());
        parallel::for_each_chunk(&mut counts, BLOCK, |counts| {
            counts.iter_mut().for_each(|c| c.renumber(|term| worker.number(term)));
        });
        all.extend(counts);
    }
    lexicon.workers = workers;
    all
}

/// Cuts the texts into at most so many shares of about equally many bytes.
fn shares<'s, 't>(texts: &'s [Text<'t>], most: usize) -> Vec<&'s [Text<'t>]> {
    let most = most.min(texts.len().div_ceil(SMALLEST_SHARE)).max(1);
    let all: usize = texts.iter().map(|text| text.len()).sum();
    let (mut shares, mut rest, mut read, mut at) = (Vec::with_capacity(most), texts, 0, 0);
    for text in texts {
        read += text.len();
        at += 1;
        if shares.len() + 1 < most && read >= all / most * (shares.len() + 1) {
            let (share, others) = rest.split_at(at);
            shares.push(share);
            (rest, at) = (others, 0);
        }
    }
    shares.push(rest);
    shares
}

fn count_share(analyzer: &Analyzer, texts: &[Text<'_>], lexicon: &mut Lexicon) -> Vec<FieldCounts> {
    let (mut analysis, mut counter) = (Analysis::new(), FieldCounter::default());
    let count = |&text: &Text<'_>| {
        analyzer.analyze_text(text, lexicon, &mut analysis);
        counter.count(&analysis)
    };
    texts.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_about_the_same_text() {
        let bodies: Vec<String> = (0..3000).map(|i| "x".repeat(1 + i % 100)).collect();
        let texts: Vec<Text<'_>> =
            bodies.iter().map(|body| Text { title: "", body, language: None }).collect();
        for most in [1, 2, 3, 7, 100] {
            let shares = shares(&texts, most);
            assert_eq!(shares.len(), most.min(12));
            let places = |texts: &[Text<'_>]| texts.iter().map(|text| text.body.as_ptr()).collect::<Vec<_>>();
            assert_eq!(places(&shares.concat()), places(&texts));
            let text = |share: &[Text<'_>]| share.iter().map(|text| text.len()).sum::<usize>();
            let fair = text(&texts) / shares.len();
            assert!(shares.iter().all(|share| text(share).abs_diff(fair) < 300));
        }
        assert!(shares(&[], 2).concat().is_empty());
    }
}
