//! One state of an article.

use serde::{Deserialize, Serialize};

use crate::published::{Precision, Published};

use super::Elapsed;

/// One state of an article over time.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number: the first is 1, unless whoever kept the versions numbered them otherwise.
    pub number: u32,
    /// When it was first seen.
    pub time: Option<Published>,
    /// How long after the version before it, if only that is known.
    pub after: Option<Elapsed>,
    /// The headline.
    pub title: String,
    /// The text.
    pub text: String,
}

impl Version {
    /// A version of which only the wording is known.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { number: 1, title: title.into(), text: text.into(), ..Self::default() }
    }

    /// The time from an earlier version to this one: from their times if both are known to the second, else as it was declared.
    pub fn since(&self, earlier: &Self) -> Option<Elapsed> {
        let exact = |version: &Self| version.time.filter(|time| time.precision() == Precision::Second);
        match (exact(earlier), exact(self)) {
            (Some(from), Some(to)) => {
                let seconds = u64::try_from(to.seconds().saturating_sub(from.seconds())).unwrap_or(0);
                Some(Elapsed { seconds })
            }
            _ => self.after,
        }
    }
}
