//! How well are the stories of labelled corpora found? One table, corpus × mode, with one configuration for all.
//!
//! `cargo run --release --example quality -- [FOLDER or CORPUS.jsonl]… [--record FILE.csv] [--threads N] [--config FILE.toml]`
//!
//! Without a path the sample corpus, without `--threads` one thread. Of a folder all `.jsonl` files are read; with the feature
//! `cli` also `.jsonl.gz`, and `--config` takes a configuration file. Files without a "story" label are named and skipped.
//! Articles without one are clustered with the others and not judged.
//!
//! The floor is the BCubed F1 of leaving every article alone. P, R and F1 are BCubed, with the 95 % interval of F1 (gold
//! stories resampled); pair F1 is that of pairs of articles; NMI is I / √(H·H). `cpu s` is processor seconds of all threads
//! from articles to stories. `--record` appends the same figures, and the intervals of all three, to a CSV file, with the
//! date, the version and what of the configuration is not the default.

mod arguments;
mod corpus;
mod judgement;
mod record;
mod table;
#[path = "../threads/mod.rs"]
mod threads;

use std::error::Error;

use arguments::Arguments;
use corpus::Corpus;
use judgement::{Judgement, Mode};
use record::Record;
use table::Table;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    threads::on(arguments.threads, || run(&arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = arguments.config()?;
    let mut record = match &arguments.record {
        Some(path) => Some(Record::open(path, &config, arguments.threads)?),
        None => None,
    };
    let files = corpus::files(&arguments.paths)?;
    let table = Table::new(files.iter().map(|file| corpus::name(file)));
    let mut judged = Vec::new();
    for file in &files {
        let Some(corpus) = Corpus::read(file)? else { continue };
        for mode in Mode::ALL {
            let judgement = Judgement::new(&corpus, mode, &config)?;
            table.row(&corpus.name, &judgement);
            if let Some(record) = &mut record {
                record.write(&corpus.name, &judgement)?;
            }
            judged.push(judgement);
        }
    }
    if judged.is_empty() {
        return Err("no file with labels was found".into());
    }
    table.means(&judged);
    Ok(())
}
