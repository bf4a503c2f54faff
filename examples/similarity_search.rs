//! Similarity search alone: what is most like a question? `cargo run --release --example similarity_search -- "snow storm"`

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::Article;
use samestory::index::SimilarityIndex;
use samestory::terms::{Analyzer, Kind, Lexicon, TermId};
use samestory::weights::{TfIdfVectorizer, Weighting};
use samestory_formats::JsonLines;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let question =
        std::env::args().nth(1).unwrap_or_else(|| "snow storm on the coast after Sandy".to_owned());
    let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
    let mut words =
        |article: &Article| -> Vec<TermId> { analyzer.terms(article, &[Kind::Word], &mut lexicon) };
    let (mut articles, mut tokens) = (Vec::new(), Vec::new());
    for record in JsonLines::new(BufReader::new(File::open(SAMPLE)?)) {
        let article = record?.article;
        tokens.push(words(&article));
        articles.push(article);
    }
    let question = words(&Article::builder("question").body(question).language("en").build()?);

    let mut tf_idf = TfIdfVectorizer::new(Weighting::default());
    let mut index = SimilarityIndex::new();
    for vector in tf_idf.fit_transform(&tokens) {
        index.insert(vector, None);
    }
    for found in index.top_k(tf_idf.transform(&[question])[0].view(), 5) {
        println!("{:.3}  {}", found.score, articles[found.article.index()].title);
    }
    Ok(())
}
