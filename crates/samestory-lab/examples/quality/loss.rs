//! What noise costs: every set with every variant, against the clean set.

use samestory::Config;

use crate::Failure;
use crate::corpora::{Corpus, Set};
use crate::judgement::{Judgement, Mode};
use crate::noise::Noise;
use crate::record::{About, Record};
use crate::table::column;

/// Articles of a set that are judged with noise.
const MAX_ARTICLES: usize = 3_000;

const CLEAN: &str = "clean";

/// What a variant did to a set.
struct Loss {
    kind: String,
    noise: Noise,
    mode: Mode,
    /// BCubed F1 of the clean set less that with noise.
    f1: f64,
    /// The share of the set's own articles whose story is another one.
    changed: f64,
}

/// Prints the table, a row as soon as it is known, and the means of each kind after its sets.
pub(crate) fn judge(
    sets: &[Set],
    modes: &[Mode],
    config: &Config,
    record: &mut Option<Record>,
) -> Result<(), Failure> {
    let width = |text: fn(&Set) -> usize| sets.iter().map(text).max().unwrap_or(0).max("mean of 00".len());
    let widths = [width(|set| set.kind.chars().count()), width(|set| set.name().chars().count())];
    println!("loss: F1 of the clean set less that with noise");
    println!(
        "changed: share of the set's own articles whose story is another one; added articles are not judged"
    );
    println!("sets of more than {MAX_ARTICLES} articles are sampled by story");
    let head: Vec<String> =
        modes.iter().map(|mode| format!("{:>8} F1    loss  changed", mode.name())).collect();
    println!("{}", line(widths, ["kind", "set", "articles", "noise"], &head));
    let mut losses = Vec::new();
    for of_kind in sets.chunk_by(|a, b| a.kind == b.kind) {
        for set in of_kind {
            let corpus = Corpus::read(set)?;
            if corpus.labelled.is_empty() {
                eprintln!("{}: no labels, left out of the noise", set.path.display());
                continue;
            }
            let corpus = corpus.sampled(MAX_ARTICLES);
            judge_set(&corpus, widths, modes, config, record, &mut losses)?;
        }
        let kind = &of_kind[0].kind;
        means(kind, widths, modes, |loss| loss.kind == *kind, &losses);
    }
    if losses.iter().any(|loss| loss.kind != losses[0].kind) {
        means("all", widths, modes, |_| true, &losses);
    }
    Ok(())
}

fn judge_set(
    corpus: &Corpus,
    widths: [usize; 2],
    modes: &[Mode],
    config: &Config,
    record: &mut Option<Record>,
    losses: &mut Vec<Loss>,
) -> Result<(), Failure> {
    let judged = |corpus: &Corpus| -> Result<Vec<Judgement>, Failure> {
        modes.iter().map(|&mode| Judgement::new(corpus, mode, config)).collect()
    };
    let f1 = |judgement: &Judgement| judgement.quality.as_ref().map(|quality| quality.scores.bcubed.f1);
    let articles = corpus.articles.len().to_string();
    let row = |noise, columns: &[String]| {
        println!("{}", line(widths, [&corpus.kind, &corpus.name, &articles, noise], columns));
    };
    let clean = judged(corpus)?;
    let columns: Vec<String> =
        clean.iter().map(|judgement| format!("{:>11}  {:6}  {:7}", column(f1(judgement)), "", "")).collect();
    row(CLEAN, &columns);
    for judgement in &clean {
        if let Some(record) = record {
            record.write(corpus, judgement, &About { noise: CLEAN, ..About::default() })?;
        }
    }
    for noise in Noise::ALL {
        let Some(noisy) = noise.apply(&corpus.articles) else { continue };
        let noisy = corpus.with_noise(noisy);
        let mut columns = Vec::new();
        for (judgement, clean) in judged(&noisy)?.iter().zip(&clean) {
            let changed = judgement.changed_from(clean);
            let share = changed as f64 / corpus.own.len().max(1) as f64;
            let loss = f1(clean).zip(f1(judgement)).map_or(f64::NAN, |(clean, noisy)| clean - noisy);
            columns.push(format!("{:>11}  {loss:6.3}  {share:7.3}", column(f1(judgement))));
            let (kind, mode) = (corpus.kind.clone(), judgement.mode);
            losses.push(Loss { kind, noise, mode, f1: loss, changed: share });
            if let Some(record) = record {
                let about = About { noise: noise.name(), changed: Some(changed), ..About::default() };
                record.write(&noisy, judgement, &about)?;
            }
        }
        row(noise.name(), &columns);
    }
    Ok(())
}

fn means(kind: &str, widths: [usize; 2], modes: &[Mode], of: impl Fn(&Loss) -> bool, losses: &[Loss]) {
    for noise in Noise::ALL {
        let mut sets = 0;
        let mut columns = Vec::new();
        for &mode in modes {
            let found: Vec<&Loss> =
                losses.iter().filter(|loss| loss.mode == mode && loss.noise == noise && of(loss)).collect();
            sets = found.len();
            let mean =
                |value: fn(&Loss) -> f64| found.iter().map(|loss| value(loss)).sum::<f64>() / sets as f64;
            columns.push(format!(
                "{:11}  {:6.3}  {:7.3}",
                "",
                mean(|loss| loss.f1),
                mean(|loss| loss.changed)
            ));
        }
        if sets > 0 {
            println!("{}", line(widths, [kind, &format!("mean of {sets}"), "", noise.name()], &columns));
        }
    }
}

fn line([kind, set]: [usize; 2], [of_kind, name, articles, noise]: [&str; 4], columns: &[String]) -> String {
    format!("{of_kind:kind$}  {name:set$}  {articles:>8}  {noise:14}  {}", columns.join("  "))
}
