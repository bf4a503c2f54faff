//! Stories: rows, stories made of them, and the formats both are written in.

mod csv;
mod grouped;
mod json;
mod json_lines;
mod printing;
mod row;
mod text;

pub use csv::{write_csv_header, write_csv_row};
pub use grouped::{Order, StoryRows, Totals, stories};
pub use json::write_json;
pub use json_lines::write_json_line;
pub(crate) use printing::role_name;
pub use printing::{Printing, Reason, Writers, number_versions};
pub(crate) use row::six_digits;
pub use row::{Consequence, Decision, Row};
pub use text::write_text;
