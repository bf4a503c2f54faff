//! Shows what [samestory] found, to people and to programs.
//!
//! | what | text | for programs | pages and feeds |
//! | --- | --- | --- | --- |
//! | stories | [`stories::write_text`] | [`stories::write_json`], [`stories::write_json_line`], [`stories::CsvWriter`] | [`Report`] |
//! | copies | [`copies::write_text`] | [`copies::write_json`] | |
//! | the digest of a story ([`Digest`](samestory_digest::Digest)) | [`digest::write_text`] | [`digest::write_json`] | |
//! | versions | [`versions::write_history`] | [`versions::write_change_line`] | [`html_page`], [`html_index`], [`atom_feed`] |
//! | explanations | [`explain::write_pair`], [`explain::write_article`], [`explain::write_story`], [`explain::write_found`] | [`explain::write_json`] | |
//!
//! Texts go through [`terminal::clean`]: whatever an article holds, it controls no terminal. JSON and CSV have every text as it is.
//! Pages and feeds escape it, leave out control characters, and link to http and https addresses only.

mod allowed;
mod atom;
mod html;
mod language;
mod plain;
mod skipped;

pub mod copies;
pub mod digest;
pub mod explain;
pub mod stories;
pub mod terminal;
pub mod versions;

pub use atom::{FeedInfo, atom_feed};
pub use html::{PageInfo, Report, following_policy, html_index, html_page, write_front_page};
pub use language::language_of;
pub use plain::{Palette, minutes, shorten};
pub use skipped::Skipped;
