//! Corpora, from files.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use samestory::{Article, Partition};
use samestory_formats::{JsonLines, ReadErrorKind, ReadLimits, decoded};

use super::sets::Set;
use crate::Failure;
use crate::noise::{Noisy, hash};

/// Bad lines of a file that are named; of more only their number is.
const NAMED: usize = 5;

/// The articles of a set, with its labels.
#[derive(Clone)]
pub struct Corpus {
    /// The kind of input.
    pub kind: String,
    /// What the set is called in the tables.
    pub name: String,
    /// In the order of the file.
    pub articles: Vec<Article>,
    /// The articles of the corpus itself, by their place: all, but for those that noise adds.
    pub own: Vec<usize>,
    /// Those of its own that have a label, by their place among its own.
    pub labelled: Vec<usize>,
    /// Their stories.
    pub gold: Partition,
}

impl Corpus {
    /// Reads a set. Bad lines are named on stderr and left out.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn read(set: &Set) -> Result<Self, Failure> {
        let path = set.path.as_path();
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
        if !labelled.is_empty() && labelled.len() < articles.len() {
            let without = articles.len() - labelled.len();
            eprintln!("{shown}: {without} of {} articles without a label are not judged", articles.len());
        }
        let (own, gold) = ((0..articles.len()).collect(), Partition::from_labels(&labels));
        Ok(Self { kind: set.kind.clone(), name: set.name(), articles, own, labelled, gold })
    }

    /// The same with the articles of a variant of noise.
    pub fn with_noise(&self, noisy: Noisy) -> Self {
        Self {
            kind: self.kind.clone(),
            name: self.name.clone(),
            articles: noisy.articles,
            own: noisy.own,
            labelled: self.labelled.clone(),
            gold: self.gold.clone(),
        }
    }

    /// At most so many articles: whole stories, in the order of hashes of their first ids; an article without a label counts
    /// as a story.
    pub fn sampled(self, most: usize) -> Self {
        if self.articles.len() <= most {
            return self;
        }
        let mut stories: Vec<Vec<usize>> = vec![Vec::new(); self.gold.cluster_count()];
        let mut label_of = vec![None; self.articles.len()];
        for (&at, &label) in self.labelled.iter().zip(self.gold.labels()) {
            stories[label as usize].push(at);
            label_of[at] = Some(label);
        }
        stories.extend((0..self.articles.len()).filter(|&at| label_of[at].is_none()).map(|at| vec![at]));
        stories.sort_by_cached_key(|story| (hash(&self.articles[story[0]].id, 8), story[0]));
        let mut kept = Vec::new();
        for story in stories {
            if kept.len() + story.len() <= most {
                kept.extend(story);
            }
        }
        kept.sort_unstable();
        let labels: Vec<Option<u32>> = kept.iter().map(|&at| label_of[at]).collect();
        Self {
            kind: self.kind,
            name: self.name,
            articles: kept.iter().map(|&at| self.articles[at].clone()).collect(),
            own: (0..kept.len()).collect(),
            labelled: (0..kept.len()).filter(|&at| labels[at].is_some()).collect(),
            gold: Partition::from_labels(labels.iter().flatten()),
        }
    }
}

fn open(path: &Path) -> Result<impl BufRead, Failure> {
    let fail = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(fail)?;
    Ok(BufReader::new(decoded(file, ReadLimits::default().max_expansion).map_err(fail)?))
}
