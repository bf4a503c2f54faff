//! What every stage costs on a file: one JSON line per stage.
//!
//! `cargo run --release --example stages -- NEWS.jsonl [THREADS]` (default: the sample corpus, one thread)
//!
//! `cpu` is processor seconds of the calling thread, so it means something with one thread and on Linux; `seconds` is the
//! clock. `peak_mib` is the most memory the process held up to the end of the stage.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::time::Instant;

use samestory::formats::JsonLines;
use samestory::index::{all_pairs, nearest};
use samestory::terms::{Analyzer, Field, FieldCounts, Lexicon, count_terms};
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::weights::{DocumentFrequencies, FieldVectors, SparseVector, Weighting};
use samestory::{Article, Clusterer, Config, cluster_articles};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| SAMPLE.to_owned());
    let threads: usize = arguments.next().map_or(Ok(1), |n| n.parse())?;
    #[cfg(feature = "parallel")]
    return rayon::ThreadPoolBuilder::new().num_threads(threads).build()?.install(|| run(&path, threads));
    #[cfg(not(feature = "parallel"))]
    run(&path, threads)
}

fn run(path: &str, threads: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
    let articles: Vec<Article> = stage("read JSON lines", threads, 0, 0, || {
        let file = File::open(path).map(BufReader::new);
        file.map(|file| JsonLines::new(file).flatten().map(|r| r.article).collect::<Vec<_>>())
    })?;
    let bytes: usize = articles.iter().map(|a| a.title.len() + a.body.len()).sum();
    let count = articles.len();
    let stage = |name: &str, work: &mut dyn FnMut() -> usize| stage(name, threads, count, bytes, work);

    stage("words", &mut || {
        let mut words = 0;
        for article in &articles {
            UnicodeWords.tokenize(&article.title, &mut |_, _| words += 1);
            UnicodeWords.tokenize(&article.body, &mut |_, _| words += 1);
        }
        words
    });
    let mut counts = Vec::new();
    stage("articles to counted terms", &mut || {
        counts = count_terms(&Analyzer::default(), &articles, &mut Lexicon::new());
        counts.len()
    });
    let mut df = DocumentFrequencies::new();
    stage("TF-IDF vectors of all fields", &mut || {
        counts.iter().for_each(|c| df.add(c.distinct_terms(), 1.0));
        let vectors = FieldVectors::of_all(&counts, &Field::ALL, &Weighting::default(), &df);
        vectors.iter().map(|v| v.field(Field::All).len()).sum()
    });
    let weigh = |c: &FieldCounts| Weighting::default().weigh(c.field(Field::All), &df);
    let vectors: Vec<SparseVector> = counts.iter().map(weigh).collect();
    drop(counts);
    for threshold in [0.3, 0.5] {
        stage(&format!("all pairs of at least {threshold}"), &mut || all_pairs(&vectors, threshold).len());
    }
    stage("top 10 of every article", &mut || nearest(&vectors, 10).iter().map(Vec::len).sum());
    drop(vectors);
    let config = Config::default();
    stage("articles to stories, batch", &mut || {
        cluster_articles(&articles, &config).map_or(0, |clustering| clustering.stories().len())
    });
    let mut latencies: Vec<f64> = Vec::with_capacity(count);
    stage("articles to stories, stream", &mut || {
        let mut clusterer = Clusterer::new(config.clone()).expect("the default is valid");
        for article in &articles {
            let started = Instant::now();
            clusterer.insert(article);
            latencies.push(started.elapsed().as_secs_f64());
        }
        clusterer.live_articles()
    });
    latencies.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize] * 1e6;
    println!(
        "{{\"stage\":\"stream latency\",\"p50_us\":{:.0},\"p99_us\":{:.0},\"max_us\":{:.0}}}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    Ok(())
}

/// Runs a stage and prints what it cost. `articles` and `bytes` are what went in.
fn stage<R: Found>(
    name: &str,
    threads: usize,
    articles: usize,
    bytes: usize,
    mut work: impl FnMut() -> R,
) -> R {
    let (clock, cpu) = (Instant::now(), cpu_seconds());
    let found = work();
    let (seconds, cpu) = (clock.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!(
        "{{\"stage\":\"{name}\",\"threads\":{threads},\"seconds\":{seconds:.3},\"cpu\":{cpu:.3},\"articles_per_s\":{:.0},\"mb_per_s\":{:.1},\"found\":{},\"peak_mib\":{}}}",
        articles as f64 / seconds,
        bytes as f64 / seconds / 1e6,
        found.count(),
        peak_mib(),
    );
    found
}

/// What a stage found, as a number.
trait Found {
    fn count(&self) -> usize;
}

impl Found for usize {
    fn count(&self) -> usize {
        *self
    }
}

impl<T> Found for std::io::Result<Vec<T>> {
    fn count(&self) -> usize {
        self.as_ref().map_or(0, Vec::len)
    }
}

fn cpu_seconds() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
