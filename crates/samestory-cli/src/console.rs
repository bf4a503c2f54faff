//! What is told beside the data: messages and progress, on stderr.

use std::io::{self, IsTerminal, Read, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use samestory_report::terminal;

/// Messages that do not tear the progress bar apart. The bar is there only if stderr is a terminal.
#[derive(Debug)]
pub(crate) struct Console {
    bar: ProgressBar,
}

impl Console {
    /// With a progress bar, if it is wanted and someone can see it.
    pub(crate) fn new(with_progress: bool) -> Self {
        let visible = with_progress && io::stderr().is_terminal();
        Self { bar: if visible { ProgressBar::no_length() } else { ProgressBar::hidden() } }
    }

    /// From here on input is read, so many bytes if that is known.
    pub(crate) fn reading(&self, bytes: Option<u64>) {
        match bytes {
            Some(bytes) => {
                self.set_style("reading {bytes} of {total_bytes} [{bar:30}] {eta}");
                self.bar.set_length(bytes);
            }
            None => self.set_style("reading {bytes} {spinner}"),
        }
    }

    /// Counts what will be read of something that is opened later.
    pub(crate) fn watch(
        &self,
        open: impl FnOnce() -> io::Result<Box<dyn Read + Send>> + Send + 'static,
    ) -> impl FnOnce() -> io::Result<Box<dyn Read + Send>> + Send + 'static {
        let bar = self.bar.clone();
        move || Ok(Box::new(bar.wrap_read(open()?)))
    }

    /// From here on something of unknown length is done.
    pub(crate) fn working(&self, what: String) {
        if !self.bar.is_hidden() {
            self.set_style("{msg} {spinner} {elapsed}");
            self.bar.set_message(what);
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
    }

    /// Takes the progress bar away.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }

    /// Says what the user should know, though the work goes on.
    pub(crate) fn warn(&self, message: &str) {
        self.bar.suspend(|| say("warning", AnsiColor::Yellow, message));
    }

    /// Says what was found out, so that the user can say otherwise.
    pub(crate) fn note(&self, message: &str) {
        self.bar.suspend(|| say("note", AnsiColor::Cyan, message));
    }

    fn set_style(&self, template: &str) {
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        self.bar.set_style(style);
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.done();
    }
}

/// Says why the program ends.
pub(crate) fn error(message: &str) {
    say("error", AnsiColor::Red, message);
}

/// Says what was found out, when no work is going on.
pub(crate) fn note(message: &str) {
    say("note", AnsiColor::Cyan, message);
}

/// Says what the user should know, when no work is going on.
pub(crate) fn warning(message: &str) {
    say("warning", AnsiColor::Yellow, message);
}

/// Shows the program's own words.
pub(crate) fn hint(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// The one way of a message to stderr: whatever is foreign in it is harmless behind it.
fn say(kind: &str, color: AnsiColor, message: &str) {
    let message = terminal::message(message);
    let style = Style::new().bold().fg_color(Some(color.into()));
    // a stderr that takes nothing is no reason to fail
    let _ = writeln!(anstream::stderr(), "{style}{kind}:{style:#} {message}");
}
