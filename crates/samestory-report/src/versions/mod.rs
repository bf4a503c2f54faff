//! Versions: the history of an article to read, and its changes as lines of JSON.

mod change_line;
mod history;

pub use change_line::write_change_line;
pub use history::write_history;
