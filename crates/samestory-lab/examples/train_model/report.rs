//! The tables: how good the model is on what it has seen and on what it has not, and the model itself.

use rayon::prelude::*;
use samestory::PairModel;
use samestory::cluster::Feature;

use crate::Failure;
use crate::judge::{floor, judge};
use crate::trainer::{Unseen, means, models};
use crate::training_set::TrainingSet;

/// Prints BCubed F1 by set and the means by kind: the floor, then a batch and a stream for each model. Gives the model trained on
/// all.
pub(crate) fn report(sets: &[TrainingSet], fast: bool) -> Result<PairModel, Failure> {
    let unseen = Unseen::reported(fast);
    let models = unseen.iter().map(|&unseen| models(sets, unseen, &[])).collect::<Result<Vec<_>, _>>()?;
    let rows = sets
        .par_iter()
        .enumerate()
        .map(|(at, set)| {
            let mut row = vec![floor(&set.corpus)?];
            for models in &models {
                row.extend(judge(set, &models[at], fast)?);
            }
            Ok(row)
        })
        .collect::<Result<Vec<_>, Failure>>()?;

    let modes: &[&str] = if fast { &["batch"] } else { &["batch", "stream"] };
    let heads =
        unseen.iter().flat_map(|unseen| modes.iter().map(|mode| format!("{}: {mode}", unseen.name())));
    println!("BCubed F1 at the default thresholds\n");
    head(["kind", "set"], std::iter::once("floor".to_owned()).chain(heads));
    for (set, row) in sets.iter().zip(&rows) {
        line([&set.kind, &set.corpus.name], row.iter().map(|f1| format!("{f1:.3}")));
    }
    for (kind, row) in means(sets, &rows) {
        line([kind, "mean"], row.iter().map(|f1| format!("{f1:.3}")));
    }
    let [of_all, ..] = models.as_slice() else { return Err("no model was asked for".into()) };
    Ok(of_all[0].clone())
}

/// Prints a model as a table of a configuration file, and as the fields of its `Default` in Rust.
pub(crate) fn print_model(model: &PairModel) {
    // −0 is 0
    let rounded = |weight: f64| (weight * 1e3).round() / 1e3 + 0.0;
    let weights = || {
        let of_features = Feature::ALL.iter().map(|&feature| (feature.name(), model.weight(feature)));
        std::iter::once(("bias", model.bias)).chain(of_features).map(|(name, weight)| (name, rounded(weight)))
    };
    println!("\n[model]");
    // a whole number keeps its point
    weights().for_each(|(name, weight)| println!("{name} = {weight:?}"));
    println!();
    weights().for_each(|(name, weight)| println!("            {name}: {weight:?},"));
}

/// Prints the head of a table in Markdown.
pub(crate) fn head<const N: usize>(names: [&str; N], columns: impl Iterator<Item = String>) {
    let columns: Vec<String> = columns.collect();
    line(names, columns.iter().cloned());
    line(["---"; N], columns.iter().map(|_| "--:".to_owned()));
}

/// Prints a line of it.
pub(crate) fn line<const N: usize>(names: [&str; N], columns: impl Iterator<Item = String>) {
    let cells: Vec<String> = names.iter().map(|&name| name.to_owned()).chain(columns).collect();
    println!("| {} |", cells.join(" | "));
}
