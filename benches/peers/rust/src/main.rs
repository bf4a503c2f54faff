//! Rust peers, one a run: `samestory-peers PEER NEWS.jsonl` prints one JSON line. Reading the file is not measured.

mod alyze_chain;
mod plain;
mod tantivy_chain;

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use cpu_time::ProcessTime;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [peer, path] = arguments.as_slice() else {
        return Err("usage: samestory-peers unicode_words|alyze_words|plain|tantivy|alyze NEWS.jsonl".into());
    };
    let texts = read(path)?;
    let (clock, cpu) = (Instant::now(), ProcessTime::now());
    let found = match peer.as_str() {
        "unicode_words" => texts.iter().map(|text| text.unicode_words().map(black_box).count()).sum(),
        "alyze_words" => texts.iter().map(|text| alyze_chain::words(text, |word| _ = black_box(word))).sum(),
        "plain" => plain::vectors(&texts).iter().map(Vec::len).sum(),
        "tantivy" => tantivy_chain::vectors(&texts).iter().map(Vec::len).sum::<usize>(),
        "alyze" => alyze_chain::vectors(&texts).iter().map(Vec::len).sum::<usize>(),
        other => return Err(format!("no peer is called \"{other}\"").into()),
    };
    let (seconds, cpu) = (clock.elapsed().as_secs_f64(), cpu.elapsed().as_secs_f64());
    println!("{}", json!({ "peer": peer, "seconds": seconds, "cpu": cpu, "found": found }));
    Ok(())
}

/// Title and text of every article.
fn read(path: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| article[name].as_str().unwrap_or_default();
        texts.push(format!("{}\n{}", field("title"), field("text")));
    }
    Ok(texts)
}
