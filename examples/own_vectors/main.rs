//! Vectors of your own as one more feature of a pair: `cargo run --release --example own_vectors -- [VECTORS.txt]`
//!
//! Clusters the sample corpus without vectors and with the mean vector of the words of each article, and shows the stories that change.
//! Takes a file of static embeddings in the text format of word2vec, GloVe and fastText; without one a tiny file of ours, which
//! shows how it works and not what good vectors bring.

mod word_vectors;

use std::collections::HashSet;
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;

use samestory::{Article, ArticleVectors, Config, Member, cluster};
use samestory_formats::JsonLines;
use word_vectors::WordVectors;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// What a cosine of 1 adds to the log-odds of a pair. For vectors of your own, `train_model --vectors` finds a weight and a model that
/// goes with it.
const WEIGHT: f64 = 2.0;

/// Changed stories that are shown.
const SHOWN: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let path =
        std::env::args().nth(1).map_or_else(|| PathBuf::from(DATA).join("word_vectors.txt"), PathBuf::from);
    let file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let vectors =
        WordVectors::read(BufReader::new(file)).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{} words, {} dimensions", vectors.len(), vectors.dimensions());
    let articles: Vec<Article> = JsonLines::new(BufReader::new(File::open(format!("{DATA}/sample.jsonl"))?))
        .map(|record| record.map(|record| record.article))
        .collect::<Result<_, _>>()?;

    let plain = Config::default();
    let mut config = plain.clone();
    config.model.own_vectors = WEIGHT;
    // articles of two events are alike too: only what is more than that is to count
    config.model.bias -= WEIGHT * usual_cosine(&articles, &vectors);
    config.vectors = Some(Arc::new(vectors));
    let (before, after) = (cluster(&articles, &plain)?, cluster(&articles, &config)?);

    let known: HashSet<Vec<&str>> = before.iter().map(|story| ids(story.members.iter())).collect();
    let changed: Vec<_> = after.iter().filter(|story| !known.contains(&ids(story.members.iter()))).collect();
    for story in changed.iter().take(SHOWN) {
        println!("\n{}", story.headline());
        story.members.iter().for_each(|member| println!("  {}", member.headline));
    }
    println!(
        "\n{} stories without vectors, {} with, {} of them others",
        before.len(),
        after.len(),
        changed.len()
    );
    Ok(())
}

fn ids<'s>(members: impl Iterator<Item = &'s Member>) -> Vec<&'s str> {
    members.map(|member| member.id.as_str()).collect()
}

/// The mean cosine of articles that have nothing to do with each other: most do not of those that happen to be neighbors.
fn usual_cosine(articles: &[Article], vectors: &WordVectors) -> f64 {
    let unit: Vec<_> = articles
        .iter()
        .filter_map(|article| vectors.vector(article))
        .map(|vector| &vector / vector.dot(&vector).sqrt())
        .collect();
    let cosines = unit.windows(2).map(|pair| f64::from(pair[0].dot(&pair[1])));
    cosines.sum::<f64>() / unit.len().saturating_sub(1).max(1) as f64
}
