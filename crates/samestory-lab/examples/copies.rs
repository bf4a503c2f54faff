//! How many copies are found on files, how right that is where labels tell, and what it costs: one JSON line a file.
//!
//! `cargo run --release -p samestory-lab --example copies -- NEWS.jsonl …` (default: the sample corpus)
//!
//! `cpu` is processor seconds of the one thread that works, on Linux, from texts to links. Labels are the fields of the sample
//! corpus: `story`, `copy_of`, `version_of`.
//!
//! - `in_one_story` and `in_two`: found pairs whose articles have one label, and two; `cross_source` ones are copies, the others
//!   versions.
//! - `labelled` copies and versions, how many of them were `found`, and how many with the right `direction`.
//! - `reference`: pairs whose texts have 5-word shingles (lower case) with a Jaccard index of at least .5, as many more
//!   words in common as a shingle has, and at most 30 days between them; `reference_in_one_story` those of one label,
//!   `reference_cross_source` those of them with two sources; each with how many were found.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;

use samestory::ArticleId;
use samestory::copies::CopyConfig;
use samestory::text::{Tokenizer, UnicodeWords};
use samestory::unstable::copies::{CopyFinder, CopyLink};
use samestory_formats::{JsonLines, Record};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push(SAMPLE.to_owned());
    }
    for path in paths {
        // lines that are no articles are left out
        let records: Vec<Record> = JsonLines::new(BufReader::new(File::open(&path)?)).flatten().collect();
        measure(&path, &records)?;
    }
    Ok(())
}

fn measure(path: &str, records: &[Record]) -> Result<(), Box<dyn Error>> {
    let mut finder = CopyFinder::new(CopyConfig::default())?;
    let mut links: Vec<CopyLink> = Vec::new();
    let started = cpu_seconds();
    for (at, record) in records.iter().enumerate() {
        links.extend(finder.insert(ArticleId(at as u32), &record.article).copies);
    }
    let cpu = cpu_seconds() - started;
    let count = |wanted: &dyn Fn(&CopyLink) -> bool| links.iter().filter(|link| wanted(link)).count();
    let story = |id: ArticleId| records[id.index()].gold.story.as_deref();
    let one = |link: &CopyLink| story(link.first).is_some() && story(link.first) == story(link.second);
    let two = |l: &CopyLink| story(l.first).zip(story(l.second)).is_some_and(|(a, b)| a != b);
    let found: HashSet<(usize, usize)> = links.iter().map(|l| (l.first.index(), l.second.index())).collect();
    let (labelled, labelled_found, directed) = labels(records, &links);
    let reference: Vec<(usize, usize)> = reference(records);
    let of = |wanted: &dyn Fn(usize, usize) -> bool| {
        let pairs: Vec<_> = reference.iter().filter(|&&(a, b)| wanted(a, b)).collect();
        [pairs.len(), pairs.iter().filter(|pair| found.contains(pair)).count()]
    };
    let gold = |at: usize| records[at].gold.story.as_deref();
    let same = |a: usize, b: usize| gold(a).is_some() && gold(a) == gold(b);
    let sources = |a: usize, b: usize| records[a].article.source != records[b].article.source;
    let file = path.rsplit('/').next().unwrap_or(path);
    println!(
        "{}",
        serde_json::json!({
            "file": file,
            "articles": records.len(),
            "cpu": (cpu * 1e3).round() / 1e3,
            "articles_per_cpu_second": (records.len() as f64 / cpu).round(),
            "memory_mib": finder.memory_usage() >> 20,
            "pairs": links.len(),
            "in_one_story": { "cross_source": count(&|l| !l.same_source && one(l)), "same_source": count(&|l| l.same_source && one(l)) },
            "in_two": { "cross_source": count(&|l| !l.same_source && two(l)), "same_source": count(&|l| l.same_source && two(l)) },
            "labelled": { "pairs": labelled, "found": labelled_found, "direction": directed },
            "reference": of(&|_, _| true),
            "reference_in_one_story": of(&same),
            "reference_cross_source": of(&|a, b| same(a, b) && sources(a, b)),
        })
    );
    Ok(())
}

/// How many copies and versions are labelled, found, and found with the right direction.
fn labels(records: &[Record], links: &[CopyLink]) -> (usize, usize, usize) {
    let places: BTreeMap<&str, usize> =
        records.iter().enumerate().map(|(at, record)| (record.article.id.as_str(), at)).collect();
    let (mut labelled, mut found, mut directed) = (0, 0, 0);
    for (at, record) in records.iter().enumerate() {
        for of in [&record.gold.copy_of, &record.gold.version_of].into_iter().flatten() {
            let Some(&original) = places.get(of.as_str()) else { continue };
            labelled += 1;
            let ends = [ArticleId(at as u32), ArticleId(original as u32)];
            let link = links.iter().find(|l| ends.contains(&l.first) && ends.contains(&l.second));
            found += usize::from(link.is_some());
            directed += usize::from(link.is_some_and(|l| l.direction.original == Some(ends[1])));
        }
    }
    (labelled, found, directed)
}

/// Pairs with a high Jaccard index of their 5-word shingles, counted exactly.
fn reference(records: &[Record]) -> Vec<(usize, usize)> {
    let shingles: Vec<HashSet<Vec<String>>> = records
        .iter()
        .map(|record| {
            let mut words = Vec::new();
            UnicodeWords.tokenize(&record.article.body, &mut |_, word| words.push(word.to_lowercase()));
            words.windows(5).map(<[String]>::to_vec).collect()
        })
        .collect();
    let mut holders: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, shingles) in shingles.iter().enumerate() {
        shingles.iter().for_each(|shingle| holders.entry(shingle).or_default().push(at));
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for holders in holders.values() {
        for (later, &b) in holders.iter().enumerate() {
            holders[..later].iter().for_each(|&a| *shared.entry((a, b)).or_default() += 1);
        }
    }
    let near = |a: usize, b: usize| {
        let dates = records[a].article.published.zip(records[b].article.published);
        dates.is_none_or(|(a, b)| a.days_to(b) <= CopyConfig::default().window_days)
    };
    let alike = |&(&(a, b), &n): &(&(usize, usize), &usize)| {
        n > 5 && 2 * n >= shingles[a].len() + shingles[b].len() - n && near(a, b)
    };
    let mut pairs: Vec<_> = shared.iter().filter(alike).map(|(&pair, _)| pair).collect();
    pairs.sort_unstable();
    pairs
}

fn cpu_seconds() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
