//! The tuned bar: what plain TF-IDF and average linkage reach on a corpus when the cut is chosen by the gold stories.
//!
//! The vectors are those of the library: words and numbers of title and body, 1 + ln(count), document frequencies of the corpus
//! itself, length 1; no background, no dates, no fields. The dendrogram is that of unweighted average linkage (UPGMA) over the
//! cosines of all pairs, none left out. The bar is the best BCubed F1 of all its cuts: an oracle, and so no method, but a height
//! that a method without labels can be held against.

use std::collections::BTreeMap;

use kodama::{Method, linkage};
use samestory::terms::{Analyzer, Kind, Lexicon, TermId};
use samestory::weights::{SparseVector, TfIdfVectorizer, Weighting};
use samestory::{Article, Partition};

use crate::corpora::Corpus;

/// Articles above which there is no bar: the distances of all pairs would take more than 1.25 GB.
const MAX_ARTICLES: usize = 25_000;

/// The best BCubed F1 of all cuts. None without labels, and for a corpus that is too large.
pub(crate) fn tuned_bar(corpus: &Corpus) -> Option<f64> {
    let n = corpus.articles.len();
    if corpus.labelled.is_empty() || n > MAX_ARTICLES {
        return None;
    }
    let mut cut = Cut::singletons(n, &corpus.labelled, &corpus.gold);
    let mut best = cut.f1();
    let dendrogram = linkage(&mut distances(&vectors(&corpus.articles)), n, Method::Average);
    let steps = dendrogram.steps();
    for (at, step) in steps.iter().enumerate() {
        cut.merge(step.cluster1, step.cluster2);
        // merges at one height are one cut
        if steps.get(at + 1).is_none_or(|next| next.dissimilarity > step.dissimilarity) {
            best = best.max(cut.f1());
        }
    }
    Some(best)
}

fn vectors(articles: &[Article]) -> Vec<SparseVector> {
    let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
    let terms = |article| analyzer.terms(article, &[Kind::Word, Kind::Number], &mut lexicon);
    let terms: Vec<Vec<TermId>> = articles.iter().map(terms).collect();
    TfIdfVectorizer::new(Weighting::default()).fit_transform(&terms)
}

/// 1 − cosine of all pairs, row by row, each row from the article after its own on.
fn distances(vectors: &[SparseVector]) -> Vec<f32> {
    let n = vectors.len();
    let mut distances = vec![1.0; n * n.saturating_sub(1) / 2];
    let mut postings: Vec<Vec<(usize, f32)>> = Vec::new();
    let mut free = distances.as_mut_slice();
    // from the last row to the first, so that the postings hold the articles of the row
    for (at, vector) in vectors.iter().enumerate().rev() {
        let row = free.split_off_mut(free.len() - (n - 1 - at)..).expect("a row has this length");
        for (term, weight) in vector.view().iter() {
            let term = term.0 as usize;
            if postings.len() <= term {
                postings.resize_with(term + 1, Vec::new);
            }
            postings[term].iter().for_each(|&(other, theirs)| row[other - at - 1] -= weight * theirs);
            postings[term].push((at, weight));
        }
        row.iter_mut().for_each(|distance| *distance = distance.max(0.0));
    }
    distances
}

/// A cut of the dendrogram, with the sums of BCubed over its labelled articles.
struct Cut {
    /// Labelled articles of each cluster by gold story, clusters numbered as in the dendrogram.
    clusters: Vec<BTreeMap<u32, u32>>,
    gold_sizes: Vec<u32>,
    articles: f64,
    precision: f64,
    recall: f64,
}

impl Cut {
    fn singletons(articles: usize, labelled: &[usize], gold: &Partition) -> Self {
        let mut clusters = vec![BTreeMap::new(); articles];
        labelled.iter().zip(gold.labels()).for_each(|(&at, &story)| clusters[at] = [(story, 1)].into());
        let gold_sizes = gold.sizes();
        Self {
            clusters,
            articles: labelled.len() as f64,
            precision: labelled.len() as f64,
            recall: gold_sizes.len() as f64,
            gold_sizes,
        }
    }

    fn merge(&mut self, a: usize, b: usize) {
        let (mut into, mut from) =
            (std::mem::take(&mut self.clusters[a]), std::mem::take(&mut self.clusters[b]));
        if into.len() < from.len() {
            std::mem::swap(&mut into, &mut from);
        }
        self.precision -= precision(&into) + precision(&from);
        for (story, count) in from {
            let held = into.entry(story).or_default();
            // (h + c)² − h² − c²
            self.recall +=
                2.0 * f64::from(*held) * f64::from(count) / f64::from(self.gold_sizes[story as usize]);
            *held += count;
        }
        self.precision += precision(&into);
        self.clusters.push(into);
    }

    fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision / self.articles, self.recall / self.articles);
        2.0 * precision * recall / (precision + recall)
    }
}

/// What a cluster adds to the sum of the precision.
fn precision(cluster: &BTreeMap<u32, u32>) -> f64 {
    let squares: f64 = cluster.values().map(|&count| f64::from(count).powi(2)).sum();
    let size: u32 = cluster.values().sum();
    if size == 0 { 0.0 } else { squares / f64::from(size) }
}
