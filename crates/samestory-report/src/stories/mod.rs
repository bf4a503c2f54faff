//! Stories: rows, stories made of them, and the formats both are written in.

mod csv;
mod decision;
mod grouped;
mod json;
mod json_lines;
mod linked;
mod printing;
mod text;

pub use csv::CsvWriter;
pub(crate) use decision::six_digits;
pub use decision::{Consequence, Decision};
pub use grouped::{Order, StoryRows, Totals, ordered};
pub use json::{StoryDocument, write_json};
pub use json_lines::write_json_line;
pub use linked::Linked;
pub use text::write_text;
