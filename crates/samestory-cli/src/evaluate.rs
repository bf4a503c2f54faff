//! `samestory evaluate`.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use samestory::Partition;
use samestory_evaluation::{
    DEFAULT_LEVEL, DEFAULT_RESAMPLES, DEFAULT_SEED, EvaluationError, Floors, Interval,
    PrecisionRecallInterval, Scores, bcubed_interval,
};
use serde::Serialize;

use crate::args::{EvaluateArgs, EvaluateFormat};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{Label, Reading, read_labels};
use samestory_report::Palette;

/// All that is said about a prediction.
#[derive(Serialize)]
struct Evaluation {
    scores: Scores,
    bcubed_interval: PrecisionRecallInterval,
    floors: Floors,
    counts: Counts,
}

#[derive(Serialize)]
struct Counts {
    /// Gold articles with a story.
    labelled: usize,
    /// Gold articles without one.
    unlabelled: usize,
    /// Labelled articles that were not predicted: counted as stories of one.
    missing: usize,
    /// Predicted articles that are not labelled: left out.
    unknown: usize,
}

/// A found story, or an article that is in none.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Found<'a> {
    Story(&'a str),
    Alone(&'a str),
}

/// Compares found stories with labelled ones.
pub(crate) fn run(args: &EvaluateArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read(Role::Gold, &args.gold)
        .read(Role::Predicted, &args.predicted)
        .write(Role::Output, None)
        .check()?;
    let console = Console::new(true);
    let (gold, of_gold) = read_labels(args, &files, Role::Gold, &console)?;
    let (predicted, of_predicted) = read_labels(args, &files, Role::Predicted, &console)?;
    console.done();
    let evaluation = evaluate(&gold, &predicted, args)?;
    warn_of_gaps(&evaluation.counts, &console);

    let content = if args.format == EvaluateFormat::Json { Content::Data } else { Content::Text };
    let mut output = files.create(Role::Output, content)?;
    match args.format {
        EvaluateFormat::Json => {
            serde_json::to_writer_pretty(&mut output, &evaluation).map_err(std::io::Error::from)?;
            writeln!(output)?;
        }
        EvaluateFormat::Text => {
            let palette = Palette::new(output.is_colored());
            write_table(&mut output, &evaluation, palette)?;
        }
    }
    output.finish()?;
    Ok(of_gold.and(of_predicted))
}

fn evaluate(gold: &[Label], predicted: &[Label], args: &EvaluateArgs) -> Result<Evaluation, Failure> {
    let labelled: Vec<(&str, &str)> =
        gold.iter().filter_map(|(id, story)| Some((id.as_str(), story.as_deref()?))).collect();
    if labelled.is_empty() {
        let message = format!("{}: no article has a \"story\" to compare with", args.gold.display());
        return Err(Failure::Failed(message));
    }
    let story_of: HashMap<&str, &str> =
        predicted.iter().filter_map(|(id, story)| Some((id.as_str(), story.as_deref()?))).collect();
    let known: HashSet<&str> = labelled.iter().map(|&(id, _)| id).collect();
    let counts = Counts {
        labelled: labelled.len(),
        unlabelled: gold.len() - labelled.len(),
        missing: labelled.iter().filter(|(id, _)| !story_of.contains_key(id)).count(),
        unknown: story_of.keys().filter(|id| !known.contains(*id)).count(),
    };
    let found = labelled
        .iter()
        .map(|&(id, _)| story_of.get(id).map_or(Found::Alone(id), |&story| Found::Story(story)));
    let found = Partition::from_labels(found);
    let gold = Partition::from_labels(labelled.iter().map(|&(_, story)| story));
    let fail = |error: EvaluationError| Failure::Failed(error.to_string());
    Ok(Evaluation {
        scores: Scores::new(&gold, &found).map_err(fail)?,
        bcubed_interval: bcubed_interval(&gold, &found, DEFAULT_RESAMPLES, DEFAULT_LEVEL, DEFAULT_SEED)
            .map_err(fail)?,
        floors: Floors::new(&gold),
        counts,
    })
}

fn warn_of_gaps(counts: &Counts, console: &Console) {
    let &Counts { labelled, missing, unknown, .. } = counts;
    if missing > 0 {
        console.warn(&format!(
            "{missing} of {labelled} labelled articles are not in PRED; each counts as a story of one"
        ));
    }
    if unknown > 0 {
        console.warn(&format!("{unknown} articles of PRED have no story in GOLD and are left out"));
    }
}

fn write_table(out: &mut impl Write, evaluation: &Evaluation, palette: Palette) -> std::io::Result<()> {
    let Evaluation { scores, bcubed_interval: interval, floors, counts } = evaluation;
    let Palette { headline, quiet, .. } = palette;
    write!(out, "{} labelled articles", counts.labelled)?;
    for (n, what) in [(counts.unlabelled, "without a label left out"), (counts.missing, "not in PRED")] {
        if n > 0 {
            write!(out, ", {n} {what}")?;
        }
    }
    writeln!(out, "\n")?;
    writeln!(out, "{headline}{:<22}{:>11}{:>11}{headline:#}", "", "gold", "found")?;
    writeln!(out, "{:<22}{:>11}{:>11}", "stories", scores.gold_stories, scores.found_stories)?;
    writeln!(out, "{:<22}{:>11}{:>11}", "largest story", scores.largest_gold, scores.largest_found)?;
    writeln!(out, "{:<22}{:>11}{:>11}", "pairs", scores.gold_pairs, scores.found_pairs)?;
    writeln!(out)?;

    let (alone, one) = (&floors.singletons, &floors.one_cluster);
    writeln!(
        out,
        "{headline}{:<22}{:>11}{:>11}{:>11}{headline:#}   {quiet}{:>12}{:>12}{quiet:#}",
        "", "precision", "recall", "F1", "all alone", "all in one"
    )?;
    let floor = |alone: f64, one: f64| format!("   {quiet}{alone:>12.4}{one:>12.4}{quiet:#}");
    for (name, of) in [
        ("BCubed", (|s| s.bcubed) as fn(&Scores) -> _),
        ("pairwise", |s| s.pairwise),
        ("exact stories", |s| s.exact),
    ] {
        let (score, floor) = (of(scores), floor(of(alone).f1, of(one).f1));
        writeln!(out, "{name:<22}{:>11.4}{:>11.4}{:>11.4}{floor}", score.precision, score.recall, score.f1)?;
        if name == "BCubed" {
            let range = |i: Interval| format!("{:.2}–{:.2}", i.low, i.high);
            let label = format!("  {:.0} % interval", interval.f1.level * 100.0);
            let [p, r, f1] = [interval.precision, interval.recall, interval.f1].map(range);
            writeln!(out, "{quiet}{label:<22}{p:>11}{r:>11}{f1:>11}{quiet:#}")?;
        }
    }
    writeln!(out)?;
    writeln!(out, "{headline}{:<22}{:>11}{:>11}{:>11}{headline:#}", "", "homogen.", "complete.", "V")?;
    let v = &scores.v_measure;
    let floor_of_v = floor(alone.v_measure.v_measure, one.v_measure.v_measure);
    writeln!(
        out,
        "{:<22}{:>11.4}{:>11.4}{:>11.4}{floor_of_v}",
        "V-measure", v.homogeneity, v.completeness, v.v_measure
    )?;
    for (name, of) in [
        ("NMI (geometric)", (|s| s.normalized_mutual_information) as fn(&Scores) -> f64),
        ("adjusted Rand", |s| s.adjusted_rand_index),
        ("adjusted MI", |s| s.adjusted_mutual_information),
    ] {
        writeln!(out, "{name:<44}{:>11.4}{}", of(scores), floor(of(alone), of(one)))?;
    }
    Ok(())
}
