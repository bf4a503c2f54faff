//! What noise costs a model that has not seen the set.

use rayon::prelude::*;

use crate::Failure;
use crate::judge::judge_corpus;
use crate::noise::Noise;
use crate::report::{head, line};
use crate::trainer::{Unseen, means, models};
use crate::training_set::TrainingSet;

/// Articles of a set that are judged with noise.
const MAX_ARTICLES: usize = 3_000;

/// Prints by kind and noise what BCubed F1 of the clean sets is above that with noise, of the mean over its sets.
pub(crate) fn report(sets: &[TrainingSet], fast: bool) -> Result<(), Failure> {
    let models = models(sets, Unseen::Family, &[])?;
    let modes = if fast { 1 } else { 2 };
    // by set: noise by noise, mode by mode
    let losses = sets
        .par_iter()
        .zip(&models)
        .map(|(set, model)| {
            let corpus = set.corpus.clone().sampled(MAX_ARTICLES);
            let clean = judge_corpus(&corpus, set, model, fast)?;
            let mut losses = Vec::new();
            for noise in Noise::ALL {
                match noise.apply(&corpus.articles) {
                    Some(noisy) => {
                        let noisy = judge_corpus(&corpus.with_noise(noisy), set, model, fast)?;
                        losses.extend(clean.iter().zip(noisy).map(|(clean, noisy)| clean - noisy));
                    }
                    None => losses.extend(vec![f64::NAN; modes]),
                }
            }
            Ok(losses)
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let means = means(sets, &losses);
    println!(
        "\nLoss of F1 by noise, set left out (sets of more than {MAX_ARTICLES} articles sampled by story)\n"
    );
    let columns = means
        .iter()
        .flat_map(|(kind, _)| ["batch", "stream"][..modes].iter().map(move |mode| format!("{kind}: {mode}")));
    head(["noise"], columns);
    for (at, noise) in Noise::ALL.iter().enumerate() {
        let of_noise = means.iter().flat_map(|(_, losses)| &losses[at * modes..(at + 1) * modes]);
        // nothing where the noise changes nothing; no −0
        let cell = |loss: &f64| match loss.is_nan() {
            true => String::new(),
            false => format!("{:.3}", (loss * 1e3).round() / 1e3 + 0.0),
        };
        line([noise.name()], of_noise.map(cell));
    }
    Ok(())
}
