//! Settings of the desk.

use std::fmt;
use std::sync::Arc;

use crate::cluster::{Config, ConfigError};
use crate::copies::{CopyConfig, CopyConfigError};
use crate::credits::Newsrooms;

/// What the parts of the desk go by.
#[non_exhaustive]
#[derive(Debug, Clone)]
pub struct DeskConfig {
    /// How stories are found.
    pub cluster: Config,
    /// What counts as a copy.
    pub copies: CopyConfig,
    /// By which sources and credits are told. Default: the [built-in table](Newsrooms::builtin).
    pub newsrooms: Arc<Newsrooms>,
    /// So many versions of an article are kept with their texts, at least 2: the first and the newest. Default 8.
    pub most_versions: usize,
}

impl Default for DeskConfig {
    fn default() -> Self {
        Self {
            cluster: Config::default(),
            copies: CopyConfig::default(),
            newsrooms: Arc::new(Newsrooms::builtin()),
            most_versions: 8,
        }
    }
}

impl DeskConfig {
    /// Checks all values.
    ///
    /// # Errors
    ///
    /// Names the first field that is out of range.
    pub fn validate(&self) -> Result<(), DeskConfigError> {
        self.cluster.validate().map_err(DeskConfigError::Cluster)?;
        self.copies.validate().map_err(DeskConfigError::Copies)?;
        if self.most_versions < 2 {
            return Err(DeskConfigError::MostVersions(self.most_versions));
        }
        Ok(())
    }
}

/// A setting that is out of range.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskConfigError {
    /// One of [`DeskConfig::cluster`].
    Cluster(ConfigError),
    /// One of [`DeskConfig::copies`].
    Copies(CopyConfigError),
    /// [`DeskConfig::most_versions`], with its value.
    MostVersions(usize),
}

impl fmt::Display for DeskConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(error) => error.fmt(f),
            Self::Copies(error) => write!(f, "configuration: {error}"),
            Self::MostVersions(found) => {
                write!(f, "configuration: most_versions is {found}: at least 2 is allowed")
            }
        }
    }
}

impl std::error::Error for DeskConfigError {}
