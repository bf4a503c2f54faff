//! Trains the weights of the pair model on labelled corpora, and judges them on stories and corpora they have not seen.
//!
//! `cargo run --release --example train_model -- CORPUS.jsonl CORPUS.jsonl,CORPUS.jsonl …`
//!
//! Every pair that clustering would look at is an example: do both articles carry the same story label? Each corpus is
//! shown in several [variants], because a model that has only seen full texts fails on headlines. Each argument has the
//! same total weight, however many pairs, variants or files (parted by commas) it stands for. The fit is a ridge logistic
//! regression by Newton's method on standardised features ([fit]). Deterministic; prints three tables of BCubed F1 at
//! several thresholds (left-out stories, left-out corpora, trained on all) and a `[model]` table for a configuration file.

mod fit;
mod judge;
mod variants;

use std::error::Error;

use samestory::cluster::Feature;

use fit::fit;
use judge::{Corpus, judge, judge_folds};
use variants::Group;

/// Stories are dealt into so many folds.
const FOLDS: u64 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut groups = Vec::new();
    for argument in std::env::args().skip(1) {
        groups.push(Group::load(&argument)?);
    }
    if groups.len() < 2 {
        return Err("usage: train_model CORPUS.jsonl CORPUS.jsonl,CORPUS.jsonl …".into());
    }
    let corpora: Vec<(usize, &Corpus)> = (0..)
        .zip(&groups)
        .flat_map(|(at, group)| group.corpora.iter().map(move |corpus| (at, corpus)))
        .collect();

    judge::head("stories left out (3 folds)");
    let models: Vec<_> = (0..FOLDS).map(|fold| fit(&groups, |_| true, |p| !p.is_in(fold))).collect();
    for (_, corpus) in &corpora {
        judge_folds(corpus, &models)?;
    }
    judge::head("corpus left out");
    for &(at, corpus) in &corpora {
        judge(corpus, fit(&groups, |other| other != at, |_| true))?;
    }
    judge::head("trained on all");
    let model = fit(&groups, |_| true, |_| true);
    for (_, corpus) in &corpora {
        judge(corpus, model.clone())?;
    }
    println!("\n[model]\nbias = {:.3}", model.bias);
    for &feature in Feature::ALL {
        println!("{} = {:.3}", feature.name(), model.weight(feature));
    }
    Ok(())
}
