//! When a feed is asked for.

use std::time::{Duration, Instant};

use super::fetch::Validators;

/// A feed that fails is asked for half as often each time, down to once in so long.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// A feed that is watched.
#[derive(Debug)]
pub(super) struct Subscription {
    url: String,
    every: Duration,
    due: Instant,
    /// How often it failed one time after the other.
    failures: u32,
    validators: Validators,
}

impl Subscription {
    /// A feed that is due now.
    pub(super) fn new(url: String, every: Duration) -> Self {
        Self { url, every, due: Instant::now(), failures: 0, validators: Validators::default() }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// What the server said about what it sent last.
    pub(super) fn validators(&self) -> &Validators {
        &self.validators
    }

    /// It was read, or has not changed.
    pub(super) fn succeeded(&mut self, validators: Option<Validators>) {
        self.failures = 0;
        if let Some(validators) = validators {
            self.validators = validators;
        }
        self.due = Instant::now() + self.every;
    }

    /// It failed; how long it is left alone: twice as long each time, or as long as the server wants.
    pub(super) fn failed(&mut self, retry_after: Option<Duration>) -> Duration {
        let longer = self.every.saturating_mul(1 << self.failures.min(16)).min(LONGEST.max(self.every));
        self.failures += 1;
        let wait = retry_after.map_or(longer, |asked| asked.min(LONGEST).max(longer));
        self.due = Instant::now() + wait;
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_take_ever_longer() {
        let seconds = Duration::from_secs;
        let mut feed = Subscription::new("f".to_owned(), seconds(600));
        assert_eq!([feed.failed(None), feed.failed(None)], [seconds(600), seconds(1200)]);
        assert_eq!(feed.failed(Some(seconds(5000))), seconds(5000));
        feed.succeeded(None);
        assert_eq!(feed.failed(Some(seconds(1))), seconds(600));
        for _ in 0..40 {
            feed.failed(None);
        }
        assert_eq!(feed.failed(None), LONGEST);
    }
}
