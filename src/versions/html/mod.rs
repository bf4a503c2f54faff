//! Histories and changes as HTML.

mod diff;
mod escape;
mod page;

pub(super) use diff::diff_fragment;
pub(super) use escape::Escaped;
pub use page::{PageInfo, html_index, html_page};
