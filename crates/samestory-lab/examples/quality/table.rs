//! The table by kind, a row as soon as it is known.

use crate::corpora::Corpus;
use crate::judgement::{Judgement, Mode};

pub(crate) struct Table {
    /// Characters of the first two columns.
    widths: [usize; 2],
    rows: Vec<Row>,
}

/// What the means are taken of.
struct Row {
    kind: String,
    mode: Mode,
    shared: f64,
    quality: Option<[f64; 5]>,
    bar: Option<f64>,
}

impl Table {
    /// Prints the head, wide enough for these kinds and names.
    pub(crate) fn new<'a>(sets: impl Iterator<Item = [&'a str; 2]>) -> Self {
        let mut widths = ["kind".len(), "set".len()];
        for set in sets {
            widths.iter_mut().zip(set).for_each(|(width, text)| *width = (*width).max(text.chars().count()));
        }
        let [kind, set] = widths;
        println!(
            "{:kind$}  {:set$}  mode    articles  stories  floor    bar      P      R     F1   interval of F1  largest  shared  pair F1     ARI    NMI   found    cpu s",
            "kind", "set"
        );
        Self { widths, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, corpus: &Corpus, bar: Option<f64>, judgement: &Judgement) {
        let quality = judgement.quality.as_ref();
        let stories = quality.map(|quality| quality.scores.gold_stories.to_string());
        let interval = quality.map(|quality| {
            let f1 = quality.interval.f1;
            format!("{:.3} to {:.3}", f1.low, f1.high)
        });
        let (pair, ari, nmi) = match quality.map(|quality| &quality.scores) {
            Some(scores) => (
                Some(scores.pairwise.f1),
                Some(scores.adjusted_rand_index),
                Some(scores.normalized_mutual_information),
            ),
            None => (None, None, None),
        };
        let means = quality.map(|quality| {
            let bcubed = quality.scores.bcubed;
            [quality.floor, bar.unwrap_or(f64::NAN), bcubed.precision, bcubed.recall, bcubed.f1]
        });
        let [floor, _, p, r, f1] = columns(means);
        let [kind, set] = self.widths;
        println!(
            "{name_of_kind:kind$}  {name:set$}  {mode:6}  {articles:8}  {stories:>7}  {floor}  {bar}  {p}  {r}  {f1}  {interval:>14}  {largest:7}   {shared:.3}    {pair}  {ari:>6}  {nmi}  {found:6}  {seconds:7.2}",
            name_of_kind = corpus.kind,
            name = corpus.name,
            mode = judgement.mode.name(),
            articles = corpus.articles.len(),
            stories = stories.as_deref().unwrap_or("–"),
            bar = column(bar),
            interval = interval.as_deref().unwrap_or("–"),
            largest = judgement.largest(),
            shared = judgement.shared(),
            pair = column(pair),
            ari = column(ari),
            nmi = column(nmi),
            found = judgement.found.cluster_count(),
            seconds = judgement.seconds,
        );
        self.rows.push(Row {
            kind: corpus.kind.clone(),
            mode: judgement.mode,
            shared: judgement.shared(),
            quality: means,
            bar,
        });
    }

    /// The mean of a kind in each mode, every set counting the same; those without labels only by their share.
    pub(crate) fn means(&self, kind: &str) {
        self.mean_lines(kind, |row| row.kind == kind);
    }

    /// The mean of all sets, and how many reach their bar.
    pub(crate) fn end(&self) {
        if self.rows.iter().any(|row| row.kind != self.rows[0].kind) {
            self.mean_lines("all", |_| true);
        }
        for mode in Mode::ALL {
            let with_bar =
                self.rows.iter().filter(|row| row.mode == mode).filter_map(|row| row.quality.zip(row.bar));
            let reached: Vec<bool> = with_bar.map(|([.., f1], bar)| f1 >= bar).collect();
            if !reached.is_empty() {
                let count = reached.iter().filter(|&&reached| reached).count();
                println!("{}: at or above the bar: {count} of {} sets", mode.name(), reached.len());
            }
        }
    }

    fn mean_lines(&self, title: &str, of: impl Fn(&Row) -> bool) {
        for mode in Mode::ALL {
            let rows: Vec<&Row> = self.rows.iter().filter(|row| row.mode == mode && of(row)).collect();
            if rows.is_empty() {
                continue;
            }
            let judged: Vec<[f64; 5]> = rows.iter().filter_map(|row| row.quality).collect();
            let means = (!judged.is_empty()).then(|| {
                let mean =
                    |at: usize| judged.iter().map(|quality| quality[at]).sum::<f64>() / judged.len() as f64;
                [mean(0), mean(1), mean(2), mean(3), mean(4)]
            });
            let shared = rows.iter().map(|row| row.shared).sum::<f64>() / rows.len() as f64;
            let ([kind, set], name) = (self.widths, number(rows.len(), judged.len()));
            println!(
                "{title:kind$}  {name:set$}  {mode:6}  {:8}  {:7}  {columns}  {:14}  {:7}   {shared:.3}",
                "",
                "",
                "",
                "",
                mode = mode.name(),
                columns = columns(means).join("  "),
            );
        }
    }
}

/// How many sets a mean is of; those without labels only by their share.
fn number(sets: usize, labelled: usize) -> String {
    match labelled {
        0 => format!("mean of {sets}"),
        _ if labelled == sets => format!("mean of {sets}"),
        _ => format!("mean of {labelled}, shared {sets}"),
    }
}

fn columns(values: Option<[f64; 5]>) -> [String; 5] {
    match values {
        Some(values) => values.map(|value| column(Some(value))),
        None => std::array::from_fn(|_| column(None)),
    }
}

/// A figure with three decimals, or a dash where there is none.
pub(crate) fn column(value: Option<f64>) -> String {
    match value {
        Some(value) if !value.is_nan() => format!("{value:5.3}"),
        _ => format!("{:>5}", "–"),
    }
}
