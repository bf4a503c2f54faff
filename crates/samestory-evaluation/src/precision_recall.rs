//! Precision, recall and their harmonic mean.

use serde::{Deserialize, Serialize};

/// A precision, a recall, and their balance.
///
/// Precision falls when the method lumps different stories together; recall
/// falls when it splits a story apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PrecisionRecall {
    /// Share of what was found that is right, 0 to 1.
    pub precision: f64,
    /// Share of what is right that was found, 0 to 1.
    pub recall: f64,
    /// `2 · precision · recall / (precision + recall)`, and 0 if both are 0.
    pub f1: f64,
}

impl PrecisionRecall {
    /// Makes the three numbers of two.
    pub fn new(precision: f64, recall: f64) -> Self {
        Self { precision, recall, f1: harmonic_mean(precision, recall) }
    }
}

/// `2ab / (a + b)`, and 0 if both are 0.
pub(super) fn harmonic_mean(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_harmonic_mean() {
        // 2 · 1/2 · 1/4 / (3/4) = (1/4) / (3/4) = 1/3
        assert!((PrecisionRecall::new(0.5, 0.25).f1 - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!(PrecisionRecall::new(0.0, 0.0).f1, 0.0);
        assert_eq!(PrecisionRecall::new(1.0, 1.0).f1, 1.0);
        assert_eq!(PrecisionRecall::new(1.0, 0.0).f1, 0.0);
    }
}
