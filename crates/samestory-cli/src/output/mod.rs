//! What is printed: rows, stories made of them, and the formats both are written in.

mod csv;
mod history;
mod json;
mod json_lines;
mod plain;
mod printing;
mod row;
mod stories;
mod text;

pub(crate) use csv::{write_csv_header, write_csv_row};
pub(crate) use history::write_history;
pub(crate) use json::write_json;
pub(crate) use json_lines::write_json_line;
pub(crate) use plain::{Palette, minutes, shorten};
pub(crate) use printing::{Printing, Writers, number_versions, role_name};
pub(crate) use row::{Decision, Row, six_digits};
pub(crate) use stories::{Totals, stories};
pub(crate) use text::write_text;
