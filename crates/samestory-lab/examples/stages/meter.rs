//! What a piece of work costs, and how it is printed.

use std::fs;
use std::time::Instant;

use cpu_time::ProcessTime;
use serde::Serialize;

/// What some work took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    seconds: f64,
    cpu: f64,
    peak_mb: Option<f64>,
    grown_mb: Option<f64>,
}

/// How much went in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) articles: usize,
    pub(crate) bytes: usize,
}

/// Does the work and says what it took.
pub(crate) fn measure<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    // from here on the kernel looks for the peak anew
    let anew = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = memory_mb("VmRSS:").filter(|_| anew);
    let (clock, cpu) = (Instant::now(), ProcessTime::now());
    let (mut work, mut result) = (Some(work), None);
    measured_work(&mut || result = work.take().map(|work| work()));
    let (seconds, cpu) = (clock.elapsed().as_secs_f64(), cpu.elapsed().as_secs_f64());
    let peak_mb = memory_mb("VmHWM:");
    let grown_mb = peak_mb.zip(before).map(|(peak, before)| peak - before);
    (result.expect("the work was done"), Cost { seconds, cpu, peak_mb, grown_mb })
}

/// A frame that `benches/instructions` knows by its name: what is below it is measured.
#[inline(never)]
fn measured_work(work: &mut dyn FnMut()) {
    work();
}

/// A line of the process's status, in MB.
fn memory_mb(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let rest = status.lines().find_map(|l| l.strip_prefix(line))?;
    let kib: f64 = rest.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(rounded(kib * 1024.0 / 1e6, 1))
}

/// Prints stages.
pub(crate) struct Meter {
    pub(crate) threads: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    stage: &'a str,
    threads: usize,
    articles: usize,
    seconds: f64,
    cpu: f64,
    cores: f64,
    articles_per_cpu_s: u64,
    mb_per_cpu_s: f64,
    found: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<u64>,
    peak_mb: Option<f64>,
    grown_mb: Option<f64>,
}

impl Meter {
    /// One line; `found` is what the stage delivered, as a number.
    pub(crate) fn report(&self, stage: &str, size: Size, found: usize, cost: Cost) {
        self.print(stage, size, found, None, cost);
    }

    /// As [`report`](Self::report), with a number that tells pairs apart.
    pub(crate) fn report_pairs(&self, stage: &str, size: Size, found: usize, key: u64, cost: Cost) {
        self.print(stage, size, found, Some(key), cost);
    }

    fn print(&self, stage: &str, size: Size, found: usize, key: Option<u64>, cost: Cost) {
        print_line(&Line {
            stage,
            threads: self.threads,
            articles: size.articles,
            seconds: rounded(cost.seconds, 4),
            cpu: rounded(cost.cpu, 4),
            cores: rounded(cost.cpu / cost.seconds, 2),
            articles_per_cpu_s: (size.articles as f64 / cost.cpu).round() as u64,
            mb_per_cpu_s: rounded(size.bytes as f64 / cost.cpu / 1e6, 1),
            found,
            key,
            peak_mb: cost.peak_mb,
            grown_mb: cost.grown_mb.map(|mb| rounded(mb, 1)),
        });
    }
}

/// Prints one line of JSON.
pub(crate) fn print_line(line: &impl Serialize) {
    match serde_json::to_string(line) {
        Ok(line) => println!("{line}"),
        Err(error) => eprintln!("a line cannot be written: {error}"),
    }
}

/// A number with so many digits after the point.
pub(crate) fn rounded(number: f64, digits: i32) -> f64 {
    let unit = 10_f64.powi(digits);
    (number * unit).round() / unit
}
