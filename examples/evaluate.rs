//! How well are the stories of a labelled corpus found? Batch and stream, with the floors beside them.
//!
//! `cargo run --release --example evaluate [CORPUS.jsonl …]` (default: the sample corpus)

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::time::Instant;

use samestory::evaluation::{Floors, Partition, Scores};
use samestory::formats::JsonLines;
use samestory::{Article, Clusterer, Config, cluster_articles};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl").to_owned());
    }
    println!(
        "set                            mode      articles  gold found  BCubed P     R     F1   floor   NMI   ARI  seconds"
    );
    for path in &paths {
        let (mut articles, mut gold): (Vec<Article>, Vec<String>) = (Vec::new(), Vec::new());
        for record in JsonLines::new(BufReader::new(File::open(path)?)) {
            let record = record?;
            gold.push(record.gold.story.unwrap_or_else(|| format!("alone {}", record.line)));
            articles.push(record.article);
        }
        let gold = Partition::from_labels(&gold);
        let floor = Floors::new(&gold).singletons.bcubed.f1;
        for mode in ["batch", "stream"] {
            let started = Instant::now();
            let found = match mode {
                "batch" => cluster_articles(&articles, &Config::default())?.partition(),
                _ => {
                    let mut clusterer = Clusterer::new(Config::default())?;
                    Partition::from_labels(articles.iter().map(|article| clusterer.insert(article).story))
                }
            };
            let seconds = started.elapsed().as_secs_f64();
            let s = Scores::new(&gold, &found)?;
            let name = path.rsplit('/').next().unwrap_or(path);
            println!(
                "{name:30} {mode:8} {:9} {:5} {:5}      {:.3} {:.3} {:.4}  {floor:.3} {:.3} {:.3} {seconds:8.2}",
                s.articles,
                s.gold_stories,
                s.found_stories,
                s.bcubed.precision,
                s.bcubed.recall,
                s.bcubed.f1,
                s.normalized_mutual_information,
                s.adjusted_rand_index,
            );
        }
    }
    Ok(())
}
