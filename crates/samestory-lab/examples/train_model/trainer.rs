//! Models that have not seen a set or its kind.

use std::collections::BTreeMap;

use samestory::PairModel;
use samestory::cluster::Feature;

use crate::Failure;
use crate::fit::fit;
use crate::training_set::TrainingSet;

/// What the model that judges a set has not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unseen {
    Nothing,
    /// The sets with texts in common with it.
    Family,
    /// These, and all of its kind.
    Kind,
}

impl Unseen {
    pub(crate) const ALL: [Self; 3] = [Self::Nothing, Self::Family, Self::Kind];

    /// Those that are reported.
    pub(crate) fn reported(fast: bool) -> &'static [Self] {
        if fast { &Self::ALL[..2] } else { &Self::ALL }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "seen",
            Self::Family => "set left out",
            Self::Kind => "kind left out",
        }
    }
}

/// By set, the model that judges it. An error if there is nothing to train on.
pub(crate) fn models(
    sets: &[TrainingSet],
    unseen: Unseen,
    without: &[Feature],
) -> Result<Vec<PairModel>, Failure> {
    let mut trained = BTreeMap::new();
    let mut models = Vec::new();
    for judged in sets {
        let is_seen = |set: &TrainingSet| match unseen {
            Unseen::Nothing => true,
            Unseen::Family => set.family != judged.family,
            Unseen::Kind => set.family != judged.family && set.kind != judged.kind,
        };
        let seen: Vec<bool> = sets.iter().map(|set| set.has_examples() && is_seen(set)).collect();
        if !seen.contains(&true) {
            return Err(format!("{}, {}: no pairs to train on", judged.corpus.name, unseen.name()).into());
        }
        let train = || {
            let seen: Vec<&TrainingSet> =
                sets.iter().zip(&seen).filter(|&(_, &seen)| seen).map(|(set, _)| set).collect();
            fit(&seen, without)
        };
        models.push(trained.entry(seen.clone()).or_insert_with(train).clone());
    }
    Ok(models)
}

/// Means by kind of rows of figures, one row a set, in the order of the sets; then the mean of all kinds. In each mean everything
/// counts the same.
pub(crate) fn means<'a>(sets: &'a [TrainingSet], rows: &[Vec<f64>]) -> Vec<(&'a str, Vec<f64>)> {
    let mut found = Vec::new();
    let mut rest = rows;
    for of_kind in sets.chunk_by(|a, b| a.kind == b.kind) {
        let (rows, others) = rest.split_at(of_kind.len());
        found.push((of_kind[0].kind.as_str(), mean(rows)));
        rest = others;
    }
    let of_kinds: Vec<Vec<f64>> = found.iter().map(|(_, row)| row.clone()).collect();
    found.push(("all kinds", mean(&of_kinds)));
    found
}

/// By column, of the rows that have a figure there.
fn mean(rows: &[Vec<f64>]) -> Vec<f64> {
    let columns = rows.first().map_or(0, Vec::len);
    let of_column = |at: usize| {
        let values: Vec<f64> = rows.iter().map(|row| row[at]).filter(|value| !value.is_nan()).collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    (0..columns).map(of_column).collect()
}
