//! What every stage costs on a file: one JSON line per stage.
//!
//! `cargo run --release --example stages -- [NEWS.jsonl] [--threads N] [--stage NAME]… [--matrix FILE] [--window N]…`
//!
//! Without a file the sample corpus, without `--threads` one thread, without `--stage` all stages: read, words, count,
//! weigh, vectors (count and weigh in one), pairs-0.3, pairs-0.5, nearest, batch, stream. With `--matrix` (see `matrix.rs`)
//! pairs and nearest are found among its rows. `--window N` streams with always N articles live (see `window.rs`).
//!
//! `cpu` is processor seconds of all threads, `seconds` the clock, `cores` how many cores that makes; rates are per
//! processor second, MB are 10⁶ bytes of title and text. What a stage needs from earlier ones is made before its clock
//! starts. `peak_mb` is the most memory the process held during the stage and `grown_mb` how much of it the stage added
//! (both Linux only).

mod arguments;
mod inputs;
mod matrix;
mod meter;
mod stream;
mod window;

use std::error::Error;

use samestory::index::{SimilarPair, all_pairs, nearest};
use samestory::terms::{Analyzer, Lexicon};
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::unstable::terms::count_terms;
use samestory::{Config, cluster};
use samestory_lab::threads;

use arguments::{Arguments, Stage};
use inputs::{Inputs, read, weigh_fields};
use meter::{Meter, measure};

/// How many neighbours of an article are asked for.
const NEAREST: usize = 10;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    threads::on(arguments.threads, || run(&arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let meter = Meter { threads: arguments.threads };
    if arguments.stages.contains(&Stage::Read) {
        let (read, cost) = measure(|| read(&arguments.path));
        let articles = read?;
        meter.report("read", inputs::size(&articles), articles.len(), cost);
    }
    let inputs = Inputs::new(arguments);
    for &stage in &arguments.stages {
        run_stage(stage, &inputs, &meter)?;
    }
    for &live in &arguments.windows {
        window::report(inputs.articles()?, live);
    }
    Ok(())
}

fn run_stage(stage: Stage, inputs: &Inputs<'_>, meter: &Meter) -> Result<(), Failure> {
    let name = stage.name();
    match stage {
        Stage::Read => {}
        Stage::Words => {
            let articles = inputs.articles()?;
            let (words, cost) = measure(|| {
                let mut words = 0;
                for article in articles {
                    UnicodeWords.tokenize(&article.title, &mut |_, _| words += 1);
                    UnicodeWords.tokenize(&article.body, &mut |_, _| words += 1);
                }
                words
            });
            meter.report(name, inputs::size(articles), words, cost);
        }
        Stage::Count => {
            let articles = inputs.articles()?;
            let count = || count_terms(&Analyzer::default(), articles, &mut Lexicon::new());
            let (counts, cost) = measure(count);
            meter.report(name, inputs::size(articles), counts.len(), cost);
        }
        Stage::Weigh => {
            let (articles, counts) = (inputs.articles()?, inputs.counts()?);
            let (weights, cost) = measure(|| weigh_fields(counts));
            meter.report(name, inputs::size(articles), inputs::weights(&weights), cost);
        }
        Stage::Vectors => {
            let articles = inputs.articles()?;
            let (vectors, cost) =
                measure(|| weigh_fields(&count_terms(&Analyzer::default(), articles, &mut Lexicon::new())));
            meter.report(name, inputs::size(articles), inputs::weights(&vectors), cost);
        }
        Stage::Pairs(threshold) => {
            let vectors = inputs.vectors()?;
            let (pairs, cost) = measure(|| all_pairs(vectors, threshold));
            meter.report_pairs(name, inputs.vectors_size()?, pairs.len(), key(&pairs, vectors.len()), cost);
        }
        Stage::Nearest => {
            let vectors = inputs.vectors()?;
            let (found, cost) = measure(|| nearest(vectors, NEAREST));
            meter.report(name, inputs.vectors_size()?, found.iter().map(Vec::len).sum(), cost);
        }
        Stage::Batch => {
            let articles = inputs.articles()?;
            let (stories, cost) = measure(|| cluster(articles, &Config::default()));
            meter.report(name, inputs::size(articles), stories?.len(), cost);
        }
        Stage::Stream => stream::report(inputs.articles()?, meter)?,
    }
    Ok(())
}

/// A number that tells whether two programs found the same pairs, whatever the order: Σ (a · rows + b)², modulo 2⁶⁴.
fn key(pairs: &[SimilarPair], rows: usize) -> u64 {
    let number = |pair: &SimilarPair| (pair.a.index() * rows + pair.b.index()) as u64;
    pairs.iter().map(number).fold(0, |sum, number| sum.wrapping_add(number.wrapping_mul(number)))
}
