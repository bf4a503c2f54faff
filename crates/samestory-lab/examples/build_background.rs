//! Builds a table of how common terms are, from one or more collections of JSON lines.
//!
//! `cargo run --release --example build_background -- MIN_RATE OUT.tsv [--language TAG] [--one-of-a-story] COLLECTION.jsonl …`
//!
//! With `--language` only the articles of that language count, declared or told by their text. With `--one-of-a-story` the first
//! article of each story counts: what makes news on one day is not common for that, and copies say nothing twice.
//! `/dev/stdin` is a collection too, so that files can be put together.
//!
//! `data/README.md` says how the built-in tables were made. Only counts are kept, no text.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Write};

use samestory::terms::{Analyzer, Lexicon};
use samestory::unstable::terms::{FieldCounts, analyze};
use samestory::unstable::text::{LanguageCode, TextLanguage};
use samestory::weights::Background;
use samestory::{Article, Config, cluster};
use samestory_formats::JsonLines;

/// Stories of a single day are told apart best by a fine grain.
const GRANULARITY: f64 = 5.0;

#[derive(Default)]
struct Arguments {
    language: Option<LanguageCode>,
    one_of_a_story: bool,
    /// Least rate, output, collections.
    plain: Vec<String>,
}

impl Arguments {
    fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut arguments = Self::default();
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--language" => {
                    let tag = given.next().ok_or("--language needs a tag")?;
                    arguments.language = Some(LanguageCode::from_tag(&tag));
                }
                "--one-of-a-story" => arguments.one_of_a_story = true,
                _ => arguments.plain.push(argument),
            }
        }
        Ok(arguments)
    }

    fn collection(&self, path: &str) -> Result<Vec<Article>, Box<dyn Error>> {
        let records = JsonLines::new(BufReader::new(File::open(path)?)).flatten();
        let mut articles: Vec<Article> = records.map(|record| record.article).collect();
        if let Some(wanted) = self.language {
            articles.retain(|Article { language, title, body, .. }| {
                TextLanguage::of(language.as_deref(), title, body).code() == wanted
            });
        }
        if self.one_of_a_story {
            let config = Config { granularity: GRANULARITY, ..Config::default() };
            let stories = cluster(&articles, &config)?;
            let mut seen = HashSet::new();
            let mut is_first = stories.labels().iter().map(|&story| seen.insert(story));
            articles.retain(|_| is_first.next() == Some(true));
        }
        Ok(articles)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let [min_rate, out, collections @ ..] = arguments.plain.as_slice() else {
        return Err("usage: build_background MIN_RATE OUT.tsv [--language TAG] [--one-of-a-story] \
                    COLLECTION.jsonl …"
            .into());
    };
    let mut counted = Vec::new();
    for path in collections {
        let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
        let articles = arguments.collection(path)?;
        let mut counts = Vec::new();
        for article in &articles {
            let analysis = analyze(&analyzer, article, &mut lexicon);
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
        println!("{path}: {} articles, {} terms", articles.len(), terms.len());
        counted.push((articles.len() as u64, terms));
    }
    let table = Background::from_counts(&counted, min_rate.parse()?);
    let mut file = File::create(out)?;
    writeln!(file, "# term, articles per million that hold it; mean over {} collections", counted.len())?;
    writeln!(file, "# terms in at least {min_rate} of articles")?;
    table.write(&mut file)?;
    println!("{out}: {} terms", table.len());
    Ok(())
}
