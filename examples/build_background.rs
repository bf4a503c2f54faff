//! Builds a table of how common terms are, from one or more collections of JSON lines.
//!
//! `cargo run --release --example build_background -- LEAST_RATE OUT.tsv COLLECTION.jsonl …`
//!
//! The built-in English table was made with a least rate of 0.0002 from two collections: 20,000 articles of US outlets
//! (2007 to 2017) and Reuters-21578. Only counts are kept, no text.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Write};

use samestory::formats::JsonLines;
use samestory::terms::{Analyzer, FieldCounts, Lexicon};
use samestory::weights::Background;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [least_rate, out, collections @ ..] = arguments.as_slice() else {
        return Err("usage: build_background LEAST_RATE OUT.tsv COLLECTION.jsonl …".into());
    };
    let mut counted = Vec::new();
    for path in collections {
        let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
        let (mut articles, mut counts) = (0_u64, Vec::new());
        for record in JsonLines::new(BufReader::new(File::open(path)?)).flatten() {
            articles += 1;
            let analysis = analyzer.analyze(&record.article, &mut lexicon);
            for term in FieldCounts::new(&analysis).distinct_terms() {
                counts.resize(counts.len().max(term.index() + 1), 0_u64);
                counts[term.index()] += 1;
            }
        }
        let terms: BTreeMap<String, u64> = lexicon
            .vocabulary()
            .iter()
            .zip(&counts)
            .map(|((_, term), &count)| (term.to_owned(), count))
            .collect();
        println!("{path}: {articles} articles, {} terms", terms.len());
        counted.push((articles, terms));
    }
    let table = Background::from_counts(&counted, least_rate.parse()?);
    let mut file = File::create(out)?;
    writeln!(file, "# term, articles per million that hold it; mean over {} collections", counted.len())?;
    writeln!(file, "# terms in at least {least_rate} of articles")?;
    table.write(&mut file)?;
    println!("{out}: {} terms", table.len());
    Ok(())
}
