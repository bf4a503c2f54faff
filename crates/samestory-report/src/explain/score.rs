//! A score, taken apart, to read.

use std::io::{self, Write};

use samestory_explain::ScoreExplanation;

use super::lines::{write_fact, write_list};
use crate::plain::Palette;

/// Contributions below this would be printed as 0.00.
const MIN_SHOWN: f64 = 0.005;

/// Writes what a score is made of.
pub(super) fn write_score(
    out: &mut impl Write,
    score: &ScoreExplanation,
    palette: Palette,
) -> io::Result<()> {
    let ScoreExplanation { logit, bias, calibration, contributions, .. } = score;
    let sum = contributions.iter().map(|part| part.contribution).sum::<f64>();
    let made_of =
        format!("{logit:+.2} = bias {bias:+.2}, features {sum:+.2}, calibration {:+.2}", calibration + 0.0);
    write_fact(out, "log-odds", &made_of, palette)?;
    let shown = contributions.iter().filter(|part| part.contribution.abs() >= MIN_SHOWN);
    let shown: Vec<String> =
        shown.map(|part| format!("{} {:+.2}", part.feature.name(), part.contribution)).collect();
    write_list(out, "features", &shown, ",", palette)
}
