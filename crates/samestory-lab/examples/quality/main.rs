//! How well are the stories of corpora found? One table by kind, set × mode, with one configuration for all.
//!
//! ```text
//! cargo run --release --example quality -- [--kind NAME] [FOLDER or CORPUS.jsonl]… [--kind NAME …]
//!     [--sets FILE.tsv] [--mode batch|stream] [--noise] [--largest N] [--record FILE.csv] [--threads N] [--config FILE.toml]
//! ```
//!
//! Without a path the sample corpus, without `--threads` one thread. Of a folder all `.jsonl` and
//! `.jsonl.gz` files are read; `--config` takes a configuration file. A file is of the `--kind` named last before it. With
//! `--sets` the kinds come from a list, and the paths are folders that hold its files: `--sets crates/samestory-lab/sets.tsv FOLDER`
//! judges the public development sets. Articles without a "story" label are clustered with the others and not judged; of a
//! file without labels only the largest story and the share of articles in stories of two or more are printed.
//!
//! The floor is the BCubed F1 of leaving every article alone, the bar that of plain TF-IDF and average linkage with the best cut
//! for the set (`bar.rs`): it is chosen by the labels, so no method. P, R and F1 are BCubed, with the 95 % interval of F1 (gold
//! stories resampled); `shared` is the share of articles in stories of two or more; pair F1 is that of pairs of articles; NMI is
//! I / √(H·H). `cpu s` is processor seconds of all threads from articles to stories. In the means every set counts the same.
//!
//! `--largest N` lists the N largest stories of every set and mode with some headlines, to be read by a person.
//!
//! `--noise` prints another table instead: every set with each variant of noise (`src/noise`), its F1 and what that loses
//! against the clean set, and the share of the set's own articles whose story the noise changed; then the mean of each variant
//! over the sets of each kind. A set of more than 3,000 articles is sampled by story first. Sets without labels are left out.
//!
//! `--record` appends the same figures, and the intervals of all three, to a CSV file, with the date, the version, the commit and
//! what of the configuration is not the default.

mod arguments;
mod bar;
mod judgement;
mod largest;
mod loss;
mod record;
mod table;

use std::error::Error;

use arguments::Arguments;
use corpora::{Corpus, Set};
use judgement::Judgement;
use record::{About, Record};
use samestory::Config;
use samestory_lab::{corpora, noise, threads};
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
    let sets = corpora::sets(&arguments.paths, arguments.sets.as_deref())?;
    match arguments.noise {
        true => loss::judge(&sets, &arguments.modes, &config, &mut record),
        false => by_kind(arguments, &sets, &config, &mut record),
    }
}

/// The table by kind, and after it the largest stories.
fn by_kind(
    arguments: &Arguments,
    sets: &[Set],
    config: &Config,
    record: &mut Option<Record>,
) -> Result<(), Failure> {
    let names: Vec<String> = sets.iter().map(Set::name).collect();
    let mut table = Table::new(sets.iter().zip(&names).map(|(set, name)| [set.kind.as_str(), name]));
    let mut to_read = Vec::new();
    for of_kind in sets.chunk_by(|a, b| a.kind == b.kind) {
        for set in of_kind {
            let corpus = Corpus::read(set)?;
            let bar = bar::tuned_bar(&corpus);
            for &mode in &arguments.modes {
                let judgement = Judgement::new(&corpus, mode, config)?;
                table.row(&corpus, bar, &judgement);
                if let Some(record) = record {
                    record.write(&corpus, &judgement, &About { bar, ..About::default() })?;
                }
                if arguments.largest > 0 {
                    to_read.push(largest::listed(&corpus, &judgement, arguments.largest));
                }
            }
        }
        table.means(&of_kind[0].kind);
    }
    table.end();
    to_read.iter().for_each(|stories| print!("{stories}"));
    Ok(())
}
