//! From which similarity on are stories of one saga? Sagas at several bars, judged by labels and to be read.
//!
//! ```text
//! cargo run --release -p samestory-lab --example sagas -- CORPUS.jsonl… [--list BAR] [--topics]
//! ```
//!
//! For each file and bar: BCubed P, R and F1 of articles together in a saga (or in a story that is in none), against the labels. The
//! floors are those of the stories alone and of single articles. Labels of sets of events are finer than sagas: there P says how often
//! other events are taken in, and labels of claims and topics are as coarse. With `--topics` a label ends at "_": "12_ecb" is of "12". At the
//! end, for each set the bar that is best for the mean F1 of the others.
//!
//! `--list BAR` lists sagas, with the headlines of their stories, to be read by a person.

use samestory::{Config, Partition, Stories};
use samestory_digest::{Digester, Saga};
use samestory_evaluation::{Contingency, bcubed};
use samestory_lab::Failure;
use samestory_lab::corpora::{Corpus, sets};

const BARS: [f64; 11] = [0.15, 0.2, 0.22, 0.25, 0.27, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5];

fn main() -> Result<(), Failure> {
    let (mut paths, mut listed, mut topics) = (Vec::new(), None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => listed = Some(arguments.next().ok_or("--list takes a bar")?.parse::<f64>()?),
            "--topics" => topics = true,
            _ => paths.push((String::from("sets"), argument.into())),
        }
    }
    let mut table: Vec<(String, Vec<f64>)> = Vec::new();
    for set in sets(&paths, None)? {
        let corpus = Corpus::read(&set)?;
        let config = Config::default();
        let stories = samestory::cluster(&corpus.articles, &config)?;
        let digester = Digester::new(&corpus.articles, &stories, &config)?;
        if let Some(bar) = listed {
            digester.sagas_at(bar).iter().for_each(list);
            continue;
        }
        let gold = if topics { coarse(&set.path)? } else { corpus.gold.clone() };
        let judge = |found: &Partition| -> Result<[f64; 3], Failure> {
            let score = bcubed(&Contingency::new(&gold, &found.select(&corpus.labelled))?);
            Ok([score.precision, score.recall, score.f1])
        };
        let [.., singles] = judge(&Partition::singletons(corpus.articles.len()))?;
        let [p, r, f1] = judge(&stories.partition())?;
        println!(
            "{}: {} stories; single articles F1 {singles:.3}; stories P {p:.3} R {r:.3} F1 {f1:.3}",
            corpus.name,
            stories.len()
        );
        let mut row = Vec::new();
        for bar in BARS {
            let sagas = digester.sagas_at(bar);
            let [p, r, f1] = judge(&partition(&stories, &sagas))?;
            let largest = sagas.iter().map(|saga| saga.stories.len()).max().unwrap_or(0);
            println!(
                "  {bar:.2}: {:4} sagas, largest {largest:3}; P {p:.3} R {r:.3} F1 {f1:.3}",
                sagas.len()
            );
            row.push(f1);
        }
        table.push((corpus.name, row));
    }
    for (left_out, row) in &table {
        let mean = |at: usize| {
            table.iter().filter(|(name, _)| name != left_out).map(|(_, row)| row[at]).sum::<f64>()
        };
        let best = (0..BARS.len()).rev().max_by(|&a, &b| mean(a).total_cmp(&mean(b))).unwrap_or_default();
        println!("without {left_out}: {:.2} is best, F1 {:.3} on it", BARS[best], row[best]);
    }
    Ok(())
}

/// The articles of a saga have one label.
fn partition(stories: &Stories, sagas: &[Saga]) -> Partition {
    let saga_of = |story| sagas.iter().position(|saga| saga.stories.iter().any(|one| one.story == story));
    Partition::from_labels(stories.labels().iter().map(|&story| match saga_of(story) {
        Some(saga) => (saga, None),
        None => (usize::MAX, Some(story)),
    }))
}

/// The labels of a file up to the mark that sets subtopics apart.
fn coarse(path: &std::path::Path) -> Result<Partition, Failure> {
    let mut labels = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let label = record["story"].as_str().unwrap_or_default();
        labels.push(label.split('_').next().unwrap_or_default().to_owned());
    }
    Ok(Partition::from_labels(labels))
}

fn list(saga: &Saga) {
    println!("--- {:.2}, {} articles", saga.cohesion, saga.articles);
    for story in &saga.stories {
        let date = story.first_published.map(|published| published.to_string());
        let date: String = date.unwrap_or_default().chars().take(10).collect();
        println!("  {date:10} {:3} {:5} {}", story.articles, story.story, story.headline);
    }
}
