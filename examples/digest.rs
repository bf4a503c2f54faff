//! Shows one story of the sample corpus as an editor reads it: `cargo run --release --example digest`
//!
//! Give the id of an article to see its story (`-- bbc-sandy-cuba-deaths`).

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, ErrorKind};

use samestory::{Article, Config, cluster};
use samestory_digest::Digester;
use samestory_formats::JsonLines;
use samestory_report::{Palette, digest::write_text};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().nth(1).unwrap_or_else(|| "wapo-algiers".to_owned());
    let articles: Vec<Article> = JsonLines::new(BufReader::new(File::open(SAMPLE)?))
        .map(|record| record.map(|r| r.article))
        .collect::<Result<_, _>>()?;
    let config = Config::default();
    let stories = cluster(&articles, &config)?;
    let story = stories.story_of(&wanted).ok_or("no article has this id")?;

    // the other stories tell what sets this one apart
    let digester = Digester::new(&articles, &stories, &config)?;
    let digest = digester.digest(story.id).ok_or("the story is one of these")?;
    match write_text(&mut std::io::stdout(), &digest, 100, Palette::new(false)) {
        // who reads has seen enough
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
