//! Why the program ends early, and with which exit code.

use std::io;
use std::process::ExitCode;

use crate::console;

/// Why the program ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for what cannot be. Exit code 2.
    Usage(String),
    /// A file, the configuration or, under `--strict`, a record. Exit code 1.
    Failed(String),
    /// Whoever read the output has seen enough: nothing is wrong. Exit code 0.
    BrokenPipe,
}

impl Failure {
    /// Says what is wrong, on stderr.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Self::Usage(message) => {
                console::error(&format!("{message}\n\nFor more information, try '--help'."));
                ExitCode::from(2)
            }
            Self::Failed(message) => {
                console::error(message);
                ExitCode::FAILURE
            }
            Self::BrokenPipe => ExitCode::SUCCESS,
        }
    }
}

/// An error in writing the output; errors in reading are named where they happen.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Failed(format!("the output cannot be written: {error}")),
        }
    }
}
