//! Why the program ends early, and with which exit code.

use std::io;
use std::process::ExitCode;

use samestory::ConfigError;
use samestory_report::terminal;

use crate::console;

/// Shows what is wrong with the command line, or the help or version that was asked for. A command line may come from a shell that
/// put in the names of files.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let plain = error.render().to_string();
    if !error.use_stderr() || terminal::is_harmless_text(&plain) {
        // help that nobody reads to its end is no failure
        let _ = error.print();
    } else {
        let lines: Vec<String> = plain.lines().map(terminal::message).collect();
        console::hint(&lines.join("\n"));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Why the program ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for what cannot be. Exit code 2.
    Usage(String),
    /// A file, the configuration or, under `--strict`, a record. Exit code 1.
    Failed(String),
    /// The command line has stderr and an input be one file, so that nothing can be said. Exit code 2.
    Unspoken,
    /// Whoever read the output has seen enough: nothing is wrong. Exit code 0.
    BrokenPipe,
}

impl Failure {
    /// Says that a command is missing in this build.
    #[cfg(not(all(feature = "serve", feature = "mcp")))]
    pub(crate) fn not_built(feature: &str) -> Self {
        let message = format!(
            "this samestory was built without \"{feature}\"; \"cargo install --path crates/samestory-cli --features {feature}\" builds one with it"
        );
        Self::Usage(message)
    }

    /// Says what is wrong, on stderr.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Self::Usage(message) => {
                console::error(message);
                console::hint("\nFor more information, try '--help'.");
                ExitCode::from(2)
            }
            Self::Failed(message) => {
                console::error(message);
                ExitCode::FAILURE
            }
            Self::Unspoken => ExitCode::from(2),
            Self::BrokenPipe => ExitCode::SUCCESS,
        }
    }
}

/// An error in writing the output; errors in reading are named where they happen.
impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Failed(format!("the output cannot be written: {error}")),
        }
    }
}
