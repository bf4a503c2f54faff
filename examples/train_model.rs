//! Trains the weights of the pair model on labelled corpora, and judges them on corpora they have not seen.
//!
//! `cargo run --release --example train_model -- CORPUS.jsonl CORPUS.jsonl …`
//!
//! Every pair that clustering would look at is an example: do both articles carry the same story label? Each corpus has
//! the same total weight, however many pairs it has. The fit is a ridge logistic regression by Newton's method (iteratively
//! reweighted least squares) on standardised features. Deterministic; prints a `[model]` table for a configuration file.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use ndarray::{Array1, Array2, Axis};
use samestory::cluster::{Feature, candidate_pairs};
use samestory::evaluation::{Partition, Scores};
use samestory::formats::JsonLines;
use samestory::{Article, Clusterer, Config, PairModel, cluster_articles};

const RIDGE: f64 = 1e-4;

struct Corpus {
    name: String,
    articles: Vec<Article>,
    gold: Partition,
    features: Array2<f64>,
    same: Array1<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut corpora = Vec::new();
    for path in std::env::args().skip(1) {
        corpora.push(load(&path)?);
    }
    if corpora.len() < 2 {
        return Err("usage: train_model CORPUS.jsonl CORPUS.jsonl …".into());
    }
    let cuts = |name: &str| {
        println!("{name:32} BCubed F1 at batch thresholds | at stream thresholds (default: 0.26 and 0.45)")
    };
    cuts("left out");
    for (at, unseen) in corpora.iter().enumerate() {
        let others: Vec<&Corpus> =
            corpora.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, c)| c).collect();
        judge(unseen, fit(&others)?)?;
    }
    cuts("trained on all");
    let model = fit(&corpora.iter().collect::<Vec<_>>())?;
    for corpus in &corpora {
        judge(corpus, model.clone())?;
    }
    println!("\n[model]\nbias = {:.3}", model.bias);
    for &feature in Feature::ALL {
        println!("{} = {:.3}", feature.name(), model.weight(feature));
    }
    Ok(())
}

fn load(path: &str) -> Result<Corpus, Box<dyn Error>> {
    let (mut articles, mut labels) = (Vec::new(), Vec::new());
    for record in JsonLines::new(BufReader::new(File::open(path)?)) {
        let record = record?;
        labels.push(record.gold.story.unwrap_or_else(|| format!("alone {}", record.line)));
        articles.push(record.article);
    }
    let gold = Partition::from_labels(&labels);
    let pairs = candidate_pairs(&articles, &Config::default())?;
    let mut features = Array2::zeros((pairs.len(), Feature::COUNT));
    for (mut row, pair) in features.rows_mut().into_iter().zip(&pairs) {
        row.iter_mut().zip(pair.features.values()).for_each(|(to, &from)| *to = f64::from(from));
    }
    let same = pairs.iter().map(|p| f64::from(u8::from(gold.together(p.a.index(), p.b.index())))).collect();
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    eprintln!("{name}: {} articles, {} pairs", articles.len(), pairs.len());
    Ok(Corpus { name, articles, gold, features, same })
}

fn judge(corpus: &Corpus, model: PairModel) -> Result<(), Box<dyn Error>> {
    let mut line = format!("{:32}", corpus.name);
    for cut in [0.2, 0.23, 0.26, 0.29, 0.32] {
        let config = Config { model: model.clone(), batch_threshold: cut, ..Config::default() };
        let found = cluster_articles(&corpus.articles, &config)?.partition();
        line += &format!(" {:.4}@{cut}", Scores::new(&corpus.gold, &found)?.bcubed.f1);
    }
    line += "  |";
    for cut in [0.4, 0.45, 0.5] {
        let config = Config { model: model.clone(), stream_threshold: cut, ..Config::default() };
        let mut clusterer = Clusterer::new(config)?;
        let found = Partition::from_labels(corpus.articles.iter().map(|a| clusterer.insert(a).story));
        line += &format!(" {:.4}@{cut}", Scores::new(&corpus.gold, &found)?.bcubed.f1);
    }
    println!("{line}");
    Ok(())
}

/// Maximises Σ weight · log-likelihood − ridge.
fn fit(corpora: &[&Corpus]) -> Result<PairModel, Box<dyn Error>> {
    let columns = Feature::COUNT;
    let views: Vec<_> = corpora.iter().map(|c| c.features.view()).collect();
    let features = ndarray::concatenate(Axis(0), &views)?;
    let same: Array1<f64> = corpora.iter().flat_map(|c| c.same.iter().copied()).collect();
    let weights: Array1<f64> = corpora
        .iter()
        .flat_map(|c| std::iter::repeat_n(1.0 / (c.same.len() * corpora.len()) as f64, c.same.len()))
        .collect();
    let mean = features.t().dot(&weights);
    let centred = &features - &mean;
    let spread = centred.mapv(|x| x * x).t().dot(&weights).mapv(|v| v.sqrt() + 1e-9);
    let ones = Array2::ones((features.nrows(), 1));
    let x = ndarray::concatenate(Axis(1), &[(&centred / &spread).view(), ones.view()])?;
    let mut beta = Array1::<f64>::zeros(columns + 1);
    for _ in 0..25 {
        let p = x.dot(&beta).mapv(|z| 1.0 / (1.0 + (-z).exp()));
        let mut gradient = x.t().dot(&(&weights * &(&same - &p)));
        let curvature = &weights * &p.mapv(|p| (p * (1.0 - p)).max(1e-6));
        let mut hessian = x.t().dot(&(&x * &curvature.insert_axis(Axis(1))));
        for j in 0..columns {
            gradient[j] -= RIDGE * beta[j];
            hessian[(j, j)] += RIDGE;
        }
        let step = solve(hessian, gradient);
        beta += &step;
        if step.iter().all(|s| s.abs() < 1e-6) {
            break;
        }
    }
    let weight = |feature: Feature| beta[feature as usize] / spread[feature as usize];
    let bias = beta[columns] - Feature::ALL.iter().map(|&f| weight(f) * mean[f as usize]).sum::<f64>();
    Ok(PairModel {
        bias,
        lead: weight(Feature::Lead),
        names: weight(Feature::Names),
        numbers: weight(Feature::Numbers),
        root_all: weight(Feature::RootAll),
        dated: weight(Feature::Dated),
        log_gap: weight(Feature::LogGap),
        fresh_all: weight(Feature::FreshAll),
        dated_all: weight(Feature::DatedAll),
        length: weight(Feature::Length),
        length_root_all: weight(Feature::LengthRootAll),
    })
}

/// Solves a symmetric positive definite system by Gaussian elimination.
fn solve(mut a: Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    let n = b.len();
    for i in 0..n {
        for j in i + 1..n {
            let factor = a[(j, i)] / a[(i, i)];
            for k in i..n {
                a[(j, k)] -= factor * a[(i, k)];
            }
            b[j] -= factor * b[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| a[(i, k)] * b[k]).sum();
        b[i] = (b[i] - known) / a[(i, i)];
    }
    b
}
