//! Histories and changes as HTML.

mod diff;
mod escape;
mod link;
mod page;

pub(super) use diff::diff_fragment;
pub(super) use escape::Escaped;
pub(super) use link::Link;
pub use page::{PageInfo, html_index, html_page};
