//! Probabilities and log-odds.

/// Probabilities are kept this far from 0 and 1.
const MARGIN: f64 = 1e-6;

/// ln(p / (1 − p)).
pub(crate) fn logit(p: f64) -> f64 {
    let p = p.clamp(MARGIN, 1.0 - MARGIN);
    (p / (1.0 - p)).ln()
}

/// 1 / (1 + exp(−z)).
pub(crate) fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_takes_back_the_other() {
        assert!((logistic(logit(0.3)) - 0.3).abs() < 1e-12);
        assert!(logit(0.0).is_finite() && logit(1.0).is_finite());
    }
}
