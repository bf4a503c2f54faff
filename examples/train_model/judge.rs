//! How well a model groups a corpus.

use std::error::Error;

use samestory::cluster::Ledger;
use samestory::evaluation::{Partition, Scores};
use samestory::{Article, Clusterer, Config, PairModel, cluster_articles};

const BATCH: [f64; 5] = [0.27, 0.31, 0.35, 0.39, 0.43];
const STREAM: [f64; 4] = [0.36, 0.4, 0.44, 0.48];

/// A labelled corpus.
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) articles: Vec<Article>,
    pub(crate) gold: Partition,
    /// By article, the fold of its story.
    pub(crate) folds: Vec<u64>,
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
    Ok(Scores::new(&corpus.gold, &found)?.bcubed.f1)
}

/// BCubed F1 of models that each have not seen the stories of one fold: each is asked about these.
pub(crate) fn bcubed_of_folds(
    corpus: &Corpus,
    models: &[PairModel],
    config: &Config,
    stream: bool,
) -> Result<f64, Box<dyn Error>> {
    let (mut precision, mut recall) = (0.0, 0.0);
    for (fold, model) in (0..).zip(models) {
        let found = cluster(corpus, Config { model: model.clone(), ..config.clone() }, stream)?;
        let (p, r) = bcubed_of_fold(corpus, &found, fold);
        precision += p;
        recall += r;
    }
    Ok(2.0 * precision * recall / (precision + recall))
}

fn line(
    corpus: &Corpus,
    score: impl Fn(&Config, bool) -> Result<f64, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let alone = Partition::from_labels(0..corpus.articles.len());
    let mut line = format!("{:40} {:.3}       ", corpus.name, Scores::new(&corpus.gold, &alone)?.bcubed.f1);
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

/// The part of BCubed precision and recall that the articles of one fold contribute.
fn bcubed_of_fold(corpus: &Corpus, found: &Partition, fold: u64) -> (f64, f64) {
    let articles = corpus.articles.len();
    let mut counts = std::collections::HashMap::<(u32, u32), f64>::new();
    let (mut gold_size, mut found_size) = (vec![0.0; articles], vec![0.0; articles]);
    let labels = || corpus.gold.labels().iter().copied().zip(found.labels().iter().copied());
    for (gold, found) in labels() {
        *counts.entry((gold, found)).or_default() += 1.0;
        gold_size[gold as usize] += 1.0;
        found_size[found as usize] += 1.0;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((gold, found), _) in labels().zip(&corpus.folds).filter(|&(_, &of)| of == fold) {
        precision += counts[&(gold, found)] / found_size[found as usize];
        recall += counts[&(gold, found)] / gold_size[gold as usize];
    }
    (precision / articles as f64, recall / articles as f64)
}
