//! The analysis of many articles at once.

use std::borrow::Borrow;

use super::analysis::Analysis;
use super::analyzer::Analyzer;
use super::counts::{FieldCounter, FieldCounts};
use super::lexicon::Lexicon;
use super::text::Text;
use super::worker::Worker;
use crate::article::Article;
use crate::parallel;

/// Articles that one thread analyses at least.
const SMALLEST_SHARE: usize = 256;

/// Articles that one thread analyses before the others have analysed theirs: who is done first waits, or does something else.
const LARGEST_SHARE: usize = 512;

/// Articles that one thread renumbers at a time.
const BLOCK: usize = 256;

/// Term counts of every article, on all cores.
///
/// The articles are read piece after piece. Each thread reads its share of a piece with the given lexicon, which nobody changes
/// meanwhile, and keeps what is new to itself; then the lexicon is told what is new, share by share. A term's number is its place in the
/// order of first occurrence, whatever the number of threads.
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
    let threads = parallel::threads();
    let mut all = Vec::with_capacity(texts.len());
    let (mut analysis, mut counter) = (Analysis::new(), FieldCounter::default());
    let mut workers = std::mem::take(&mut lexicon.workers);
    for texts in texts.chunks(LARGEST_SHARE * threads) {
        match shares(texts, threads).as_slice() {
            [alone] => all.extend(alone.iter().map(|&text| {
                analyzer.analyze_text(text, lexicon, &mut analysis);
                counter.count(&analysis)
            })),
            shares => count_shares(analyzer, shares, lexicon, &mut workers, &mut all),
        }
    }
    lexicon.workers = workers;
    all
}

/// Counts the shares at once.
fn count_shares(
    analyzer: &Analyzer,
    shares: &[&[Text<'_>]],
    lexicon: &mut Lexicon,
    workers: &mut Vec<Worker>,
    all: &mut Vec<FieldCounts>,
) {
    workers.resize_with(workers.len().max(shares.len()), Worker::default);
    let work: Vec<_> = shares.iter().zip(&mut *workers).collect();
    let shared: &Lexicon = lexicon;
    let counted = parallel::map_owned(work, |(texts, worker)| worker.count(analyzer, texts, shared));
    for (mut counts, worker) in counted.into_iter().zip(workers) {
        worker.report(lexicon);
        parallel::for_each_chunk(&mut counts, BLOCK, |counts| {
            counts.iter_mut().for_each(|counts| worker.renumber(counts));
        });
        all.extend(counts);
    }
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
