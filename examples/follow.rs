//! Follows a file of articles as a stream and prints each story that is told by several, with who wrote and who reprinted it:
//! `cargo run --release --example follow -- data/sample.jsonl`

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::{Clusterer, Config, StoryHistory};
use samestory_formats::JsonLines;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "data/sample.jsonl".to_owned());
    let mut clusterer = Clusterer::new(Config::default())?;
    let mut history = StoryHistory::default();
    for record in JsonLines::new(BufReader::new(File::open(file)?)) {
        match record {
            Ok(record) => history.record(clusterer.insert(&record.article)),
            // a bad line costs itself only
            Err(error) => eprintln!("{error}"),
        }
    }
    for story in history.stories().iter().filter(|story| story.len() > 1) {
        println!("{} ({} independent origins)", story.headline(), story.independent_origins());
        for member in &story.members {
            let from = member.copy_of.as_ref().or(member.version_of.as_ref());
            let from = from.map_or_else(String::new, |id| format!(" of {id}"));
            let (source, role) =
                (member.source.as_deref().unwrap_or("?"), member.role.map_or("", |role| role.name()));
            println!("  {source}: {role}{from}");
        }
    }
    Ok(())
}
