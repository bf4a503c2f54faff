//! How well a model groups a corpus.

use std::error::Error;

use samestory::cluster::Ledger;
use samestory::evaluation::{Contingency, Partition};
use samestory::{Article, Clusterer, Config, PairModel, cluster_articles};

const BATCH: [f64; 5] = [0.27, 0.31, 0.35, 0.39, 0.43];
const STREAM: [f64; 4] = [0.36, 0.4, 0.44, 0.48];

/// A labelled corpus.
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) articles: Vec<Article>,
    pub(crate) gold: Gold,
}

/// The stories that articles belong to.
pub(crate) struct Gold {
    stories: Partition,
    /// By story.
    folds: Vec<u64>,
}

pub(crate) fn head(title: &str) {
    let cuts = |cuts: &[f64]| cuts.iter().map(|cut| format!("{cut:7.2}")).collect::<String>();
    println!(
        "\n{title:40} floor  batch{}   stream{}   (BCubed F1 by threshold)",
        cuts(&BATCH),
        cuts(&STREAM)
    );
}

/// Prints the scores of a model.
pub(crate) fn judge(corpus: &Corpus, model: &PairModel) -> Result<(), Box<dyn Error>> {
    line(corpus, |config, stream| bcubed(corpus, model, config, stream))
}

/// Prints the scores of models that each have not seen the stories of one fold.
pub(crate) fn judge_folds(corpus: &Corpus, models: &[PairModel]) -> Result<(), Box<dyn Error>> {
    line(corpus, |config, stream| bcubed_of_folds(corpus, models, config, stream))
}

/// BCubed F1 of a model.
pub(crate) fn bcubed(
    corpus: &Corpus,
    model: &PairModel,
    config: &Config,
    stream: bool,
) -> Result<f64, Box<dyn Error>> {
    let found = cluster(corpus, Config { model: model.clone(), ..config.clone() }, stream)?;
    Ok(f1(corpus.gold.bcubed(&found, |_| true)))
}

/// BCubed F1 of models that each have not seen the stories of one fold: each is asked about these.
pub(crate) fn bcubed_of_folds(
    corpus: &Corpus,
    models: &[PairModel],
    config: &Config,
    stream: bool,
) -> Result<f64, Box<dyn Error>> {
    let mut sums = [0.0; 3];
    for (fold, model) in (0..).zip(models) {
        let found = cluster(corpus, Config { model: model.clone(), ..config.clone() }, stream)?;
        let part = corpus.gold.bcubed(&found, |of| of == fold);
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    Ok(f1(sums))
}

fn line(
    corpus: &Corpus,
    score: impl Fn(&Config, bool) -> Result<f64, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let alone = Partition::singletons(corpus.articles.len());
    let floor = f1(corpus.gold.bcubed(&alone, |_| true));
    let mut line = format!("{:40} {floor:.3}       ", corpus.name);
    for cut in BATCH {
        line += &format!("  {:.3}", score(&Config { batch_threshold: cut, ..Config::default() }, false)?);
    }
    line += "         ";
    for cut in STREAM {
        line += &format!("  {:.3}", score(&Config { stream_threshold: cut, ..Config::default() }, true)?);
    }
    println!("{line}");
    Ok(())
}

fn cluster(corpus: &Corpus, config: Config, stream: bool) -> Result<Partition, Box<dyn Error>> {
    if !stream {
        return Ok(cluster_articles(&corpus.articles, &config)?.partition());
    }
    let (mut clusterer, mut ledger) = (Clusterer::new(config)?, Ledger::default());
    corpus.articles.iter().for_each(|article| ledger.record(&clusterer.insert(article)));
    Ok(ledger.partition())
}

impl Gold {
    pub(crate) fn new(labels: &[&str], fold: impl Fn(&str) -> u64) -> Self {
        let stories = Partition::from_labels(labels);
        let folds = stories.clusters().iter().map(|articles| fold(labels[articles[0] as usize])).collect();
        Self { stories, folds }
    }

    pub(crate) fn articles(&self) -> usize {
        self.stories.len()
    }

    /// BCubed precision and recall summed over the articles of some folds, and how many these are.
    pub(crate) fn bcubed(&self, found: &Partition, asked: impl Fn(u64) -> bool) -> [f64; 3] {
        let table = Contingency::new(&self.stories, found).expect("a label per article");
        let mut sums = [0.0; 3];
        for cell in table.cells().iter().filter(|cell| asked(self.folds[cell.gold as usize])) {
            let count = f64::from(cell.count);
            sums[0] += count * count / f64::from(table.found_size(cell));
            sums[1] += count * count / f64::from(table.gold_size(cell));
            sums[2] += count;
        }
        sums
    }
}

/// F1 of such sums; of no articles, 1.
pub(crate) fn f1([precision, recall, articles]: [f64; 3]) -> f64 {
    if articles == 0.0 { 1.0 } else { 2.0 * precision * recall / (precision + recall) / articles }
}
