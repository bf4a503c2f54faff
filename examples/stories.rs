//! Groups the sample corpus into stories and shows who reported each: `cargo run --release --example stories`
//!
//! Shows the ten largest; give a word to see the stories that mention it in a headline (`-- Gaza`).

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::formats::JsonLines;
use samestory::{Article, Config, Story, cluster_articles};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().nth(1);
    let articles: Vec<Article> = JsonLines::new(BufReader::new(File::open(SAMPLE)?))
        .map(|record| record.map(|r| r.article))
        .collect::<Result<_, _>>()?;
    let clustering = cluster_articles(&articles, &Config::default())?;

    let mut stories: Vec<&Story> = clustering.stories().iter().collect();
    stories.sort_by_key(|story| (std::cmp::Reverse(story.articles.len()), story.id));
    let mut shown = 0;
    for story in &stories {
        let mut members: Vec<&Article> = story.articles.iter().map(|a| &articles[a.index()]).collect();
        members.sort_by_key(|article| article.published.map(|p| p.seconds()));
        let mentioned = |word: &String| members.iter().any(|a| a.title.contains(word.as_str()));
        if wanted.as_ref().map_or(members.len() > 1 && shown < 10, mentioned) {
            shown += 1;
            show(&members);
        }
    }
    let alone = stories.iter().filter(|story| story.articles.len() == 1).count();
    println!("{} articles, {} stories, {alone} of them told by one article", articles.len(), stories.len());
    Ok(())
}

fn show(members: &[&Article]) {
    println!("{}  ({} articles)", members[0].title, members.len());
    for article in members {
        let when = article.published.map(|p| p.to_string()).unwrap_or_default();
        println!("  {when:20}  {:22}  {}", article.source.as_deref().unwrap_or("?"), article.title);
    }
    println!();
}
