//! Trains the weights of the pair model on labelled corpora, and judges them on stories and corpora they have not seen.
//!
//! `cargo run --release --example train_model -- [--ablate] [--generations N] CORPUS.jsonl [--unjudged] CORPUS.jsonl,CORPUS.jsonl …`
//!
//! Every pair that clustering would look at is an example: do both articles carry the same story label? Each corpus is
//! shown in several [variants], because a model that has only seen full texts fails on headlines. Each argument has the
//! same total weight, however many pairs, variants or files (parted by commas) it stands for. First the likelihood
//! of pairs is maximised: ridge logistic regression by Newton's method on standardised features ([fit]). From there the weights
//! are moved to where the stories are best, for so many generations ([refine]; 0 for the likelihood alone). Deterministic; prints
//! three tables of BCubed F1 at several thresholds (left-out stories, left-out corpora, trained on all) and a `[model]` table for
//! a configuration file.
//!
//! Judged is each corpus, and its densest quarter by itself: the stories around whose articles most is said of other stories, in the
//! same words and near in time. What serves a whole corpus may be much too coarse there.
//!
//! With `--ablate` it prints instead what is lost without each family of features, and without other parts of clustering
//! ([ablate]). Corpora after `--unjudged` are trained on and not judged.

mod ablate;
mod fit;
mod judge;
mod refine;
mod seen;
mod variants;

use std::collections::BTreeMap;
use std::error::Error;

use samestory::PairModel;
use samestory::cluster::Feature;

use fit::fit;
use judge::{Corpus, judge, judge_folds};
use refine::refine;
use seen::Seen;
use variants::Group;

/// Stories are dealt into so many folds.
const FOLDS: u64 = 3;

/// Generations of the search, if nothing is said.
const GENERATIONS: u32 = 20;

const USAGE: &str = "usage: train_model [--ablate] [--generations N] CORPUS.jsonl [--unjudged] CORPUS.jsonl,CORPUS.jsonl …\n\
    at least two arguments with corpora, one of them judged";

fn main() -> Result<(), Box<dyn Error>> {
    let (mut groups, mut ablating, mut judging, mut generations) = (Vec::new(), false, true, GENERATIONS);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--ablate" => ablating = true,
            "--unjudged" => judging = false,
            "--generations" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                generations = number.ok_or_else(|| format!("--generations needs a number\n{USAGE}"))?;
            }
            option if option.starts_with('-') => {
                return Err(format!("unknown option {option}\n{USAGE}").into());
            }
            paths => groups.push(Group::load(paths, judging)?),
        }
    }
    if groups.len() < 2 || groups.iter().all(|group| group.corpora.is_empty()) {
        return Err(USAGE.into());
    }
    let trainer = Trainer { groups: &groups, generations };
    if ablating { ablate::report(&trainer) } else { report(&trainer) }
}

/// All there is to learn from, and how long.
#[derive(Clone, Copy)]
struct Trainer<'a> {
    groups: &'a [Group],
    generations: u32,
}

impl<'a> Trainer<'a> {
    fn train(&self, group_out: Option<usize>, fold_out: Option<u64>, without: &[Feature]) -> PairModel {
        let seen = Seen { all: self.groups, group_out, fold_out, without };
        refine(&fit(&seen), &seen, self.generations)
    }

    /// A model per fold, that has not seen its stories.
    fn without_each_fold(&self, without: &[Feature]) -> Vec<PairModel> {
        (0..FOLDS).map(|fold| self.train(None, Some(fold), without)).collect()
    }

    /// The corpora to be judged, with their group.
    fn judged(&self) -> impl Iterator<Item = (usize, &'a Corpus)> {
        (0..).zip(self.groups).flat_map(|(at, group)| group.corpora.iter().map(move |corpus| (at, corpus)))
    }

    /// The same, each with the model that has not seen its group.
    fn judged_unseen(&self, without: &[Feature]) -> Vec<(&'a Corpus, PairModel)> {
        let mut models = BTreeMap::new();
        let judged = self.judged().map(|(at, corpus)| {
            let model = models.entry(at).or_insert_with(|| self.train(Some(at), None, without));
            (corpus, model.clone())
        });
        judged.collect()
    }
}

fn report(trainer: &Trainer<'_>) -> Result<(), Box<dyn Error>> {
    judge::head("stories left out (3 folds)");
    let models = trainer.without_each_fold(&[]);
    for (_, corpus) in trainer.judged() {
        judge_folds(corpus, &models)?;
    }
    judge::head("corpus left out");
    for (corpus, model) in trainer.judged_unseen(&[]) {
        judge(corpus, &model)?;
    }
    judge::head("trained on all");
    let model = trainer.train(None, None, &[]);
    for (_, corpus) in trainer.judged() {
        judge(corpus, &model)?;
    }
    println!("\n[model]\nbias = {:.3}", model.bias);
    for &feature in Feature::ALL {
        println!("{} = {:.3}", feature.name(), model.weight(feature));
    }
    Ok(())
}
