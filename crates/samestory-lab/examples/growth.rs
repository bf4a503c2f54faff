//! How processor time and memory grow with the number of articles: one JSON line for each number and mode, and the exponents
//! between them. Articles are invented ([`SyntheticNews`]), the same number a day however many they are.
//!
//! `cargo run --release -p samestory-lab --example growth -- --help` lists the options.

use std::fs;
use std::process::Command;

use cpu_time::ProcessTime;
use samestory::{Article, Clusterer, Config, cluster};
use samestory_lab::synthetic::SyntheticNews;
use samestory_lab::{Failure, threads};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Articles that a stream is given at once.
const BLOCK: usize = 2048;

const SEED: u64 = 1;

#[derive(Default, Clone)]
struct Arguments {
    articles: Vec<usize>,
    modes: Vec<String>,
    per_day: u32,
    copies: bool,
    identical: bool,
    live: Option<usize>,
    tenths: bool,
    /// To measure here, and not in processes of their own.
    here: bool,
}

/// What one number of articles took.
#[derive(Serialize, Deserialize)]
struct Line {
    mode: String,
    articles: usize,
    cpu: f64,
    us_per_article: f64,
    peak_mb: f64,
    stories: usize,
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
    if std::env::args().skip(1).any(|argument| ["--help", "-h"].contains(&argument.as_str())) {
        println!("{HELP}");
        return Ok(());
    }
    let arguments = parse()?;
    if arguments.here {
        return threads::on(1, || {
            let line = measure(&arguments.modes[0], arguments.articles[0], &arguments)?;
            println!("{}", serde_json::to_string(&line)?);
            Ok(())
        });
    }
    for mode in &arguments.modes {
        let mut before: Option<Line> = None;
        for &articles in &arguments.articles {
            let line = measure_apart(mode, articles)?;
            println!("{}", serde_json::to_string(&line)?);
            if let Some(before) = before.filter(|before| before.articles < articles) {
                let times = articles as f64 / before.articles as f64;
                let exponent =
                    |now: f64, then: f64| ((now / then).ln() / times.ln() * 1000.0).round() / 1000.0;
                let exponents = json!({
                    "mode": mode,
                    "from": before.articles,
                    "to": articles,
                    "exponent_of_cpu": exponent(line.cpu, before.cpu),
                    "exponent_of_memory": exponent(line.peak_mb, before.peak_mb),
                });
                println!("{exponents}");
            }
            before = Some(line);
        }
    }
    Ok(())
}

fn parse() -> Result<Arguments, Failure> {
    let mut arguments = Arguments { per_day: 2_000, ..Arguments::default() };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--articles" => arguments.articles.push(value()?.parse()?),
            "--mode" => arguments.modes.push(value()?),
            "--per-day" => arguments.per_day = value()?.parse()?,
            "--copies" => arguments.copies = true,
            "--identical" => arguments.identical = true,
            "--live" => arguments.live = Some(value()?.parse()?),
            "--tenths" => arguments.tenths = true,
            "--here" => arguments.here = true,
            other => return Err(format!("unknown: {other}").into()),
        }
    }
    if arguments.articles.is_empty() {
        arguments.articles = vec![20_000, 100_000, 400_000];
    }
    if arguments.modes.is_empty() {
        arguments.modes = vec!["batch".to_owned(), "stream".to_owned()];
    }
    if let Some(mode) = arguments.modes.iter().find(|mode| !["batch", "stream"].contains(&mode.as_str())) {
        return Err(format!("--mode {mode}: batch or stream").into());
    }
    Ok(arguments)
}

/// Measures in a process of its own, with the same arguments otherwise.
fn measure_apart(mode: &str, articles: usize) -> Result<Line, Failure> {
    let mut others = Vec::new();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        if ["--articles", "--mode"].contains(&argument.as_str()) {
            given.next();
        } else {
            others.push(argument);
        }
    }
    let output = Command::new(std::env::current_exe()?)
        .args(others)
        .args(["--here", "--mode", mode, "--articles", &articles.to_string()])
        .stderr(std::process::Stdio::inherit())
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let (tenths, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    if !tenths.is_empty() {
        println!("{tenths}");
    }
    Ok(serde_json::from_str(last).map_err(|error| format!("{mode} of {articles}: {error}"))?)
}

fn measure(mode: &str, articles: usize, arguments: &Arguments) -> Result<Line, Failure> {
    let mut config = Config { find_copies: arguments.copies, ..Config::default() };
    if let Some(live) = arguments.live {
        (config.min_live, config.max_live) = (live, live);
    }
    let mut news = news(arguments).take(articles);
    let (mut cpu, stories, peak_mb);
    if mode == "batch" {
        let articles: Vec<Article> = news.collect();
        let before = memory_mb("VmRSS:");
        let clock = ProcessTime::now();
        let found = cluster(&articles, &config)?;
        cpu = clock.elapsed().as_secs_f64();
        (stories, peak_mb) = (found.len(), memory_mb("VmHWM:") - before);
    } else {
        let mut clusterer = Clusterer::new(config)?;
        let (mut taken, tenth) = (0, articles.div_ceil(10));
        cpu = 0.0;
        let mut cpu_before = 0.0;
        loop {
            let block: Vec<Article> = news.by_ref().take(BLOCK.min(tenth - taken % tenth)).collect();
            if block.is_empty() {
                break;
            }
            taken += block.len();
            let (clock, mut block) = (ProcessTime::now(), Some(block));
            clusterer.insert_blocks(|| Ok::<_, Failure>(block.take().unwrap_or_default()), |_| {})?;
            cpu += clock.elapsed().as_secs_f64();
            if arguments.tenths && taken.is_multiple_of(tenth) {
                let usage = clusterer.memory_usage();
                let line = json!({
                    "articles": taken,
                    "live": clusterer.live_articles(),
                    "cpu": rounded(cpu - cpu_before),
                    "memory_mb": memory_mb("VmRSS:"),
                    "accounted_mb": rounded(usage.total() as f64 / 1e6),
                    "of_terms": rounded(usage.terms as f64 / 1e6),
                    "of_index": rounded(usage.index as f64 / 1e6),
                    "of_articles": rounded(usage.articles as f64 / 1e6),
                    "of_stories": rounded(usage.stories as f64 / 1e6),
                    "of_copies": rounded(usage.copies as f64 / 1e6),
                    "terms": clusterer.lexicon().vocabulary().len(),
                });
                println!("{line}");
                cpu_before = cpu;
            }
        }
        (stories, peak_mb) = (clusterer.live_stories(), memory_mb("VmHWM:"));
    }
    let us_per_article = rounded(cpu / articles as f64 * 1e6);
    Ok(Line {
        mode: mode.to_owned(),
        articles,
        cpu: rounded(cpu),
        us_per_article,
        peak_mb: rounded(peak_mb),
        stories,
    })
}

fn news(arguments: &Arguments) -> Box<dyn Iterator<Item = Article>> {
    let news = SyntheticNews::new(SEED, arguments.per_day);
    if !arguments.identical {
        return Box::new(news);
    }
    let mut text = None;
    Box::new(news.enumerate().map(move |(at, article)| {
        let text: &Article = text.get_or_insert_with(|| article.clone());
        let mut printed = text.clone();
        (printed.id, printed.published) = (article.id, article.published);
        printed.source = Some(format!("Outlet {}", at % 3_000));
        printed
    }))
}

/// A line of the process's status, in MB; 0 where there is none.
fn memory_mb(line: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let rest = status.lines().find_map(|l| l.strip_prefix(line)).unwrap_or_default();
    let kib: f64 = rest.trim().trim_end_matches("kB").trim().parse().unwrap_or_default();
    rounded(kib * 1024.0 / 1e6)
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
