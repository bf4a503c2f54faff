//! What has been done, in the text format of Prometheus.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::desk::Numbers;

/// Counts what is answered.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    pub(super) requests: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) taken: AtomicU64,
    pub(super) rejected: AtomicU64,
    pub(super) listeners: AtomicU64,
}

impl Metrics {
    pub(super) fn add(counter: &AtomicU64, by: usize) {
        counter.fetch_add(by as u64, Ordering::Relaxed);
    }

    pub(super) fn text(&self, numbers: &Numbers) -> String {
        let mut text = String::new();
        let mut line = |name: &str, kind: &str, help: &str, value: u64| {
            // a string takes everything
            let _ = writeln!(text, "# HELP samestory_{name} {help}\n# TYPE samestory_{name} {kind}");
            let _ = writeln!(text, "samestory_{name} {value}");
        };
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        line("requests_total", "counter", "Requests that came.", read(&self.requests));
        line(
            "refused_total",
            "counter",
            "Requests that were refused: token, origin, rate, too many at once.",
            read(&self.refused),
        );
        line("articles_taken_total", "counter", "Articles that were taken in.", read(&self.taken));
        line("articles_rejected_total", "counter", "Records that were no articles.", read(&self.rejected));
        line("listeners", "gauge", "Open streams of events.", read(&self.listeners));
        line("live_articles", "gauge", "Live articles.", numbers.articles as u64);
        line("live_stories", "gauge", "Stories with live articles.", numbers.stories as u64);
        line("changes_total", "counter", "Changes of stories.", numbers.cursor.number);
        text
    }
}
