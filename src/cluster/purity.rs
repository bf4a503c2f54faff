//! How clear-cut the pairs of an input are: calibration without labels.

/// What the pairs of an unknown input are taken to look like: the mean purity of the development sets, with the weight of
/// a few pairs.
const PRIOR_PURITY: f64 = 0.67;
const PRIOR_WEIGHT: f64 = 30.0;

/// The log-odds of the purity at which nothing is shifted: logit(0.67) ≈ 0.7.
const NEUTRAL: f64 = 0.7;

/// Probabilities are kept this far from 0 and 1.
const MARGIN: f64 = 1e-6;

/// The purity of the pair scores seen so far: Σp² / Σp, which is the mean score of a pair that is drawn in proportion to
/// its score.
///
/// Where stories are easily told apart, the model is sure of most pairs that it believes in, and purity is high. Where
/// articles of one beat share half their words (headlines, look-alikes), there are many pairs it half believes in, most
/// of them wrong: purity is low. No label is needed to see that. The [`shift`](Self::shift) moves the log-odds of all
/// pairs by how much the purity differs from that of the development sets, so that one threshold serves all inputs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Purity {
    sum: f64,
    squares: f64,
}

impl Default for Purity {
    fn default() -> Self {
        Self { sum: PRIOR_WEIGHT, squares: PRIOR_WEIGHT * PRIOR_PURITY }
    }
}

impl Purity {
    /// Adds the score of a pair.
    pub(crate) fn add(&mut self, score: f64) {
        self.sum += score;
        self.squares += score * score;
    }

    /// What to add to the log-odds of each pair; `strength` 0 leaves them as they are.
    pub(crate) fn shift(self, strength: f64) -> f64 {
        strength * (logit(self.squares / self.sum) - NEUTRAL)
    }
}

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

    fn shift(score: f64, pairs: usize) -> f64 {
        let mut purity = Purity::default();
        (0..pairs).for_each(|_| purity.add(score));
        purity.shift(1.0)
    }

    #[test]
    fn doubtful_pairs_raise_the_bar_and_sure_ones_lower_it() {
        assert!(shift(0.5, 0).abs() < 0.01);
        assert!(shift(0.3, 1_000) < -1.0);
        assert!(shift(0.95, 1_000) > 1.0);
        assert!((logistic(logit(0.3)) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn a_few_pairs_say_little() {
        assert!(shift(0.2, 3).abs() < 0.15);
    }
}
