//! The table that is printed, a row as soon as it is known.

use crate::judgement::{Judgement, Mode};

pub(crate) struct Table {
    /// Characters of the first column.
    width: usize,
}

impl Table {
    /// Prints the head, wide enough for these names.
    pub(crate) fn new(names: impl Iterator<Item = String>) -> Self {
        let width = names.map(|name| name.chars().count()).max().unwrap_or(0).max("corpus".len());
        println!(
            "{:width$}  mode    articles  stories  floor      P      R     F1   interval of F1  pair F1     ARI    NMI   found    cpu s",
            "corpus"
        );
        Self { width }
    }

    pub(crate) fn row(&self, name: &str, judgement: &Judgement) {
        let (scores, f1) = (&judgement.scores, judgement.interval.f1);
        println!(
            "{name:width$}  {mode:6}  {articles:8}  {gold:7}  {floor:.3}  {p:.3}  {r:.3}  {bcubed:.3}  {low:.3} to {high:.3}    {pair:.3}  {ari:6.3}  {nmi:.3}  {found:6}  {seconds:7.2}",
            width = self.width,
            mode = judgement.mode.name(),
            articles = scores.articles,
            gold = scores.gold_stories,
            floor = judgement.floor,
            p = scores.bcubed.precision,
            r = scores.bcubed.recall,
            bcubed = scores.bcubed.f1,
            low = f1.low,
            high = f1.high,
            pair = scores.pairwise.f1,
            ari = scores.adjusted_rand_index,
            nmi = scores.normalized_mutual_information,
            found = scores.found_stories,
            seconds = judgement.seconds,
        );
    }

    /// The mean floor and BCubed F1 of each mode, every corpus counting the same.
    pub(crate) fn means(&self, judged: &[Judgement]) {
        for mode in Mode::ALL {
            let of_mode: Vec<&Judgement> = judged.iter().filter(|judgement| judgement.mode == mode).collect();
            let mean = |value: fn(&Judgement) -> f64| {
                of_mode.iter().map(|judgement| value(judgement)).sum::<f64>() / of_mode.len() as f64
            };
            let (floor, f1) =
                (mean(|judgement| judgement.floor), mean(|judgement| judgement.scores.bcubed.f1));
            let (width, mode) = (self.width, mode.name());
            println!(
                "{:width$}  {mode:6}  {:8}  {:7}  {floor:.3}  {:5}  {:5}  {f1:.3}",
                "mean", "", "", "", ""
            );
        }
    }
}
