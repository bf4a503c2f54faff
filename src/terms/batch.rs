//! The analysis of many articles at once.

use std::borrow::Borrow;
use std::iter;

use super::analysis::Analysis;
use super::analyzer::Analyzer;
use super::counts::{FieldCounter, FieldCounts};
use super::deputy::Deputy;
use super::lexicon::Lexicon;
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
    let shares = shares(articles, parallel::threads());
    let mut deputies = std::mem::take(&mut lexicon.deputies);
    deputies.resize_with(deputies.len().max(shares.len() - 1), Deputy::default);
    let others = deputies.iter_mut().map(|deputy| &mut deputy.lexicon);
    let work = shares.into_iter().zip(iter::once(&mut *lexicon).chain(others)).collect();
    let counted = parallel::map_owned(work, |(articles, lexicon)| count_share(analyzer, articles, lexicon));
    let mut counted = counted.into_iter();
    let mut all = counted.next().unwrap_or_default();
    all.reserve(articles.len() - all.len());
    for (mut counts, deputy) in counted.zip(&mut deputies) {
        deputy.report(lexicon.vocabulary_mut());
        parallel::for_each_chunk(&mut counts, BLOCK, |counts| {
            counts.iter_mut().for_each(|c| c.renumber(|term| deputy.number(term)));
        });
        all.extend(counts);
    }
    lexicon.deputies = deputies;
    all
}

/// Cuts the articles into at most so many shares of about equally much text.
fn shares<A: Borrow<Article>>(articles: &[A], most: usize) -> Vec<&[A]> {
    let most = most.min(articles.len().div_ceil(SMALLEST_SHARE)).max(1);
    let text = |article: &Article| article.title.len() + article.body.len();
    let all: usize = articles.iter().map(|article| text(article.borrow())).sum();
    let (mut shares, mut rest, mut read, mut at) = (Vec::with_capacity(most), articles, 0, 0);
    for article in articles {
        read += text(article.borrow());
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

fn count_share(
    analyzer: &Analyzer,
    articles: &[impl Borrow<Article>],
    lexicon: &mut Lexicon,
) -> Vec<FieldCounts> {
    let (mut analysis, mut counter) = (Analysis::new(), FieldCounter::default());
    articles
        .iter()
        .map(|article| {
            analyzer.analyze_into(article.borrow(), lexicon, &mut analysis);
            counter.count(&analysis)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_about_the_same_text() {
        let article = |i: usize| Article::builder("a").body("x".repeat(1 + i % 100)).build();
        let articles: Vec<Article> = (0..3000).map(|i| article(i).expect("has a body")).collect();
        for most in [1, 2, 3, 7, 100] {
            let shares = shares(&articles, most);
            assert_eq!(shares.len(), most.min(12));
            assert_eq!(shares.concat(), articles);
            let text = |share: &[Article]| share.iter().map(|a| a.body.len()).sum::<usize>();
            let fair = text(&articles) / shares.len();
            assert!(shares.iter().all(|share| text(share).abs_diff(fair) < 300));
        }
        assert_eq!(shares::<Article>(&[], 2).concat(), []);
    }
}
