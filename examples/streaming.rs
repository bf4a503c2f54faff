//! Articles one by one, with a reason for every decision: `cargo run --release --example streaming`

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::{Clusterer, Config, Outcome};
use samestory_formats::JsonLines;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let mut clusterer = Clusterer::new(Config::default())?;
    for record in JsonLines::new(BufReader::new(File::open(SAMPLE)?)) {
        let article = record?.article;
        let assignment = clusterer.insert(&article);
        match (&assignment.outcome, &assignment.evidence) {
            (Outcome::Joined, Some(evidence)) => {
                // what spoke for it most
                let contributions = clusterer.config().model.contributions(&evidence.features);
                let strongest =
                    contributions.max_by(|a, b| a.1.total_cmp(&b.1)).map_or("", |(f, _)| f.name());
                println!(
                    "{:34} joins {:4} at {:.2}, nearest {} ({strongest})",
                    article.id, assignment.story, evidence.story_score, evidence.nearest
                );
            }
            (Outcome::CopyOf(of), _) => println!("{:34} copies {of}, in {}", article.id, assignment.story),
            (Outcome::NewVersionOf(of), _) => {
                println!("{:34} is a new version of {of}, in {}", article.id, assignment.story);
            }
            (Outcome::Unchanged(of), _) => println!("{:34} is {of} again", article.id),
            _ => println!("{:34} begins {}", article.id, assignment.story),
        }
    }
    println!("{} live articles, {} KiB", clusterer.live_articles(), clusterer.memory_usage().total() / 1024);
    Ok(())
}
