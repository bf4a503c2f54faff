//! Ridge logistic regression by Newton's method.
//!
//! Every kind has the same total weight, and every set of a kind. Features are standardised, so that the ridge means the same
//! for each. The inputs are the blocks of the arithmetic: summed up on all cores, added in their order.

use ndarray::{Array1, Array2, Axis, Slice};
use rayon::prelude::*;
use samestory::PairModel;
use samestory::cluster::Feature;

use crate::input::Input;
use crate::training_set::TrainingSet;

/// On the squares of standardised weights, halved; all examples together weigh 1.
const RIDGE: f64 = 0.01;

/// How far a standardised weight moves in one step at most.
const LONGEST_STEP: f64 = 2.0;

const STEPS: usize = 25;

/// Steps shorter than this are the last.
const SHORT_STEP: f64 = 1e-5;

/// The model that maximises Σ weight · log-likelihood − ridge over the examples. Features left out have the weight 0.
pub(crate) fn fit(sets: &[&TrainingSet], without: &[Feature]) -> PairModel {
    let inputs = weighted(sets);
    let standard = Standard::new(&inputs, without);
    let size = Feature::COUNT + 1;
    let mut beta = Array1::<f64>::zeros(size);
    for _ in 0..STEPS {
        let parts: Vec<_> =
            inputs.par_iter().map(|&(input, weight)| derivatives(input, weight, &standard, &beta)).collect();
        let (mut gradient, mut hessian) = (Array1::zeros(size), Array2::zeros((size, size)));
        for (of_gradient, of_hessian) in parts {
            gradient += &of_gradient;
            hessian += &of_hessian;
        }
        // the bias is free
        for at in 0..Feature::COUNT {
            gradient[at] -= RIDGE * beta[at];
            hessian[(at, at)] += RIDGE;
        }
        let step = solve(hessian, gradient);
        beta += &step.mapv(|by| by.clamp(-LONGEST_STEP, LONGEST_STEP));
        if step.iter().all(|by| by.abs() < SHORT_STEP) {
            break;
        }
    }
    standard.model(&beta)
}

/// The inputs with the weight of each of their examples; all together weigh 1.
fn weighted<'a>(sets: &[&'a TrainingSet]) -> Vec<(&'a Input, f64)> {
    let mut inputs = Vec::new();
    for &set in sets {
        let of_kind = sets.iter().filter(|other| other.kind == set.kind).count() as f64;
        let of_set: f64 = set.inputs.iter().map(|input| input.weight).sum();
        let weight = |input: &'a Input| (input, input.example_weight(of_set) / of_kind);
        inputs.extend(set.inputs.iter().filter(|input| !input.same.is_empty()).map(weight));
    }
    let all: f64 = inputs.iter().map(|(input, weight)| weight * input.same.len() as f64).sum();
    inputs.iter_mut().for_each(|(_, weight)| *weight /= all);
    inputs
}

/// How features are standardised.
struct Standard {
    mean: Array1<f64>,
    /// What a difference from the mean is multiplied by; 0 for a feature left out, and for one that never differs.
    scale: Array1<f64>,
}

impl Standard {
    fn new(inputs: &[(&Input, f64)], without: &[Feature]) -> Self {
        let sum = |term: &(dyn Fn(f64, usize) -> f64 + Sync)| -> Array1<f64> {
            let parts: Vec<Array1<f64>> = inputs
                .par_iter()
                .map(|&(input, weight)| {
                    let columns = input.features.axis_iter(Axis(1)).enumerate();
                    columns
                        .map(|(at, column)| column.iter().map(|&x| term(x.into(), at)).sum::<f64>() * weight)
                        .collect()
                })
                .collect();
            parts.iter().fold(Array1::zeros(Feature::COUNT), |sum, part| sum + part)
        };
        let mean = sum(&|x, _| x);
        let variance = sum(&|x, at| (x - mean[at]).powi(2));
        let mut scale = variance.mapv(|v| if v > 1e-12 { 1.0 / v.sqrt() } else { 0.0 });
        without.iter().for_each(|feature| scale[feature.index()] = 0.0);
        Self { mean, scale }
    }

    /// The standardised features of an input, then a column of ones.
    fn design(&self, input: &Input) -> Array2<f64> {
        let mut design = Array2::ones((input.same.len(), Feature::COUNT + 1));
        let standardised = (input.features.mapv(f64::from) - &self.mean) * &self.scale;
        design.slice_axis_mut(Axis(1), Slice::from(..Feature::COUNT)).assign(&standardised);
        design
    }

    /// The model with these weights of standardised features, the bias last.
    fn model(&self, beta: &Array1<f64>) -> PairModel {
        let mut model = PairModel { bias: beta[Feature::COUNT], ..PairModel::default() };
        for &feature in Feature::ALL {
            let at = feature.index();
            let weight = beta[at] * self.scale[at];
            model.bias -= weight * self.mean[at];
            *model.weight_mut(feature) = weight;
        }
        model
    }
}

/// The gradient of the log-likelihood of an input, and its negative second derivatives.
fn derivatives(
    input: &Input,
    weight: f64,
    standard: &Standard,
    beta: &Array1<f64>,
) -> (Array1<f64>, Array2<f64>) {
    let design = standard.design(input);
    let likely = design.dot(beta).mapv(|logit| 1.0 / (1.0 + (-logit).exp()));
    let same = input.same.iter().map(|&same| f64::from(u8::from(same)));
    let residual: Array1<f64> = likely.iter().zip(same).map(|(p, same)| weight * (same - p)).collect();
    // never quite 0, so that the equations can be solved
    let curvature = likely.mapv(|p| weight * (p * (1.0 - p)).max(1e-9));
    let hessian = design.t().dot(&(&design * &curvature.insert_axis(Axis(1))));
    (design.t().dot(&residual), hessian)
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
