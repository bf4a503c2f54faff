//! The stream: what it costs in all, and how long an article takes.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use samestory::{Article, Clusterer, Config};
use serde::Serialize;

use crate::meter::{Meter, measure, print_line, rounded};
use crate::{Failure, inputs};

/// How long each article took: by the processor, which other programs on the machine do not change much, and by the clock.
#[derive(Debug, Default)]
pub(crate) struct Latencies {
    cpu: Vec<Duration>,
    clock: Vec<Duration>,
}

/// Microseconds that half of the articles, 99 % of them, and all of them took at most.
#[derive(Debug, Serialize)]
pub(crate) struct Percentiles {
    p50_us: f64,
    p99_us: f64,
    max_us: f64,
    clock_p50_us: f64,
    clock_p99_us: f64,
    clock_max_us: f64,
}

impl Latencies {
    /// Takes the next article, and the time.
    pub(crate) fn insert(&mut self, clusterer: &mut Clusterer, article: &Article) {
        let (clock, cpu) = (Instant::now(), ThreadTime::now());
        clusterer.insert(article);
        self.cpu.push(cpu.elapsed());
        self.clock.push(clock.elapsed());
    }

    /// Microseconds an article took on average, by the processor.
    pub(crate) fn mean_us(&self) -> f64 {
        let all: Duration = self.cpu.iter().sum();
        rounded(all.as_secs_f64() * 1e6 / self.cpu.len().max(1) as f64, 1)
    }

    pub(crate) fn percentiles(mut self) -> Percentiles {
        self.cpu.sort_unstable();
        self.clock.sort_unstable();
        Percentiles {
            p50_us: at(&self.cpu, 0.5),
            p99_us: at(&self.cpu, 0.99),
            max_us: at(&self.cpu, 1.0),
            clock_p50_us: at(&self.clock, 0.5),
            clock_p99_us: at(&self.clock, 0.99),
            clock_max_us: at(&self.clock, 1.0),
        }
    }
}

/// The value that this share of the sorted ones does not exceed, in microseconds.
fn at(sorted: &[Duration], share: f64) -> f64 {
    let place = (sorted.len() as f64 * share).ceil() as usize;
    let value = sorted.get(place.saturating_sub(1)).copied().unwrap_or_default();
    rounded(value.as_secs_f64() * 1e6, 1)
}

/// The whole file as a stream: a line on its cost, a line on latency.
pub(crate) fn report(articles: &[Article], meter: &Meter) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Line {
        stage: &'static str,
        live: usize,
        #[serde(flatten)]
        percentiles: Percentiles,
    }
    let mut latencies = Latencies::default();
    let (clusterer, cost) = measure(|| {
        let mut clusterer = Clusterer::new(Config::default())?;
        articles.iter().for_each(|article| latencies.insert(&mut clusterer, article));
        Ok::<_, Failure>(clusterer)
    });
    let clusterer = clusterer?;
    meter.report("stream", inputs::size(articles), clusterer.live_stories(), cost);
    let (live, percentiles) = (clusterer.live_articles(), latencies.percentiles());
    print_line(&Line { stage: "stream latency", live, percentiles });
    Ok(())
}
