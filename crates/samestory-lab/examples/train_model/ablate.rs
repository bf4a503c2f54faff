//! What is lost without each feature, and without those of related names: the same training and judging, each time with some
//! left out.

use std::collections::BTreeMap;

use rayon::prelude::*;
use samestory::cluster::Feature;

use crate::Failure;
use crate::judge::judge;
use crate::report::{head, line};
use crate::trainer::{Unseen, means, models};
use crate::training_set::TrainingSet;

/// Prints mean BCubed F1 by kind, the set left out, and what it is above or below that of all features.
pub(crate) fn report(sets: &[TrainingSet], fast: bool) -> Result<(), Failure> {
    let whole = scores(sets, &[], fast)?;
    let modes: &[&str] = if fast { &["batch"] } else { &["batch", "stream"] };
    let columns = whole.iter().flat_map(|(kind, _)| modes.iter().map(move |mode| format!("{kind}: {mode}")));
    println!("Mean BCubed F1 by kind, set left out\n");
    head(["without"], columns);
    let figures = |scores: &[(&str, Vec<f64>)]| -> Vec<f64> {
        scores.iter().flat_map(|(_, row)| row.iter().copied()).collect()
    };
    let whole = figures(&whole);
    line(["nothing"], whole.iter().map(|f1| format!("{f1:.3}")));
    for (name, features) in parts() {
        let left = figures(&scores(sets, &features, fast)?);
        let cell = |(left, whole): (&f64, &f64)| {
            // of the figures as they are printed: no −0
            let [left, whole] = [left, whole].map(|f1| (f1 * 1e3).round() / 1e3);
            format!("{left:.3} ({:+.3})", left - whole)
        };
        line([&name], left.iter().zip(&whole).map(cell));
    }
    Ok(())
}

/// Every feature, and the features that have a word of their names in common: one of them alone is replaced by the others.
fn parts() -> Vec<(String, Vec<Feature>)> {
    let mut parts: Vec<_> =
        Feature::ALL.iter().map(|&feature| (feature.name().to_owned(), vec![feature])).collect();
    let mut related = BTreeMap::<&str, Vec<Feature>>::new();
    for &feature in Feature::ALL {
        for word in feature.name().split('_') {
            related.entry(word.trim_end_matches('s')).or_default().push(feature);
        }
    }
    for (word, features) in related.into_iter().filter(|(_, features)| features.len() > 1) {
        let names: Vec<&str> = features.iter().map(|feature| feature.name()).collect();
        parts.push((format!("{word} ({})", names.join(", ")), features));
    }
    parts
}

fn scores<'a>(
    sets: &'a [TrainingSet],
    without: &[Feature],
    fast: bool,
) -> Result<Vec<(&'a str, Vec<f64>)>, Failure> {
    let models = models(sets, Unseen::Family, without)?;
    let rows = sets
        .par_iter()
        .zip(&models)
        .map(|(set, model)| judge(set, model, fast))
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(means(sets, &rows))
}
