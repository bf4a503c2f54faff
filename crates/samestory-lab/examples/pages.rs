//! How many saved pages are read right, by set: text, title, date and author.
//!
//! `cargo run --release -p samestory-lab --example pages -- [--found FOUND.jsonl] GOLD.json …` (default: the pages written for this project)
//!
//! With `--found` what another program made of the pages is judged: a line for each, with `page`, `title`, `text`, `date` and `author`
//! (`benches/peers/pages.py` writes such lines). A file of gold is an array of objects with the `page`, a path beside the file, and what is known of it: its `text`, or `prefix` (how the text
//! begins), or `with` and `without` (pieces that are asked for, and forbidden); `title`, `date`, `author`; and `set`, the name of a set.
//!
//! - **Text** is right if .9 of the gold words are in it and .8 of its words are gold, as bags of words; a character of a script without
//!   spaces is a word. A prefix is right if .9 of its words are in the text, which begins with it but for 600 letters. Of pieces all are asked
//!   for, and none forbidden. Recall and precision are means over the pages: of words, or of pieces.
//! - **Titles** have the same words in the same order, **dates** the same day, **authors** the same words in any order.
//!
//! The last column is pages a second of one thread, of this reader.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cpu_time::ProcessTime;
use samestory_formats::read_page;
use serde::Deserialize;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../samestory-formats/tests/pages/gold.json");

/// Words of a byline that are no part of a name.
const JOINING: [&str; 12] = ["by", "von", "par", "por", "and", "und", "et", "y", "di", "da", "of", "de"];

/// So many letters may stand before a prefix.
const BEFORE_PREFIX: usize = 600;

/// So many letters of a prefix are looked for.
const LETTERS_OF_PREFIX: usize = 25;

/// What is known of a page.
#[derive(Deserialize)]
struct Gold {
    page: PathBuf,
    #[serde(default)]
    set: String,
    text: Option<String>,
    prefix: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    author: Author,
}

/// What is found in a page.
#[derive(Deserialize)]
struct Found {
    page: PathBuf,
    title: String,
    text: String,
    date: Option<String>,
    author: Author,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Author {
    One(String),
    Several(Vec<String>),
}

impl Default for Author {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Author {
    /// The words of the names.
    fn words(&self) -> HashSet<String> {
        let names = match self {
            Self::One(name) => name.clone(),
            Self::Several(names) => names.join("; "),
        };
        words(&names).filter(|word| !JOINING.contains(&word.as_str())).collect()
    }
}

/// How many are right, of how many.
#[derive(Default)]
struct Count {
    right: usize,
    of: usize,
}

impl Count {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{} of {}", self.right, self.of))
    }
}

#[derive(Default)]
struct Row {
    text: Count,
    title: Count,
    date: Count,
    author: Count,
    recall: f64,
    precision: f64,
    read: usize,
    time: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let mut others: Option<HashMap<PathBuf, Found>> = None;
    if files.first().is_some_and(|first| first == "--found") {
        let file = files.get(1).ok_or("--found needs a file")?;
        let lines = fs::read_to_string(file)?;
        let found = lines.lines().map(serde_json::from_str::<Found>).collect::<Result<Vec<_>, _>>();
        let found = found.map_err(|error| format!("{file}: {error}"))?;
        others = Some(found.into_iter().map(|found| (found.page.clone(), found)).collect());
        files.drain(..2);
    }
    if files.is_empty() {
        files.push(OWN.to_owned());
    }
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for file in &files {
        let folder = Path::new(file).parent().unwrap_or(Path::new("."));
        let gold: Vec<Gold> =
            serde_json::from_slice(&fs::read(file)?).map_err(|error| format!("{file}: {error}"))?;
        for gold in gold {
            let row = rows.entry(gold.set.clone()).or_default();
            match &others {
                Some(others) => {
                    let found = others.get(&gold.page);
                    judge(found.ok_or_else(|| format!("{} is not found", gold.page.display()))?, &gold, row);
                }
                None => judge(&read(folder, &gold.page, row)?, &gold, row),
            }
        }
    }
    println!(
        "{:12} {:>12} {:>7} {:>9} {:>12} {:>12} {:>12} {:>7}",
        "set", "text", "recall", "precision", "title", "date", "author", "pages/s"
    );
    for (set, row) in &rows {
        let mean = |sum: f64| sum / row.text.of.max(1) as f64;
        let speed = match row.read {
            0 => "-".to_owned(),
            read => format!("{:.0}", read as f64 / row.time.as_secs_f64()),
        };
        println!(
            "{set:12} {:>12} {:>7.3} {:>9.3} {:>12} {:>12} {:>12} {speed:>7}",
            row.text,
            mean(row.recall),
            mean(row.precision),
            row.title,
            row.date,
            row.author
        );
    }
    Ok(())
}

/// Reads a page, and adds the time that it takes.
fn read(folder: &Path, page: &Path, row: &mut Row) -> Result<Found, String> {
    let path = folder.join(page);
    let path = if path.is_file() { path } else { path.with_extension("html") };
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let begun = ProcessTime::now();
    let record = read_page(&bytes, &path.to_string_lossy());
    row.time += begun.elapsed();
    row.read += 1;
    let (title, text, date) = (record.title, record.text, record.published);
    Ok(Found { page: page.to_owned(), title, text, date, author: Author::Several(record.authors) })
}

/// Adds a page to the row of its set.
fn judge(page: &Found, gold: &Gold, row: &mut Row) {
    if let Some((is_right, recall, precision)) = text(&page.text, gold) {
        row.text.add(is_right);
        row.recall += recall;
        row.precision += precision;
    }
    if !gold.title.is_empty() {
        row.title.add(words(&page.title).eq(words(&gold.title)));
    }
    if !gold.date.is_empty() {
        let day = |date: &str| date.chars().take(10).collect::<String>();
        row.date.add(day(page.date.as_deref().unwrap_or_default()) == day(&gold.date));
    }
    let names = gold.author.words();
    if !names.is_empty() {
        row.author.add(page.author.words() == names);
    }
}

/// Whether a text is right, its recall and its precision; none if nothing is known.
fn text(found: &str, gold: &Gold) -> Option<(bool, f64, f64)> {
    if let Some(gold) = &gold.text {
        let (recall, precision) = overlap(found, gold);
        return Some((recall >= 0.9 && precision >= 0.8, recall, precision));
    }
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let text: String = letters(found);
    if let Some(prefix) = gold.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
        let (recall, _) = overlap(found, prefix);
        let begin: String = letters(prefix);
        let begin: String = begin.chars().take(LETTERS_OF_PREFIX).collect();
        let is_near = text.find(&begin).is_some_and(|at| text[..at].chars().count() <= BEFORE_PREFIX);
        return Some((recall >= 0.9 && is_near, recall, 1.0));
    }
    if gold.with.is_empty() && gold.without.is_empty() {
        return None;
    }
    let there =
        |pieces: &[String]| pieces.iter().filter(|piece| text.contains(&letters(piece) as &String)).count();
    let (with, without) = (there(&gold.with), there(&gold.without));
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let missing = gold.with.len() - with;
    let (recall, precision) =
        (1.0 - share(missing, gold.with.len()), 1.0 - share(without, gold.without.len()));
    Some((missing == 0 && without == 0, recall, precision))
}

/// Recall and precision of a text as a bag of words.
fn overlap(found: &str, gold: &str) -> (f64, f64) {
    let bag = |text: &str| {
        let mut bag: HashMap<String, usize> = HashMap::new();
        words(text).flat_map(parts).for_each(|word| *bag.entry(word).or_default() += 1);
        bag
    };
    let (found, gold) = (bag(found), bag(gold));
    let common: usize = gold.iter().map(|(word, count)| *count.min(found.get(word).unwrap_or(&0))).sum();
    let share = |of: &HashMap<String, usize>| common as f64 / of.values().sum::<usize>().max(1) as f64;
    (share(&gold), share(&found))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The characters of a word in a script without spaces; any other word itself.
fn parts(word: String) -> Vec<String> {
    let is_unspaced = |c: char| {
        matches!(c, '\u{e00}'..='\u{e7f}' | '\u{1000}'..='\u{109f}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
    };
    if word.contains(is_unspaced) { word.chars().map(String::from).collect() } else { vec![word] }
}
