//! Ridge logistic regression.

use ndarray::{Array1, Array2, Axis};
use samestory::PairModel;
use samestory::cluster::Feature;

use crate::seen::Seen;
use crate::variants::Pair;

const RIDGE: f64 = 1e-4;

/// A variant with fewer pairs weighs less.
const FULL_WEIGHT: f64 = 2_000.0;

/// A model, and how far each feature spreads (its standard deviation) over what it has seen.
pub(crate) struct Fitted {
    pub(crate) model: PairModel,
    pub(crate) spread: [f64; Feature::COUNT],
}

/// Maximises Σ weight · log-likelihood − ridge over the pairs seen. Features left out get no weight.
pub(crate) fn fit(seen: &Seen<'_>) -> Fitted {
    let columns = Feature::COUNT;
    let (mut values, mut same, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for group in seen.groups() {
        let inputs: Vec<Vec<&Pair>> = group
            .inputs
            .iter()
            .map(|input| input.examples.iter().filter(|pair| seen.has(pair)).collect())
            .collect();
        let inputs: Vec<_> = inputs.into_iter().filter(|pairs| !pairs.is_empty()).collect();
        for pairs in &inputs {
            let size = pairs.len() as f64;
            let weight = (size / FULL_WEIGHT).min(1.0) / size / inputs.len() as f64;
            for pair in pairs {
                values.extend(pair.features);
                same.push(f64::from(u8::from(pair.same)));
                weights.push(weight);
            }
        }
    }
    let mut features = Array2::from_shape_vec((same.len(), columns), values).expect("a row per pair");
    // a feature that never differs has a gradient of 0, and keeps the weight 0
    seen.without.iter().for_each(|feature| features.column_mut(feature.index()).fill(0.0));
    let same = Array1::from(same);
    let weights = Array1::from(weights);
    let weights = &weights / weights.sum();

    let mean = features.t().dot(&weights);
    let centred = &features - &mean;
    let spread = centred.mapv(|x| x * x).t().dot(&weights).mapv(|v| v.sqrt() + 1e-9);
    let ones = Array2::ones((features.nrows(), 1));
    let x = ndarray::concatenate(Axis(1), &[(&centred / &spread).view(), ones.view()]).expect("equal rows");
    let mut beta = Array1::<f64>::zeros(columns + 1);
    for _ in 0..25 {
        let p = x.dot(&beta).mapv(|z| 1.0 / (1.0 + (-z).exp()));
        let mut gradient = x.t().dot(&(&weights * &(&same - &p)));
        let curvature = &weights * &p.mapv(|p| (p * (1.0 - p)).max(1e-9));
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
    let weight = |feature: Feature| beta[feature.index()] / spread[feature.index()];
    let offset: f64 = Feature::ALL.iter().map(|&f| weight(f) * mean[f.index()]).sum();
    let mut model = PairModel { bias: beta[columns] - offset, ..PairModel::default() };
    Feature::ALL.iter().for_each(|&feature| *model.weight_mut(feature) = weight(feature));
    Fitted { model, spread: std::array::from_fn(|at| spread[at]) }
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
