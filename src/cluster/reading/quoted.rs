//! What an article quotes.

use serde::{Deserialize, Serialize};

use crate::ascending::count_common;
use crate::cluster::config::Config;
use crate::text::{beginning, quoted_runs};

/// Runs of words that an article quotes, ascending: [`quoted_runs`]. Two reports of one event quote the same, however they put the
/// rest.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Quoted(Box<[u32]>);

impl Quoted {
    pub(crate) fn by(body: &str, config: &Config) -> Self {
        Self(quoted_runs(beginning(body, config.analysis.longest_text)).into())
    }

    /// How many runs both quote.
    pub(crate) fn in_common(&self, other: &Self) -> usize {
        count_common(&self.0, &other.0)
    }

    /// Bytes held beside itself.
    pub(crate) fn memory_usage(&self) -> usize {
        self.0.len() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_by_both_is_the_size_of_the_intersection() {
        let quoting = |runs: &[u32]| Quoted(runs.into());
        assert_eq!(quoting(&[1, 3, 5, 9]).in_common(&quoting(&[0, 3, 4, 9, 10])), 2);
        assert_eq!(quoting(&[]).in_common(&quoting(&[1])), 0);
    }
}
