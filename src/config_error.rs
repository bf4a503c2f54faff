//! What is wrong with a configuration.

use std::error::Error;
use std::fmt;

/// A field of a configuration is out of its range: which, what was found, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(pub(crate) String);

impl ConfigError {
    /// What is wrong, for a message that says by itself where the value comes from.
    pub fn problem(&self) -> &str {
        &self.0
    }

    /// The same of a configuration that has the first as a field of this name.
    pub(crate) fn within(self, field: &str) -> Self {
        Self(format!("{field}.{}", self.0))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "configuration: {}", self.0)
    }
}

impl Error for ConfigError {}
