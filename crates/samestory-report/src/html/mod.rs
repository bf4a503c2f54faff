//! Stories, histories and changes as HTML.

mod diff;
mod link;
mod page;
mod report;
mod rows;
mod time;

pub(crate) use diff::diff_fragment;
pub(crate) use link::Link;
pub use page::{PageInfo, html_index, html_page};
pub use report::{Report, following_policy, write_front_page};
