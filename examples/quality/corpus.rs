//! Labelled corpora, from files.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use samestory::Article;
use samestory::evaluation::Partition;
use samestory::formats::{JsonLines, ReadErrorKind};

use crate::Failure;

/// Bad lines of a file that are named; of more only their number is.
const NAMED: usize = 5;

/// Endings of corpus files.
const ENDINGS: &[&str] = if cfg!(feature = "cli") { &[".jsonl", ".jsonl.gz"] } else { &[".jsonl"] };

pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) articles: Vec<Article>,
    /// The articles with a label, by their place.
    pub(crate) labelled: Vec<usize>,
    /// Their stories.
    pub(crate) gold: Partition,
}

impl Corpus {
    /// None, and a word on the standard error, if no article has a label.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let shown = path.display();
        let (mut articles, mut labelled, mut labels, mut bad) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for record in JsonLines::new(open(path)?) {
            match record {
                Ok(record) => {
                    if let Some(label) = record.gold.story {
                        labelled.push(articles.len());
                        labels.push(label);
                    }
                    articles.push(record.article);
                }
                Err(error) if matches!(error.kind, ReadErrorKind::Io(_)) => {
                    return Err(format!("{shown}: {error}").into());
                }
                Err(error) => {
                    bad += 1;
                    if bad <= NAMED {
                        eprintln!("{shown}: {error}");
                    }
                }
            }
        }
        if bad > 0 {
            eprintln!("{shown}: {bad} bad records left out");
        }
        if labelled.is_empty() {
            eprintln!("{shown}: no labels among {} articles, skipped", articles.len());
            return Ok(None);
        }
        if labelled.len() < articles.len() {
            let without = articles.len() - labelled.len();
            eprintln!("{shown}: {without} of {} articles without a label are not judged", articles.len());
        }
        Ok(Some(Self { name: name(path), articles, labelled, gold: Partition::from_labels(&labels) }))
    }
}

/// The files given, and those of the folders given, in order of their names.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let fail = |error: std::io::Error| format!("{}: {error}", path.display());
        if !fs::metadata(path).map_err(fail)?.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(path).map_err(fail)? {
            let file = entry.map_err(fail)?.path();
            if ENDINGS.iter().any(|ending| file.to_string_lossy().ends_with(ending)) {
                found.push(file);
            }
        }
        if found.is_empty() {
            return Err(format!("{}: no {} in this folder", path.display(), ENDINGS.join(" or ")).into());
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}

/// What a file is called in the table.
pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.trim_end_matches(".gz").trim_end_matches(".jsonl").to_owned()
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(Box::new(BufReader::new(file)));
    }
    #[cfg(feature = "cli")]
    return Ok(Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file))));
    #[cfg(not(feature = "cli"))]
    Err(format!("{}: compressed files need the feature \"cli\"", path.display()).into())
}
