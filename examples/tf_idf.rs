//! TF-IDF alone: the heaviest terms of some articles. `cargo run --release --example tf_idf`

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::terms::{Analyzer, Kind, Lexicon, TermId};
use samestory::weights::{TfIdfVectorizer, Weighting};
use samestory_formats::JsonLines;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
    let (mut titles, mut tokens): (Vec<String>, Vec<Vec<TermId>>) = (Vec::new(), Vec::new());
    for record in JsonLines::new(BufReader::new(File::open(SAMPLE)?)) {
        let article = record?.article;
        tokens.push(analyzer.terms(&article, &[Kind::Word], &mut lexicon));
        titles.push(article.title);
    }
    let mut tf_idf = TfIdfVectorizer::new(Weighting::default());
    let vectors = tf_idf.fit_transform(&tokens);
    for (title, vector) in titles.iter().zip(&vectors).step_by(20) {
        let mut terms: Vec<(TermId, f32)> = vector.view().iter().collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1));
        let heaviest = terms
            .iter()
            .take(6)
            .filter_map(|&(term, weight)| Some(format!("{} {weight:.2}", lexicon.term(term)?)));
        println!("{title}\n  {}", heaviest.collect::<Vec<_>>().join(", "));
    }
    Ok(())
}
