//! Histories and changes as HTML.

mod diff;
mod escape;
mod link;
mod page;
mod rows;

pub(crate) use diff::diff_fragment;
pub(crate) use escape::Escaped;
pub(crate) use link::Link;
pub use page::{PageInfo, html_index, html_page};
