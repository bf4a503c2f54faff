//! Trains the weights of the pair model on labelled corpora, and judges them on stories and corpora they have not seen.
//!
//! `cargo run --release --example train_model -- [--ablate] CORPUS.jsonl [--unjudged] CORPUS.jsonl,CORPUS.jsonl …`
//!
//! Every pair that clustering would look at is an example: do both articles carry the same story label? Each corpus is
//! shown in several [variants], because a model that has only seen full texts fails on headlines. Each argument has the
//! same total weight, however many pairs, variants or files (parted by commas) it stands for. The fit is a ridge logistic
//! regression by Newton's method on standardised features ([fit]). Deterministic; prints three tables of BCubed F1 at
//! several thresholds (left-out stories, left-out corpora, trained on all) and a `[model]` table for a configuration file.
//!
//! Judged is each corpus, and its densest quarter by itself: the stories whose articles have most likely neighbours in other
//! stories. What serves a whole corpus may be much too coarse there.
//!
//! With `--ablate` it prints instead what is lost without each family of features, and without other parts of clustering
//! ([ablate]). Corpora after `--unjudged` are trained on and not judged.

mod ablate;
mod fit;
mod judge;
mod variants;

use std::error::Error;

use samestory::PairModel;
use samestory::cluster::Feature;

use fit::fit;
use judge::{Corpus, judge, judge_folds};
use variants::Group;

/// Stories are dealt into so many folds.
const FOLDS: u64 = 3;

const USAGE: &str = "usage: train_model [--ablate] CORPUS.jsonl [--unjudged] CORPUS.jsonl,CORPUS.jsonl …\n\
    at least two arguments with corpora, one of them judged";

fn main() -> Result<(), Box<dyn Error>> {
    let (mut groups, mut ablating, mut judging) = (Vec::new(), false, true);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--ablate" => ablating = true,
            "--unjudged" => judging = false,
            option if option.starts_with('-') => {
                return Err(format!("unknown option {option}\n{USAGE}").into());
            }
            paths => groups.push(Group::load(paths, judging)?),
        }
    }
    if groups.len() < 2 || !groups.iter().any(|group| group.judged) {
        return Err(USAGE.into());
    }
    if ablating { ablate::report(&groups) } else { report(&groups) }
}

fn report(groups: &[Group]) -> Result<(), Box<dyn Error>> {
    judge::head("stories left out (3 folds)");
    let models = without_each_fold(groups, &[]);
    for (_, corpus) in judged(groups) {
        judge_folds(corpus, &models)?;
    }
    judge::head("corpus left out");
    for (at, corpus) in judged(groups) {
        judge(corpus, &fit(groups, |other| other != at, |_| true, &[]))?;
    }
    judge::head("trained on all");
    let model = fit(groups, |_| true, |_| true, &[]);
    for (_, corpus) in judged(groups) {
        judge(corpus, &model)?;
    }
    println!("\n[model]\nbias = {:.3}", model.bias);
    for &feature in Feature::ALL {
        println!("{} = {:.3}", feature.name(), model.weight(feature));
    }
    Ok(())
}

/// The corpora to be judged, with their group.
fn judged(groups: &[Group]) -> impl Iterator<Item = (usize, &Corpus)> {
    (0..)
        .zip(groups)
        .filter(|(_, group)| group.judged)
        .flat_map(|(at, group)| group.corpora.iter().map(move |corpus| (at, corpus)))
}

/// A model per fold, that has not seen its stories.
fn without_each_fold(groups: &[Group], without: &[Feature]) -> Vec<PairModel> {
    (0..FOLDS).map(|fold| fit(groups, |_| true, |pair| !pair.is_in(fold), without)).collect()
}
