//! Holds what is quick to what is plain, on all articles of a file: the words, all pairs, the nearest neighbours, the search.
//! `cargo run --release --example exactness -- NEWS.jsonl` (default: the sample corpus). Every bit of every score counts; the
//! first difference is an error. Quadratic in the number of articles: some minutes for twenty thousand.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::index::{Neighbor, SimilarityIndex, all_pairs, nearest, reference};
use samestory::terms::{Analyzer, Lexicon};
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::unstable::terms::{Field, FieldCounts, count_terms};
use samestory::unstable::weights::DocumentFrequencies;
use samestory::weights::{SparseVector, VectorView, Weighting};
use samestory::{Article, ArticleId};
use samestory_formats::JsonLines;
use unicode_segmentation::UnicodeSegmentation;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/sample.jsonl");

/// How many neighbours of an article are asked for.
const NEAREST: usize = 10;

/// The neighbours of one article in so many are looked up in the plain way.
const ONE_OF: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| SAMPLE.to_owned());
    let file = File::open(&path).map_err(|error| format!("{path}: {error}"))?;
    let articles: Vec<Article> = JsonLines::new(BufReader::new(file)).flatten().map(|r| r.article).collect();
    if articles.is_empty() {
        return Err(format!("{path}: no articles").into());
    }
    check_words(&articles)?;
    let counts = count_terms(&Analyzer::default(), &articles, &mut Lexicon::new());
    let df = DocumentFrequencies::of_all(&counts);
    let weigh = |counts: &FieldCounts| Weighting::default().weigh(counts.field(Field::All), &df);
    let vectors: Vec<SparseVector> = counts.iter().map(weigh).collect();
    for threshold in [0.3, 0.5] {
        let found = all_pairs(&vectors, threshold);
        if found != reference::all_pairs(&vectors, threshold) {
            return Err(format!("all pairs of at least {threshold} differ from the plain way").into());
        }
        println!("{} pairs of at least {threshold}, as by comparing each with each", found.len());
    }
    check_neighbors(&vectors)
}

fn check_words(articles: &[Article]) -> Result<(), Box<dyn Error>> {
    let mut words = 0;
    for article in articles {
        for text in [&article.title, &article.body] {
            let mut expected = text.unicode_word_indices();
            let mut same = true;
            UnicodeWords.tokenize(text, &mut |start, word| {
                same &= expected.next() == Some((start, word));
                words += 1;
            });
            if !same || expected.next().is_some() {
                return Err(format!("the words of \"{}\" differ from unicode_words", article.id).into());
            }
        }
    }
    println!("{words} words of {} articles, as unicode-segmentation finds them", articles.len());
    Ok(())
}

fn check_neighbors(vectors: &[SparseVector]) -> Result<(), Box<dyn Error>> {
    let numbered = vectors.iter().enumerate();
    let listed: Vec<(ArticleId, VectorView<'_>)> =
        numbered.map(|(at, vector)| (ArticleId(at as u32), vector.view())).collect();
    let mut index = SimilarityIndex::new();
    vectors.iter().for_each(|vector| _ = index.insert(vector.clone(), None));
    let (all, mut looked_up) = (nearest(vectors, NEAREST), 0);
    for (at, vector) in vectors.iter().enumerate().step_by(ONE_OF) {
        let query = vector.view();
        // one more: the article itself is among them
        let plain = reference::search(&listed, query, f32::NEG_INFINITY, NEAREST + 1);
        if index.top_k(query, NEAREST + 1) != plain {
            return Err(format!("a search for article {at} differs from the plain way").into());
        }
        let is_other = |neighbor: &&Neighbor| neighbor.article.index() != at;
        let others: Vec<Neighbor> = plain.iter().filter(is_other).take(NEAREST).copied().collect();
        if all[at] != others {
            return Err(format!("the neighbours of article {at} differ from the plain way").into());
        }
        looked_up += 1;
    }
    println!("the {NEAREST} nearest of {looked_up} articles, found both ways as by comparing with all");
    Ok(())
}
