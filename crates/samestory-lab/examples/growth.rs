//! How processor time and memory grow with the number of articles: one JSON line for each number and mode, and the exponents
//! between them. Articles are invented, the same number a day however many they are; [`growth`] says how they are measured.
//!
//! `cargo run --release -p samestory-lab --example growth -- --help` lists the options.

use std::mem;

use samestory_lab::Failure;
use samestory_lab::growth::{self, Case, Line, Mode};

struct Arguments {
    articles: Vec<usize>,
    modes: Vec<Mode>,
    /// What all cases have in common.
    case: Case,
}

const HELP: &str = "\
How processor time and memory grow with the number of articles: a JSON line for each number and mode, and the exponents between them.

Usage: growth [OPTIONS]

  --articles N    Articles to measure with; may be repeated [default: 20000 100000 400000]
  --mode MODE     batch or stream; may be repeated [default: both]
  --per-day N     Articles a day [default: 2000]
  --copies        Find copies and origins too
  --identical     Print one text under 3,000 sources
  --live N        Give a stream a window of N articles
  --tenths        Tell the memory of a stream after each tenth, measured and by its own account
  --help          Print this

Articles are invented from a fixed seed. Each number is measured in a process of its own with one thread: cpu is processor seconds
without those that inventing the articles took, peak_mb the most memory held, the articles of a batch not among it.";

fn main() -> Result<(), Failure> {
    if growth::measure_for_parent()? {
        return Ok(());
    }
    if std::env::args().skip(1).any(|argument| ["--help", "-h"].contains(&argument.as_str())) {
        println!("{HELP}");
        return Ok(());
    }
    let given = parse()?;
    for &mode in &given.modes {
        let mut before: Option<Line> = None;
        for &articles in &given.articles {
            let mut line = Case { mode, articles, ..given.case.clone() }.measure()?;
            for tenth in mem::take(&mut line.tenths) {
                println!("{}", serde_json::to_string(&tenth)?);
            }
            println!("{}", serde_json::to_string(&line)?);
            if let Some(growth) = before.and_then(|before| line.growth_since(&before)) {
                println!("{}", serde_json::to_string(&growth)?);
            }
            before = Some(line);
        }
    }
    Ok(())
}

fn parse() -> Result<Arguments, Failure> {
    let (mut articles, mut modes, mut case) = (Vec::new(), Vec::new(), Case::new(Mode::Batch, 0));
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--articles" => articles.push(value()?.parse()?),
            "--mode" => {
                let mode = value()?;
                modes.push(mode.parse().map_err(|wanted| format!("--mode {mode}: {wanted}"))?);
            }
            "--per-day" => case.per_day = value()?.parse()?,
            "--copies" => case.copies = true,
            "--identical" => case.identical = true,
            "--live" => case.live = Some(value()?.parse()?),
            "--tenths" => case.tenths = true,
            other => return Err(format!("unknown: {other}").into()),
        }
    }
    if articles.is_empty() {
        articles = vec![20_000, 100_000, 400_000];
    }
    if modes.is_empty() {
        modes = vec![Mode::Batch, Mode::Stream];
    }
    Ok(Arguments { articles, modes, case })
}
