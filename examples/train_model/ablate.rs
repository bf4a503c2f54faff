//! What is lost without each part: the same training and judging, each time with one part left out.

use std::error::Error;

use samestory::cluster::Feature::{self, *};
use samestory::{Config, PairModel};

use crate::Trainer;
use crate::judge::{Corpus, bcubed, bcubed_of_folds};

/// Features that say related things: one of them alone would be replaced by the others.
const FAMILIES: [(&str, &[Feature]); 10] = [
    ("cosine (root_all)", &[RootAll]),
    ("time (fresh, log_gap, nearer)", &[Fresh, LogGap, Nearer]),
    ("what is nearer in time (nearer)", &[Nearer]),
    ("names (rare_names, name_count, foreign_names)", &[RareNames, NameCount, ForeignNames]),
    ("numbers (numbers, number_count)", &[Numbers, NumberCount]),
    ("lead (shared_lead, rarest_lead)", &[SharedLead, RarestLead]),
    ("rare words (rare_words, rarity)", &[RareWords, Rarity]),
    ("length (length)", &[Length]),
    ("days of the week (tell_weekday, same_weekday)", &[TellWeekday, SameWeekday]),
    ("quotations (quoted)", &[Quoted]),
];

/// What is left where all else is left out: families that stand in for each other are only missed together.
const REMAINS: [(&str, &[Feature]); 2] =
    [("all but cosine and time", &[RootAll, Fresh, LogGap, Nearer]), ("all but the cosine", &[RootAll])];

/// Mean BCubed F1 with stories left out in batch and stream, then with the corpus left out.
type Row = [f64; 4];

/// Prints a table of mean BCubed F1 at the default thresholds, in Markdown; the scores of each corpus go to the standard
/// error.
///
/// What is left out is left out of models of the greatest likelihood: the search for the best stories ends a little elsewhere each
/// time, which would hide small differences. What it adds by itself is the last line.
pub(crate) fn report(trainer: &Trainer<'_>) -> Result<(), Box<dyn Error>> {
    let searching = trainer;
    let trainer = &Trainer { generations: 0, ..*trainer };
    println!("| without | stories left out: batch | stream | corpus left out: batch | stream |");
    println!("| --- | --- | --- | --- | --- |");
    let default = Config::default();
    let models = Models::new(trainer, &[]);
    let whole = models.scores("nothing", &default)?;
    print("nothing", whole, None);
    for (name, features) in FAMILIES {
        print(name, Models::new(trainer, features).scores(name, &default)?, Some(whole));
    }
    for (name, left) in REMAINS {
        let without: Vec<Feature> =
            Feature::ALL.iter().copied().filter(|feature| !left.contains(feature)).collect();
        print(name, Models::new(trainer, &without).scores(name, &default)?, Some(whole));
    }
    let uncalibrated = Config { calibration: 0.0, ..default.clone() };
    let unlimited = Config { partners: u32::MAX, ..default };
    for (name, config) in
        [("calibration by transitivity", uncalibrated), ("the limit of partners", unlimited)]
    {
        print(name, models.scores(name, &config)?, Some(whole));
    }
    let name = "nothing, and searched for the best stories";
    print(name, Models::new(searching, &[]).scores(name, &Config::default())?, Some(whole));
    Ok(())
}

struct Models<'a> {
    /// The corpora to be judged, each with the model that has not seen it.
    corpora: Vec<(&'a Corpus, PairModel)>,
    by_fold: Vec<PairModel>,
}

impl<'a> Models<'a> {
    fn new(trainer: &Trainer<'a>, without: &[Feature]) -> Self {
        Self { corpora: trainer.judged_unseen(without), by_fold: trainer.without_each_fold(without) }
    }

    fn scores(&self, name: &str, config: &Config) -> Result<Row, Box<dyn Error>> {
        let mut mean = [0.0; 4];
        for (corpus, model) in &self.corpora {
            let scores = [
                bcubed_of_folds(corpus, &self.by_fold, config, false)?,
                bcubed_of_folds(corpus, &self.by_fold, config, true)?,
                bcubed(corpus, model, config, false)?,
                bcubed(corpus, model, config, true)?,
            ];
            eprintln!("without {name}, {}: {scores:.3?}", corpus.name);
            mean.iter_mut().zip(scores).for_each(|(mean, score)| *mean += score);
        }
        Ok(mean.map(|sum| sum / self.corpora.len() as f64))
    }
}

/// Prints the scores, and what they lost against those of the whole.
fn print(name: &str, row: Row, whole: Option<Row>) {
    let cell = |at: usize| match whole {
        Some(whole) => {
            // of the figures as they are printed: no −0
            let [row, whole] = [row, whole].map(|row| (row[at] * 1e3).round() / 1e3);
            format!("{row:.3} ({:+.3})", row - whole)
        }
        None => format!("{:.3}", row[at]),
    };
    println!("| {name} | {} | {} | {} | {} |", cell(0), cell(1), cell(2), cell(3));
}
