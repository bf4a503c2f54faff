//! How processor time and memory grow with the number of articles.
//!
//! A [`Case`] says what is measured. It is measured on invented articles ([`SyntheticNews`]) by one thread, in a process of its own,
//! because the peak memory of a process covers all that it ever did. That process is the same program: its `main` begins with
//! [`measure_for_parent`].
//!
//! [`Line::growth_since`] compares two numbers of articles. Its exponents are slopes between logarithms: with an exponent of 1 the cost is
//! in proportion to the number of articles, with 2 it grows with their square.

use std::fs;
use std::process::{Command, Stdio};
use std::str::FromStr;

use cpu_time::ProcessTime;
use samestory::{Article, Clusterer, Config, cluster};
use serde::{Deserialize, Serialize};

use crate::synthetic::{Density, SyntheticNews};
use crate::{Failure, threads};

/// Articles that a stream is given at once.
const BLOCK: usize = 2048;

const SEED: u64 = 1;

/// Sources of the one text of [`Case::identical`].
const OUTLETS: usize = 3_000;

/// The argument before the case that a process measures for its parent.
const CASE: &str = "--measure-case";

/// How articles become stories.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All at once, by [`cluster()`].
    Batch,
    /// One after another, by a [`Clusterer`], in blocks of 2,048.
    Stream,
}

impl FromStr for Mode {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "batch" => Ok(Self::Batch),
            "stream" => Ok(Self::Stream),
            _ => Err("batch or stream"),
        }
    }
}

/// What is measured.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Case {
    /// How articles become stories.
    pub mode: Mode,
    /// How many articles; at least 1.
    pub articles: usize,
    /// Articles a day.
    pub per_day: Density,
    /// Whether to find copies and origins too.
    pub copies: bool,
    /// Whether all articles have one text, printed under 3,000 sources.
    pub identical: bool,
    /// How many articles a stream keeps; none for the default of [`Config`].
    pub live: Option<usize>,
    /// Whether a stream tells its memory after each tenth.
    pub tenths: bool,
}

impl Case {
    /// 2,000 articles a day with different texts, without copies.
    pub fn new(mode: Mode, articles: usize) -> Self {
        Self { mode, articles, per_day: 2_000, copies: false, identical: false, live: None, tenths: false }
    }

    /// Measures in a process of its own.
    ///
    /// # Errors
    ///
    /// If there are no articles, or the process fails or does not call [`measure_for_parent`].
    pub fn measure(&self) -> Result<Line, Failure> {
        let output = Command::new(std::env::current_exe()?)
            .args([CASE, &serde_json::to_string(self)?])
            .stderr(Stdio::inherit())
            .output()?;
        serde_json::from_slice(&output.stdout)
            .map_err(|error| format!("{:?} of {}: {error}", self.mode, self.articles).into())
    }

    fn measure_here(&self) -> Result<Line, Failure> {
        if self.articles == 0 {
            return Err("there must be an article to measure".into());
        }
        let mut config = Config { find_copies: self.copies, ..Config::default() };
        if let Some(live) = self.live {
            (config.min_live, config.max_live) = (live, live);
        }
        match self.mode {
            Mode::Batch => self.batch(&config),
            Mode::Stream => self.stream(config),
        }
    }

    fn batch(&self, config: &Config) -> Result<Line, Failure> {
        let articles: Vec<Article> = self.news().collect();
        let before = memory_mb("VmRSS:");
        let clock = ProcessTime::now();
        let stories = cluster(&articles, config)?;
        let cpu = clock.elapsed().as_secs_f64();
        Ok(self.line(cpu, memory_mb("VmHWM:") - before, stories.len(), Vec::new()))
    }

    fn stream(&self, config: Config) -> Result<Line, Failure> {
        let mut clusterer = Clusterer::new(config)?;
        let mut news = self.news();
        let tenth = self.articles.div_ceil(10);
        let (mut taken, mut cpu, mut cpu_before, mut tenths) = (0, 0.0, 0.0, Vec::new());
        loop {
            let block: Vec<Article> = news.by_ref().take(BLOCK.min(tenth - taken % tenth)).collect();
            if block.is_empty() {
                break;
            }
            taken += block.len();
            let (clock, mut block) = (ProcessTime::now(), Some(block));
            clusterer.insert_blocks(|| Ok::<_, Failure>(block.take().unwrap_or_default()), |_| {})?;
            cpu += clock.elapsed().as_secs_f64();
            if self.tenths && taken.is_multiple_of(tenth) {
                tenths.push(Tenth::of(&clusterer, taken, cpu - cpu_before));
                cpu_before = cpu;
            }
        }
        Ok(self.line(cpu, memory_mb("VmHWM:"), clusterer.live_stories(), tenths))
    }

    fn news(&self) -> Box<dyn Iterator<Item = Article>> {
        let news = SyntheticNews::new(SEED, self.per_day).take(self.articles);
        if !self.identical {
            return Box::new(news);
        }
        let mut text = None;
        Box::new(news.enumerate().map(move |(at, article)| {
            let text: &Article = text.get_or_insert_with(|| article.clone());
            let mut printed = text.clone();
            (printed.id, printed.published) = (article.id, article.published);
            printed.source = Some(format!("Outlet {}", at % OUTLETS));
            printed
        }))
    }

    fn line(&self, cpu: f64, peak_mb: f64, stories: usize, tenths: Vec<Tenth>) -> Line {
        Line {
            mode: self.mode,
            articles: self.articles,
            cpu: rounded(cpu),
            us_per_article: rounded(cpu / self.articles as f64 * 1e6),
            peak_mb: rounded(peak_mb),
            stories,
            tenths,
        }
    }
}

/// Measures the case that [`Case::measure`] of a parent process asks for; false if none does. `main` then goes on with its own work, and
/// otherwise ends.
///
/// # Errors
///
/// If measuring fails.
pub fn measure_for_parent() -> Result<bool, Failure> {
    let mut given = std::env::args().skip(1);
    let (Some(CASE), Some(case)) = (given.next().as_deref(), given.next()) else {
        return Ok(false);
    };
    let case: Case = serde_json::from_str(&case)?;
    let line = threads::on(1, || case.measure_here())?;
    println!("{}", serde_json::to_string(&line)?);
    Ok(true)
}

/// What a [`Case`] took.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// How articles became stories.
    pub mode: Mode,
    /// How many articles.
    pub articles: usize,
    /// Processor seconds, without those that inventing the articles took.
    pub cpu: f64,
    /// Processor time an article, in microseconds.
    pub us_per_article: f64,
    /// The most memory held, in MB, the articles of a batch not among it; 0 on a system without `/proc`.
    pub peak_mb: f64,
    /// Stories found; of a stream those that are live.
    pub stories: usize,
    /// A stream after each tenth of its articles, if [`Case::tenths`] asks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenths: Vec<Tenth>,
}

impl Line {
    /// How time and memory have grown since fewer articles; none if they were not fewer.
    pub fn growth_since(&self, before: &Line) -> Option<Growth> {
        if before.articles >= self.articles {
            return None;
        }
        let times = self.articles as f64 / before.articles as f64;
        let exponent = |ratio: f64| (ratio.ln() / times.ln() * 1000.0).round() / 1000.0;
        Some(Growth {
            // the time an article has more digits than the seconds
            cpu: exponent(times * self.us_per_article / before.us_per_article),
            memory: exponent(self.peak_mb / before.peak_mb),
            from: before.articles,
            mode: self.mode,
            to: self.articles,
        })
    }
}

/// The exponents between two numbers of articles. They are no numbers where a cost is 0.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Growth {
    /// Of processor time.
    #[serde(rename = "exponent_of_cpu")]
    pub cpu: f64,
    /// Of peak memory.
    #[serde(rename = "exponent_of_memory")]
    pub memory: f64,
    /// The smaller number of articles.
    pub from: usize,
    /// How articles became stories.
    pub mode: Mode,
    /// The larger number of articles.
    pub to: usize,
}

/// A stream after a tenth of its articles. Memory is in MB.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Tenth {
    /// Memory by the account of the [`Clusterer`].
    pub accounted_mb: f64,
    /// Articles taken so far.
    pub articles: usize,
    /// Processor seconds of this tenth.
    pub cpu: f64,
    /// Articles in the window.
    pub live: usize,
    /// Memory of the process.
    pub memory_mb: f64,
    /// The part of live articles in the account.
    pub of_articles: f64,
    /// The part of copies in the account.
    pub of_copies: f64,
    /// The part of the index in the account.
    pub of_index: f64,
    /// The part of stories in the account.
    pub of_stories: f64,
    /// The part of terms in the account.
    pub of_terms: f64,
    /// Distinct terms known.
    pub terms: usize,
}

impl Tenth {
    fn of(clusterer: &Clusterer, articles: usize, cpu: f64) -> Self {
        let usage = clusterer.memory_usage();
        let mb = |bytes: usize| rounded(bytes as f64 / 1e6);
        Self {
            accounted_mb: mb(usage.total()),
            articles,
            cpu: rounded(cpu),
            live: clusterer.live_articles(),
            memory_mb: memory_mb("VmRSS:"),
            of_articles: mb(usage.articles),
            of_copies: mb(usage.copies),
            of_index: mb(usage.index),
            of_stories: mb(usage.stories),
            of_terms: mb(usage.terms),
            terms: clusterer.lexicon().vocabulary().len(),
        }
    }
}

/// A line of the process's status, in MB; 0 where there is none.
fn memory_mb(line: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let rest = status.lines().find_map(|l| l.strip_prefix(line)).unwrap_or_default();
    let kib: f64 = rest.trim().trim_end_matches("kB").trim().parse().unwrap_or_default();
    rounded(kib * 1024.0 / 1e6)
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(articles: usize, us_per_article: f64, peak_mb: f64) -> Line {
        let case = Case::new(Mode::Batch, articles);
        case.line(us_per_article * articles as f64 / 1e6, peak_mb, 1, Vec::new())
    }

    #[test]
    fn exponents_are_slopes_between_logarithms() {
        // the time an article doubles over four times the articles: 4 * 2 = 8 = 4^1.5
        let growth = line(4_000, 80.0, 30.0).growth_since(&line(1_000, 40.0, 15.0)).expect("more articles");
        assert_eq!((growth.cpu, growth.memory), (1.5, 0.5));
        assert_eq!((growth.from, growth.to), (1_000, 4_000));
    }

    #[test]
    fn no_exponents_between_equal_numbers() {
        assert_eq!(line(1_000, 40.0, 15.0).growth_since(&line(1_000, 40.0, 15.0)), None);
    }

    #[test]
    fn a_case_of_each_mode_finds_stories() {
        for mode in [Mode::Batch, Mode::Stream] {
            let line = Case { tenths: true, ..Case::new(mode, 100) }.measure_here().expect("it has articles");
            assert!((1..100).contains(&line.stories), "{line:?}");
            assert_eq!(line.tenths.len(), if mode == Mode::Stream { 10 } else { 0 });
        }
        assert!(Case::new(Mode::Batch, 0).measure_here().is_err());
    }

    #[test]
    fn identical_articles_are_one_text_of_many_sources() {
        let case = Case { identical: true, ..Case::new(Mode::Batch, 3_001) };
        let articles: Vec<Article> = case.news().collect();
        assert!(articles.iter().all(|article| article.body == articles[0].body));
        assert_ne!(articles[0].source, articles[2_999].source);
        assert_eq!(articles[0].source, articles[3_000].source);
    }
}
